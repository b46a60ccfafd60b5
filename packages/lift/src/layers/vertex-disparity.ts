import { pullPush } from '../fill/pull-push.ts';
import type { Size } from './size.ts';

/** Which part of a plane a grid spans: cells of `cellPx` plane pixels, from cell (columnFrom, rowFrom). */
export type GridPart = Readonly<{ cellPx: number; columnFrom: number; rowFrom: number; gridWidth: number; gridHeight: number }>;

/**
 * Disparity at the corners of a grid: the mean of the believed pixels around each corner (`trust` weighs them; one means all). Corners with none
 * continue their neighbours smoothly, so that the mesh goes on beyond a layer's rim at the rim's depth.
 */
export function vertexDisparity(
  disparity: Float32Array,
  trust: Float32Array | null,
  { widthPx: W, heightPx: H }: Size,
  part: GridPart,
): Float32Array {
  const columns = part.gridWidth + 1;
  const rows = part.gridHeight + 1;
  const values = new Float32Array(columns * rows);
  const weight = new Float32Array(columns * rows);
  const half = Math.ceil(part.cellPx / 2);
  for (let row = 0, k = 0; row < rows; row++) {
    const y = (part.rowFrom + row) * part.cellPx;
    for (let column = 0; column < columns; column++, k++) {
      const x = (part.columnFrom + column) * part.cellPx;
      let sum = 0;
      let total = 0;
      for (let v = Math.max(0, y - half); v < Math.min(H, y + half); v++) {
        for (let j = v * W + Math.max(0, x - half); j < v * W + Math.min(W, x + half); j++) {
          const t = trust === null ? 1 : (trust[j] as number);
          sum += t * (disparity[j] as number);
          total += t;
        }
      }
      if (total === 0) continue;
      values[k] = sum / total;
      weight[k] = 1;
    }
  }
  return pullPush(values, weight, { widthPx: columns, heightPx: rows }, 1);
}
