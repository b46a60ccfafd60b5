import type { Tx } from '../database/database.ts';
import { lockAccount, noteMoney, writeEntry } from './account.ts';
import { release } from './give-back.ts';
import { type Settled, settle } from './settle.ts';

/**
 * Notes that nobody knows whether a take is paid. All that was set aside stays held, its worst case: it counts against every cap until somebody
 * knows. False where that is noted already, or where there is nothing to know any more. Throws jobs.no-such-thing.
 */
export async function markUnknown(
  tx: Tx,
  { takeId, nowMs, note }: Readonly<{ takeId: string; nowMs: number; note?: string }>,
): Promise<boolean> {
  const account = await lockAccount(tx, takeId);
  if (account.moneyState !== 'reserved' || account.heldUsdMicros === 0) return false;
  await writeEntry(tx, account, {
    entry: { kind: 'unknown', atMs: nowMs, day: account.day ?? '', basis: 'estimate', ...(note === undefined ? {} : { note }) },
  });
  await noteMoney(tx, takeId, { state: 'unknown' });
  return true;
}

/** What is known of an unknown take by now: it is under way at its provider after all, it was charged, or it never was. */
export type Resolution =
  | Readonly<{ answer: 'found' }>
  /** Charged: so much, or, where `amountUsdMicros` is left out, all that was set aside. */
  | Readonly<{ answer: 'happened'; amountUsdMicros?: number; byUserId: string }>
  | Readonly<{ answer: 'did-not-happen'; byUserId: string }>;

/** What came of it; `none` where the money was not unknown. */
export type Resolved = Readonly<{ outcome: 'found' | 'settled' | 'released' | 'none'; overUsdMicros: number }>;

/** Ends the doubt about a take's money. Again changes nothing. Throws jobs.no-such-thing. */
export async function resolveUnknown(
  tx: Tx,
  resolution: Resolution,
  { takeId, nowMs, note }: Readonly<{ takeId: string; nowMs: number; note?: string }>,
): Promise<Resolved> {
  const account = await lockAccount(tx, takeId);
  if (account.moneyState !== 'unknown') return { outcome: 'none', overUsdMicros: 0 };
  const noted = note === undefined ? {} : { note };
  switch (resolution.answer) {
    case 'found':
      await writeEntry(tx, account, { entry: { kind: 'found', atMs: nowMs, day: account.day ?? '', basis: 'none', ...noted } });
      await noteMoney(tx, takeId, { state: 'reserved' });
      return { outcome: 'found', overUsdMicros: 0 };
    case 'happened': {
      const { amountUsdMicros = account.heldUsdMicros, byUserId } = resolution;
      const done: Settled = await settle(tx, { takeId, amountUsdMicros, basis: 'person', nowMs, byUserId, ...noted });
      return { outcome: 'settled', overUsdMicros: done.overUsdMicros };
    }
    case 'did-not-happen':
      await release(tx, { takeId, nowMs, byUserId: resolution.byUserId, ...noted });
      return { outcome: 'released', overUsdMicros: 0 };
    default:
      return resolution satisfies never;
  }
}
