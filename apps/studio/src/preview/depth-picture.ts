import type { Pose } from '@fantascope/film';
import { type FrameSize, NEAR_M, placeLayer, type Scene, type SceneLayer, type Staging, viewProjection } from '@fantascope/stage';
import { alphaAt } from './scene-facts.ts';

/**
 * How far what is seen stands before the camera, and of which layer it is, for every pixel of a small frame, row by row. `distanceM` is infinite and `layer` 255
 * where nothing is seen.
 */
export type DepthPicture = Readonly<FrameSize & { distanceM: Float32Array<ArrayBuffer>; layer: Uint8Array<ArrayBuffer> }>;

/** Nothing is seen there. */
export const NO_LAYER = 255;

type Plane = Readonly<{ scene: Scene; frame: FrameSize; made: DepthPicture }>;

/** Measures the depth of a scene from a pose, as it was estimated or given: the same meshes that the stage draws, where a layer is more than half opaque. */
export function depthPicture(scene: Scene, staging: Staging, { pose, frame }: Readonly<{ pose: Pose; frame: FrameSize }>): DepthPicture {
  const pixels = frame.widthPx * frame.heightPx;
  const made = {
    ...frame,
    distanceM: new Float32Array(pixels).fill(Number.POSITIVE_INFINITY),
    layer: new Uint8Array(pixels).fill(NO_LAYER),
  };
  const matrix = viewProjection(pose, frame);
  for (const [index, layer] of scene.layers.entries())
    paintLayer(layer, index, { mesh: placeLayer(layer, scene, staging), matrix, plane: { scene, frame, made } });
  return made;
}

function paintLayer(
  layer: SceneLayer,
  index: number,
  { mesh, matrix: m, plane }: Readonly<{ mesh: ReturnType<typeof placeLayer>; matrix: Float64Array; plane: Plane }>,
): void {
  const { frame } = plane;
  const { length } = mesh.x;
  const [x, y, w] = [new Float64Array(length), new Float64Array(length), new Float64Array(length)];
  const row = (r: number, k: number) =>
    (m[r] as number) * (mesh.x[k] as number) +
    (m[4 + r] as number) * (mesh.y[k] as number) +
    (m[8 + r] as number) * (mesh.z[k] as number) +
    (m[12 + r] as number);
  for (let k = 0; k < length; k++) {
    const depthM = row(3, k);
    w[k] = depthM;
    x[k] = (row(0, k) / depthM / 2 + 0.5) * frame.widthPx;
    y[k] = (0.5 - row(1, k) / depthM / 2) * frame.heightPx;
  }
  const columns = layer.gridWidth + 1;
  const corner = (k: number) => ({
    x: x[k] as number,
    y: y[k] as number,
    w: w[k] as number,
    u: ((k % columns) / layer.gridWidth) * layer.widthPx,
    v: (Math.floor(k / columns) / layer.gridHeight) * layer.heightPx,
  });
  for (let line = 0; line < layer.gridHeight; line++) {
    for (let column = 0; column < layer.gridWidth; column++) {
      const k = line * columns + column;
      // Two triangles a cell, split from its top right to its bottom left corner.
      paintTriangle([corner(k), corner(k + 1), corner(k + columns)], { layer, index, plane });
      paintTriangle([corner(k + 1), corner(k + columns + 1), corner(k + columns)], { layer, index, plane });
    }
  }
}

type Corner = Readonly<{ x: number; y: number; w: number; u: number; v: number }>;

function paintTriangle(
  [a, b, c]: readonly [Corner, Corner, Corner],
  { layer, index, plane }: Readonly<{ layer: SceneLayer; index: number; plane: Plane }>,
): void {
  const { frame, made } = plane;
  if (!(a.w > NEAR_M && b.w > NEAR_M && c.w > NEAR_M)) return;
  const area = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
  if (area === 0) return;
  const left = Math.max(0, Math.ceil(Math.min(a.x, b.x, c.x) - 0.5));
  const right = Math.min(frame.widthPx - 1, Math.floor(Math.max(a.x, b.x, c.x) - 0.5));
  const top = Math.max(0, Math.ceil(Math.min(a.y, b.y, c.y) - 0.5));
  const bottom = Math.min(frame.heightPx - 1, Math.floor(Math.max(a.y, b.y, c.y) - 0.5));
  for (let py = top; py <= bottom; py++) {
    for (let px = left; px <= right; px++) {
      const [dx, dy] = [px + 0.5 - a.x, py + 0.5 - a.y];
      const second = (dx * (c.y - a.y) - dy * (c.x - a.x)) / area;
      const third = ((b.x - a.x) * dy - (b.y - a.y) * dx) / area;
      const first = 1 - second - third;
      if (first < -1e-9 || second < -1e-9 || third < -1e-9) continue;
      // Along a straight line of the picture 1/distance runs evenly, and so does a place of the surface over its distance.
      const distanceM = 1 / (first / a.w + second / b.w + third / c.w);
      const at = py * frame.widthPx + px;
      // Layers lie over each other as the stage draws them; within one the nearer side is seen.
      if (made.layer[at] === index && distanceM >= (made.distanceM[at] as number)) continue;
      const mean = (of: 'u' | 'v') => ((first * a[of]) / a.w + (second * b[of]) / b.w + (third * c[of]) / c.w) * distanceM;
      if (alphaAt(layer, mean('u'), mean('v')) <= 127) continue;
      made.distanceM[at] = distanceM;
      made.layer[at] = index;
    }
  }
}
