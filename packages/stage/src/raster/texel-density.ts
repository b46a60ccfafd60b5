import type { Pose } from '@fantascope/film';
import type { Staging } from '../frame.ts';
import { type FrameSize, NEAR_M, placeLayer, viewProjection } from '../place.ts';
import type { Scene } from '../scene.ts';

/** A level is fine enough to skip no texels up to here; the kernel's fast path ends a little above. */
export const MOST_TEXELS_PER_PIXEL = 1.9;

/** Mesh corners in metres with the texel edges they stand on. */
export type DensityMesh = Readonly<{ x: Float32Array; y: Float32Array; z: Float32Array; columns: Float32Array; rows: Float32Array }>;

const SAMPLES_A_SIDE = 20;
/** Not the greatest: a few cells seen edge-on must not blur the whole layer. */
const QUANTILE = 0.85;

/** Texels of the finest level per pixel, along the denser axis, that most of the layer's visible part needs; 0 when nothing is visible. */
export function texelDensity(mesh: DensityMesh, pose: Pose, frame: FrameSize): number {
  const m = viewProjection(pose, frame);
  const across = mesh.columns.length;
  const down = mesh.rows.length;
  const project = (k: number) => {
    const [x, y, z] = [mesh.x[k] as number, mesh.y[k] as number, mesh.z[k] as number];
    const row = (i: number) => (m[i] as number) * x + (m[4 + i] as number) * y + (m[8 + i] as number) * z + (m[12 + i] as number);
    const w = row(3);
    return w < NEAR_M ? null : ([(row(0) / w) * frame.widthPx * 0.5, (row(1) / w) * frame.heightPx * 0.5] as const);
  };
  const found: number[] = [];
  const stepX = Math.max(1, Math.ceil((across - 1) / SAMPLES_A_SIDE));
  const stepY = Math.max(1, Math.ceil((down - 1) / SAMPLES_A_SIDE));
  for (let row = 0; row < down - 1; row += stepY) {
    for (let column = 0; column < across - 1; column += stepX) {
      const k = row * across + column;
      const [at, right, below] = [project(k), project(k + 1), project(k + across)];
      if (!at || !right || !below || Math.abs(at[0]) > frame.widthPx / 2 || Math.abs(at[1]) > frame.heightPx / 2) continue;
      const wide = (mesh.columns[column + 1] as number) - (mesh.columns[column] as number);
      const tall = (mesh.rows[row + 1] as number) - (mesh.rows[row] as number);
      found.push(Math.max(wide / Math.hypot(right[0] - at[0], right[1] - at[1]), tall / Math.hypot(below[0] - at[0], below[1] - at[1])));
    }
  }
  found.sort((a, b) => a - b);
  return found[Math.floor(found.length * QUANTILE)] ?? 0;
}

/** The finest of `levels` levels with fewer than MOST_TEXELS_PER_PIXEL texels a pixel at this density; the coarsest when none has. */
export function levelFor(density: number, levels: number): number {
  let level = 0;
  while (level < levels - 1 && density / 2 ** level >= MOST_TEXELS_PER_PIXEL) level++;
  return level;
}

/** How many levels each layer needs for these poses: 1 when no pose sees it smaller than MOST_TEXELS_PER_PIXEL. Levels stop at 32 texels a side. */
export function levelsFor(scene: Scene, staging: Staging, shot: Readonly<{ poses: readonly Pose[]; frame: FrameSize }>): number[] {
  return scene.layers.map((layer) => {
    const edges = (cells: number, sidePx: number) => Float32Array.from({ length: cells + 1 }, (_, i) => (i / cells) * sidePx);
    const mesh = {
      ...placeLayer(layer, scene, staging),
      columns: edges(layer.gridWidth, layer.widthPx),
      rows: edges(layer.gridHeight, layer.heightPx),
    };
    const density = Math.max(0, ...shot.poses.map((pose) => texelDensity(mesh, pose, shot.frame)));
    const most = 1 + Math.max(0, Math.floor(Math.log2(Math.min(layer.widthPx, layer.heightPx) / 32)));
    return levelFor(density, most) + 1;
  });
}
