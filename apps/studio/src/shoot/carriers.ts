import type { Operations } from '@fantascope/client';

/** What one model would do with the shot, as the server says it. */
export type PlanLine = Operations['plan.all']['output']['items'][number];

/** What carries a part of the shot, strongest first. `sent`: the file itself; `finish`: done by the stage over the finished take. */
export const carriers = ['number', 'clip', 'sent', 'finish', 'approx', 'token', 'pair', 'words', 'lost'] as const;
/** One of them. */
export type Carrier = (typeof carriers)[number];

/** How far a carrier keeps its part. */
export const carrierClass = {
  number: 'followed',
  clip: 'followed',
  sent: 'followed',
  finish: 'followed',
  approx: 'roughly',
  token: 'roughly',
  pair: 'roughly',
  words: 'said',
  lost: 'lost',
} as const satisfies Record<Carrier, string>;
/** One of the four. */
export type KeptClass = (typeof carrierClass)[Carrier];

/** The columns of the table, in their order. `timing` is what of the path is told about when. */
export const columns = [
  'path',
  'timing',
  'lens',
  'focus',
  'motion',
  'air',
  'content',
  'length',
  'format',
  'picture',
  'look',
  'finish',
  'other',
] as const;
/** One of them. */
export type Column = (typeof columns)[number];

/** Where the part of a plan is shown; null for files that are not part of the shot (a clip the stage would have sent). */
export function columnOf(part: string): Exclude<Column, 'timing'> | null {
  const [first = '', second = ''] = part.split('.');
  if (first === 'camera') {
    if (second === 'moves' || second === 'keyframes') return 'path';
    if (second === 'lensMm') return 'lens';
    if (second === 'focusM') return 'focus';
    if (second === 'lengthSec') return 'length';
    return second === 'aspectRatio' ? 'format' : 'other';
  }
  switch (first) {
    case 'aperture':
      return 'focus';
    case 'motions':
      return 'motion';
    case 'air':
      return 'air';
    case 'subject':
    case 'action':
    case 'setting':
    case 'light':
      return 'content';
    case 'frame':
    case 'fps':
      return 'format';
    case 'picture':
    case 'startCropRatio':
    case 'startCentre':
    case 'fit':
      return 'picture';
    case 'grade':
    case 'shutter':
      return 'look';
    case 'captions':
    case 'transition':
    case 'fadeInSec':
    case 'fadeOutSec':
      return 'finish';
    case 'referenceVideo':
    case 'controlVideo':
      return null;
    default:
      return 'other';
  }
}

function told(by: string, column: Column): Carrier {
  switch (by) {
    case 'number':
      return 'number';
    case 'control-video':
    case 'reference-video':
      return 'clip';
    case 'field':
      return column === 'length' || column === 'format' ? 'number' : 'sent';
    case 'edit':
      return 'finish';
    case 'token':
      return 'token';
    case 'frame-pair':
      return 'pair';
    default:
      // A way that this page does not know yet is not promised more than words.
      return 'words';
  }
}

const weaker = (one: Carrier, other: Carrier): Carrier => (carriers.indexOf(one) >= carriers.indexOf(other) ? one : other);
const isOf = (loss: string, part: string) => loss === part || part.startsWith(`${loss}.`);

/** What carries each column of one model: the weakest of its parts. A column that the plan does not speak of is not in it. */
export function cellsOf({ carriers: ways, losses }: Pick<PlanLine, 'carriers' | 'losses'>): ReadonlyMap<Column, Carrier> {
  const cells = new Map<Column, Carrier>();
  const put = (column: Column, carrier: Carrier) => cells.set(column, weaker(carrier, cells.get(column) ?? 'number'));
  for (const { part, by } of ways) {
    const column = columnOf(part);
    if (column === null) continue;
    const own = told(by, column);
    const isChanged = losses.some(
      (loss) => isOf(loss.part, part) && (loss.kind === 'quantised' || (loss.kind === 'approximated' && loss.severity !== 'slight')),
    );
    put(column, isChanged ? weaker(own, 'approx') : own);
  }
  for (const { part, kind } of losses) {
    const column = columnOf(part);
    if (column === null) continue;
    if (kind === 'dropped') put(column, ways.some((way) => isOf(part, way.part)) ? 'approx' : 'lost');
    else if (!cells.has(column)) put(column, kind === 'words' ? 'words' : 'approx');
  }
  const path = cells.get('path');
  if (path !== undefined)
    cells.set(
      'timing',
      losses.filter(isOfTiming).reduce((weakest, { kind }) => weaker(weakest, timingBy(kind)), path),
    );
  return cells;
}

const timingBy = (kind: string): Carrier => (kind === 'dropped' ? 'lost' : kind === 'words' ? 'words' : 'approx');

function isOfTiming(loss: PlanLine['losses'][number]): boolean {
  const { aspects } = loss as Readonly<{ aspects?: readonly string[] }>;
  return columnOf(loss.part) === 'path' && aspects?.includes('timing') === true;
}

/** The columns that this shot has: those that any model speaks of. */
export function columnsOf(lines: readonly Pick<PlanLine, 'carriers' | 'losses'>[]): readonly Column[] {
  const there = new Set(lines.flatMap((line) => [...cellsOf(line).keys()]));
  return columns.filter((column) => there.has(column));
}

const weight: Readonly<Record<KeptClass, number>> = { followed: 3, roughly: 2, said: 1, lost: 0 };

/** One bar a column, strongest first, so that rows compare at a glance. */
export function meterOf(cells: ReadonlyMap<Column, Carrier>): readonly KeptClass[] {
  return [...cells.values()].map((carrier) => carrierClass[carrier]).sort((one, other) => weight[other] - weight[one]);
}

/** How much is kept, 0..1; 1 where everything is followed. */
export function keptRatio(cells: ReadonlyMap<Column, Carrier>): number {
  const bars = meterOf(cells);
  return bars.length === 0 ? 0 : bars.reduce((sum, bar) => sum + weight[bar], 0) / (3 * bars.length);
}
