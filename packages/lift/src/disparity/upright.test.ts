import { describe, expect, test } from 'vitest';
import { featuresOf } from './features.ts';
import { type HeuristicDepth, heuristicDepth } from './heuristic.ts';

const size = { widthPx: 640, heightPx: 360 };
const horizonPx = 150;

/** A drawn thing: for a row, its left and right pixel, or null above and below it. */
type Thing = { colour: [number, number, number]; grain: number; span: (y: number) => [number, number] | null };

const pole: Thing = { colour: [90, 90, 96], grain: 6, span: (y) => (y >= 40 && y < 260 ? [150, 158] : null) };
const trunk: Thing = {
  colour: [92, 64, 44],
  grain: 26,
  // bark: ragged sides, a flare at the foot, a little lean
  span: (y) =>
    y >= 10 && y < 300
      ? [320 - (y - 300) * 0.02 + ((y * 7) % 3), 352 - (y - 300) * 0.02 + ((y * 5) % 4) + Math.max(0, y - 290) * 0.6]
      : null,
};
const wall: Thing = { colour: [176, 150, 128], grain: 18, span: (y) => (y >= 60 && y < 235 ? [470, 600] : null) };

/** Sky above, grass below, and upright things; `seed` moves the grain. */
function draw(things: readonly Thing[], seed = 1): HeuristicDepth {
  const rgb = new Uint8Array(size.widthPx * size.heightPx * 3);
  let state = seed;
  const noise = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32 - 0.5;
  };
  for (let y = 0; y < size.heightPx; y++) {
    const spans = things.map(({ span }) => span(y));
    for (let x = 0; x < size.widthPx; x++) {
      const thing = things.find((_, k) => x >= (spans[k]?.[0] ?? Infinity) && x < (spans[k]?.[1] ?? 0));
      const base = thing?.colour ?? (y < horizonPx ? [150 + y / 4, 180 + y / 5, 230] : [84 + y / 12, 120 + y / 14, 58]);
      const amount = thing?.grain ?? (y < horizonPx ? 2 : 34);
      const shift = noise() * amount;
      for (let c = 0; c < 3; c++) rgb[3 * (y * size.widthPx + x) + c] = Math.round((base[c] as number) + shift);
    }
  }
  return heuristicDepth(featuresOf({ ...size, rgb, alpha: null, sha256: '', notices: [] }, new Float32Array(rgb.length / 3)));
}

/** How far foot and head of a column drift apart at 1080p over a truck of 6 % of the subject's distance, at 35 mm, subject at disparity 0.6. */
function driftPx({ disparity }: HeuristicDepth, x: (y: number) => number, from: number, to: number): number {
  let least = 1;
  let most = 0;
  for (let y = from; y < to; y++) {
    const value = disparity[y * size.widthPx + Math.round(x(y))] as number;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return (0.06 * 1920 * (35 / 36) * (most - least)) / 0.6;
}

describe('upright things outside the matte', () => {
  const standing = draw([pole, trunk, wall]);

  test.each([1, 2, 3])('a pole, a trunk and a wall keep foot and head together within 1 px over a 6 percent truck (grain %d)', (seed) => {
    const depth = seed === 1 ? standing : draw([pole, trunk, wall], seed);
    expect(driftPx(depth, () => 154, 44, 256)).toBeLessThanOrEqual(1);
    expect(driftPx(depth, (y) => 336 - (y - 300) * 0.02, 14, 296)).toBeLessThanOrEqual(1);
    expect(driftPx(depth, () => 535, 64, 231)).toBeLessThanOrEqual(1);
  });

  test('each stands at the disparity of the ground beside its foot', () => {
    const { disparity } = standing;
    for (const [x, foot, beside] of [
      [154, 260, 100],
      [336, 300, 250],
      [535, 235, 440],
    ] as const) {
      const ground = disparity[foot * size.widthPx + beside] as number;
      expect(Math.abs((disparity[(foot - 8) * size.widthPx + x] as number) - ground)).toBeLessThan(0.05);
    }
  });

  test('things of different feet stand at different depths', () => {
    const { disparity } = standing;
    const at = (x: number) => disparity[120 * size.widthPx + x] as number;
    expect(at(336)).toBeGreaterThan(at(154) + 0.05);
    expect(at(154)).toBeGreaterThan(at(535) + 0.05);
  });

  test('a wall running away from the camera keeps each column together and falls off along its base line', () => {
    const base = (x: number) => 340 - (x - 440) * 0.7;
    const top = (x: number) => 30 + (x - 440) * 0.45;
    const receding: Thing = {
      colour: [176, 150, 128],
      grain: 14,
      span: (y) => {
        const columns = Array.from({ length: 160 }, (_, k) => 440 + k).filter((x) => y >= top(x) && y < base(x));
        return columns.length > 0 ? [columns[0] as number, (columns.at(-1) as number) + 1] : null;
      },
    };
    const depth = draw([receding]);
    for (const x of [460, 500, 540]) expect(driftPx(depth, () => x, Math.ceil(top(x)) + 5, Math.floor(base(x)) - 6)).toBeLessThanOrEqual(1);
    const at = (x: number) => depth.disparity[160 * size.widthPx + x] as number;
    expect(at(460)).toBeGreaterThan(at(540) + 0.05);
  });

  test('a pole, a trunk and a wall may be cut out along their sides; a thing with one ragged side may not', () => {
    const ragged: Thing = { ...wall, span: (y) => (y >= 60 && y < 235 ? [470, 560 + ((y * 13) % 40)] : null) };
    const { plain } = standing.uprights;
    const at = (x: number, y: number) => plain[y * size.widthPx + x];
    for (const [x, top, foot] of [
      [154, 40, 260],
      [336, 10, 300],
      [535, 60, 235],
    ] as const) {
      expect([at(x, top + 6), at(x, foot - 6), at(x, foot + 6)]).toEqual([1, 1, 0]);
    }
    expect(plain.reduce((sum, is) => sum + is, 0)).toBeLessThan(1.1 * (8 * 220 + 36 * 290 + 130 * 175));
    const torn = draw([ragged]).uprights;
    expect(torn.count).toBeGreaterThan(0);
    expect(torn.plain).not.toContain(1);
  });

  test('a path that narrows towards the horizon lies on the ground', () => {
    const path: Thing = {
      colour: [190, 180, 160],
      grain: 8,
      span: (y) => (y > horizonPx + 8 ? [320 - (y - horizonPx) * 0.3, 320 + (y - horizonPx) * 0.3] : null),
    };
    const { disparity, uprights } = draw([path]);
    expect(uprights.count).toBe(0);
    expect((disparity[350 * size.widthPx + 320] as number) - (disparity[170 * size.widthPx + 320] as number)).toBeGreaterThan(0.4);
  });

  test('a mountain on the horizon stays far', () => {
    const mountain: Thing = {
      colour: [110, 112, 124],
      grain: 20,
      span: (y) => (y >= 70 && y < horizonPx ? [320 - (y - 70) * 2, 320 + (y - 70) * 2] : null),
    };
    const { disparity } = draw([mountain]);
    expect(disparity[110 * size.widthPx + 320] as number).toBeLessThan(0.25);
  });
});
