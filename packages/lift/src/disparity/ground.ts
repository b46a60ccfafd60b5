import type { Horizon } from './horizon.ts';

/** Disparity of the horizon and of all that stands on it, where nothing else is known. */
export const horizonDisparity = 0.12;

/** Disparity of the sky. */
export const skyDisparity = 0.018;

/** The ground as one plane: where it ends, and how steeply its disparity rises below. */
export type Ground = Readonly<{ horizonPx: number; perPx: number }>;

/**
 * The plane of the ground. Its slope is that of a camera at standing height, so that a low horizon does not make the strip below it rush towards the
 * viewer; behind a subject cut off by the lower edge it stays behind that subject (behind a portrait there is a wall, not a floor); without subject,
 * sky or a plain horizon (a map, stars) there is no ground at all.
 */
export function layGround(
  horizon: Horizon,
  { heightPx, subjectShare, isCutOff, hasSubject }: { heightPx: number; subjectShare: number; isCutOff: boolean; hasSubject: boolean },
): Ground {
  const reachPx = Math.max(heightPx - horizon.yPx, 0.5 * heightPx);
  const behind = isCutOff ? (subjectShare > 0.25 ? 0.35 : 0.8) : 1;
  const belief = hasSubject ? 1 : Math.min(1, Math.max(0, (horizon.evidence - 0.28) / 0.12));
  return { horizonPx: horizon.yPx, perPx: (behind * belief * (1 - horizonDisparity)) / reachPx };
}

/** Disparity of level ground at a row: linear below the horizon, which is exact for a plane under a level camera. */
export function groundDisparity(yPx: number, { horizonPx, perPx }: Ground): number {
  return horizonDisparity + perPx * Math.max(0, yPx - horizonPx);
}

/** True where nothing in the picture says how it lies in depth. */
export function isFlat({ perPx }: Ground): boolean {
  return perPx === 0;
}
