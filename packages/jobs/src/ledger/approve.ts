import { Fault } from '@fantascope/film';
import { eq } from 'drizzle-orm';
import type { Tx } from '../database/database.ts';
import { take } from '../database/schema/index.ts';
import { lockAccount, writeEntry } from './account.ts';
import { dayOf } from './budgets.ts';
import type { DefaultCaps } from './caps.ts';
import { type Reserved, reserve } from './reserve.ts';

/** Who decides on a waiting take, and when. */
export type Decision = Readonly<{ takeId: string; byUserId: string; nowMs: number }>;

/**
 * Lets a waiting take pass over its member's cap; every other cap is asked now, on the day of the approval. Allowed: the take is `reserved`, and
 * its workflow may start once this is committed. Refused: it goes on waiting. Throws jobs.not-waiting, jobs.no-such-thing.
 */
export async function approveSpend(
  tx: Tx,
  { takeId, byUserId, nowMs, defaults }: Decision & Readonly<{ defaults: DefaultCaps }>,
): Promise<Reserved> {
  const account = await lockAccount(tx, takeId);
  if (account.takeState !== 'waiting' || account.askedUsdMicros === null) throw new Fault('jobs.not-waiting', { take: takeId });
  const reserved = await reserve(tx, {
    takeId,
    amountUsdMicros: account.askedUsdMicros,
    basis: 'estimate',
    nowMs,
    defaults,
    approvedBy: byUserId,
  });
  if (reserved.outcome === 'allowed')
    await tx
      .update(take)
      .set({ state: 'reserved', updatedAt: new Date(nowMs) })
      .where(eq(take.id, takeId));
  return reserved;
}

/** Ends a waiting take unpaid: its state becomes `cancelled`. Throws jobs.not-waiting, jobs.no-such-thing. */
export async function declineSpend(tx: Tx, { takeId, byUserId, nowMs }: Decision): Promise<void> {
  const account = await lockAccount(tx, takeId);
  if (account.takeState !== 'waiting') throw new Fault('jobs.not-waiting', { take: takeId });
  await writeEntry(tx, account, { entry: { kind: 'decline', atMs: nowMs, day: dayOf(nowMs), basis: 'person', byUserId } });
  const at = new Date(nowMs);
  await tx.update(take).set({ state: 'cancelled', reason: 'declined', updatedAt: at, endedAt: at }).where(eq(take.id, takeId));
}
