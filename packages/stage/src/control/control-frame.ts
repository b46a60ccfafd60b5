import type { Pose } from '@fantascope/film';
import type { Staging } from '../frame.ts';
import { drawMesh, type Nearest, type PixelBox, type ProjectedMesh, projectMesh } from '../mesh-raster.ts';
import { type FrameSize, NEAR_M, type PlacedMesh, placeLayer, viewProjection } from '../place.ts';
import type { Scene, SceneLayer } from '../scene.ts';
import { inventedMaps, SOLID_ALPHA } from './invented-map.ts';

/** As in uncoveredPx: a pixel is covered when its opacity, rounded to a byte, is at least 250. */
const MAX_CLEAR = 5.5 / 255;

/** What a pixel of a control frame shows: 0 the photograph, 1 something invented, 2 no surface at all. */
export type PixelSource = 0 | 1 | 2;

/** What the stage knows of a frame, a value a pixel, row by row. */
export type ControlFrame = Readonly<{
  /** 1 / distance along the optical axis, in 1/m, of the nearest surface at least half opaque; 0 where there is none. */
  inverseDepth: Float32Array;
  /** See PixelSource. */
  source: Uint8Array;
}>;

/** A scene placed in metres and made ready for control frames of one size; its frames share memory, so one is valid until the next. */
export type ControlRig = Readonly<{
  frame: FrameSize;
  sheets: readonly Readonly<{ layer: SceneLayer; mesh: PlacedMesh; invented: Uint8Array; isBack: boolean }>[];
  nearest: Nearest;
  clear: Float32Array;
  result: ControlFrame;
}>;

/** Prepares control frames of one size; keeps a byte a texel and 26 bytes a pixel. */
export function controlRig(scene: Scene, staging: Staging, frame: FrameSize): ControlRig {
  const count = frame.widthPx * frame.heightPx;
  const invented = inventedMaps(scene);
  return {
    frame,
    sheets: scene.layers.map((layer, index) => ({
      layer,
      mesh: placeLayer(layer, scene, staging),
      invented: invented[index] as Uint8Array,
      isBack: index === 0,
    })),
    nearest: { triangle: new Int32Array(count), inverseDepth: new Float64Array(count) },
    clear: new Float32Array(count),
    result: { inverseDepth: new Float32Array(count), source: new Uint8Array(count) },
  };
}

/**
 * What a pose shows, from the same meshes and pictures as the kernel draws. Layers are gone through front to back; a pixel shows the first that is at least half
 * opaque at its centre, and shows nothing where coverage would count it as uncovered (the kernel repeats the back layer's edge there).
 */
export function controlFrame(rig: ControlRig, pose: Pose): ControlFrame {
  const { frame, sheets, nearest, clear, result } = rig;
  const { widthPx, heightPx } = frame;
  const { inverseDepth, source } = result;
  const matrix = viewProjection(pose, frame);
  clear.fill(1);
  inverseDepth.fill(0);
  source.fill(2);
  // What is still open lies in this box.
  let box: PixelBox = { left: 0, top: 0, right: widthPx, bottom: heightPx };
  for (let s = sheets.length - 1; s >= 0 && box.left < box.right; s--) {
    const { layer, mesh, invented, isBack } = sheets[s] as ControlRig['sheets'][number];
    const columns = layer.gridWidth + 1;
    const projected = projectMesh(mesh, { columns, rows: layer.gridHeight + 1, matrix, frame, nearM: NEAR_M });
    nearest.triangle.fill(-1);
    nearest.inverseDepth.fill(0);
    drawMesh(projected, nearest, { frame, box });
    const texel = texelFinder(projected, layer);
    const out = { u: 0, v: 0 };
    let [left, top, right, bottom] = [widthPx, heightPx, 0, 0];
    for (let y = box.top; y < box.bottom; y++) {
      for (let x = box.left; x < box.right; x++) {
        const k = y * widthPx + x;
        const through = clear[k] as number;
        const isOpen = through > MAX_CLEAR;
        const isUnseen = inverseDepth[k] === 0;
        if (!isOpen && !isUnseen) continue;
        const triangle = nearest.triangle[k] as number;
        if (triangle >= 0) {
          texel(triangle, x, y, out);
          const alpha = isBack ? 255 : alphaAt(layer, out.u, out.v);
          if (isOpen) clear[k] = through * (1 - alpha / 255);
          if (isUnseen && alpha >= SOLID_ALPHA - 0.5) {
            inverseDepth[k] = nearest.inverseDepth[k] as number;
            const u = Math.max(0, Math.min(layer.widthPx - 1, Math.floor(out.u)));
            const v = Math.max(0, Math.min(layer.heightPx - 1, Math.floor(out.v)));
            source[k] = invented[v * layer.widthPx + u] as number;
          }
        }
        if ((clear[k] as number) <= MAX_CLEAR && inverseDepth[k] !== 0) continue;
        if (x < left) left = x;
        if (x >= right) right = x + 1;
        if (y < top) top = y;
        if (y >= bottom) bottom = y + 1;
      }
    }
    box = { left, top, right, bottom };
  }
  for (let k = 0; k < clear.length; k++) if ((clear[k] as number) > MAX_CLEAR) source[k] = 2;
  return result;
}

