import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pose } from '@fantascope/film';
import { liftPicture } from '@fantascope/lift';
import { firstPose, firstWindow, kernelWasmUrl, openStage, relaxedSimdWorks, type Staging } from '@fantascope/stage';
import sharp from 'sharp';
import { expect, test } from 'vitest';

const frame = { widthPx: 1920, heightPx: 1080 };

/** Sky over a meadow with a pole, a trunk and a wall, all with grain, so that every part of them can be found again by correlation. */
function drawPicture(): Uint8Array {
  const { widthPx, heightPx } = frame;
  const rgb = new Uint8Array(widthPx * heightPx * 3);
  let state = 7;
  const noise = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32 - 0.5;
  };
  for (let y = 0; y < heightPx; y++)
    for (let x = 0; x < widthPx; x++) {
      const isPole = x >= 450 && x < 476 && y >= 140 && y < 780;
      const isTrunk = x >= 940 + ((y * 7) % 9) && x < 1060 + ((y * 5) % 11) && y >= 60 && y < 900;
      const isWall = x >= 1400 && x < 1790 && y >= 200 && y < 705;
      const isSky = y < 450;
      const colour = isPole
        ? [90, 90, 96]
        : isTrunk
          ? [92, 64, 44]
          : isWall
            ? [176, 150, 128]
            : isSky
              ? [160 + y / 12, 190 + y / 15, 232]
              : [84 + y / 36, 118 + y / 42, 58];
      const grain = noise() * (isPole ? 22 : isTrunk ? 40 : isWall ? 30 : isSky ? 2 : 34);
      const to = (y * widthPx + x) * 3;
      colour.forEach((value, c) => {
        rgb[to + c] = Math.round(value + grain);
      });
    }
  return rgb;
}

type Patch = Readonly<{ xPx: number; yPx: number; widthPx: number; heightPx: number }>;

/** How far a patch of one frame lies to the right in another, in pixels, to a fraction of one: least squares over whole shifts, then a parabola. */
function shiftOf(from: Uint8Array, to: Uint8Array, patch: Patch): number {
  const distance = (shift: number): number => {
    let sum = 0;
    for (let y = patch.yPx; y < patch.yPx + patch.heightPx; y++)
      for (let x = patch.xPx; x < patch.xPx + patch.widthPx; x++) {
        const gap = (to[y * frame.widthPx + x + shift] as number) - (from[y * frame.widthPx + x] as number);
        sum += gap * gap;
      }
    return sum;
  };
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let shift = -200; shift <= 0; shift++) {
    const found = distance(shift);
    if (found < least) [best, least] = [shift, found];
  }
  const [before, after] = [distance(best - 1), distance(best + 1)];
  return best + (before - after) / (2 * (before - 2 * least + after));
}

/** Columns where a thing ends to the left and to the right, to a fraction of a pixel: half way between its grey and that beside it, mean over `rows`. */
function edgesOf(
  luma: Uint8Array,
  { centrePx, rows }: { centrePx: number; rows: readonly [from: number, to: number] },
): [left: number, right: number] {
  const profile = Float64Array.from({ length: frame.widthPx }, (_, x) => {
    let sum = 0;
    for (let y = rows[0]; y < rows[1]; y++) sum += luma[y * frame.widthPx + x] as number;
    return sum / (rows[1] - rows[0]);
  });
  const meanOf = (from: number): number => profile.subarray(from, from + 8).reduce((sum, value) => sum + value, 0) / 8;
  const inside = meanOf(centrePx - 4);
  const edge = (step: -1 | 1): number => {
    // The first column whose eight neighbours farther out have left the thing for good tells the grey beside it.
    let x = centrePx;
    while (Math.abs(meanOf(step > 0 ? x : x - 7) - inside) < 12) x += step;
    const beside = meanOf(step > 0 ? x + 16 : x - 24);
    const half = (inside + beside) / 2;
    x -= 8 * step;
    while (((profile[x] as number) - half) * (inside - half) > 0) x += step;
    const before = profile[x - step] as number;
    return x - step + (step * (before - half)) / (before - (profile[x] as number));
  };
  return [edge(-1), edge(1)];
}

test('foot and head of a pole, a trunk and a wall outside the matte drift apart by at most 1 px over a 6 % truck', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'fantascope-upright-'));
  try {
    const picture = join(folder, 'upright.png');
    await sharp(drawPicture(), { raw: { width: frame.widthPx, height: frame.heightPx, channels: 3 } })
      .png()
      .toFile(picture);
    // A cache without weights: nothing is cut out, so all three stand outside the matte.
    const { scene, report } = await liftPicture(picture, { cache: join(folder, 'cache'), depth: 'heuristic' });
    expect(report.matte).toBe('none');
    const staging: Staging = { window: firstWindow(scene, { aspectRatio: 16 / 9, startCropRatio: 1 }), lensMm: 35, subjectDistanceM: 3 };
    const start = firstPose(staging);
    const end: Pose = { ...start, position: [0.18, 0, 0] };
    const module = new WebAssembly.Module(await readFile(new URL(kernelWasmUrl(relaxedSimdWorks() ? 'relaxed' : 'plain'))));
    const stage = openStage({ module, scene, staging, frame, poses: [start, end] });
    const first = stage.draw(start, 0).slice();
    const last = stage.draw(end, 1).slice();
    const patches: Record<string, readonly [head: Patch, foot: Patch]> = {
      pole: [
        { xPx: 453, yPx: 150, widthPx: 20, heightPx: 60 },
        { xPx: 453, yPx: 700, widthPx: 20, heightPx: 60 },
      ],
      trunk: [
        { xPx: 960, yPx: 80, widthPx: 80, heightPx: 60 },
        { xPx: 960, yPx: 820, widthPx: 80, heightPx: 60 },
      ],
      wall: [
        { xPx: 1450, yPx: 220, widthPx: 280, heightPx: 40 },
        { xPx: 1450, yPx: 650, widthPx: 280, heightPx: 40 },
      ],
    };
    for (const [name, [head, foot]] of Object.entries(patches)) {
      const [atHead, atFoot] = [shiftOf(first, last, head), shiftOf(first, last, foot)];
      expect(atFoot, `${name} moves`).toBeLessThan(-15);
      expect(Math.abs(atHead - atFoot), `${name}: head ${atHead.toFixed(2)} px, foot ${atFoot.toFixed(2)} px`).toBeLessThanOrEqual(1);
      // Its sides stay straight as well: all the way down each moves as its inside does. No rows across the horizon, where grey is mixed.
      const moved = [0, 0.2, 0.6, 0.8, 1].map((share) => {
        const top = Math.round(head.yPx + share * (foot.yPx - head.yPx));
        const rows = [top, top + 40] as const;
        const centrePx = head.xPx + head.widthPx / 2;
        const before = edgesOf(first, { centrePx, rows });
        const after = edgesOf(last, { centrePx: Math.round(centrePx + atHead), rows });
        return { left: after[0] - before[0], right: after[1] - before[1] };
      });
      for (const side of ['left', 'right'] as const) {
        const shifts = [atHead, ...moved.map((shift) => shift[side])];
        const spreadPx = Math.max(...shifts) - Math.min(...shifts);
        const list = shifts.map((shift) => shift.toFixed(2)).join(', ');
        expect(spreadPx, `${name}: inside, then ${side} side from head to foot: ${list} px`).toBeLessThanOrEqual(1);
      }
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}, 120_000);
