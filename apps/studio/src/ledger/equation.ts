import type { Operations } from '@fantascope/client';

/** One line of a report. */
export type ReportLine = Operations['ledger.report']['output']['lines'][number];
/** A counter that is not the sum of its rows. */
export type CounterDifference = Operations['ledger.audit']['output']['differences'][number];

/** What was set aside and what became of it, whole millionths of a dollar. */
export type Equation = Readonly<{
  /** Set aside at first, and what went beyond it. */
  reservedMicros: number;
  settledMicros: number;
  /** Never charged, less charged than set aside, or given back. */
  releasedMicros: number;
  openMicros: number;
  unknownMicros: number;
  /** Reserved less all the rest; anything but 0 means that the books are wrong. */
  differenceMicros: number;
  /** What does not add up, by name; empty where the books are right. */
  faults: readonly EquationFault[];
}>;

/** A place where the books are wrong: the rows of a project, or a counter that caps are held against. */
export type EquationFault =
  | Readonly<{ what: 'rows'; projectId: string; differenceMicros: number }>
  | Readonly<{ what: 'counter'; scope: CounterDifference['scope']; key: string; differenceMicros: number }>;

const differenceOf = (line: ReportLine) =>
  line.reservedUsdMicros +
  line.overrunUsdMicros -
  line.spentUsdMicros -
  line.releasedUsdMicros -
  line.heldUsdMicros -
  line.unknownUsdMicros;

/** Adds a report by project up. `differences`: what an audit of the counters found. */
export function equationOf(lines: readonly ReportLine[], differences: readonly CounterDifference[]): Equation {
  const sum = (pick: (line: ReportLine) => number) => lines.reduce((total, line) => total + pick(line), 0);
  const rows = lines
    .map((line) => ({ what: 'rows' as const, projectId: line.key, differenceMicros: differenceOf(line) }))
    .filter(({ differenceMicros }) => differenceMicros !== 0);
  const counters = differences.map((each) => ({
    what: 'counter' as const,
    scope: each.scope,
    key: each.key,
    differenceMicros: each.heldUsdMicros + each.spentUsdMicros - each.rowsHeldUsdMicros - each.rowsSpentUsdMicros,
  }));
  return {
    reservedMicros: sum((line) => line.reservedUsdMicros + line.overrunUsdMicros),
    settledMicros: sum((line) => line.spentUsdMicros),
    releasedMicros: sum((line) => line.releasedUsdMicros),
    openMicros: sum((line) => line.heldUsdMicros),
    unknownMicros: sum((line) => line.unknownUsdMicros),
    differenceMicros: sum(differenceOf),
    faults: [...rows, ...counters],
  };
}
