import type { Operations } from '@fantascope/client';

/** A take that no longer shows what its shot asks for. */
export type StaleTake = Operations['film.stale']['output']['items'][number];

/** Stale takes by what may become of them: those that are shot again when somebody asks for it, and those that a person approved or locked, which nobody touches by themselves. */
export function byStanding(
  items: readonly StaleTake[],
  isLockedShot: (shotId: string) => boolean,
): Readonly<{ open: readonly StaleTake[]; held: readonly StaleTake[] }> {
  const isHeld = ({ isApproved, isLocked, shotId }: StaleTake) => isApproved || isLocked || isLockedShot(shotId);
  // Of a shot with several stale takes one is enough: the one in the film, else the first that is listed.
  const first = new Map<string, StaleTake>();
  for (const item of items.filter((each) => !isHeld(each))) {
    const other = first.get(item.shotId);
    if (other === undefined || (item.isInFilm && !other.isInFilm)) first.set(item.shotId, item);
  }
  const held = items.filter(isHeld);
  const heldShots = new Set(held.map(({ shotId }) => shotId));
  return { open: [...first.values()].filter(({ shotId }) => !heldShots.has(shotId)), held };
}

/** What redoing stale takes costs by today's prices, millionths of a dollar. `emulatedMicros`: what those of emulators would cost on the real models, which nobody pays; `unpriced`: how many have no price; `asOf`: the oldest of the prices, empty without one. */
export type RedoCost = Readonly<{ lowMicros: number; highMicros: number; emulatedMicros: number; unpriced: number; asOf: string }>;

/** Sums what redoing some of them costs. What emulators would charge is no cost. */
export function redoCost(items: readonly StaleTake[]): RedoCost {
  let [lowMicros, highMicros, emulatedMicros, unpriced] = [0, 0, 0, 0];
  for (const { redo, isEmulated } of items) {
    if (redo === null) unpriced += 1;
    else if (isEmulated) emulatedMicros += Math.round(redo.highUsd * 1e6);
    else {
      lowMicros += Math.round(redo.lowUsd * 1e6);
      highMicros += Math.round(redo.highUsd * 1e6);
    }
  }
  const asOf = items.flatMap(({ redo }) => redo?.asOf ?? []).toSorted()[0] ?? '';
  return { lowMicros, highMicros, emulatedMicros, unpriced, asOf };
}

/** What makes a shot's card stale: of the take that stands for it in the film; without one, of its newest. */
export function staleOf(
  items: readonly StaleTake[],
  { shotId, chosenId }: Readonly<{ shotId: string | undefined; chosenId: string | null }>,
): StaleTake | null {
  return items.find((item) => item.shotId === shotId && (chosenId === null || item.takeId === chosenId)) ?? null;
}
