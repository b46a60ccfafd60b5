import type { Ticket } from '@fantascope/models';
import type { Money } from '../money/money.ts';
import type { IntentRow, JournalRow, StoredFile } from './row.ts';

/** How far a take is. `sent`: the POST may or may not have gone out; `collecting`: paid, its file not yet where it belongs. */
export type TakeState =
  | 'sent'
  | 'shooting'
  | 'collecting'
  | 'ready'
  | 'refused'
  | 'failed'
  | 'cancelled'
  | 'expired'
  | 'lost'
  | 'unknown'
  | 'closed';

/** One take as its rows tell it. */
export type TakeRecord = Readonly<{
  take: string;
  state: TakeState;
  money: Money;
  intent: IntentRow;
  ticket?: Ticket;
  /** When the ticket was written; from when a wait counts. */
  ticketAtMs?: number;
  file?: StoredFile;
  seed?: number;
  /** Why it is refused, failed, expired or unknown. */
  reason?: string;
  lookUp?: 'none' | 'maybe' | 'unclear' | 'cannot';
  cancel?: 'cancelled' | 'too-late' | 'unclear' | 'cannot';
  warnings: readonly string[];
  endedAtMs?: number;
}>;

/** Takes with work left to do: looking up, waiting, collecting. An unknown one can only be looked up again or closed by a person. */
export function isOpen({ state }: TakeRecord): boolean {
  return state === 'sent' || state === 'shooting' || state === 'collecting';
}

function withRow(record: TakeRecord, row: Exclude<JournalRow, IntentRow>): TakeRecord {
  switch (row.kind) {
    case 'refused':
      return { ...record, state: 'refused', money: row.money, reason: `${row.problem.code}: ${row.problem.message}`, endedAtMs: row.atMs };
    case 'ticket': {
      const { reason: _, lookUp: __, endedAtMs: ___, ...rest } = record;
      // Found after it had been unknown: what may have been paid is now known to be under way.
      return {
        ...rest,
        state: 'shooting',
        money: record.intent.money,
        ticket: row.ticket as Ticket,
        ticketAtMs: row.atMs,
        warnings: [...record.warnings, ...row.warnings],
      };
    }
    case 'unknown':
      return { ...record, state: 'unknown', money: row.money, reason: row.reason, lookUp: row.lookUp, endedAtMs: row.atMs };
    case 'cancel':
      return { ...record, cancel: row.answer };
    case 'settle':
      return {
        ...record,
        state: row.state === 'ready' ? 'collecting' : row.state,
        money: row.money,
        ...(row.file === undefined ? {} : { file: row.file }),
        ...(row.seed === undefined ? {} : { seed: row.seed }),
        ...(row.problem === undefined ? {} : { reason: `${row.problem.code}: ${row.problem.message}` }),
        endedAtMs: row.atMs,
      };
    case 'placed':
      return { ...record, state: 'ready' };
    case 'closed':
      return { ...record, state: 'closed', money: row.money, endedAtMs: row.atMs };
    default:
      return row satisfies never;
  }
}

/** Folds rows into takes, in the order they were begun. A row whose intent is missing is passed over: it names nothing that was asked. */
export function takesOf(rows: readonly JournalRow[]): readonly TakeRecord[] {
  const takes = new Map<string, TakeRecord>();
  for (const row of rows) {
    const known = takes.get(row.take);
    if (row.kind === 'intent') takes.set(row.take, { take: row.take, state: 'sent', money: row.money, intent: row, warnings: [] });
    else if (known !== undefined) takes.set(row.take, withRow(known, row));
  }
  return [...takes.values()];
}
