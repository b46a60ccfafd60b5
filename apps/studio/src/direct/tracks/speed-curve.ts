import type { Pose } from '@fantascope/film';
import { degBetween } from './bake.ts';

/** The camera's speed over a shot. `unit`: metres a second along its way, or degrees a second where it hardly travels but turns. */
export type SpeedCurve = Readonly<{ unit: 'mps' | 'degps'; most: number; at: readonly number[] }>;

/** A way this short, metres a second, is none: then turning is what moves. */
const STILL_MPS = 0.005;

/** The speed at evenly spaced moments of a path, the first at 0 and the last at its end. */
export function speedCurve(path: (tSec: number) => Pose, lengthSec: number, moments = 120): SpeedCurve {
  const stepSec = lengthSec / moments;
  const poses = Array.from({ length: moments + 1 }, (_, index) => path(index * stepSec));
  const between = (measure: (a: Pose, b: Pose) => number) =>
    poses.map((pose, index) => {
      const [before, after] = [poses[index - 1] ?? pose, poses[index + 1] ?? pose];
      const spans = (index > 0 ? 1 : 0) + (index < moments ? 1 : 0);
      return measure(before, after) / (spans * stepSec);
    });
  const ways = between((a, b) => Math.hypot(b.position[0] - a.position[0], b.position[1] - a.position[1], b.position[2] - a.position[2]));
  const mostWay = Math.max(...ways);
  if (mostWay >= STILL_MPS) return { unit: 'mps', most: mostWay, at: ways };
  const turns = between((a, b) => degBetween(a.orientation, b.orientation));
  const mostTurn = Math.max(...turns);
  return mostTurn > 0.05 ? { unit: 'degps', most: mostTurn, at: turns } : { unit: 'mps', most: mostWay, at: ways };
}

/** A round figure at or above a value, for the top of an axis: 1, 2 or 5 times a power of ten. */
export function axisTop(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 5, 10].find((step) => step * power >= value * 0.999) ?? 10) * power;
}