/** Finds the point of a layer's picture (texels, continuous) that a triangle shows at a pixel's centre, perspective-correct; as gridPointAt, without an array a pixel. */
function texelFinder(
  mesh: ProjectedMesh,
  layer: SceneLayer,
): (triangle: number, xPx: number, yPx: number, out: { u: number; v: number }) => void {
  const { columns, x, y, inverseDepth } = mesh;
  const across = columns - 1;
  const perColumn = layer.widthPx / layer.gridWidth;
  const perRow = layer.heightPx / layer.gridHeight;
  return (triangle, xPx, yPx, out) => {
    const cell = triangle >> 1;
    const row = Math.floor(cell / across);
    const column = cell - row * across;
    const isLower = (triangle & 1) === 1;
    const origin = row * columns + column;
    const a = isLower ? origin + columns + 1 : origin;
    const b = isLower ? origin + columns : origin + 1;
    const c = isLower ? origin + 1 : origin + columns;
    const ax = x[a] as number;
    const ay = y[a] as number;
    const bx = (x[b] as number) - ax;
    const by = (y[b] as number) - ay;
    const cx = (x[c] as number) - ax;
    const cy = (y[c] as number) - ay;
    const qx = xPx + 0.5 - ax;
    const qy = yPx + 0.5 - ay;
    const area = bx * cy - cx * by;
    const p = (qx * cy - cx * qy) / area;
    const q = (bx * qy - qx * by) / area;
    const pb = p * (inverseDepth[b] as number);
    const pc = q * (inverseDepth[c] as number);
    const whole = (1 - p - q) * (inverseDepth[a] as number) + pb + pc;
    out.u = (isLower ? column + 1 - pb / whole : column + pb / whole) * perColumn;
    out.v = (isLower ? row + 1 - pc / whole : row + pc / whole) * perRow;
  };
}

/** A layer's opacity (0..255) at a point of its picture, bilinear between texel centres, replicated beyond its edge. */
function alphaAt({ widthPx, heightPx, rgba }: SceneLayer, u: number, v: number): number {
  const x = Math.max(0, Math.min(widthPx - 1, u - 0.5));
  const y = Math.max(0, Math.min(heightPx - 1, v - 0.5));
  const x0 = Math.floor(x);
  const y0 = Math.floor(y);
  const right = x0 < widthPx - 1 ? 4 : 0;
  const at = (y0 * widthPx + x0) * 4 + 3;
  const below = y0 < heightPx - 1 ? at + widthPx * 4 : at;
  const upper = (rgba[at] as number) + (x - x0) * ((rgba[at + right] as number) - (rgba[at] as number));
  const lower = (rgba[below] as number) + (x - x0) * ((rgba[below + right] as number) - (rgba[below] as number));
  return upper + (y - y0) * (lower - upper);
}
