import type { Keyframe, KeyframesCamera } from './camera.ts';
import { curveBetween } from './catmull-rom.ts';
import { monotoneTrack } from './monotone-track.ts';
import type { Pose } from './pose.ts';
import { normalize, slerp } from './quaternion.ts';
import { clampLens } from './rig.ts';
import type { Vec3 } from './vector.ts';

/**
 * The path of a camera told by keyframes, as a pure function of seconds; before the first and after the last keyframe it stands still. Between two
 * keyframes it keeps one speed along the curve (arc length), so every keyframe is reached at its time; lens (in octaves) and focus (in dioptres) rise or
 * fall monotonically between the keyframes that name them.
 */
export function keyframesPath(camera: KeyframesCamera): (tSec: number) => Pose {
  const keys = camera.keyframes;
  const first = keys[0] as Keyframe;
  // Laid when first travelled: a single pose of a path of thousands of keyframes needs one stretch of it.
  const curves: ((ratio: number) => Vec3)[] = [];
  const curveAfter = (i: number) => {
    curves[i] ??= curveBetween([keys[i - 1], keys[i], keys[i + 1], keys[i + 2]].map((key) => key?.position));
    return curves[i];
  };
  const lens = monotoneTrack(
    keys.flatMap((key, i) => {
      const lensMm = key.lensMm ?? (i === 0 ? camera.lensMm : undefined);
      return lensMm === undefined ? [] : [{ at: key.tSec, value: Math.log(lensMm / camera.lensMm) }];
    }),
  );
  const focus = monotoneTrack(
    keys.flatMap((key, i) => {
      const focusM = key.focusM ?? (i === 0 ? (camera.focusM ?? camera.subjectDistanceM) : undefined);
      return focusM === undefined ? [] : [{ at: key.tSec, value: 1 / focusM }];
    }),
  );
  return (tSec) => {
    const last = keys[keys.length - 1] as Keyframe;
    const t = Math.max(first.tSec, Math.min(last.tSec, Math.max(0, Math.min(camera.lengthSec, tSec))));
    const i = Math.max(
      0,
      keys.findLastIndex((key) => key.tSec <= t),
    );
    const from = keys[i] as Keyframe;
    const to = keys[i + 1];
    const ratio = to === undefined ? 0 : (t - from.tSec) / (to.tSec - from.tSec);
    return {
      position: to === undefined ? from.position : curveAfter(i)(ratio),
      orientation: to === undefined ? normalize(from.orientation) : slerp(normalize(from.orientation), normalize(to.orientation), ratio),
      lensMm: clampLens(camera.lensMm * Math.exp(lens(t))),
      focusM: 1 / focus(t),
    };
  };
}
