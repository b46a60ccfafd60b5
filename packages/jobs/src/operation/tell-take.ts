import { Fault } from '@fantascope/film';
import { eq } from 'drizzle-orm';
import type { Tx } from '../database/database.ts';
import { take } from '../database/schema/index.ts';
import { appendEvent } from '../events/event-log.ts';

/** Tells those who watch how a take stands now, in the transaction that changed it. Throws jobs.no-such-thing. */
export async function tellTake(tx: Tx, takeId: string, nowMs: number): Promise<typeof take.$inferSelect> {
  const [row] = await tx.select().from(take).where(eq(take.id, takeId));
  if (row === undefined) throw new Fault('jobs.no-such-thing', { id: takeId });
  const { projectId, state, moneyState, isEmulated } = row;
  const data = { state, moneyState, isEmulated };
  await appendEvent(tx, { projectId, subjectId: takeId, kind: 'take.changed', data, at: new Date(nowMs) });
  return row;
}
