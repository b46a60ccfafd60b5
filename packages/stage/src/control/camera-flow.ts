import type { Pose } from '@fantascope/film';
import { type FrameSize, NEAR_M, viewProjection } from '../place.ts';
import { cameraToWorld } from './camera-matrix.ts';

/** What stands for no flow, as in Middlebury's files: any value beyond 1e9. */
export const UNKNOWN_FLOW = 1e10;

/**
 * Optical flow of a standing scene, in pixels right and down, two numbers a pixel: where the world point that a pixel's centre shows at `pose` falls at `next`, less
 * where it is. `inverseDepth` in 1/m as controlFrame gives it; UNKNOWN_FLOW where it is 0 or the point comes behind the camera. What moves by itself is not in it.
 */
export function cameraFlow(
  inverseDepth: Float32Array,
  step: Readonly<{ pose: Pose; next: Pose; frame: FrameSize }>,
  out: Float32Array = new Float32Array(inverseDepth.length * 2),
): Float32Array {
  const { pose, next, frame } = step;
  const { widthPx, heightPx } = frame;
  const m = viewProjection(next, frame);
  const c = cameraToWorld(pose);
  const at = (i: number) => c[i] as number;
  // A pixel's ray at depth 1 is (perPx × (x − centre), −perPx × (y − centre), −1) in the camera; over its depth the clip coordinates are linear in x, y and 1 / depth.
  const perPx = 36 / pose.lensMm / widthPx;
  const rowOf = (row: number) => {
    const through = (column: number) =>
      (m[row] as number) * at(column) + (m[4 + row] as number) * at(4 + column) + (m[8 + row] as number) * at(8 + column);
    const start = -through(2) - perPx * (widthPx / 2 - 0.5) * through(0) + perPx * (heightPx / 2 - 0.5) * through(1);
    return { start, perX: perPx * through(0), perY: -perPx * through(1), perInverse: through(3) + (m[12 + row] as number) };
  };
  const [across, down, depth] = [rowOf(0), rowOf(1), rowOf(3)];
  for (let y = 0, k = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++, k++) {
      const inverse = inverseDepth[k] as number;
      const w = depth.start + x * depth.perX + y * depth.perY + inverse * depth.perInverse;
      if (inverse === 0 || w < NEAR_M * inverse) {
        out[k * 2] = UNKNOWN_FLOW;
        out[k * 2 + 1] = UNKNOWN_FLOW;
        continue;
      }
      const ndcX = (across.start + x * across.perX + y * across.perY + inverse * across.perInverse) / w;
      const ndcY = (down.start + x * down.perX + y * down.perY + inverse * down.perInverse) / w;
      out[k * 2] = ((ndcX + 1) / 2) * widthPx - 0.5 - x;
      out[k * 2 + 1] = ((1 - ndcY) / 2) * heightPx - 0.5 - y;
    }
  }
  return out;
}
