import { expect, test } from 'vitest';
import { extendedSize, isExtended, marginsFor, noMargins } from './margins.ts';

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
