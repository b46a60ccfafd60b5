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

/** What redoing some of them costs by today's prices, millionths of a dollar; `unpriced`: how many have no price. What emulators would charge is no cost. */
export function redoCost(items: readonly StaleTake[]): Readonly<{ lowMicros: number; highMicros: number; unpriced: number }> {
  let [lowMicros, highMicros, unpriced] = [0, 0, 0];
  for (const { redo, isEmulated } of items) {
    if (redo === null) unpriced += 1;
    else if (!isEmulated) {
      lowMicros += Math.round(redo.lowUsd * 1e6);
      highMicros += Math.round(redo.highUsd * 1e6);
    }
  }
  return { lowMicros, highMicros, unpriced };
}
