import { expect, test } from 'vitest';
import { sharpBand, viewDeg } from './lens-figures.ts';

test('a 35 mm lens sees 54.4 degrees', () => {
  expect(viewDeg(35)).toBeCloseTo(54.43, 1);
});

test('the sharp band lies about the focus, widens as the iris closes, and may have no end', () => {
  const open = sharpBand({ focusM: 0.8, lensMm: 35, fStop: 2.8 });
  const shut = sharpBand({ focusM: 0.8, lensMm: 35, fStop: 11 });
  expect(open.fromM).toBeLessThan(0.8);
  expect(open.toM).toBeGreaterThan(0.8);
  expect(open.toM - open.fromM).toBeLessThan(0.12);
  expect(shut.toM - shut.fromM).toBeGreaterThan(open.toM - open.fromM);
  expect(sharpBand({ focusM: 10, lensMm: 18, fStop: 11 }).toM).toBe(Number.POSITIVE_INFINITY);
});
