/** What decides a shot's length before the film's is known, seconds. */
export type LengthNeed = Readonly<{ spokenSec: number; extraSec: number; askedSec: number | undefined }>;

/** Before the first line of a shot, and behind its last one, seconds. */
export const leadSec = 0.5;
/** Behind the last line of a shot, seconds. */
export const tailSec = 0.7;
const shortestSec = 3;
const longestSec = 9;

/** Shortest and usual length of one shot, seconds. */
export function boundsOf({ spokenSec, extraSec, askedSec }: LengthNeed): Readonly<{ leastSec: number; usualSec: number; mostSec: number }> {
  const heldSec = spokenSec > 0 ? leadSec + spokenSec + tailSec : 0;
  const leastSec = Math.max(shortestSec, heldSec) + extraSec;
  if (askedSec !== undefined) return { leastSec: askedSec, usualSec: askedSec, mostSec: askedSec };
  const usualSec = spokenSec > 0 ? Math.max(leastSec, heldSec + extraSec + 0.4) : 4.5 + extraSec;
  return { leastSec, usualSec, mostSec: Math.max(longestSec + extraSec, leastSec) };
}

/**
 * Lengths of a film's shots, in tenths of a second. Without an aim a film of 60–130 s stays as its words need it, a shorter one is stretched toward 60 s and a
 * longer one drawn in toward 130 s, as far as the shots' own limits go. `overlapSec` is what transitions take away.
 */
export function shotLengths(
  needs: readonly LengthNeed[],
  { aimSec, overlapSec }: Readonly<{ aimSec: number | undefined; overlapSec: number }>,
): number[] {
  const bounds = needs.map(boundsOf);
  const usualSec = sum(bounds.map((one) => one.usualSec));
  const aim = (aimSec ?? Math.min(130, Math.max(60, usualSec - overlapSec))) + overlapSec;
  const isLonger = aim > usualSec;
  const room = bounds.map(({ leastSec, usualSec: own, mostSec }) => (isLonger ? mostSec - own : own - leastSec));
  const ratio = Math.min(1, Math.abs(aim - usualSec) / Math.max(0.001, sum(room)));
  return bounds.map(({ usualSec: own }, i) => tenths(own + (isLonger ? 1 : -1) * ratio * (room[i] ?? 0)));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** To a tenth of a second, so that a film file reads well. */
export function tenths(sec: number): number {
  return Math.round(sec * 10) / 10;
}
