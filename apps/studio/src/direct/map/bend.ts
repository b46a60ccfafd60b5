import { type Keyframe, type KeyframesCamera, poseAt, type Vec3 } from '@fantascope/film';
import { LEAST_SEC } from '../tracks/retime.ts';

/** Where keys stand close together (a baked path), a bend takes those along that are nearer than this, seconds; keys set by hand stay. */
const REACH_SEC = 0.6;
const CLOSE_SEC = 0.35;

/** A path bent at a moment: one more key there, put off by so much. Keys that stand close around it follow, the less the farther off, so that the bend is round. */
export function bent(camera: KeyframesCamera, { tSec, by }: Readonly<{ tSec: number; by: Vec3 }>): Keyframe[] {
  const { position, orientation } = poseAt(camera, tSec);
  const own = camera.keyframes.find((key) => Math.abs(key.tSec - tSec) < LEAST_SEC);
  const middle = own ?? { tSec, position, orientation };
  const shifted = (key: Keyframe, share: number): Keyframe => ({
    ...key,
    position: [key.position[0] + by[0] * share, key.position[1] + by[1] * share, key.position[2] + by[2] * share],
  });
  const follows = (keys: readonly Keyframe[]): Keyframe[] => {
    let last = middle.tSec;
    let isClose = true;
    return keys.map((key) => {
      isClose &&= Math.abs(key.tSec - last) < CLOSE_SEC;
      last = key.tSec;
      const off = Math.abs(key.tSec - middle.tSec) / REACH_SEC;
      // The first frame is the photograph: it stays.
      return isClose && off < 1 && key.tSec > 0 ? shifted(key, (1 - off * off) ** 2) : key;
    });
  };
  const before = follows(camera.keyframes.filter((key) => key.tSec <= middle.tSec - LEAST_SEC).toReversed()).toReversed();
  const after = follows(camera.keyframes.filter((key) => key.tSec >= middle.tSec + LEAST_SEC));
  return [...before, shifted(middle, 1), ...after];
}
