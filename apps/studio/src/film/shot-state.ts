import type { ListedTake } from '../app/queries.ts';
import { isUnderWay } from '../takes/take-state.ts';

/** How a shot of a film stands, the most pressing first. */
export type ShotState = 'unknown' | 'shooting' | 'locked' | 'approved' | 'review' | 'unshot';

/** How a shot stands by its takes. */
export function shotState(takes: readonly ListedTake[], isLocked: boolean): ShotState {
  if (takes.some(({ state }) => state === 'unknown')) return 'unknown';
  if (takes.some(isUnderWay)) return 'shooting';
  if (isLocked) return 'locked';
  if (keptTake(takes) !== null) return 'approved';
  return takes.some(({ state, verdict }) => state === 'ready' && verdict === null) ? 'review' : 'unshot';
}

/** The take that stands for a shot: the newest kept one that has a file. */
export function keptTake(takes: readonly ListedTake[]): ListedTake | null {
  const kept = takes.filter(({ verdict, assetId }) => verdict === 'kept' && assetId !== null);
  return kept.toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1))[0] ?? null;
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
