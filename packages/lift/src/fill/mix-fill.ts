import type { Size } from '../layers/size.ts';
import { type FillKernel, openFillKernel } from './fill-kernel.ts';
import type { Hidden } from './hidden-fill.ts';
import { patchMatch, patchMatchBytes, pixelState } from './patch-match.ts';

const sweeps = 40;
const omega = 1.7;
/** Radius of the box that parts low from high frequencies, twice over. */
const lowRadiusPx = 9;
/** How much of the copied patches' low band is replaced by the membrane's. */
const membraneShare = 0.65;
/** How much of the low band is taken out before patches are searched. */
const toneShare = 0.6;
/** Pixels round the hole's box that may be copied from, as a share of the longer side. */
const reachRatio = 0.2;

/**
 * Fills the hole with a membrane and lays the fine detail of copied patches over it, as much as the surroundings have grain (membrane alone leaves fog;
 * patches alone invent objects). The same seed gives the same bytes.
 */
export function mixFill({ rgb, isHole, isFront, seed }: Hidden, size: Size): Float32Array {
  const { widthPx: W, heightPx: H } = size;
  const n = W * H;
  const kernel = openFillKernel(n * 64 + (W + 64) * 64 + patchMatchBytes(size));
  const field = kernel.take(n * 16);
  const scratch = kernel.take((n + W) * 16);
  const texture = textureEnergy(kernel, { rgb, isHole, isFront }, size, { field, scratch });
  const base = kernel.floatsAt(field, n * 4);
  const weight = new Float32Array(n);
  for (let i = 0; i < n; i++) {
    base[i * 4] = rgb[i * 3] as number;
    base[i * 4 + 1] = rgb[i * 3 + 1] as number;
    base[i * 4 + 2] = rgb[i * 3 + 2] as number;
    base[i * 4 + 3] = texture[i] as number;
    weight[i] = isHole[i] || isFront[i] ? 0 : 1;
  }
  stretchMembrane(kernel, { field, weight, isHole }, size);
  const out = rgb.slice();
  for (let i = 0; i < n; i++) {
    if (!isHole[i]) continue;
    out[i * 3] = base[i * 4] as number;
    out[i * 3 + 1] = base[i * 4 + 1] as number;
    out[i * 3 + 2] = base[i * 4 + 2] as number;
  }
  const box = boxAround(isHole, size);
  if (box !== null) layDetail(kernel, { base, weight, isHole, seed, box, out, scratch }, size);
  return out;
}

/** Strength of fine detail, 0..1, from what is known: the mean of luma steps over 9 × 9. It rides along as a fourth colour, so that copies keep the grain. */
function textureEnergy(
  kernel: FillKernel,
  { rgb, isHole, isFront }: Pick<Hidden, 'rgb' | 'isHole' | 'isFront'>,
  { widthPx: W, heightPx: H }: Size,
  { field, scratch }: { field: number; scratch: number },
): Float32Array {
  const values = kernel.floatsAt(field, W * H * 4);
  const luma = new Float32Array(W * H);
  for (let i = 0; i < luma.length; i++) {
    luma[i] = (0.299 * (rgb[i * 3] as number) + 0.587 * (rgb[i * 3 + 1] as number) + 0.114 * (rgb[i * 3 + 2] as number)) / 255;
  }
  values.fill(0);
  const isKnown = (i: number): boolean => !isHole[i] && !isFront[i];
  for (let y = 0; y < H; y++) {
    for (let x = 0; x < W; x++) {
      const i = y * W + x;
      if (!isKnown(i)) continue;
      values[i * 4 + 1] = 1;
      if (x === W - 1 || y === H - 1 || !isKnown(i + 1) || !isKnown(i + W)) continue;
      const l = luma[i] as number;
      values[i * 4] = 1.8 * (Math.abs((luma[i + 1] as number) - l) + Math.abs((luma[i + W] as number) - l));
    }
  }
  kernel.run.boxField(field, scratch, W, H, 4);
  for (let i = 0; i < luma.length; i++) luma[i] = Math.min(1, (2 * (values[i * 4] as number)) / ((values[i * 4 + 1] as number) + 1e-6));
  return luma;
}

/** Fills the field where weight is 0: pull-push everywhere, then relaxation in the hole. */
function stretchMembrane(
  kernel: FillKernel,
  { field, weight, isHole }: { field: number; weight: Float32Array; isHole: Uint8Array },
  { widthPx, heightPx }: Size,
): void {
  const giveBack = kernel.mark();
  const levels = [{ w: widthPx, h: heightPx, field, weight: kernel.take(weight.length * 4) }];
  kernel.floatsAt(levels[0]?.weight as number, weight.length).set(weight);
  for (let fine = levels[0]; fine && (fine.w > 1 || fine.h > 1); fine = levels.at(-1)) {
    const w = (fine.w + 1) >> 1;
    const h = (fine.h + 1) >> 1;
    const coarse = { w, h, field: kernel.take(w * h * 16), weight: kernel.take(w * h * 4) };
    kernel.run.pull(fine.field, fine.weight, fine.w, fine.h, coarse.field, coarse.weight);
    levels.push(coarse);
  }
  for (let k = levels.length - 2; k >= 0; k--) {
    const fine = levels[k] as (typeof levels)[0];
    kernel.run.push(fine.field, fine.weight, fine.w, fine.h, levels[k + 1]?.field as number);
  }
  let count = 0;
  for (const is of isHole) count += is;
  const list = kernel.take(count * 4);
  const indices = kernel.wordsAt(list, count);
  for (let i = 0, k = 0; i < isHole.length; i++) if (isHole[i]) indices[k++] = i;
  if (widthPx > 1 && heightPx > 1) kernel.run.relax(field, widthPx, heightPx, list, count, sweeps, omega);
  giveBack();
}

