import { chosenTake, type Film } from '@fantascope/film';
import type { ListedTake } from '../app/queries.ts';
import { isUnderWay } from '../takes/take-state.ts';

/** How a shot of a film stands, the most pressing first. */
export type ShotState = 'unknown' | 'shooting' | 'locked' | 'approved' | 'review' | 'unshot';

/** How a shot stands by its takes. A take of it that nobody may change locks it too. */
export function shotState(takes: readonly ListedTake[], isLocked: boolean): ShotState {
  if (takes.some(({ state }) => state === 'unknown')) return 'unknown';
  if (takes.some(isUnderWay)) return 'shooting';
  if (isLocked || takes.some((take) => take.isLocked && take.verdict === 'kept')) return 'locked';
  if (takes.some(({ verdict, assetId }) => verdict === 'kept' && assetId !== null)) return 'approved';
  return takes.some(({ state, verdict }) => state === 'ready' && verdict === null) ? 'review' : 'unshot';
}

/** The take that stands for a shot in its film; null where the stage draws it. */
export function takeInFilm({ takes: placed }: Film, shotId: string | undefined, takes: readonly ListedTake[]): ListedTake | null {
  return shotId === undefined ? null : chosenTake(takes, placed?.[shotId]);
}

/** What a shot's takes cost: paid, and at most where something is under way or unknown. What emulators would charge is no cost. */
export function costOf(takes: readonly ListedTake[]): Readonly<{ paidMicros: number; mostMicros: number }> {
  let [paidMicros, openMicros] = [0, 0];
  for (const { isEmulated, moneyState, reservedUsdMicros, settledUsdMicros } of takes) {
    if (isEmulated) continue;
    paidMicros += settledUsdMicros;
    if (moneyState === 'reserved' || moneyState === 'unknown') openMicros += reservedUsdMicros;
  }
  return { paidMicros, mostMicros: paidMicros + openMicros };
}
