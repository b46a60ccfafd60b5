import type { Pose, Quat, Vec3 } from '@fantascope/film';
import type { Staging } from './frame.ts';
import type { Scene, SceneLayer } from './scene.ts';

/** Nearest distance before the camera, in metres, at which anything is drawn. Nothing is clipped: a triangle with one vertex nearer is left out whole, and counts as uncovered. */
export const NEAR_M = 0.01;

/** The size of a drawn frame in pixels. */
export type FrameSize = Readonly<{ widthPx: number; heightPx: number }>;

/** The corners of a layer's mesh in metres, row by row, (gridWidth + 1) × (gridHeight + 1) of each. */
export type PlacedMesh = Readonly<{ x: Float32Array; y: Float32Array; z: Float32Array }>;

/** Distance before the first frame, in metres, of what has this disparity. */
export function depthOfDisparity(scene: Scene, staging: Staging, disparity: number): number {
  return (staging.subjectDistanceM * scene.subjectDisparity) / disparity;
}

/** The world point, in metres, seen in the first frame at a canvas point (continuous canvas pixels) with this disparity. */
export function worldPoint(scene: Scene, staging: Staging, point: Readonly<{ xPx: number; yPx: number; disparity: number }>): Vec3 {
  const { window, lensMm } = staging;
  const depthM = depthOfDisparity(scene, staging, point.disparity);
  const perPx = (36 / lensMm / window.widthPx) * depthM;
  return [(point.xPx - window.xPx - window.widthPx / 2) * perPx, (window.yPx + window.heightPx / 2 - point.yPx) * perPx, -depthM];
}

/** A layer's vertices in metres, where the first frame's camera stands at the origin and looks along −Z. */
export function placeLayer(layer: SceneLayer, scene: Scene, staging: Staging): PlacedMesh {
  const { window, lensMm, subjectDistanceM } = staging;
  const { gridWidth, gridHeight, disparity } = layer;
  const columns = gridWidth + 1;
  const count = columns * (gridHeight + 1);
  const x = new Float32Array(count);
  const y = new Float32Array(count);
  const z = new Float32Array(count);
  const perPx = 36 / lensMm / window.widthPx;
  const centreX = window.xPx + window.widthPx / 2;
  const centreY = window.yPx + window.heightPx / 2;
  const nearestM = subjectDistanceM * scene.subjectDisparity;
  for (let row = 0, k = 0; row <= gridHeight; row++) {
    const slopeY = (centreY - layer.yPx - (row / gridHeight) * layer.heightPx) * perPx;
    for (let column = 0; column < columns; column++, k++) {
      const depthM = nearestM / (disparity[k] as number);
      x[k] = (layer.xPx + (column / gridWidth) * layer.widthPx - centreX) * perPx * depthM;
      y[k] = slopeY * depthM;
      z[k] = -depthM;
    }
  }
  return { x, y, z };
}

/** The rows of the world→camera rotation of a unit quaternion that turns camera axes into world axes, nine numbers row by row. */
function worldToCamera([x, y, z, w]: Quat): readonly number[] {
  return [
    1 - 2 * (y * y + z * z),
    2 * (x * y + z * w),
    2 * (x * z - y * w),
    2 * (x * y - z * w),
    1 - 2 * (x * x + z * z),
    2 * (y * z + x * w),
    2 * (x * z + y * w),
    2 * (y * z - x * w),
    1 - 2 * (x * x + y * y),
  ];
}

/**
 * World → clip space, 4 × 4, column-major, for pixels that are square. After division by w: x and y are ±1 at the frame's edges (y up), z is NEAR_M / depth,
 * so 1 at the near plane and 0 at infinity (nearer is greater; WebGPU's reversed depth without a far plane). w is the depth in metres.
 * A vertex with w < NEAR_M is not drawn (see NEAR_M).
 */
export function viewProjection(pose: Pose, frame: FrameSize): Float64Array {
  const r = worldToCamera(pose.orientation);
  const [px, py, pz] = pose.position;
  const scaleX = pose.lensMm / 18;
  const scaleY = (scaleX * frame.widthPx) / frame.heightPx;
  const m = new Float64Array(16);
  const rows = [scaleX, scaleY, -1];
  for (let row = 0; row < 3; row++) {
    const scale = rows[row] as number;
    const a = (r[row * 3] as number) * scale;
    const b = (r[row * 3 + 1] as number) * scale;
    const c = (r[row * 3 + 2] as number) * scale;
    const to = row === 2 ? 3 : row;
    m[to] = a;
    m[4 + to] = b;
    m[8 + to] = c;
    m[12 + to] = -(a * px + b * py + c * pz);
  }
  m[14] = NEAR_M;
  return m;
}

/** Where a world point falls in the frame, in continuous pixels (pixel i covers [i, i + 1)), and its depth in metres; null nearer than NEAR_M or behind the camera. */
export function projectPoint(pose: Pose, frame: FrameSize, point: Vec3): Readonly<{ xPx: number; yPx: number; depthM: number }> | null {
  const m = viewProjection(pose, frame);
  const row = (i: number) =>
    (m[i] as number) * point[0] + (m[4 + i] as number) * point[1] + (m[8 + i] as number) * point[2] + (m[12 + i] as number);
  const depthM = row(3);
  if (!(depthM >= NEAR_M)) return null;
  return { xPx: ((row(0) / depthM + 1) / 2) * frame.widthPx, yPx: ((1 - row(1) / depthM) / 2) * frame.heightPx, depthM };
}
