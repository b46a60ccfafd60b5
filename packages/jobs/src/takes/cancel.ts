import { Fault } from '@fantascope/film';
import { wires } from '@fantascope/models';
import { eq, sql } from 'drizzle-orm';
import { take } from '../database/schema/index.ts';
import { appendEvent } from '../events/event-log.ts';
import { declineSpend } from '../ledger/approve.ts';
import type { Studio } from '../studio.ts';
import { callOffJobsOf } from '../works/cancel-job.ts';
import { endUnsent } from './end-unsent.ts';

/** The channel on which workers hear of takes that are called off. */
export const callOffChannel = 'fantascope_call_off';

/**
 * What calling a take off means for money. cancelled: nothing was sent, nothing is paid. asked: it was sent; its provider is told where it can
 * be told (`canTell`), and may charge up to `mayCostUsdMicros` all the same.
 */
export type CallOff =
  | Readonly<{ outcome: 'cancelled'; mayCostUsdMicros: 0 }>
  | Readonly<{ outcome: 'asked'; canTell: boolean; mayCostUsdMicros: number }>;

/** Calls a take off, at any time. Again changes nothing. Throws jobs.no-such-thing and jobs.take-ended. */
export async function cancelTake(
  { database, engine, ports }: Pick<Studio, 'database' | 'engine' | 'ports'>,
  { takeId, byUserId }: Readonly<{ takeId: string; byUserId: string }>,
): Promise<CallOff> {
  const nowMs = ports.nowMs();
  const at = new Date(nowMs);
  const answer = await database.db.transaction(async (tx): Promise<CallOff> => {
    const [row] = await tx.select().from(take).where(eq(take.id, takeId)).for('no key update');
    if (row === undefined) throw new Fault('jobs.no-such-thing', { id: takeId });
    if (row.endedAt !== null) throw new Fault('jobs.take-ended', { take: takeId, state: row.state });
    if (row.state === 'waiting') {
      await declineSpend(tx, { takeId, byUserId, nowMs });
      const data = { state: 'cancelled', moneyState: 'none', isEmulated: row.isEmulated };
      await appendEvent(tx, { projectId: row.projectId, subjectId: takeId, kind: 'take.changed', data, at });
      return { outcome: 'cancelled', mayCostUsdMicros: 0 };
    }
    if (await endUnsent(tx, takeId, { state: 'cancelled', reason: 'called off', nowMs, byUserId })) {
      await callOffJobsOf(tx, takeId, at);
      return { outcome: 'cancelled', mayCostUsdMicros: 0 };
    }
    if (row.cancelAskedAt === null) {
      await tx.update(take).set({ cancelAskedAt: at, wakeAt: null, updatedAt: at }).where(eq(take.id, takeId));
      // Heard by its worker once this is committed; what is not heard is found by the sweep.
      await tx.execute(sql`select pg_notify(${callOffChannel}, ${takeId})`);
      const data = { state: row.state, moneyState: row.moneyState, isEmulated: row.isEmulated, isCalledOff: true };
      await appendEvent(tx, { projectId: row.projectId, subjectId: takeId, kind: 'take.changed', data, at });
    }
    return { outcome: 'asked', canTell: wires[row.wire]?.cancel !== undefined, mayCostUsdMicros: row.reservedUsdMicros };
  });
  // Not needed for the outcome: a workflow that begins finds the take ended. It saves a place in the queue.
  if (answer.outcome === 'cancelled') await engine.cancel(takeId).catch(() => undefined);
  return answer;
}
