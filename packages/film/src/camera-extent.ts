import type { Camera, MovesCamera } from './camera.ts';
import { keyframesPath } from './keyframes-path.ts';
import { headAngles } from './quaternion.ts';
import { layRails, type Rig } from './rig.ts';
import { shakeLimit } from './shake.ts';

/** The farthest a path goes from the first frame along each axis; each ≥ 0, ways as shares of the subject's distance, zooms as factors ≥ 1. */
export type CameraExtent = Readonly<{
  dollyInRatio: number;
  dollyOutRatio: number;
  truckLeftRatio: number;
  truckRightRatio: number;
  pedestalUpRatio: number;
  pedestalDownRatio: number;
  dollyZoomRatio: number;
  orbitLeftDeg: number;
  orbitRightDeg: number;
  panLeftDeg: number;
  panRightDeg: number;
  tiltUpDeg: number;
  tiltDownDeg: number;
  rollDeg: number;
  zoomInRatio: number;
  zoomOutRatio: number;
}>;

const steps = 240;

/**
 * How far a camera goes, axis by axis, sampled at 241 times and at every start and end of a move. Ways and turns are the rig's own, so that an orbit counts as
 * orbit only and a dolly-zoom's way as dolly-zoom only; re-aiming counts as pan and tilt, and a shake with its limit.
 */
export function extentOf(camera: Camera): CameraExtent {
  const { rigs, shakeRatio } = 'moves' in camera ? rigsOfMoves(camera) : { rigs: rigsOfKeyframes(camera), shakeRatio: 0 };
  const reach = (measure: (rig: Rig) => number, unit: number, shake = 0) =>
    rigs.reduce((most, rig) => Math.max(most, measure(rig) / unit), 0) + shake * shakeRatio;
  const distanceM = camera.subjectDistanceM;
  const deg = Math.PI / 180;
  return {
    dollyInRatio: reach((rig) => rig.dollyZoomWay[2] - rig.position[2], distanceM, shakeLimit.aheadRatio),
    dollyOutRatio: reach((rig) => rig.position[2] - rig.dollyZoomWay[2], distanceM, shakeLimit.aheadRatio),
    truckLeftRatio: reach((rig) => -rig.position[0], distanceM, shakeLimit.asideRatio),
    truckRightRatio: reach((rig) => rig.position[0], distanceM, shakeLimit.asideRatio),
    pedestalUpRatio: reach((rig) => rig.position[1], distanceM, shakeLimit.upRatio),
    pedestalDownRatio: reach((rig) => -rig.position[1], distanceM, shakeLimit.upRatio),
    dollyZoomRatio: reach((rig) => Math.hypot(...rig.dollyZoomWay), distanceM),
    orbitLeftDeg: reach((rig) => -rig.orbitRad, deg),
    orbitRightDeg: reach((rig) => rig.orbitRad, deg),
    panLeftDeg: reach((rig) => -rig.yawRad, deg, shakeLimit.yawDeg),
    panRightDeg: reach((rig) => rig.yawRad, deg, shakeLimit.yawDeg),
    tiltUpDeg: reach((rig) => rig.pitchRad, deg, shakeLimit.pitchDeg),
    tiltDownDeg: reach((rig) => -rig.pitchRad, deg, shakeLimit.pitchDeg),
    rollDeg: reach((rig) => Math.abs(rig.rollRad), deg, shakeLimit.rollDeg),
    zoomInRatio: Math.max(
      1,
      reach((rig) => rig.zoomRatio, 1),
    ),
    zoomOutRatio: Math.max(
      1,
      reach((rig) => 1 / rig.zoomRatio, 1),
    ),
  };
}

function rigsOfMoves(camera: MovesCamera): Readonly<{ rigs: readonly Rig[]; shakeRatio: number }> {
  const rigAt = layRails(camera);
  const times = camera.moves.flatMap((move) => [move.startRatio, move.endRatio]);
  for (let step = 0; step <= steps; step += 1) times.push(step / steps);
  const shakeRatio = camera.moves.reduce((sum, move) => sum + (move.kind === 'shake' ? move.strengthRatio : 0), 0);
  return { rigs: times.map(rigAt), shakeRatio };
}

function rigsOfKeyframes(camera: Exclude<Camera, MovesCamera>): readonly Rig[] {
  const path = keyframesPath(camera);
  const times = camera.keyframes.map((key) => key.tSec);
  for (let step = 0; step <= steps; step += 1) times.push((step / steps) * camera.lengthSec);
  return times.map((tSec) => {
    const pose = path(tSec);
    const zoomRatio = pose.lensMm / camera.lensMm;
    return {
      position: pose.position,
      ...headAngles(pose.orientation),
      orbitRad: 0,
      lensMm: pose.lensMm,
      zoomRatio,
      dollyZoomWay: [0, 0, 0],
    };
  });
}
