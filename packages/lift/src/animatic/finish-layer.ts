import type { SceneLayer } from '@fantascope/stage';
import { hashAt } from './noise.ts';
import type { Setting } from './setting.ts';
import type { Sheet } from './sheet.ts';

/** Side of the square of noise that keeps gradients from showing steps. */
const ditherSide = 128;
/** Two rolls' sum is triangular: its strength does not change with the colour below (Lipshitz & Vanderkooy 1992). */
const dither = Float32Array.from({ length: ditherSide * ditherSide }, (_, k) => hashAt(k, 1, 11) + hashAt(k, 2, 13) - 0.5);

/** How a painted sheet becomes a layer. */
export type Finish = Readonly<{
  name: string;
  kind: SceneLayer['kind'];
  /** Relative inverse depth: one for all, or at a place of the canvas. */
  disparity: number | ((x: number, y: number) => number);
  cutSides?: SceneLayer['cutSides'];
}>;

/** A sheet as a layer of the scene: cut to the whole cells that hold any paint, bytes with noise in place of steps. */
export function finishLayer(
  sheet: Sheet,
  { name, kind, disparity, cutSides }: Finish,
  { cellPx, widthPx, heightPx, depthOf }: Setting,
): SceneLayer {
  const painted = kind === 'back' ? { left: 0, top: 0, right: widthPx, bottom: heightPx } : paintedBox(sheet);
  const left = Math.max(0, Math.floor(painted.left / cellPx) * cellPx);
  const top = Math.max(0, Math.floor(painted.top / cellPx) * cellPx);
  const right = Math.min(widthPx, Math.max(left + cellPx, Math.ceil(painted.right / cellPx) * cellPx));
  const bottom = Math.min(heightPx, Math.max(top + cellPx, Math.ceil(painted.bottom / cellPx) * cellPx));
  const wide = right - left;
  const high = bottom - top;
  const gridWidth = wide / cellPx;
  const gridHeight = high / cellPx;
  const depths = new Float32Array((gridWidth + 1) * (gridHeight + 1));
  for (let k = 0; k < depths.length; k++) {
    const x = left + (k % (gridWidth + 1)) * cellPx;
    const y = top + Math.floor(k / (gridWidth + 1)) * cellPx;
    const d = depthOf(typeof disparity === 'number' ? disparity : disparity(x, y));
    // in steps of the scene file's 16 bits, so that a scene read from the cache draws the same frames as the fresh one
    depths[k] = Math.max(64, Math.min(65535, Math.round(d * 65535))) / 65535;
  }
  return {
    ...{ name, kind, xPx: left, yPx: top, widthPx: wide, heightPx: high, gridWidth, gridHeight, disparity: depths },
    rgba: bytesOf(sheet, { left, top, widthPx: wide, heightPx: high, isOpaque: kind === 'back' }),
    ...(cutSides === undefined ? {} : { cutSides }),
  };
}

function bytesOf(
  sheet: Sheet,
  { left, top, widthPx, heightPx, isOpaque }: Readonly<{ left: number; top: number; widthPx: number; heightPx: number; isOpaque: boolean }>,
): Uint8Array {
  const bytes = new Uint8Array(widthPx * heightPx * 4);
  const { rgba } = sheet;
  const mask = ditherSide - 1;
  for (let y = 0, o = 0; y < heightPx; y++) {
    const row = y + top - sheet.top;
    if (row < 0 || row >= sheet.heightPx) {
      o += widthPx * 4;
      continue;
    }
    const noiseRow = ((y + top) & mask) * ditherSide;
    const from = Math.max(0, sheet.left - left);
    const to = Math.min(widthPx, sheet.left + sheet.widthPx - left);
    let i = (row * sheet.widthPx + left + from - sheet.left) * 4;
    for (let x = from, k = o + from * 4; x < to; x++, i += 4, k += 4) {
      const a = isOpaque ? 255 : Math.min(255, ((rgba[i + 3] as number) * 255 + 0.5) | 0);
      if (a === 0) continue;
      bytes[k + 3] = a;
      const at = (x + left) & mask;
      // one noise for all three: dither in colour would be seen as colour
      const n = dither[noiseRow + at] as number;
      for (let c = 0; c < 3; c++) {
        const value = Math.floor((rgba[i + c] as number) * 255 + n);
        bytes[k + c] = value < 0 ? 0 : Math.min(value, a);
      }
    }
    o += widthPx * 4;
  }
  return bytes;
}

function paintedBox({ left, top, widthPx, heightPx, rgba }: Sheet): Readonly<{ left: number; top: number; right: number; bottom: number }> {
  let [x0, y0, x1, y1] = [widthPx, heightPx, 0, 0];
  for (let y = 0, i = 3; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++, i += 4) {
      if ((rgba[i] as number) < 0.002) continue;
      if (x < x0) x0 = x;
      if (x >= x1) x1 = x + 1;
      if (y < y0) y0 = y;
      y1 = y + 1;
    }
  }
  if (x1 <= x0) return { left, top, right: left, bottom: top };
  return { left: left + x0, top: top + y0, right: left + x1, bottom: top + y1 };
}
