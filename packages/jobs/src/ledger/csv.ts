import type { ShownEntry } from './entries.ts';

/** A cell: text, an exact amount or number as digits, or nothing. */
export type Cell = string | Readonly<{ number: string }> | null;

/**
 * One line of a CSV file (RFC 4180: CRLF, quotes doubled). A text that a spreadsheet would take for a formula (first character = + - @, tab or
 * carriage return, also in full width) gets an apostrophe in front: it may come from a prompt or a name, and must not run on the reader's machine.
 */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(cellText).join(',')}\r\n`;
}

function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return cell.number;
  // Leading blanks do not keep a spreadsheet from seeing the formula behind them.
  const safe = /^[\s\p{Cc}]*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(cell) ? `'${cell}` : cell;
  return /[",\r\n\t]|^\s|\s$|^'/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Millionths of a dollar as dollars, exactly: -0.350000. */
export function exactUsd(micros: number): string {
  const whole = BigInt(micros);
  const digits = (whole < 0n ? -whole : whole).toString().padStart(7, '0');
  return `${whole < 0n ? '-' : ''}${digits.slice(0, -6)}.${digits.slice(-6)}`;
}

const columns = {
  seq: ({ seq }) => ({ number: String(seq) }),
  at: ({ at }) => at.toISOString(),
  day: ({ day }) => day,
  kind: ({ kind }) => kind,
  project: ({ projectId }) => projectId,
  member: ({ userId }) => userId,
  token: ({ tokenId }) => tokenId,
  take: ({ takeId }) => takeId,
  provider: ({ provider }) => provider,
  model: ({ model }) => model,
  held_usd: ({ heldUsdMicros }) => ({ number: exactUsd(heldUsdMicros) }),
  spent_usd: ({ spentUsdMicros }) => ({ number: exactUsd(spentUsdMicros) }),
  basis: ({ basis }) => basis,
  own_amount: ({ ownAmount }) => (ownAmount === null ? null : { number: exactUsd(ownAmount) }),
  own_unit: ({ ownUnit }) => ownUnit,
  rate: ({ rateId }) => rateId,
  decided_by: ({ byUserId }) => byUserId,
  note: ({ note }) => note,
  emulated: ({ isEmulated }) => (isEmulated ? 'EMULATED' : null),
} as const satisfies Record<string, (entry: ShownEntry) => Cell>;

/** The first line of a ledger's CSV. */
export const csvHead: string = csvLine(Object.keys(columns));

/** A row of the ledger as a line. */
export function csvEntry(entry: ShownEntry): string {
  return csvLine(Object.values(columns).map((cell) => cell(entry)));
}
