import { faultNames } from '@fantascope/emulators';
import { wantedEnding } from './fault-endings.ts';
import type { FaultRow } from './fault-run.ts';

const most = 9;

/** What a cell says: the ending, how many takes the provider charges for, and a ? where the take says that it does not know what it cost. */
function cellOf(row: FaultRow | undefined): string {
  return row === undefined ? '–' : `${row.state} ${row.billed}${row.money === 'unknown' ? '?' : ''}`;
}

function block(rows: readonly FaultRow[], wires: readonly string[]): string {
  const lines = [
    ['', ...wires],
    ...['none', ...faultNames].map((fault) => [
      fault,
      ...wires.map((wire) => cellOf(rows.find((row) => row.wire === wire && row.fault === fault))),
    ]),
  ];
  const widths = (lines[0] ?? []).map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((text, column) => text.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** How many takes ended how, `ready 1` first. */
export function endingCounts(rows: readonly FaultRow[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(cellOf(row), (counts.get(cellOf(row)) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one);
}

/** The rows as a table, faults down and wires across, the sum of their endings, and why some end other than usual. */
export function faultTable(rows: readonly FaultRow[]): string {
  const wires = [...new Set(rows.map(({ wire }) => wire))];
  const blocks = Array.from({ length: Math.ceil(wires.length / most) }, (_, at) => wires.slice(at * most, (at + 1) * most));
  const reasons = new Map<string, string[]>();
  for (const row of rows) {
    const { why } = wantedEnding(row);
    if (why !== undefined) reasons.set(`${row.wire}: ${why}`, [...(reasons.get(`${row.wire}: ${why}`) ?? []), row.fault]);
  }
  return [
    'Each cell: how the take ended, and how many takes its provider charges for; ?: the take says that it does not know what it cost; –: not in this protocol.',
    ...blocks.map((part) => block(rows, part)),
    `${rows.length} takes, ${rows.reduce((sum, { posts }) => sum + posts, 0)} POSTs: ${endingCounts(rows)
      .map(([ending, count]) => `${count} ${ending}`)
      .join(', ')}.`,
    ['Endings that a fact of the protocol makes:', ...[...reasons].map(([reason, faults]) => `  ${reason} (${faults.join(', ')})`)].join(
      '\n',
    ),
  ].join('\n\n');
}
