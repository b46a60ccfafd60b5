import { openFillKernel } from '../fill/fill-kernel.ts';
import { patchMatch, patchMatchBytes, pixelState } from '../fill/patch-match.ts';
import { boxMean } from './box-mean.ts';
import { canvasSizeOf, workSizeOf } from './canvas.ts';
import type { Known } from './known.ts';
import type { Size } from './size.ts';

/** Cells that the canvas grows by on each side of the photograph. */
export type Margins = Readonly<{ left: number; top: number; right: number; bottom: number }>;

/** No margins. */
export const noMargins: Margins = { left: 0, top: 0, right: 0, bottom: 0 };

/** More than this share of the photograph a side looks invented (a second arm, a doubled strip of sky). */
const mostMarginRatio = 0.04;
/** The subject's matte within this share of a side touches it. */
const touchRatio = 0.03;
/** A step in colour (0..255) or disparity along the border this large, over some 20 pixels, is a thing that crosses it. */
const colourStep = 36;
const depthStep = 0.08;
const stripPx = 12;

/** How far the photograph may be carried on at each side: 4 % where the border is sky, grass or another even surface; nothing where the subject touches it or a thing crosses it. */
export function marginsFor({ canvas, rgb, matte, disparity }: Known): Margins {
  const size = workSizeOf(canvas);
  const across = Math.floor(canvas.columns * mostMarginRatio);
  const down = Math.floor(canvas.rows * mostMarginRatio);
  const isEven = (side: keyof Margins): boolean => {
    const touched = matte !== null && stripMax(matte, size, side, Math.ceil(touchRatio * Math.max(size.widthPx, size.heightPx))) > 0.15;
    if (touched) return false;
    for (let c = 0; c < 3; c++) if (largestStep(profile(rgb, size, side, { channels: 3, c })) > colourStep) return false;
    return largestStep(profile(disparity, size, side, { channels: 1, c: 0 })) <= depthStep;
  };
  return {
    left: isEven('left') ? across : 0,
    top: isEven('top') ? down : 0,
    right: isEven('right') ? across : 0,
    bottom: isEven('bottom') ? down : 0,
  };
}

/** Pixel `depth` pixels inside a side, `along` it. */
function pixelAt({ widthPx: W, heightPx: H }: Size, side: keyof Margins, along: number, depth: number): number {
  if (side === 'left') return along * W + depth;
  if (side === 'right') return along * W + W - 1 - depth;
  return (side === 'top' ? depth : H - 1 - depth) * W + along;
}

function lengthOf(size: Size, side: keyof Margins): number {
  return side === 'left' || side === 'right' ? size.heightPx : size.widthPx;
}

function stripMax(plane: Float32Array, size: Size, side: keyof Margins, deepPx: number): number {
  let most = 0;
  for (let along = 0; along < lengthOf(size, side); along++) {
    for (let depth = 0; depth < deepPx; depth++) most = Math.max(most, plane[pixelAt(size, side, along, depth)] as number);
  }
  return most;
}

/** Means of the strip's depth, along a side, smoothed so that grain is no step. */
function profile(plane: Float32Array, size: Size, side: keyof Margins, { channels, c }: { channels: number; c: number }): Float32Array {
  const length = lengthOf(size, side);
  const deep = Math.min(stripPx, size.widthPx, size.heightPx);
  const line = new Float32Array(length);
  for (let along = 0; along < length; along++) {
    let sum = 0;
    for (let depth = 0; depth < deep; depth++) sum += plane[pixelAt(size, side, along, depth) * channels + c] as number;
    line[along] = sum / deep;
  }
  return boxMean(line, { widthPx: length, heightPx: 1 }, 4);
}

function largestStep(line: Float32Array): number {
  const reach = 20;
  let most = 0;
  for (let t = reach; t < line.length; t++) most = Math.max(most, Math.abs((line[t] as number) - (line[t - reach] as number)));
  return most;
}

/** Carries a photograph on over its margins: mirrored, then re-made from copied patches where it has grain. The subject is never copied; depth goes on as it is at the border. */
export function extendOutward(known: Known, margins: Margins, seed: number): Known {
  const { canvas } = known;
  const cell = canvas.workCellPx;
  const inner = workSizeOf(canvas);
  const grown = { ...canvas, columns: canvas.columns + margins.left + margins.right, rows: canvas.rows + margins.top + margins.bottom };
  const outer = workSizeOf(grown);
  const left = margins.left * cell;
  const top = margins.top * cell;
  const from = (x: number, y: number): number => clamp(y - top, inner.heightPx) * inner.widthPx + clamp(x - left, inner.widthPx);
  const mirror = (x: number, y: number): number => mirrored(y - top, inner.heightPx) * inner.widthPx + mirrored(x - left, inner.widthPx);
  const rgb = new Float32Array(outer.widthPx * outer.heightPx * 3);
  const matte = known.matte && new Float32Array(outer.widthPx * outer.heightPx);
  const uprights = known.uprights && new Float32Array(outer.widthPx * outer.heightPx);
  const disparity = new Float32Array(outer.widthPx * outer.heightPx);
  const isMargin = new Uint8Array(outer.widthPx * outer.heightPx);
  for (let y = 0, i = 0; y < outer.heightPx; y++) {
    for (let x = 0; x < outer.widthPx; x++, i++) {
      const j = mirror(x, y) * 3;
      rgb[i * 3] = known.rgb[j] as number;
      rgb[i * 3 + 1] = known.rgb[j + 1] as number;
      rgb[i * 3 + 2] = known.rgb[j + 2] as number;
      const e = from(x, y);
      disparity[i] = known.disparity[e] as number;
      if (matte && known.matte) matte[i] = known.matte[e] as number;
      if (uprights && known.uprights) uprights[i] = known.uprights[e] as number;
      const isInside = x >= left && x < left + inner.widthPx && y >= top && y < top + inner.heightPx;
      isMargin[i] = isInside ? 0 : 1;
    }
  }
  remake(rgb, matte, isMargin, outer, seed);
  const grownKnown = { canvas: grown, full: new Uint8Array(0), rgb, matte, uprights, disparity };
  return { ...grownKnown, full: paintMargins(known, grownKnown, margins) };
}

