import type { Pose } from '@fantascope/film';
import type { FrameSize } from '../place.ts';
import { blockReachTexels, cellRuns, type TileFlags } from '../raster/cell-runs.ts';
import type { LayerPlan, LevelPlan } from '../raster/scene-plan.ts';
import { type DensityMesh, levelFor, texelDensity } from '../raster/texel-density.ts';
import type { PreparedScene } from './prepared-scene.ts';

/** One layer's surface: world metres and texel edges of the finest level at every vertex, and the triangles of the cells that show anything. */
export type LayerMesh = Readonly<{ vertices: GPUBuffer; indices: GPUBuffer; indexCount: number; mesh: DensityMesh; levels: number }>;

/** Bytes of a vertex: x, y, z, then u, v. */
export const VERTEX_BYTES = 20;

/** Takes a layer's mesh with its ring from the prepared scene. `reachTexels` is how much farther than its alpha an effect may carry it. */
export function layerMesh(device: GPUDevice, { slot, bytes, floats }: PreparedScene, layer: number, reachTexels: number): LayerMesh {
  const plan = slot.plan.layers[layer] as LayerPlan;
  const [across, down] = [plan.gridWidth + 1, plan.gridHeight + 1];
  const take = (offset: number, count: number) => floats.slice((slot.address + offset) >> 2, ((slot.address + offset) >> 2) + count);
  const mesh = {
    x: take(plan.x, across * down),
    y: take(plan.y, across * down),
    z: take(plan.z, across * down),
    columns: take(plan.columns, across),
    rows: take(plan.rows, down),
  };
  const vertices = new Float32Array(across * down * 5);
  for (let k = 0, o = 0; k < across * down; k++, o += 5) {
    vertices[o] = mesh.x[k] as number;
    vertices[o + 1] = mesh.y[k] as number;
    vertices[o + 2] = mesh.z[k] as number;
    vertices[o + 3] = mesh.columns[k % across] as number;
    vertices[o + 4] = mesh.rows[Math.floor(k / across)] as number;
  }
  const finest = plan.levels[0];
  const tiles = finest === undefined || finest.tiles === 0 ? null : tileFlags(bytes, slot.address, finest);
  const runs = cellRuns(mesh.columns, mesh.rows, tiles, blockReachTexels(plan.levels.length) + reachTexels);
  const corners: number[] = [];
  for (let i = 0; i < runs.length; i += 3) {
    const row = (runs[i] as number) * across;
    for (let cell = runs[i + 1] as number; cell < (runs[i + 2] as number); cell++) {
      // Corners a b / c d, split from b to c as everywhere.
      const [a, b, c, d] = [row + cell, row + cell + 1, row + across + cell, row + across + cell + 1];
      corners.push(a, b, c, d, c, b);
    }
  }
  const indices = Uint32Array.from(corners);
  const fill = (data: Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>, usage: number) => {
    const buffer = device.createBuffer({ size: Math.max(16, data.byteLength), usage: usage | GPUBufferUsage.COPY_DST });
    device.queue.writeBuffer(buffer, 0, data);
    return buffer;
  };
  return {
    vertices: fill(vertices, GPUBufferUsage.VERTEX),
    indices: fill(indices, GPUBufferUsage.INDEX),
    indexCount: indices.length,
    mesh,
    levels: plan.levels.length,
  };
}

// A copy: engines read shared memory byte by byte many times slower.
function tileFlags(bytes: Uint8Array, base: number, { tiles, tilePitch, widthPx, heightPx }: LevelPlan): TileFlags {
  const ring = tilePitch + 1;
  const first = base + tiles - ring;
  return { flags: bytes.slice(first, first + tilePitch * (Math.ceil(heightPx / 8) + 3)), start: ring, pitch: tilePitch, widthPx, heightPx };
}

/** The level that a layer is drawn from at a pose: the kernel's own choice. */
export function levelAt({ mesh, levels }: LayerMesh, pose: Pose, frame: FrameSize): number {
  return levels === 1 ? 0 : levelFor(texelDensity(mesh, pose, frame), levels);
}