type Box = Readonly<{ x: number; y: number; w: number; h: number }>;

function boxAround(isHole: Uint8Array, { widthPx: W, heightPx: H }: Size): Box | null {
  let left = W;
  let right = -1;
  let top = H;
  let bottom = -1;
  for (let i = 0; i < isHole.length; i++) {
    if (!isHole[i]) continue;
    const y = Math.floor(i / W);
    const x = i - y * W;
    if (x < left) left = x;
    if (x > right) right = x;
    if (y < top) top = y;
    bottom = y;
  }
  if (right < 0) return null;
  const reach = Math.round(reachRatio * Math.max(W, H)) + 8;
  const x = Math.max(0, left - reach);
  const y = Math.max(0, top - reach);
  return { x, y, w: Math.min(W, right + 1 + reach) - x, h: Math.min(H, bottom + 1 + reach) - y };
}

type Detail = Readonly<{
  base: Float32Array;
  weight: Float32Array;
  isHole: Uint8Array;
  seed: number;
  box: Box;
  out: Float32Array;
  scratch: number;
}>;

/** Searches patches inside the box and adds what they have over the membrane, less most of its low band. */
function layDetail(kernel: FillKernel, { base, weight, isHole, seed, box, out, scratch }: Detail, { widthPx: W }: Size): void {
  const { w, h } = box;
  const rgbx = kernel.take(w * h * 4);
  const state = kernel.take(w * h);
  const bytes = kernel.bytesAt(rgbx, w * h * 4);
  const states = kernel.bytesAt(state, w * h);
  // the box's own low band, taken down before the search: patches are chosen for their grain, and tone, which the membrane knows, decides less
  const field = scratch;
  const spare = kernel.take((w * h + w) * 16);
  const low = kernel.floatsAt(field, w * h * 4);
  eachOf(box, W, (i, o) => {
    for (let c = 0; c < 4; c++) low[o * 4 + c] = base[i * 4 + c] as number;
  });
  kernel.run.boxField(field, spare, w, h, lowRadiusPx);
  kernel.run.boxField(field, spare, w, h, lowRadiusPx);
  eachOf(box, W, (i, o) => {
    for (let c = 0; c < 3; c++) bytes[o * 4 + c] = clampByte((base[i * 4 + c] as number) + toneShare * (128 - (low[o * 4 + c] as number)));
    bytes[o * 4 + 3] = clampByte((base[i * 4 + 3] as number) * 255);
    states[o] = isHole[i] ? pixelState.hole : (weight[i] as number) === 1 ? pixelState.source | pixelState.known : 0;
  });
  const start = bytes.slice();
  const address = patchMatch(kernel, { rgbx, state, seed }, { widthPx: w, heightPx: h });
  if (address === null) return;
  const copied = kernel.bytesAt(address, w * h * 4).slice();
  // the copies' difference from the membrane and how much of each window may count, blurred twice, is their low band
  low.fill(0);
  eachOf(box, W, (i, o) => {
    if (!isHole[i] && (weight[i] as number) < 1) return;
    low[o * 4 + 3] = 1;
    if (!isHole[i]) return;
    for (let c = 0; c < 3; c++) low[o * 4 + c] = (copied[o * 4 + c] as number) - (start[o * 4 + c] as number);
  });
  kernel.run.boxField(field, spare, w, h, lowRadiusPx);
  kernel.run.boxField(field, spare, w, h, lowRadiusPx);
  eachOf(box, W, (i, o) => {
    if (!isHole[i]) return;
    const grain = Math.min(1, (base[i * 4 + 3] as number) * 5);
    const counted = (low[o * 4 + 3] as number) + 1e-6;
    for (let c = 0; c < 3; c++) {
      const smooth = base[i * 4 + c] as number;
      const detail = (copied[o * 4 + c] as number) - (start[o * 4 + c] as number) - (membraneShare * (low[o * 4 + c] as number)) / counted;
      out[i * 3 + c] = Math.max(0, Math.min(255, smooth + grain * detail));
    }
  });
}

function eachOf({ x: x0, y: y0, w, h }: Box, W: number, visit: (picturePixel: number, boxPixel: number) => void): void {
  for (let y = 0, o = 0; y < h; y++) for (let i = (y0 + y) * W + x0, end = i + w; i < end; i++, o++) visit(i, o);
}

function clampByte(value: number): number {
  return value <= 0 ? 0 : value >= 255 ? 255 : Math.round(value);
}
