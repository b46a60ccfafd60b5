import { circleOfConfusionMm } from '@fantascope/stage';

/** The frame is 36 mm wide. */
const HALF_FRAME_MM = 18;
/** What counts as sharp on a 36 mm frame: the usual circle, 0.03 mm. */
const SHARP_MM = 0.03;
const FARTHEST_M = 1000;

/** Horizontal angle of view of a lens, degrees. */
export function viewDeg(lensMm: number): number {
  return (2 * Math.atan(HALF_FRAME_MM / lensMm) * 180) / Math.PI;
}

/** From where to where the picture is sharp, metres; `toM` is Infinity where that has no end. */
export function sharpBand({
  focusM,
  lensMm,
  fStop,
}: Readonly<{ focusM: number; lensMm: number; fStop: number }>): Readonly<{ fromM: number; toM: number }> {
  const isSharp = (distanceM: number) => circleOfConfusionMm({ focusM, lensMm, fStop }, distanceM) <= SHARP_MM;
  const edge = (inside: number, outside: number) => {
    let [low, high] = [inside, outside];
    for (let step = 0; step < 40; step += 1) {
      const middle = (low + high) / 2;
      if (isSharp(middle)) low = middle;
      else high = middle;
    }
    return low;
  };
  return { fromM: edge(focusM, 0.001), toM: isSharp(FARTHEST_M) ? Number.POSITIVE_INFINITY : edge(focusM, FARTHEST_M) };
}
