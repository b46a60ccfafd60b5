import { cameraPath, type MovesCamera, type Pose } from '@fantascope/film';
import { degBetween } from './bake.ts';

/** The camera's speed over a shot. `unit`: metres a second along its way, or degrees a second where it hardly travels but turns. */
export type SpeedCurve = Readonly<{ unit: 'mps' | 'degps'; most: number; at: readonly number[] }>;

/** A way this short, metres a second, is none: then turning is what moves. */
const STILL_MPS = 0.005;

function wayM(a: Pose, b: Pose): number {
  return Math.hypot(b.position[0] - a.position[0], b.position[1] - a.position[1], b.position[2] - a.position[2]);
}

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
  const ways = between(wayM);
  const mostWay = Math.max(...ways);
  if (mostWay >= STILL_MPS) return { unit: 'mps', most: mostWay, at: ways };
  const turns = between((a, b) => degBetween(a.orientation, b.orientation));
  const mostTurn = Math.max(...turns);
  return mostTurn > 0.05 ? { unit: 'degps', most: mostTurn, at: turns } : { unit: 'mps', most: mostWay, at: ways };
}

/** How fast one move goes by itself. `mean`: over its whole span; `at`: at evenly spaced moments of it. `mmps`: millimetres of lens a second; `focusmps`: metres of focus. */
export type MoveSpeed = Readonly<{ unit: 'mps' | 'degps' | 'mmps' | 'focusmps'; mean: number; most: number; at: readonly number[] }>;

const MOMENTS = 60;

/** Measures one move of a camera where the moves before it have brought it, without those that run together with it; null where it brings nothing anywhere (a hold, a hand's unrest, a move of no length). */
export function moveSpeed(camera: MovesCamera, index: number): MoveSpeed | null {
  const move = camera.moves[index];
  if (move === undefined || move.kind === 'hold' || move.kind === 'shake') return null;
  const spanSec = (move.endRatio - move.startRatio) * camera.lengthSec;
  if (spanSec < 1e-3) return null;
  const done = camera.moves.filter((each, at) => at !== index && each.endRatio <= move.startRatio + 1e-6);
  const path = cameraPath({ ...camera, moves: [...done, move] });
  const poses = Array.from({ length: MOMENTS + 1 }, (_, i) => path(move.startRatio * camera.lengthSec + (spanSec * i) / MOMENTS));
  const measured = (unit: MoveSpeed['unit'], measure: (a: Pose, b: Pose) => number): MoveSpeed => {
    const steps = poses.slice(1).map((pose, i) => measure(poses[i] ?? pose, pose));
    const stepSec = spanSec / MOMENTS;
    // At a moment, the mean of the step before and the one after; at the ends the only one there is.
    const at = poses.map((_, i) => {
      const [before, after] = [steps[i - 1] ?? steps[i] ?? 0, steps[i] ?? steps[i - 1] ?? 0];
      return (before + after) / 2 / stepSec;
    });
    return { unit, mean: steps.reduce((sum, step) => sum + step, 0) / spanSec, most: Math.max(...at), at };
  };
  const speed =
    move.kind === 'zoom'
      ? measured('mmps', (a, b) => Math.abs(b.lensMm - a.lensMm))
      : move.kind === 'rack-focus'
        ? measured('focusmps', (a, b) => Math.abs(b.focusM - a.focusM))
        : measured('mps', wayM);
  if (speed.unit === 'mps' && speed.mean < STILL_MPS) {
    const turn = measured('degps', (a, b) => degBetween(a.orientation, b.orientation));
    return turn.mean > 0.05 ? turn : null;
  }
  return speed.mean > 1e-6 ? speed : null;
}

/** A round figure at or above a value, for the top of an axis: 1, 2 or 5 times a power of ten. */
export function axisTop(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 5, 10].find((step) => step * power >= value * 0.999) ?? 10) * power;
}
