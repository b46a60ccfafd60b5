import type { Money } from '@fantascope/take';
import { eq } from 'drizzle-orm';
import type { Tx } from '../database/database.ts';
import { project } from '../database/schema/index.ts';
import { lockAccount, type NewEntry, noteMoney, writeEntry } from './account.ts';
import { budgetsOf, dayOf, lockBudgets } from './budgets.ts';

/** What a take cost. */
export type Settlement = Readonly<{
  takeId: string;
  /** Whole millionths of a dollar. */
  amountUsdMicros: number;
  basis: Money['basis'];
  nowMs: number;
  own?: NonNullable<NewEntry['own']>;
  rateId?: string;
  byUserId?: string;
  note?: string;
}>;

/** What came of it. `overUsdMicros`: what it cost beyond what was set aside; above 0 the project is blocked until a person decides. */
export type Settled = Readonly<{ outcome: 'settled' | 'already'; overUsdMicros: number }>;

/** The value of project.blocked_reason while an overrun waits for a person. */
export const overrunBlock = 'overrun';

/**
 * Books what a take cost and gives the rest of what was set aside back. What goes beyond that is booked all the same, in a row of its own, and
 * blocks the project: the money is gone, and only a person can say whether more may follow. A charge that comes after its money was released is
 * an overrun whole. Once a take; a second time changes nothing. Throws jobs.no-such-thing.
 */
export async function settle(tx: Tx, settlement: Settlement): Promise<Settled> {
  const { takeId, amountUsdMicros, basis, nowMs, own, rateId, byUserId, note } = settlement;
  if (!Number.isSafeInteger(amountUsdMicros) || amountUsdMicros < 0) throw new RangeError(`not an amount: ${amountUsdMicros}`);
  const account = await lockAccount(tx, takeId);
  if (account.kinds.has('settle') || account.kinds.has('refund')) return { outcome: 'already', overUsdMicros: 0 };
  const day = account.day ?? dayOf(nowMs);
  // Before the project below, in every case: who locks the project first and a counter then waits for whoever does it the other way round.
  await lockBudgets(tx, budgetsOf({ ...account, day }));
  const within = Math.min(amountUsdMicros, account.heldUsdMicros);
  const overUsdMicros = amountUsdMicros - within;
  const facts = { atMs: nowMs, day, basis, ...(byUserId === undefined ? {} : { byUserId }), ...(note === undefined ? {} : { note }) };
  await writeEntry(tx, account, {
    entry: {
      ...facts,
      kind: 'settle',
      heldUsdMicros: 0 - account.heldUsdMicros,
      spentUsdMicros: within,
      ...(own === undefined ? {} : { own }),
      ...(rateId === undefined ? {} : { rateId }),
    },
  });
  if (overUsdMicros > 0 && account.isEmulated)
    await writeEntry(tx, account, { entry: { ...facts, kind: 'overrun', spentUsdMicros: overUsdMicros } });
  else if (overUsdMicros > 0) {
    // The block goes first: it waits for a person who is just acknowledging, so that this overrun has a later number than that.
    await tx.update(project).set({ blockedReason: overrunBlock }).where(eq(project.id, account.projectId));
    await writeEntry(tx, account, { entry: { ...facts, kind: 'overrun', spentUsdMicros: overUsdMicros } });
  }
  await noteMoney(tx, takeId, { state: 'settled', settledUsdMicros: account.spentUsdMicros + amountUsdMicros });
  // Of an emulated take nothing is gone, and nobody has to decide.
  return { outcome: 'settled', overUsdMicros: account.isEmulated ? 0 : overUsdMicros };
}
