// The narrow door: threads that draw need not load the schemas.
import { Fault } from '@fantascope/film/fault';

/** What planning needs to know of a layer: its picture's size in texels (even) and its mesh's size in cells. */
export type LayerShape = Readonly<{ widthPx: number; heightPx: number; gridWidth: number; gridHeight: number }>;

/** Where one resolution of a layer's picture lies: byte offsets from the slot's start. alpha, chromaAlpha and tiles are 0 on the opaque back layer. */
export type LevelPlan = Readonly<{
  widthPx: number;
  heightPx: number;
  lumaPitch: number;
  chromaPitch: number;
  tilePitch: number;
  luma: number;
  alpha: number;
  cb: number;
  cr: number;
  chromaAlpha: number;
  tiles: number;
}>;

/** Where one layer lies in its slot. The mesh has one ring of cells more than the scene's grid on every side. */
export type LayerPlan = Readonly<{
  levels: readonly LevelPlan[];
  gridWidth: number;
  gridHeight: number;
  x: number;
  y: number;
  z: number;
  columns: number;
  rows: number;
  /** i32 count, then from 16 bytes on (row, first cell, end cell) triples. */
  runs: number;
}>;

/** Where everything of one scene lies in a block of `bytes`; plain data, so that every worker can be told. */
export type ScenePlan = Readonly<{ bytes: number; layers: readonly LayerPlan[] }>;

/** Most layers a scene may have. */
export const MOST_LAYERS = 16;
/** Most mesh vertices a layer may have, the outer ring counted. */
export const MOST_VERTICES = 1 << 18;
/** Most texels along one side of a layer's picture. */
export const MOST_SIDE_PX = 16384;

/** The padding around every plane; the kernel's layout.ts holds the same numbers. */
export const PAD = { x: 32, above: 4, below: 8 } as const;

const to64 = (bytes: number) => Math.ceil(bytes / 64) * 64;

/** The next coarser size: half, rounded up to even, so that chroma halves once more without a remainder. */
const halfOf = (px: number) => Math.ceil(px / 4) * 2;

/**
 * Lays out a scene's planes, meshes and finer-to-coarser levels. `levels` is how many resolutions each layer gets (default 1, see `levelsFor`).
 * Throws `stage.scene-too-large` beyond MOST_LAYERS, MOST_VERTICES or MOST_SIDE_PX.
 */
export function planScene(shape: readonly LayerShape[], levels: readonly number[] = []): ScenePlan {
  let top = 64; // no offset is 0, which means absent
  const take = (bytes: number) => {
    const offset = top;
    top += to64(bytes + 64);
    return offset;
  };
  if (shape.length > MOST_LAYERS)
    throw new Fault('stage.scene-too-large', { what: `${shape.length} layers`, most: `${MOST_LAYERS} layers` });
  const layers = shape.map((layer, index): LayerPlan => {
    const gridWidth = layer.gridWidth + 2;
    const gridHeight = layer.gridHeight + 2;
    const vertices = (gridWidth + 1) * (gridHeight + 1);
    const side = Math.max(layer.widthPx, layer.heightPx);
    if (vertices > MOST_VERTICES)
      throw new Fault('stage.scene-too-large', { what: `${vertices} mesh vertices`, most: `${MOST_VERTICES} vertices` });
    if (side > MOST_SIDE_PX) throw new Fault('stage.scene-too-large', { what: `${side} pixels a side`, most: `${MOST_SIDE_PX} pixels` });
    const hasAlpha = index > 0;
    const plans: LevelPlan[] = [];
    let [widthPx, heightPx] = [layer.widthPx, layer.heightPx];
    for (let level = 0; level < (levels[index] ?? 1); level++) {
      const lumaPitch = to64(widthPx + PAD.x * 2);
      const chromaPitch = to64(widthPx / 2 + PAD.x * 2);
      const tilePitch = Math.ceil(widthPx / 8) + 6;
      const plane = (pitch: number, rows: number) => take(pitch * (rows + PAD.above + PAD.below)) + pitch * PAD.above + PAD.x;
      const luma = plane(lumaPitch, heightPx);
      const cb = plane(chromaPitch, heightPx / 2);
      const cr = plane(chromaPitch, heightPx / 2);
      const alpha = hasAlpha ? plane(lumaPitch, heightPx) : 0;
      const chromaAlpha = hasAlpha ? plane(chromaPitch, heightPx / 2) : 0;
      const tiles = hasAlpha ? take(tilePitch * (Math.ceil(heightPx / 8) + 3)) + tilePitch + 1 : 0;
      plans.push({ widthPx, heightPx, lumaPitch, chromaPitch, tilePitch, luma, alpha, cb, cr, chromaAlpha, tiles });
      widthPx = halfOf(widthPx);
      heightPx = halfOf(heightPx);
    }
    const floats = () => take(vertices * 4);
    const [x, y, z] = [floats(), floats(), floats()];
    const columns = take((gridWidth + 1) * 4);
    const rows = take((gridHeight + 1) * 4);
    // Runs of a row are apart by at least one cell, so there are at most half as many as cells.
    const runs = take(16 + Math.ceil((gridWidth + 1) / 2) * gridHeight * 12);
    return { levels: plans, gridWidth, gridHeight, x, y, z, columns, rows, runs };
  });
  return { bytes: to64(top), layers };
}
