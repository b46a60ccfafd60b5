import type { SceneLayer } from '@fantascope/stage';
import type { Peeled, PeeledLayer } from './peel.ts';
import type { Size } from './size.ts';
import { type Taps, taps } from './taps.ts';
import { type GridPart, vertexDisparity } from './vertex-disparity.ts';

/** The canvas at full resolution and the cells that tie it to the work plane. */
export type FullCanvas = Readonly<{
  /** sRGB bytes, three a pixel, columns × cellPx by rows × cellPx. Changed while composing: hidden parts are painted in. */
  rgb: Uint8Array;
  columns: number;
  rows: number;
  cellPx: number;
  workCellPx: number;
}>;

/** The mesh goes on this many cells beyond any alpha, because the rasteriser draws whole blocks. */
const marginCells = 3;

const layerNames = { matte: 'subject', upright: 'upright', disparity: 'middle' } as const;

/** Work planes become a scene's layers, back to front: known pixels at full resolution, softened edges and fills enlarged beneath them. */
export function composeLayers(peeled: Peeled, work: Float32Array, canvas: FullCanvas, farDisparity: number): SceneLayer[] {
  const { columns, rows, cellPx, workCellPx } = canvas;
  const size: Size = { widthPx: columns * workCellPx, heightPx: rows * workCellPx };
  const full: Size = { widthPx: columns * cellPx, heightPx: rows * cellPx };
  const across = taps(size.widthPx, full.widthPx);
  const down = taps(size.heightPx, full.heightPx);
  const layers: SceneLayer[] = [];
  let behind = work;
  const isFilled = new Uint8Array(size.widthPx * size.heightPx);
  for (const front of peeled.fronts) {
    const part = coveredCells(front.alpha, canvas, size);
    if (part === null) continue;
    layers.unshift({
      name: layerNames[front.cut.by],
      kind: front.cut.by === 'matte' ? 'card' : 'middle',
      xPx: part.columnFrom * cellPx,
      yPx: part.rowFrom * cellPx,
      widthPx: part.gridWidth * cellPx,
      heightPx: part.gridHeight * cellPx,
      rgba: paintFront(front, behind, canvas, part, across, down, size),
      gridWidth: part.gridWidth,
      gridHeight: part.gridHeight,
      disparity: mapped(vertexDisparity(front.disparity, front.trust, size, { ...part, cellPx: workCellPx }), farDisparity),
      ...filledCells(isFilled, size, { ...part, cellPx: workCellPx }),
    });
    for (let i = 0; i < isFilled.length; i++) if (front.isHole[i]) isFilled[i] = 1;
    paintBehind(front, canvas.rgb, across, down, size, full);
    behind = front.rgbBehind;
  }
  const whole = { columnFrom: 0, rowFrom: 0, gridWidth: columns, gridHeight: rows };
  layers.unshift({
    name: 'back',
    kind: 'back',
    xPx: 0,
    yPx: 0,
    ...full,
    rgba: opaque(canvas.rgb),
    gridWidth: columns,
    gridHeight: rows,
    disparity: mapped(vertexDisparity(peeled.disparity, null, size, { ...whole, cellPx: workCellPx }), farDisparity),
    ...filledCells(isFilled, size, { ...whole, cellPx: workCellPx }),
  });
  return layers;
}

type Part = Readonly<{ columnFrom: number; rowFrom: number; gridWidth: number; gridHeight: number }>;

/** The cells that hold any alpha and `marginCells` around them; null when nothing does. */
function coveredCells(alpha: Float32Array, { columns, rows, workCellPx }: FullCanvas, { widthPx: W }: Size): Part | null {
  let left = columns;
  let right = -1;
  let top = rows;
  let bottom = -1;
  for (let i = 0; i < alpha.length; i++) {
    if ((alpha[i] as number) <= 0.002) continue;
    const y = Math.floor(i / W);
    const column = Math.floor((i - y * W) / workCellPx);
    const row = Math.floor(y / workCellPx);
    if (column < left) left = column;
    if (column > right) right = column;
    if (row < top) top = row;
    if (row > bottom) bottom = row;
  }
  if (right < 0) return null;
  // enlarging spreads alpha by one work pixel, hence one cell more
  const reach = marginCells + 1;
  const columnFrom = Math.max(0, left - reach);
  const rowFrom = Math.max(0, top - reach);
  return {
    columnFrom,
    rowFrom,
    gridWidth: Math.min(columns, right + 1 + reach) - columnFrom,
    gridHeight: Math.min(rows, bottom + 1 + reach) - rowFrom,
  };
}

