import type { Operations } from '@fantascope/client';
import { usdMicros } from '@fantascope/take/money';
import { type Carrier, type Column, cellsOf, type KeptClass, keptRatio, meterOf, type PlanLine } from './carriers.ts';

/** A model as the list of models shows it. */
export type ListedModel = Operations['model.list']['output']['items'][number];

/** What a take costs, whole millionths of a dollar, and the day of the price. */
export type Price = Readonly<{ lowMicros: number; highMicros: number; asOf: string; isOld: boolean }>;

/** Whether a model can be asked: `key`: its provider's key is missing; `place`: its machine or address is; `refused`: it cannot make this shot. */
export type Access = 'ready' | 'key' | 'place' | 'refused';

/** What is known of a model beside the plan. */
export type ModelFacts = Readonly<{
  name: Readonly<{ en: string; zh: string }>;
  /** Who is asked, as people know them. */
  provider: Readonly<{ en: string; zh: string }>;
  isStage: boolean;
  isEmulated: boolean;
  access: Exclude<Access, 'refused'>;
  /** Where its server was looked for and did not answer, where one may know that. */
  silentAt: string | null;
  /** What its key is kept under. */
  keyName: string | null;
}>;

/** One line of the table. */
export type ShootRow = Omit<ModelFacts, 'access'> &
  Readonly<{
    model: string;
    access: Access;
    line: PlanLine;
    cells: ReadonlyMap<Column, Carrier>;
    meter: readonly KeptClass[];
    keptRatio: number;
    price: Price | null;
    /** From asking to ready, seconds: the median of this server's own takes; 0 is now, null not known. */
    waitSec: number | null;
  }>;

/** A price older than this is marked. */
const OLD_DAYS = 30;
const DAY_MS = 86_400_000;

/** The price of a plan; null where none is known. */
export function priceOf(estimate: PlanLine['estimateUsd'], nowMs: number): Price | null {
  if (estimate === null) return null;
  const { low, high, asOf } = estimate;
  const dayMs = Date.parse(asOf);
  return {
    lowMicros: usdMicros(Math.min(low, high)),
    highMicros: usdMicros(Math.max(low, high)),
    asOf,
    isOld: Number.isNaN(dayMs) || nowMs - dayMs > OLD_DAYS * DAY_MS,
  };
}

/** The rows of the table, one a model that films; those that make stills are for another room. */
export function rowsOf(
  lines: readonly PlanLine[],
  { factsOf, nowMs }: Readonly<{ factsOf: (model: string) => ModelFacts | null; nowMs: number }>,
): readonly ShootRow[] {
  return lines.flatMap((line) => {
    const facts = factsOf(line.model);
    if (facts === null) return [];
    const cells = cellsOf(line);
    const access = line.refused === null ? facts.access : 'refused';
    const price = priceOf(line.estimateUsd, nowMs);
    // Our own stage begins at once; what it took before is not waited for.
    const waitSec = facts.isStage ? 0 : line.waitSec;
    return [{ ...facts, model: line.model, access, line, cells, meter: meterOf(cells), keptRatio: keptRatio(cells), price, waitSec }];
  });
}

/** How the table is ordered. */
export const sorts = ['keeps', 'cheapest', 'fastest'] as const;
/** One of them. */
export type Sort = (typeof sorts)[number];

const accessOrder: Readonly<Record<Access, number>> = { ready: 0, key: 1, place: 2, refused: 3 };

/** Our own stage first, then what can be shot on now, then the rest; each in the order asked for. */
export function sorted(rows: readonly ShootRow[], sort: Sort): readonly ShootRow[] {
  const figure = ({ keptRatio: kept, price, waitSec }: ShootRow): number => {
    switch (sort) {
      case 'keeps':
        return -kept;
      case 'cheapest':
        return price?.highMicros ?? Number.POSITIVE_INFINITY;
      case 'fastest':
        return waitSec ?? Number.POSITIVE_INFINITY;
      default:
        return sort satisfies never;
    }
  };
  const order = (one: ShootRow, other: ShootRow): number =>
    Number(other.isStage) - Number(one.isStage) ||
    accessOrder[one.access] - accessOrder[other.access] ||
    compare(figure(one), figure(other)) ||
    other.keptRatio - one.keptRatio ||
    compare(one.price?.highMicros ?? Number.POSITIVE_INFINITY, other.price?.highMicros ?? Number.POSITIVE_INFINITY);
  return [...rows].sort(order);
}

const compare = (one: number, other: number): number => (one === other ? 0 : one < other ? -1 : 1);

/** The middle one of some waits, seconds; null of none. */
export function medianSec(waits: readonly number[]): number | null {
  const inOrder = [...waits].sort((one, other) => one - other);
  const middle = inOrder.length >> 1;
  const high = inOrder[middle];
  if (high === undefined) return null;
  return inOrder.length % 2 === 1 ? high : ((inOrder[middle - 1] ?? high) + high) / 2;
}
