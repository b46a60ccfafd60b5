import type { MovesCamera } from './camera.ts';
import { focusAt } from './focus.ts';
import type { Pose } from './pose.ts';
import { headOrientation, multiply, normalize, rotate } from './quaternion.ts';
import { layRails, turnAbout } from './rig.ts';
import { unrestAt } from './shake.ts';
import { subjectPoint } from './subject.ts';
import { add } from './vector.ts';

/** The path of a camera told by moves, as a pure function of seconds; times outside the shot are clamped into it. */
export function movesPath(camera: MovesCamera): (tSec: number) => Pose {
  const rigAt = layRails(camera);
  const subject = subjectPoint(camera);
  return (tSec) => {
    const t = Math.max(0, Math.min(camera.lengthSec, tSec));
    const ratio = t / camera.lengthSec;
    const rig = rigAt(ratio);
    let position = turnAbout(subject, rig.position, rig.orbitRad);
    let orientation = headOrientation(rig.yawRad - rig.orbitRad, rig.pitchRad, rig.rollRad);
    for (const move of camera.moves) {
      if (move.kind !== 'shake' || ratio < move.startRatio || ratio > move.endRatio) continue;
      const unrest = unrestAt(move, t - move.startRatio * camera.lengthSec, {
        lengthSec: (move.endRatio - move.startRatio) * camera.lengthSec,
        subjectDistanceM: camera.subjectDistanceM,
      });
      position = add(position, rotate(orientation, unrest.offsetM));
      orientation = multiply(orientation, headOrientation(unrest.yawRad, unrest.pitchRad, unrest.rollRad));
    }
    return { position, orientation: normalize(orientation), lensMm: rig.lensMm, focusM: focusAt(camera, ratio) };
  };
}
