import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ease } from './easing.ts';
import type { Easing } from './move.ts';

const bezier = fc.tuple(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.double({ min: -2, max: 3, noNaN: true }),
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.double({ min: -2, max: 3, noNaN: true }),
);
const share = fc.double({ min: 0, max: 1, noNaN: true });

test('every easing starts at 0, ends at 1 and is clamped outside', () => {
  fc.assert(
    fc.property(fc.oneof(fc.constantFrom('linear', 'in', 'out', 'in-out'), bezier), (easing: Easing) => {
      for (const before of [-3, 0]) expect(ease(easing, before)).toBe(0);
      for (const after of [1, 7]) expect(ease(easing, after)).toBe(1);
    }),
  );
});

test('the named easings have their formulas', () => {
  expect(ease('linear', 0.3)).toBe(0.3);
  expect(ease('in', 0.3)).toBeCloseTo(0.09, 15);
  expect(ease('out', 0.3)).toBeCloseTo(1 - 0.49, 15);
  expect(ease('in-out', 0.25)).toBeCloseTo(0.15625, 15);
});

test('in-out has no speed at either end and in has none at its start', () => {
  const h = 1e-7;
  expect(ease('in-out', h) / h).toBeLessThan(1e-6);
  expect((1 - ease('in-out', 1 - h)) / h).toBeLessThan(1e-6);
  expect(ease('in', h) / h).toBeLessThan(1e-6);
  expect((1 - ease('out', 1 - h)) / h).toBeLessThan(1e-6);
});

test('a Bézier passes through the points of its own parametric form', () => {
  fc.assert(
    fc.property(bezier, share, ([x1, y1, x2, y2], s) => {
      const at = (a: number, b: number) => 3 * s * (1 - s) ** 2 * a + 3 * s * s * (1 - s) * b + s ** 3;
      const slope = 3 * (1 - s) ** 2 * x1 + 6 * s * (1 - s) * (x2 - x1) + 3 * s * s * (1 - x2);
      // Where x stands still a rounding of x is worth more than a rounding of s; the curve is then compared loosely.
      expect(Math.abs(ease([x1, y1, x2, y2], at(x1, x2)) - at(y1, y2))).toBeLessThan(slope > 1e-3 ? 1e-11 : 1e-3);
    }),
    { numRuns: 2000 },
  );
});

test('a Bézier whose x stands still in the middle is still solved', () => {
  expect(ease([1, 0, 0, 1], 0.5)).toBeCloseTo(0.5, 6);
  expect(ease([0.25, 0.1, 0.25, 1], 0.5)).toBeCloseTo(0.802403387584857, 12);
});