/** Patches in place of the mirror image, as far as it has grain; sky and blur stay mirrored. */
function remake(rgb: Float32Array, matte: Float32Array | null, isMargin: Uint8Array, size: Size, seed: number): void {
  const n = isMargin.length;
  const kernel = openFillKernel(n * 6 + patchMatchBytes(size));
  const rgbx = kernel.take(n * 4);
  const state = kernel.take(n);
  const luma = new Float32Array(n);
  for (let i = 0; i < n; i++) {
    luma[i] = 0.299 * (rgb[i * 3] as number) + 0.587 * (rgb[i * 3 + 1] as number) + 0.114 * (rgb[i * 3 + 2] as number);
  }
  const steps = new Float32Array(n);
  for (let i = 0; i + size.widthPx < n; i++) {
    steps[i] = Math.abs((luma[i + 1] as number) - (luma[i] as number)) + Math.abs((luma[i + size.widthPx] as number) - (luma[i] as number));
  }
  const grain = boxMean(steps, size, 4);
  const bytes = kernel.bytesAt(rgbx, n * 4);
  const states = kernel.bytesAt(state, n);
  for (let i = 0; i < n; i++) {
    for (let c = 0; c < 3; c++) bytes[i * 4 + c] = Math.round(Math.max(0, Math.min(255, rgb[i * 3 + c] as number)));
    bytes[i * 4 + 3] = Math.min(255, 4 * (grain[i] as number));
    const mayCopy = matte === null || (matte[i] as number) < 0.05;
    states[i] = isMargin[i] ? pixelState.hole : pixelState.known | (mayCopy ? pixelState.source : 0);
  }
  const copied = patchMatch(kernel, { rgbx, state, seed }, size);
  if (copied === null) return;
  const made = kernel.bytesAt(copied, n * 4);
  for (let i = 0; i < n; i++) {
    if (!isMargin[i]) continue;
    const share = Math.min(1, Math.max(0, ((grain[i] as number) - 3) / 6));
    for (let c = 0; c < 3; c++) rgb[i * 3 + c] = (rgb[i * 3 + c] as number) * (1 - share) + (made[i * 4 + c] as number) * share;
  }
}

/** The photograph at canvas size amid its margins: mirrored at full resolution, changed by as much as the work plane was. */
function paintMargins(known: Known, grown: Known, margins: Margins): Uint8Array {
  const { cellPx, workCellPx } = known.canvas;
  const inner = canvasSizeOf(known.canvas);
  const outer = canvasSizeOf(grown.canvas);
  const work = workSizeOf(grown.canvas);
  const innerWork = workSizeOf(known.canvas);
  const out = new Uint8Array(outer.widthPx * outer.heightPx * 3);
  const left = margins.left * cellPx;
  const top = margins.top * cellPx;
  const scale = workCellPx / cellPx;
  for (let y = 0, o = 0; y < outer.heightPx; y++) {
    const row = mirrored(y - top, inner.heightPx) * inner.widthPx;
    const isInsideRow = y >= top && y < top + inner.heightPx;
    const workRow = Math.min(work.heightPx - 1, Math.floor(y * scale));
    for (let x = 0; x < outer.widthPx; x++, o += 3) {
      const j = (row + mirrored(x - left, inner.widthPx)) * 3;
      if (isInsideRow && x >= left && x < left + inner.widthPx) {
        out[o] = known.full[j] as number;
        out[o + 1] = known.full[j + 1] as number;
        out[o + 2] = known.full[j + 2] as number;
        continue;
      }
      const workColumn = Math.min(work.widthPx - 1, Math.floor(x * scale));
      const w = (workRow * work.widthPx + workColumn) * 3;
      const m =
        (mirrored(workRow - margins.top * workCellPx, innerWork.heightPx) * innerWork.widthPx +
          mirrored(workColumn - margins.left * workCellPx, innerWork.widthPx)) *
        3;
      for (let c = 0; c < 3; c++) {
        const change = (grown.rgb[w + c] as number) - (known.rgb[m + c] as number);
        // where patches changed the picture, the mirror image's fine detail is not theirs
        const own = Math.abs(change) < 2 ? (known.full[j + c] as number) + change : (grown.rgb[w + c] as number);
        out[o + c] = Math.round(Math.max(0, Math.min(255, own)));
      }
    }
  }
  return out;
}

function clamp(at: number, length: number): number {
  return at < 0 ? 0 : at >= length ? length - 1 : at;
}

function mirrored(at: number, length: number): number {
  const a = at < 0 ? -at - 1 : at;
  return clamp(a >= length ? 2 * length - 1 - a : a, length);
}
