import type { Size } from '../layers/size.ts';
import type { FillKernel } from './fill-kernel.ts';

/** What a pixel is to the search; bits, as in kernel/patch-match.ts. */
export const pixelState = { hole: 1, source: 2, known: 4 } as const;

/** Bytes of kernel memory that a search over so many pixels takes. */
export function patchMatchBytes({ widthPx, heightPx }: Size): number {
  // the pyramid, then per padded level 43 bytes a pixel; levels after the first are kept small by the next one's start
  return 70 * (widthPx + 64) * (heightPx + 64) + 1_000_000;
}

const pad = 4;
const rounds = { coarse: 6, finest: 2 };
const passes = { coarse: 3, finest: 2 };
/** The first squares searched, as a share of the longer side. */
const searchRatio = 0.25;
/** Weight of a patch falls to 1/e at the mean cost plus this. */
const costSlack = 50;

type Level = Readonly<{ w: number; h: number; rgbx: number; state: number }>;
type Copies = Readonly<{ w: number; h: number; nnf: number; state: number }>;

/**
 * Fills the holes of an rgbx picture by copying from its sources: coarse to fine, each level several rounds of searching and voting.
 * In the hole the picture holds a smooth start. Returns the address of the filled picture, or null when there is nothing to copy from.
 */
export function patchMatch(
  kernel: FillKernel,
  { rgbx, state, seed }: { rgbx: number; state: number; seed: number },
  size: Size,
): number | null {
  const levels = pyramid(kernel, { w: size.widthPx, h: size.heightPx, rgbx, state });
  let copies: Copies | null = null;
  let filled: number | null = null;
  for (let k = levels.length - 1; k >= 0; k--) {
    const done = fillLevel(kernel, levels[k] as Level, { copies, isFinest: k === 0, seed: seed * 64 + k });
    copies = done?.copies ?? null;
    if (k === 0) filled = done?.picture ?? null;
  }
  return filled;
}

/** Halves the picture until the hole is at most some five pixels wide. */
function pyramid(kernel: FillKernel, finest: Level): Level[] {
  const levels = [finest];
  let inside = kernel.bytesAt(finest.state, finest.w * finest.h).slice();
  for (let level = finest; Math.min(level.w, level.h) > 96; ) {
    inside = halvedInside(inside, level.w, level.h);
    if (!inside.some((s) => (s & pixelState.hole) !== 0)) break;
    const next = { w: level.w >> 1, h: level.h >> 1 };
    const coarse = { ...next, rgbx: kernel.take(next.w * next.h * 4), state: kernel.take(next.w * next.h) };
    kernel.run.halve(level.rgbx, level.state, level.w, level.h, coarse.rgbx, coarse.state);
    levels.push(coarse);
    level = coarse;
  }
  // the last two levels see a hole two pixels wide, where a copy cannot go wrong any more
  return levels.length > 2 ? levels.slice(0, -1) : levels;
}

/** Pixels all of whose children are holes: empty once the hole is thinner than the level's pixels. */
function halvedInside(inside: Uint8Array, w: number, h: number): Uint8Array<ArrayBuffer> {
  const cw = w >> 1;
  const out = new Uint8Array(cw * (h >> 1));
  for (let y = 0, o = 0; y < h >> 1; y++) {
    for (let x = 0; x < cw; x++, o++) {
      const i = 2 * y * w + 2 * x;
      out[o] =
        (inside[i] as number) & (inside[i + 1] as number) & (inside[i + w] as number) & (inside[i + w + 1] as number) & pixelState.hole;
    }
  }
  return out;
}

type Fill = Readonly<{ copies: Copies | null; isFinest: boolean; seed: number }>;

function fillLevel(
  kernel: FillKernel,
  { w, h, rgbx, state }: Level,
  { copies, isFinest, seed }: Fill,
): { copies: Copies; picture: number } | null {
  const { run } = kernel;
  const pw = w + 2 * pad;
  const ph = h + 2 * pad;
  const n = pw * ph;
  const nnf = kernel.take(n * 4);
  const states = kernel.take(n);
  // everything else may be overwritten by the next level
  const giveBack = kernel.mark();
  const img = kernel.take(n * 4 + 64);
  const cost = kernel.take(n * 4);
  const list = kernel.take(n * 4);
  const sums = kernel.take(n * 16);
  const totals = kernel.take(n * 4);
  const conf = kernel.take(n * 4);
  run.padded(rgbx, state, w, h, img, states);
  const count = run.targets(states, pw, ph, list, sums);
  const centres = kernel.wordsAt(sums, 1)[0] as number;
  if (count === 0 || centres === 0) {
    giveBack();
    return null;
  }
  run.confidence(states, pw, ph, conf);
  const radius = Math.max(4, Math.round(searchRatio * Math.max(w, h)));
  const fallback = kernel.bytesAt(states, n).findIndex((s) => (s & 16) !== 0);
  run.scatter(states, pw, ph, list, count, nnf, radius, fallback, (Math.imul(seed + 1, 0x9e3779b1) >>> 0) | 1);
  if (copies) {
    run.refine(copies.nnf, copies.state, copies.w, copies.h, states, w, h, list, count, nnf);
    run.recost(img, pw, list, count, nnf, cost);
    run.vote(img, pw, ph, states, list, count, nnf, cost, sums, totals, conf, 0);
  }
  const times = isFinest ? rounds.finest : rounds.coarse;
  for (let round = 0; round < times; round++) {
    let mean = run.recost(img, pw, list, count, nnf, cost);
    const isLast = round === times - 1;
    for (let k = 0; k < (isFinest ? passes.finest : passes.coarse); k++) {
      mean = run.pass(img, pw, ph, states, list, count, nnf, cost, copies && (isLast || isFinest) ? radius >> 2 : radius, (k + round) & 1);
    }
    run.vote(img, pw, ph, states, list, count, nnf, cost, sums, totals, conf, (isLast && isFinest ? 4 : 1) / (mean + costSlack));
  }
  // unpadded over the totals, which are no longer needed
  run.unpad(img, w, h, totals);
  const picture = totals;
  giveBack();
  return { copies: { w, h, nnf, state: states }, picture };
}
