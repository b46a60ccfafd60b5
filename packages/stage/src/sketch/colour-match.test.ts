import { type ColourMatch, matchedColour } from '@fantascope/film';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { colourMatch, matchedPixels, matchLimits } from './colour-match.ts';
import { deltaE76 } from './join-drift.ts';
import { labOf } from './lab.ts';
import type { Pixels } from './small-picture.ts';

type Colour = readonly [number, number, number];
const [WIDTH, HEIGHT] = [96, 64];

/** A picture by a function of place, its values ratios. */
function picture(at: (x: number, y: number) => Colour): Pixels {
  const rgba = new Uint8ClampedArray(WIDTH * HEIGHT * 4);
  for (let y = 0; y < HEIGHT; y += 1)
    for (let x = 0; x < WIDTH; x += 1) rgba.set([...at(x / WIDTH, y / HEIGHT).map((value) => value * 255), 255], (y * WIDTH + x) * 4);
  return { widthPx: WIDTH, heightPx: HEIGHT, rgba };
}

/** Sky, field, a house and what is before it, in colours by the numbers. */
const scene = (tones: readonly number[] = [0.3, 0.5, 0.7]) =>
  picture((x, y) => {
    const [low = 0, middle = 0, high = 0] = tones;
    if (y < 0.4) return [0.35 + 0.2 * x, 0.45 + 0.2 * low, 0.5 + 0.25 * high * (1 - y)];
    if (x > 0.3 && x < 0.5 && y < 0.8) return [0.25 + 0.5 * middle, 0.3, 0.22 + 0.2 * low];
    if (x > 0.6 && y > 0.6) return [0.75, 0.7 * middle + 0.2, 0.25];
    return [0.2 + 0.25 * y * high, 0.3 + 0.3 * x, 0.18 + 0.1 * middle];
  });

const cast = (of: Pixels, by: (colour: Colour) => readonly number[]): Pixels => {
  const rgba = new Uint8ClampedArray(of.rgba);
  for (let at = 0; at < rgba.length; at += 4)
    for (const [channel, value] of by([...rgba.subarray(at, at + 3)].map((level) => level / 255) as unknown as Colour).entries())
      rgba[at + channel] = value * 255;
  return { ...of, rgba };
};

/** Mean CIE76 difference of two pictures. */
function meanDeltaE(one: Pixels, other: Pixels): number {
  let sum = 0;
  for (let at = 0; at < one.rgba.length; at += 4) {
    const [a, b] = [one, other].map(({ rgba }) => labOf(...([...rgba.subarray(at, at + 3)] as [number, number, number])));
    sum += deltaE76(a as ReturnType<typeof labOf>, b as ReturnType<typeof labOf>);
  }
  return sum / (WIDTH * HEIGHT);
}

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const three = (min: number, max: number) => fc.tuple(between(min, max), between(min, max), between(min, max));
const scenes = three(0, 1).map(scene);
const broughtBack = (before: Pixels, after: Pixels) => matchedPixels(after, colourMatch({ before, after }));

test('a take with its channels stronger or weaker and lifted or lowered comes back within ΔE 1', () => {
  fc.assert(
    fc.property(scenes, three(0.88, 1.1), three(-0.05, 0.05), (before, gain, added) => {
      const after = cast(before, (colour) => colour.map((value, at) => value * (gain[at] as number) + (added[at] as number)));
      fc.pre(meanDeltaE(before, after) > 1.5);
      expect(meanDeltaE(before, broughtBack(before, after))).toBeLessThan(1);
    }),
    { numRuns: 60 },
  );
});

test('a take more or less colourful and contrasty comes back within ΔE 1', () => {
  fc.assert(
    fc.property(scenes, between(0.88, 1.12), between(0.92, 1.08), (before, colourful, hard) => {
      const after = cast(before, ([r, g, b]) => {
        const luma = 0.2126 * r + 0.7152 * g + 0.0722 * b;
        return [r, g, b].map((value) => (luma + (value - luma) * colourful - 0.45) * hard + 0.45);
      });
      fc.pre(meanDeltaE(before, after) > 1.5);
      expect(meanDeltaE(before, broughtBack(before, after))).toBeLessThan(1);
    }),
    { numRuns: 60 },
  );
});

