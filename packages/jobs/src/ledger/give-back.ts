import type { Money } from '@fantascope/take';
import type { Tx } from '../database/database.ts';
import { type Account, lockAccount, noteMoney, writeEntry } from './account.ts';
import { dayOf } from './budgets.ts';

/** Why money comes back, and by whose word. */
export type GiveBack = Readonly<{ takeId: string; nowMs: number; byUserId?: string; note?: string }>;

const facts = (account: Account, { nowMs, byUserId, note }: Omit<GiveBack, 'takeId'>) => ({
  atMs: nowMs,
  day: account.day ?? dayOf(nowMs),
  ...(byUserId === undefined ? {} : { byUserId }),
  ...(note === undefined ? {} : { note }),
});

/**
 * Gives back what was set aside for a take that was never charged: refused, not sent, called off in time, or a person's word that it did not
 * happen. True when it came back now; false where there was nothing left to give. Throws jobs.no-such-thing.
 */
export async function release(tx: Tx, back: GiveBack): Promise<boolean> {
  const account = await lockAccount(tx, back.takeId);
  if (!account.kinds.has('reserve') || (['settle', 'refund', 'release'] as const).some((kind) => account.kinds.has(kind))) return false;
  await writeEntry(tx, account, {
    entry: {
      ...facts(account, back),
      kind: 'release',
      heldUsdMicros: 0 - account.heldUsdMicros,
      basis: back.byUserId === undefined ? 'none' : 'person',
    },
  });
  await noteMoney(tx, back.takeId, { state: 'none' });
  return true;
}

/**
 * Books that a provider gives money back: all that was set aside where nothing was settled yet (a charge of 0), else `amountUsdMicros` of what was
 * paid, by default all of it and never more. Once a take. False where nothing came back. Throws jobs.no-such-thing.
 */
export async function refund(tx: Tx, back: GiveBack & Readonly<{ amountUsdMicros?: number; basis: Money['basis'] }>): Promise<boolean> {
  const account = await lockAccount(tx, back.takeId);
  if (account.kinds.has('refund')) return false;
  const isSettled = account.kinds.has('settle');
  if (!isSettled && !account.kinds.has('reserve')) return false;
  const amount = isSettled ? Math.min(back.amountUsdMicros ?? account.spentUsdMicros, account.spentUsdMicros) : 0;
  if (amount < 0) throw new RangeError(`not an amount: ${amount}`);
  if (isSettled && amount === 0) return false;
  await writeEntry(tx, account, {
    entry: {
      ...facts(account, back),
      kind: 'refund',
      heldUsdMicros: 0 - account.heldUsdMicros,
      spentUsdMicros: 0 - amount,
      basis: back.basis,
    },
  });
  const spent = account.spentUsdMicros - amount;
  await noteMoney(tx, back.takeId, { state: spent === 0 ? 'refunded' : 'settled', settledUsdMicros: spent });
  return true;
}
