import type { Camera } from './camera.ts';
import { keyframesPath } from './keyframes-path.ts';
import { movesPath } from './moves-path.ts';
import type { Pose } from './pose.ts';

/** A camera's path as a pure function of seconds: lay it once, ask it for every frame. Times outside 0..lengthSec are clamped. */
export function cameraPath(camera: Camera): (tSec: number) => Pose {
  return 'moves' in camera ? movesPath(camera) : keyframesPath(camera);
}

/** Where the camera is `tSec` after the shot's start; times outside 0..lengthSec are clamped. For many frames lay `cameraPath` once. */
export function poseAt(camera: Camera, tSec: number): Pose {
  return cameraPath(camera)(tSec);
}
