import { Fault } from '@fantascope/film';
import type { JournalRow, Money } from '@fantascope/take';
import type { Tx } from '../database/database.ts';
import { lockAccount } from './account.ts';
import { dayOf } from './budgets.ts';
import { refund, release } from './give-back.ts';
import { ownMicros, usdOf } from './rates.ts';
import { settle } from './settle.ts';
import { markUnknown, resolveUnknown } from './unknown.ts';

/** What a row of a take's journal did to its money. `overUsdMicros` above 0: the project is blocked now, and its people are told. */
export type LedgerStep = Readonly<{ overUsdMicros: number }>;

const nothing: LedgerStep = { overUsdMicros: 0 };

/**
 * Turns one row of a take's journal into the rows of the ledger, in the transaction that writes it: both are there or neither. Knows nothing of
 * what was done before but what the ledger says, so that a row written again moves nothing. `byUserId`: the person whose word a `closed` row is.
 * Throws jobs.not-reserved for an intent whose money is not set aside, so that nothing unheld is ever sent, and jobs.no-such-thing.
 */
export async function ledgerForRow(tx: Tx, row: JournalRow, { byUserId }: Readonly<{ byUserId?: string }> = {}): Promise<LedgerStep> {
  const { take: takeId, atMs: nowMs } = row;
  switch (row.kind) {
    case 'intent': {
      const { heldUsdMicros } = await lockAccount(tx, takeId);
      if (heldUsdMicros < row.money.usdMicros) throw new Fault('jobs.not-reserved', { take: takeId });
      return nothing;
    }
    case 'refused':
      await release(tx, { takeId, nowMs, note: 'refused' });
      return nothing;
    case 'ticket':
      await resolveUnknown(tx, { answer: 'found' }, { takeId, nowMs });
      return nothing;
    case 'unknown':
      await markUnknown(tx, { takeId, nowMs });
      return nothing;
    case 'settle':
      return ending(tx, row.money, { takeId, nowMs, note: row.state });
    case 'closed':
      return ending(tx, row.money, { takeId, nowMs, note: 'closed', ...(byUserId === undefined ? {} : { byUserId }) });
    case 'cancel':
    case 'placed':
      return nothing;
    default:
      return row satisfies never;
  }
}

type End = Readonly<{ takeId: string; nowMs: number; note: string; byUserId?: string }>;

async function ending(tx: Tx, money: Money, end: End): Promise<LedgerStep> {
  const { takeId, nowMs } = end;
  const { provider } = await lockAccount(tx, takeId);
  const own = money.own === undefined ? {} : { own: { amountMicros: ownMicros(money.own), unit: money.own.unit } };
  // The provider's own figure goes before our estimate wherever its unit's worth is known.
  const said = money.own === undefined ? null : await usdOf(tx, money.own, { provider, day: dayOf(nowMs), nowMs });
  const byProvider = said !== null && money.own?.unit !== 'USD' && money.own?.amount !== 0;
  switch (money.state) {
    case 'settled':
    case 'unknown':
    case 'reserved': {
      if (byProvider) {
        const rate = said.rateId === undefined ? {} : { rateId: said.rateId };
        return settle(tx, { ...end, ...own, ...rate, amountUsdMicros: said.usdMicros, basis: 'provider' });
      }
      if (money.state === 'settled') return settle(tx, { ...end, ...own, amountUsdMicros: money.usdMicros, basis: money.basis });
      await markUnknown(tx, end);
      return nothing;
    }
    case 'refunded':
      await refund(tx, { ...end, basis: money.basis });
      return nothing;
    case 'none':
      await release(tx, end);
      return nothing;
    default:
      return money.state satisfies never;
  }
}