test('of a bent tone curve, which no straight map undoes, less than half is left, and never more than ΔE 2', () => {
  fc.assert(
    fc.property(scenes, fc.constantFrom(0.8, 0.9, 1.12, 1.25), (before, gamma) => {
      const after = cast(before, (colour) => colour.map((value) => value ** gamma));
      const left = meanDeltaE(before, broughtBack(before, after));
      expect(left).toBeLessThan(meanDeltaE(before, after) / 2);
      expect(left).toBeLessThan(2);
    }),
    { numRuns: 40 },
  );
});

test('what moved through a sixth of the picture does not spoil the match of the rest', () => {
  const before = scene();
  const tinted = cast(before, ([r, g, b]) => [r * 1.1, g, b * 0.9]);
  const moved = cast(tinted, (colour) => colour);
  for (let y = 20; y < 50; y += 1) for (let x = 50; x < 84; x += 1) moved.rgba.set([250, 30, 30], (y * WIDTH + x) * 4);
  const match = colourMatch({ before, after: moved }) as ColourMatch;
  expect(meanDeltaE(before, tinted)).toBeGreaterThan(4);
  expect(meanDeltaE(before, matchedPixels(tinted, match))).toBeLessThan(1);
});

test('nothing drifted, noise of an encoder, and another picture are left alone', () => {
  const before = scene();
  expect(colourMatch({ before, after: before })).toBeNull();
  const noisy = cast(before, (colour) => colour);
  for (let at = 0; at < noisy.rgba.length; at += 1) if (at % 4 < 3) noisy.rgba[at] = (noisy.rgba[at] as number) + ((at * 7919) % 7) - 3;
  expect(colourMatch({ before, after: noisy })).toBeNull();
  const upsideDown = picture((x, y) => [0.6 * y, 0.4 + 0.3 * (1 - x), 0.3 + 0.5 * y]);
  expect(meanDeltaE(before, upsideDown)).toBeGreaterThan(10);
  expect(colourMatch({ before, after: upsideDown })).toBeNull();
  expect(matchedPixels(before, null)).toBe(before);
});

test('frames of one colour are moved as far as they may be', () => {
  const flat = (level: number) => picture(() => [level, level, level]);
  expect(meanDeltaE(flat(0.5), broughtBack(flat(0.5), flat(0.6)))).toBeLessThan(0.5);
  const far = broughtBack(flat(0.2), flat(0.8));
  expect(Math.abs((far.rgba[0] as number) - 0.55 * 255)).toBeLessThanOrEqual(1);
});

test('whatever two frames show, no colour moves further than it may, and a match never leaves the join worse', () => {
  const wild = fc.tuple(three(0, 1), three(0.4, 1.8), three(-0.4, 0.4), three(0.5, 2));
  let matched = 0;
  fc.assert(
    fc.property(wild, three(0, 1), ([tones, gain, added, gamma], colour) => {
      const before = scene(tones);
      const after = cast(before, (of) =>
        of.map((value, at) => value ** (gamma[at] as number) * (gain[at] as number) + (added[at] as number)),
      );
      const match = colourMatch({ before, after });
      if (match === null) return;
      matched += 1;
      for (const [at, value] of matchedColour(colour, match).entries())
        expect(Math.abs(value - (colour[at] as number))).toBeLessThanOrEqual(matchLimits.shiftRatio + 1e-4);
      expect(meanDeltaE(before, matchedPixels(after, match))).toBeLessThan(meanDeltaE(before, after));
    }),
    { numRuns: 150 },
  );
  expect(matched).toBeGreaterThan(20);
});

test('frames of two sizes, and bytes that do not fill one, are refused', () => {
  const before = scene();
  expect(() => colourMatch({ before, after: { ...before, widthPx: 64, heightPx: 96 } })).toThrow(RangeError);
  const short = { ...before, rgba: before.rgba.subarray(4) };
  expect(() => colourMatch({ before: short, after: short })).toThrow(RangeError);
});

test('bears a version that was raised when matching changed: then raise matchVersion and put the new figures here', () => {
  const before = scene();
  const after = cast(before, ([r, g, b]) => [r * 1.1 + 0.02, g * 0.97, b * 0.9]);
  expect(
    colourMatch({ before, after })?.rows.map((row) => row.map((value) => value.toFixed(2).replace('-0.00', '0.00')).join(' ')),
  ).toEqual(['0.91 0.00 0.00 -0.02', '0.00 1.03 0.00 0.00', '0.00 0.00 1.11 0.00']);
});
