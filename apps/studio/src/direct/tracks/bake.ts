import { type Camera, cameraPath, type Keyframe, KeyframesCamera, type Pose } from '@fantascope/film';
import { momentsOf } from './clip-layout.ts';

/** How far a baked path may be from the one it was made of: finer than the eye asks for, so that its eases stay to be felt. */
const MOST_M = 0.002;
const MOST_DEG = 0.04;
const MOST_LENS_RATIO = 0.002;
const SAMPLES_A_SEC = 60;
const MOST_KEYS = 1000;

/** The angle between two orientations, degrees. */
export function degBetween(a: Pose['orientation'], b: Pose['orientation']): number {
  const sign = a[0] * b[0] + a[1] * b[1] + a[2] * b[2] + a[3] * b[3] < 0 ? -1 : 1;
  const apart = Math.hypot(...a.map((part, i) => part - sign * (b[i] ?? 0)));
  const together = Math.hypot(...a.map((part, i) => part + sign * (b[i] ?? 0)));
  return (4 * Math.atan2(apart, together) * 180) / Math.PI;
}

/** How far two poses are apart, 1 at the bound. */
function miss(a: Pose, b: Pose): number {
  const way = Math.hypot(a.position[0] - b.position[0], a.position[1] - b.position[1], a.position[2] - b.position[2]);
  const lens = Math.abs(Math.log(a.lensMm / b.lensMm));
  const focus = Math.abs(1 / a.focusM - 1 / b.focusM);
  return Math.max(way / MOST_M, degBetween(a.orientation, b.orientation) / MOST_DEG, lens / MOST_LENS_RATIO, focus / 0.02);
}

/**
 * Moves as keyframes: at the ends of every move, and in between as many as it takes to stay within 2 mm and 0.04° of the way (checked 60 times a second).
 * Throws nothing; a path too wild for 1000 keys comes as near as those can.
 */
export function bakedKeyframes(camera: Camera): Keyframe[] {
  const path = cameraPath(camera);
  const keyAt = (tSec: number): Keyframe => ({ tSec, ...path(tSec) });
  const times = new Set(momentsOf(camera));
  const samples = Math.max(2, Math.ceil(camera.lengthSec * SAMPLES_A_SEC));
  for (;;) {
    const sorted = [...times].sort((a, b) => a - b);
    const keyframes = sorted.map(keyAt);
    const { aspectRatio, lengthSec, lensMm, subjectDistanceM } = camera;
    const baked = cameraPath(KeyframesCamera.parse({ aspectRatio, lengthSec, lensMm, subjectDistanceM, keyframes }));
    const worst = new Map<number, Readonly<{ tSec: number; by: number }>>();
    for (let sample = 0; sample <= samples; sample += 1) {
      const tSec = (sample / samples) * camera.lengthSec;
      const by = miss(path(tSec), baked(tSec));
      if (by <= 1) continue;
      const span = sorted.findLastIndex((at) => at <= tSec);
      if (by > (worst.get(span)?.by ?? 0)) worst.set(span, { tSec, by });
    }
    const before = times.size;
    for (const [span, { tSec }] of worst) {
      const [from, to] = [sorted[span] ?? 0, sorted[span + 1] ?? camera.lengthSec];
      // The middle where the worst moment is too near an end to help.
      const at = tSec - from < (to - from) / 8 || to - tSec < (to - from) / 8 ? (from + to) / 2 : tSec;
      if (to - from > 0.03) times.add(at);
    }
    if (times.size === before || times.size > MOST_KEYS) return keyframes;
  }
}
