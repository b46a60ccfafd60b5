import type { Pose } from '@fantascope/film';
import type { Staging } from './frame.ts';
import type { PixelBox } from './mesh-raster.ts';
import { type FrameSize, NEAR_M, placeLayer, viewProjection } from './place.ts';
import type { Scene } from './scene.ts';

/** The back layer's border as a closed loop of world points in metres, and boxes (minX, maxX, minY … maxZ) that hold all of its vertices. */
export type Outline = Readonly<{ x: Float64Array; y: Float64Array; z: Float64Array; boxes: Float64Array }>;

/** Vertices along one side of a box of vertices: small boxes bound the mesh tightly, large ones are few. */
const BOX_VERTICES = 16;

/** The back layer's outline. The back layer is opaque everywhere, so what this loop encircles is covered. */
export function outlineOf(scene: Scene, staging: Staging): Outline {
  const back = scene.layers[0];
  if (back === undefined) return { x: new Float64Array(), y: new Float64Array(), z: new Float64Array(), boxes: new Float64Array() };
  const mesh = placeLayer(back, scene, staging);
  const { gridWidth, gridHeight } = back;
  const columns = gridWidth + 1;
  const loop: number[] = [];
  for (let i = 0; i < gridWidth; i++) loop.push(i);
  for (let j = 0; j < gridHeight; j++) loop.push(j * columns + gridWidth);
  for (let i = gridWidth; i > 0; i--) loop.push(gridHeight * columns + i);
  for (let j = gridHeight; j > 0; j--) loop.push(j * columns);
  const pick = (values: Float32Array) => Float64Array.from(loop, (k) => values[k] as number);
  const boxes: number[] = [];
  for (let top = 0; top <= gridHeight; top += BOX_VERTICES) {
    for (let left = 0; left <= gridWidth; left += BOX_VERTICES) {
      const box = { left, top, right: Math.min(left + BOX_VERTICES, columns), bottom: Math.min(top + BOX_VERTICES, gridHeight + 1) };
      for (const axis of [mesh.x, mesh.y, mesh.z]) boxes.push(...rangeIn(axis, columns, box));
    }
  }
  return { x: pick(mesh.x), y: pick(mesh.y), z: pick(mesh.z), boxes: Float64Array.from(boxes) };
}

function rangeIn(values: Float32Array, columns: number, box: PixelBox): readonly [number, number] {
  let least = Infinity;
  let most = -Infinity;
  for (let j = box.top; j < box.bottom; j++) {
    for (let i = box.left; i < box.right; i++) {
      const value = values[j * columns + i] as number;
      if (value < least) least = value;
      if (value > most) most = value;
    }
  }
  return [least, most];
}

/**
 * Whether the back layer covers the frame, grown on every side by guardRatio (of its width; default 0), at every resolution:
 * 'covered' when its projected border stays outside and winds around the frame, for then every point inside lies under the surface (degree of a continuous map);
 * 'open' when it does not; 'unclear' when part of the surface comes nearer than NEAR_M and is not drawn, so that only drawing can tell.
 */
export function outlineCovers(
  outline: Outline,
  pose: Pose,
  options: Readonly<{ frame: FrameSize; guardRatio?: number }>,
): 'covered' | 'open' | 'unclear' {
  const { frame, guardRatio = 0 } = options;
  const m = viewProjection(pose, frame);
  if (!allBeyondNear(outline.boxes, m)) return 'unclear';
  const maxX = 1 + 2 * guardRatio;
  const maxY = 1 + (2 * guardRatio * frame.widthPx) / frame.heightPx;
  const at = (i: number) => {
    const x = outline.x[i] as number;
    const y = outline.y[i] as number;
    const z = outline.z[i] as number;
    const w = (m[3] as number) * x + (m[7] as number) * y + (m[11] as number) * z + (m[15] as number);
    u = ((m[0] as number) * x + (m[4] as number) * y + (m[8] as number) * z + (m[12] as number)) / w;
    v = ((m[1] as number) * x + (m[5] as number) * y + (m[9] as number) * z + (m[13] as number)) / w;
  };
  let u = 0;
  let v = 0;
  const { length } = outline.x;
  if (length === 0) return 'open';
  at(length - 1);
  let winding = 0;
  for (let i = 0; i < length; i++) {
    const u0 = u;
    const v0 = v;
    at(i);
    if (!((u0 > maxX && u > maxX) || (u0 < -maxX && u < -maxX) || (v0 > maxY && v > maxY) || (v0 < -maxY && v < -maxY))) {
      // Not beyond one side: the segment misses the frame only if all four corners lie on one side of its line.
      const du = u - u0;
      const dv = v - v0;
      const middle = -du * v0 + dv * u0;
      const reach = Math.abs(du) * maxY + Math.abs(dv) * maxX;
      if (Math.abs(middle) <= reach) return 'open';
    }
    if (v0 <= 0 !== v <= 0 && u0 + (-v0 / (v - v0)) * (u - u0) > 0) winding += v > v0 ? 1 : -1;
  }
  return winding === 0 ? 'open' : 'covered';
}

function allBeyondNear(boxes: Float64Array, m: Float64Array): boolean {
  const wx = m[3] as number;
  const wy = m[7] as number;
  const wz = m[11] as number;
  const w0 = m[15] as number;
  for (let i = 0; i < boxes.length; i += 6) {
    const nearest =
      w0 +
      wx * (boxes[wx > 0 ? i : i + 1] as number) +
      wy * (boxes[wy > 0 ? i + 2 : i + 3] as number) +
      wz * (boxes[wz > 0 ? i + 4 : i + 5] as number);
    if (!(nearest >= NEAR_M)) return false;
  }
  return true;
}