function paintFront(
  front: PeeledLayer,
  before: Float32Array,
  canvas: FullCanvas,
  part: Part,
  x: Taps,
  y: Taps,
  { widthPx: W }: Size,
): Uint8Array {
  const { cellPx, columns } = canvas;
  const width = part.gridWidth * cellPx;
  const height = part.gridHeight * cellPx;
  const out = new Uint8Array(width * height * 4);
  const { alpha, rgb } = front;
  for (let v = 0; v < height; v++) {
    const row = part.rowFrom * cellPx + v;
    const above = (y.from[row] as number) * W;
    const below = (y.to[row] as number) * W;
    const b = y.share[row] as number;
    for (let u = 0; u < width; u++) {
      const column = part.columnFrom * cellPx + u;
      const l = x.from[column] as number;
      const r = x.to[column] as number;
      const a = x.share[column] as number;
      const w00 = (1 - a) * (1 - b);
      const w01 = a * (1 - b);
      const w10 = (1 - a) * b;
      const w11 = a * b;
      const opacity =
        (alpha[above + l] as number) * w00 +
        (alpha[above + r] as number) * w01 +
        (alpha[below + l] as number) * w10 +
        (alpha[below + r] as number) * w11;
      if (opacity <= 0.002) continue;
      const from = (row * columns * cellPx + column) * 3;
      const to = (v * width + u) * 4;
      out[to + 3] = Math.round(opacity * 255);
      const isSolid = opacity > 0.9999;
      for (let c = 0; c < 3; c++) {
        let colour = canvas.rgb[from + c] as number;
        if (!isSolid) {
          // the front's own colour, told as a change of the full-resolution one so that its detail stays
          colour +=
            ((rgb[(above + l) * 3 + c] as number) - (before[(above + l) * 3 + c] as number)) * w00 +
            ((rgb[(above + r) * 3 + c] as number) - (before[(above + r) * 3 + c] as number)) * w01 +
            ((rgb[(below + l) * 3 + c] as number) - (before[(below + l) * 3 + c] as number)) * w10 +
            ((rgb[(below + r) * 3 + c] as number) - (before[(below + r) * 3 + c] as number)) * w11;
          colour = Math.max(0, Math.min(255, colour));
        }
        out[to + c] = Math.round(colour * opacity);
      }
    }
  }
  return out;
}

/** Paints the filled hole over the canvas; its rim lies half a work pixel outside the hole, where fill and photograph agree. */
function paintBehind({ isHole, rgbBehind }: PeeledLayer, rgb: Uint8Array, x: Taps, y: Taps, { widthPx: W }: Size, full: Size): void {
  for (let v = 0, i = 0; v < full.heightPx; v++) {
    const above = (y.from[v] as number) * W;
    const below = (y.to[v] as number) * W;
    const b = y.share[v] as number;
    for (let u = 0; u < full.widthPx; u++, i += 3) {
      const p = above + (x.from[u] as number);
      const q = above + (x.to[u] as number);
      const r = below + (x.from[u] as number);
      const s = below + (x.to[u] as number);
      if (!(isHole[p] || isHole[q] || isHole[r] || isHole[s])) continue;
      const a = x.share[u] as number;
      const w00 = (1 - a) * (1 - b);
      const w01 = a * (1 - b);
      const w10 = (1 - a) * b;
      const w11 = a * b;
      const inHole = Math.min(
        1,
        2 * ((isHole[p] as number) * w00 + (isHole[q] as number) * w01 + (isHole[r] as number) * w10 + (isHole[s] as number) * w11),
      );
      for (let c = 0; c < 3; c++) {
        const fill =
          (rgbBehind[p * 3 + c] as number) * w00 +
          (rgbBehind[q * 3 + c] as number) * w01 +
          (rgbBehind[r * 3 + c] as number) * w10 +
          (rgbBehind[s * 3 + c] as number) * w11;
        const is = rgb[i + c] as number;
        rgb[i + c] = Math.round(is + (fill - is) * inHole);
      }
    }
  }
}

/** Shares of the grid's cells that were filled, 0..255; nothing when none was. */
function filledCells(isFilled: Uint8Array, { widthPx: W }: Size, part: GridPart): { filled?: Uint8Array } {
  const { cellPx, columnFrom, rowFrom, gridWidth, gridHeight } = part;
  const filled = new Uint8Array(gridWidth * gridHeight);
  let any = 0;
  for (let row = 0, k = 0; row < gridHeight; row++) {
    for (let column = 0; column < gridWidth; column++, k++) {
      const at = (rowFrom + row) * cellPx * W + (columnFrom + column) * cellPx;
      let count = 0;
      for (let v = 0; v < cellPx; v++) for (let u = 0; u < cellPx; u++) count += isFilled[at + v * W + u] as number;
      filled[k] = Math.round((count * 255) / (cellPx * cellPx));
      any |= count;
    }
  }
  return any ? { filled } : {};
}

function opaque(rgb: Uint8Array): Uint8Array {
  const rgba = new Uint8Array((rgb.length / 3) * 4);
  for (let i = 0, j = 0; i < rgb.length; i += 3, j += 4) {
    rgba[j] = rgb[i] as number;
    rgba[j + 1] = rgb[i + 1] as number;
    rgba[j + 2] = rgb[i + 2] as number;
    rgba[j + 3] = 255;
  }
  return rgba;
}

/** 0..1 becomes relative inverse depth; the back does not lie at infinity, or a photograph would come apart into cut-outs. */
function mapped(disparity: Float32Array, farDisparity: number): Float32Array {
  // in steps of the scene file's 16 bits, so that a scene read from the cache draws the same frames as the fresh one
  return disparity.map((d) => Math.max(64, Math.round(65535 * Math.min(1, farDisparity + (1 - farDisparity) * d))) / 65535);
}
