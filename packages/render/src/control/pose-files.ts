import { type TimedPose, writeRealEstate10k } from '@fantascope/film';
import type { ControlPoses } from '@fantascope/film/control';
import { cameraToWorld } from '@fantascope/stage/control';

/** The frames of a package: sizes in pixels, frames a second. */
export type FrameGrid = Readonly<{ widthPx: number; heightPx: number; fps: number }>;

/** Poses as matrices with intrinsics in pixels, for `poses.json`. */
export function controlPoses(poses: readonly TimedPose[], { widthPx, heightPx, fps }: FrameGrid): ControlPoses {
  return {
    format: 'fantascope/poses',
    version: 1,
    handedness: 'right',
    unit: 'm',
    axes: '+x right, +y up, the camera looks along -z',
    matrix: 'cameraToWorld, row-major, for column vectors',
    widthPx,
    heightPx,
    fps,
    frames: poses.map(({ tSec, pose }) => {
      // Pixels are square, so one focal length serves both ways.
      const focalPx = (pose.lensMm / 36) * widthPx;
      const m = cameraToWorld(pose);
      return {
        tSec,
        fxPx: focalPx,
        fyPx: focalPx,
        cxPx: widthPx / 2,
        cyPx: heightPx / 2,
        lensMm: pose.lensMm,
        focusM: pose.focusM,
        cameraToWorld: [m.slice(0, 4), m.slice(4, 8), m.slice(8, 12), m.slice(12, 16)],
      };
    }),
  };
}

/** The same poses as RealEstate10K text, for `poses.txt`. */
export function controlTrajectory(poses: readonly TimedPose[], { widthPx, heightPx }: FrameGrid): string {
  return writeRealEstate10k(poses, { aspectRatio: widthPx / heightPx, source: 'fantascope control package' });
}
