import { expect, test } from 'vitest';
import { extendedSize, isExtended, marginsFor, noMargins, withinMost } from './margins.ts';

const picture = { widthPx: 1200, heightPx: 800 };

test.each([16 / 9, 4 / 3, 1, 3 / 4, 9 / 16, 2.39])('a shape of %f is reached by adding alone', (aspectRatio) => {
  const margins = marginsFor(picture, aspectRatio);
  const { widthPx, heightPx } = extendedSize(picture, margins);
  expect(widthPx / heightPx).toBeCloseTo(aspectRatio, 2);
  expect(Math.min(...Object.values(margins))).toBe(0);
  expect(widthPx >= 1200 && heightPx >= 800).toBe(true);
});

test('a picture that has the shape already stays as it is', () => {
  expect(marginsFor(picture, 1.5)).toEqual(noMargins);
  expect([isExtended(noMargins), isExtended({ ...noMargins, topPx: 1 })]).toEqual([false, true]);
});

test('no picture is extended past what a model takes and a tab holds; what is within stays as it was asked', () => {
  const large = { widthPx: 6000, heightPx: 4000 };
  const asked = { leftPx: 12_000, topPx: 0, rightPx: 6000, bottomPx: 8000 };
  const held = withinMost(large, asked);
  const { widthPx, heightPx } = extendedSize(large, held);
  expect([widthPx <= 8192, heightPx <= 8192, widthPx * heightPx <= 40e6]).toEqual([true, true, true]);
  expect(held.leftPx).toBeGreaterThan(0);
  expect(held.leftPx / held.rightPx).toBeCloseTo(2, 1);
  expect(withinMost(picture, marginsFor(picture, 1))).toEqual(marginsFor(picture, 1));
  // A picture that is larger already gets nothing more.
  expect(withinMost({ widthPx: 9000, heightPx: 6000 }, asked)).toEqual(noMargins);
});
