import { Fault } from '@fantascope/film';
import { eq } from 'drizzle-orm';
import type { Tx } from '../database/database.ts';
import { take } from '../database/schema/index.ts';
import { appendEvent } from '../events/event-log.ts';
import { release } from '../ledger/give-back.ts';
import { rowsOf } from './pg-journal.ts';

/** Why a take ends before anything of it was sent. `workerId`: it is a worker that ends it, which has to have it in hand. */
export type UnsentEnd = Readonly<{ state: 'cancelled' | 'refused'; reason: string; nowMs: number; byUserId?: string; workerId?: string }>;

/** Ends a take of which nothing was sent, and gives its money back. False where its intent is written: then it may have been sent, and only its rows say how it ends. Throws jobs.take-elsewhere. */
export async function endUnsent(tx: Tx, takeId: string, { state, reason, nowMs, byUserId, workerId }: UnsentEnd): Promise<boolean> {
  // Whoever writes an intent locks this row first: there is none yet, and after this there never will be.
  const [row] = await tx.select().from(take).where(eq(take.id, takeId)).for('no key update');
  if (row === undefined || (await rowsOf(tx, takeId)).length > 0) return false;
  if (row.endedAt !== null) return true;
  if (workerId !== undefined && row.heldBy !== workerId) throw new Fault('jobs.take-elsewhere', { take: takeId });
  const at = new Date(nowMs);
  await tx.update(take).set({ state, reason, updatedAt: at, endedAt: at, cancelAskedAt: at }).where(eq(take.id, takeId));
  await release(tx, { takeId, nowMs, note: state, ...(byUserId === undefined ? {} : { byUserId }) });
  const data = { state, moneyState: 'none', isEmulated: row.isEmulated, reason };
  await appendEvent(tx, { projectId: row.projectId, subjectId: takeId, kind: 'take.changed', data, at });
  return true;
}
