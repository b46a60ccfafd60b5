import type { Camera, Pose } from '@fantascope/film';
import type { Nudge } from './camera-nudge.ts';

type Place = Readonly<{ x: number; y: number }>;

/** How far the camera turns about the subject for a drag over the whole picture. */
const ORBIT_DEG = 60;
const ROLL_DEG = 90;

/** What a drag makes of the camera: the picture follows the hand. One finger or button orbits; with Shift, or two fingers, the camera trucks; with Alt it rolls; two fingers parted go nearer. `other`: the second finger. */
export function carried(
  { last, now, other }: Readonly<{ last: Place; now: Place; other: Place | null }>,
  { width, shift, alt, camera, pose }: Readonly<{ width: number; shift: boolean; alt: boolean; camera: Camera; pose: Pose }>,
): Partial<Nudge> {
  const dx = (now.x - last.x) / width;
  const dy = (now.y - last.y) / width;
  // What the frame shows of the subject's depth: so a point there stays under the pointer.
  const widthM = (36 / pose.lensMm) * Math.max(0.05 * camera.subjectDistanceM, camera.subjectDistanceM + pose.position[2]);
  if (other !== null) {
    const [from, to] = [Math.hypot(last.x - other.x, last.y - other.y), Math.hypot(now.x - other.x, now.y - other.y)];
    // Each finger moves on its own: half of its way belongs to the middle of both.
    return {
      truckM: (-dx * widthM) / 2,
      pedestalM: (dy * widthM) / 2,
      dollyM: camera.subjectDistanceM * (1 - Math.max(1, from) / Math.max(1, to)),
    };
  }
  if (alt) return { rollDeg: -dx * ROLL_DEG };
  if (shift) return { truckM: -dx * widthM, pedestalM: dy * widthM };
  return { orbitDeg: -dx * ORBIT_DEG, craneM: dy * camera.subjectDistanceM };
}

/** What a turn of the wheel makes of it: nearer or farther; with Ctrl, as a pinch of a trackpad says it, the lens. */
export function turned(
  { deltaY, deltaMode, ctrlKey }: Readonly<{ deltaY: number; deltaMode: number; ctrlKey: boolean }>,
  subjectDistanceM: number,
): Partial<Nudge> {
  const px = Math.max(-240, Math.min(240, deltaMode === 1 ? deltaY * 33 : deltaY));
  return ctrlKey ? { zoomRatio: Math.exp(-px * 0.002) } : { dollyM: (-px / 100) * 0.03 * subjectDistanceM };
}
