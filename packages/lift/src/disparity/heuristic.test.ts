import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { featuresOf } from './features.ts';
import { type HeuristicDepth, heuristicDepth } from './heuristic.ts';
import { boxMean, resizePlane } from './plane.ts';

const size = { widthPx: 320, heightPx: 200 };
type Colour = readonly [number, number, number];

/** Estimates a drawn picture; `matteAt` marks the subject. */
function estimate(colourAt: (x: number, y: number) => Colour, matteAt: (x: number, y: number) => number = () => 0): HeuristicDepth {
  const rgb = new Uint8Array(size.widthPx * size.heightPx * 3);
  const matte = new Float32Array(size.widthPx * size.heightPx);
  for (let y = 0; y < size.heightPx; y++) {
    for (let x = 0; x < size.widthPx; x++) {
      rgb.set(colourAt(x, y), 3 * (y * size.widthPx + x));
      matte[y * size.widthPx + x] = matteAt(x, y);
    }
  }
  return heuristicDepth(featuresOf({ ...size, rgb, alpha: null, sha256: '', notices: [] }, matte));
}

const at = ({ disparity }: HeuristicDepth, x: number, y: number) => disparity[y * size.widthPx + x] as number;
const speckle = (x: number, y: number) => ((x * 7919 + y * 104729 + ((x * y) % 31) * 53) % 41) - 20;
const meadow = (x: number, y: number): Colour => (y < 80 ? [150, 185, 230] : [90 + speckle(x, y), 125 + speckle(x, y), 60 + speckle(x, y)]);

describe('depth by rules', () => {
  test('sky is far, ground comes nearer row by row, exactly linear below the horizon on even ground', () => {
    const depth = estimate(meadow);
    expect(Math.abs(depth.horizon.yPx - 80)).toBeLessThanOrEqual(2);
    expect(at(depth, 160, 20)).toBeLessThan(0.05);
    const [a, b, c] = [at(depth, 160, 110), at(depth, 160, 140), at(depth, 160, 170)] as const;
    expect(c - b).toBeGreaterThan(0.15);
    expect(Math.abs(c - b - (b - a))).toBeLessThan(0.02);
  });

  test('a subject on the ground is a card without slope, in front of the ground behind it', () => {
    const depth = estimate(
      (x, y) => (x >= 140 && x < 180 && y >= 50 && y < 160 ? [200, 40, 40] : meadow(x, y)),
      (x, y) => (x >= 140 && x < 180 && y >= 50 && y < 160 ? 1 : 0),
    );
    expect(Math.abs(at(depth, 160, 70) - at(depth, 160, 150))).toBeLessThan(0.015);
    expect(at(depth, 160, 70)).toBeGreaterThan(at(depth, 100, 110) + 0.1);
    expect(Math.abs(at(depth, 160, 150) - at(depth, 100, 159))).toBeLessThan(0.06);
  });

  test('behind a portrait cut off by the lower edge nothing is nearer than the sitter', () => {
    const isSitter = (x: number, y: number) => Math.hypot(x - 160, y - 70) < 40 || (y > 100 && Math.abs(x - 160) < 90);
    const depth = estimate(
      (x, y) => (isSitter(x, y) ? [210, 150, 120] : [70 + y / 4 + speckle(x, y) / 4, 70, 80]),
      (x, y) => (isSitter(x, y) ? 1 : 0),
    );
    const sitter = at(depth, 160, 150);
    for (let x = 5; x < 60; x += 5) for (let y = 5; y < 195; y += 10) expect(at(depth, x, y)).toBeLessThan(sitter - 0.2);
  });

  test('stars and maps, where nothing says how they lie in depth, are flat', () => {
    const stars = estimate((x, y) => ((x * 7919 + y * 104729) % 997 === 0 ? [255, 250, 240] : [6, 6, 10]));
    expect(Math.max(...stars.disparity) - Math.min(...stars.disparity)).toBe(0);
  });

  test('warm wood that fills the picture to its top edge is no sky', () => {
    const wood = estimate((x, y) => [150 + (y % 9) + (x % 3), 85, 45]);
    expect(wood.sky.share).toBe(0);
  });

  test('a low horizon does not make the strip of ground below it rush towards the viewer', () => {
    const depth = estimate((x, y) => (y < 175 ? [150, 185, 230] : [90 + speckle(x, y), 125, 60]));
    expect(at(depth, 160, 199)).toBeLessThan(0.45);
  });

  test('every picture gives finite disparities between 0 and 1', () => {
    const channel = fc.integer({ min: 0, max: 255 });
    const colour: fc.Arbitrary<Colour> = fc.tuple(channel, channel, channel);
    const box = fc.record({
      x: fc.integer({ min: 0, max: 300 }),
      y: fc.integer({ min: 0, max: 190 }),
      w: fc.integer({ min: 1, max: 320 }),
      h: fc.integer({ min: 1, max: 200 }),
      colour,
      isSubject: fc.boolean(),
    });
    fc.assert(
      fc.property(colour, fc.array(box, { maxLength: 8 }), fc.integer({ min: 0, max: 40 }), (ground, boxes, grain) => {
        const over = (x: number, y: number) => boxes.findLast((b) => x >= b.x && x < b.x + b.w && y >= b.y && y < b.y + b.h);
        const { disparity } = estimate(
          (x, y) => {
            const [r, g, b] = over(x, y)?.colour ?? ground;
            const shift = (speckle(x, y) * grain) / 20;
            return [r, g, b].map((value) => Math.min(255, Math.max(0, value + shift))) as unknown as Colour;
          },
          (x, y) => (over(x, y)?.isSubject ? 1 : 0),
        );
        expect(disparity.every((value) => value >= 0 && value <= 1)).toBe(true);
      }),
      { numRuns: 12 },
    );
  });
});

describe('planes', () => {
  test('the box mean is the mean of the window, borders repeated', () => {
    const plane = Float32Array.from({ length: 35 }, (_, i) => (i * 17) % 11);
    const mean = boxMean(plane, { widthPx: 7, heightPx: 5 }, 2);
    const value = (x: number, y: number) => plane[Math.min(4, Math.max(0, y)) * 7 + Math.min(6, Math.max(0, x))] as number;
    for (let y = 0; y < 5; y++) {
      for (let x = 0; x < 7; x++) {
        let sum = 0;
        for (let dy = -2; dy <= 2; dy++) for (let dx = -2; dx <= 2; dx++) sum += value(x + dx, y + dy);
        expect(mean[y * 7 + x]).toBeCloseTo(sum / 25, 4);
      }
    }
  });

  test('resizing keeps a ramp a ramp and the mean the mean', () => {
    const ramp = Float32Array.from({ length: 40 * 30 }, (_, i) => ((i % 40) + 0.5) / 40);
    for (const to of [
      { widthPx: 13, heightPx: 9 },
      { widthPx: 97, heightPx: 71 },
    ]) {
      const out = resizePlane(ramp, { widthPx: 40, heightPx: 30 }, to);
      expect(out.reduce((sum, value) => sum + value, 0) / out.length).toBeCloseTo(0.5, 2);
      const middle = Math.floor(to.widthPx / 2);
      expect(out[4 * to.widthPx + middle]).toBeCloseTo((middle + 0.5) / to.widthPx, 2);
    }
  });
});
