import type { Operations, Preview } from '@fantascope/client';
import { usdMicros } from '@fantascope/take/money';
import type { ListedTake } from '../../app/queries.ts';
import type { ChosenCost } from '../../shoot/budget.ts';
import type { ListedModel } from '../../shoot/shoot-rows.ts';
import { factsOf } from '../../shoot/use-models.ts';

/** A shot of a film as one model would be asked for it now. */
export type DueShot = Operations['film.due']['output']['items'][number];

/** What shooting a film would do, as the server says it together with the hash that confirms exactly this. */
export type FilmPreview = Readonly<{ hash: string; items: readonly DueShot[]; isEmulated: boolean }>;

/** What the server showed of a whole film. */
export function filmPreview({ hash, shown }: Preview): FilmPreview {
  const { items, isEmulated } = shown as Readonly<{ items: readonly DueShot[]; isEmulated: boolean }>;
  return { hash, items, isEmulated };
}

/** The shots of a film by what becomes of them, each in the film's order. */
export type SortedShots = Readonly<Record<'due' | 'underWay' | 'refused' | 'left', readonly DueShot[]>>;

/** Sorts them: those to be shot, those that a take is made of or nobody knows of, those that the model cannot make, and the rest. */
export function sortedShots(items: readonly DueShot[]): SortedShots {
  const those = (states: readonly DueShot['state'][]) => items.filter(({ state }) => states.includes(state));
  return {
    due: those(['unshot', 'stale']),
    underWay: those(['underway']),
    refused: those(['refused']),
    left: those(['fresh', 'approved', 'locked']),
  };
}

/** The most that one shot may cost, millionths of a dollar; null where no price is known. */
export function upperMicros({ estimateUsd }: Pick<DueShot, 'estimateUsd'>): number | null {
  return estimateUsd === null ? null : usdMicros(Math.max(estimateUsd.low, estimateUsd.high));
}

/** What all of them may cost at most: each by its price, or by what a person allows for all together where one has none. */
export function orderCosts(
  due: readonly DueShot[],
  { model, isEmulated, capMicros }: Readonly<{ model: string; isEmulated: boolean; capMicros: number | null }>,
): readonly ChosenCost[] {
  const uppers = due.map(upperMicros);
  if (uppers.includes(null)) return [{ model, isEmulated, upMicros: capMicros, takes: 1 }];
  return uppers.map((upMicros) => ({ model, isEmulated, upMicros, takes: 1 }));
}

/** The take of a shot that is not over, or whose end nobody knows; the newest. */
export function openTake(newestFirst: readonly ListedTake[]): ListedTake | null {
  return newestFirst.find(({ endedAt, moneyState }) => endedAt === null || moneyState === 'unknown') ?? null;
}

/** What changes of some takes changes what is due. */
export function takesStamp(takes: readonly ListedTake[]): string {
  return takes
    .map(({ id, state, verdict, isLocked, moneyState, endedAt }) => [id, state, verdict, isLocked, moneyState, endedAt === null].join())
    .join(' ');
}

/** A film is shot on what most of its takes were made with, where that can be asked now; else on our stage, which is free. */
export function usualModel(models: readonly ListedModel[], takes: readonly ListedTake[]): string | null {
  const ready = readyModels(models);
  const counts = new Map<string, number>();
  for (const { model } of takes) counts.set(model, (counts.get(model) ?? 0) + 1);
  const most = ready.toSorted((one, other) => (counts.get(other.id) ?? 0) - (counts.get(one.id) ?? 0))[0];
  if (most !== undefined && (counts.get(most.id) ?? 0) > 0) return most.id;
  return (ready.find((each) => factsOf(each)?.isStage === true) ?? ready[0])?.id ?? null;
}

/** Models that film and can be asked now. */
export function readyModels(models: readonly ListedModel[]): readonly ListedModel[] {
  return models.filter((each) => factsOf(each)?.access === 'ready');
}
