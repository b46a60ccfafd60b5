import { expect, test } from 'vitest';
import { checkCeiling } from './ceiling.ts';
import { usdMicros, usdText } from './money.ts';

const estimate = (low: number, high: number) => ({ low, high, source: 'a list', asOf: '2026-08-01' });
const ceiling = (usd: number, acceptsUnpriced = false) => ({ usdMicros: usdMicros(usd), acceptsUnpriced });

test('dollars become whole millionths, never fewer than they are', () => {
  expect(usdMicros(0.35)).toBe(350_000);
  expect(usdMicros(0.1 + 0.2)).toBe(300_000);
  expect(usdMicros(0.28 * 5)).toBe(1_400_000);
  expect(usdMicros(0.000_000_1)).toBe(1);
  expect(usdMicros(0)).toBe(0);
  for (const wrong of [Number.NaN, -0.01, Number.POSITIVE_INFINITY, 1e10]) expect(() => usdMicros(wrong)).toThrow(RangeError);
});

test('amounts are said with two digits behind the point, or as many as they have', () => {
  expect([350_000, 1_400_000, 0, 7, 12_345_678].map(usdText)).toEqual(['$0.35', '$1.40', '$0.00', '$0.000007', '$12.345678']);
});

test('the higher figure of an estimate counts', () => {
  expect(checkCeiling(estimate(0.3, 0.5), ceiling(0.4))).toEqual({
    verdict: 'over',
    estimateUsdMicros: 500_000,
    ceilingUsdMicros: 400_000,
  });
  expect(checkCeiling(estimate(0.5, 0.3), ceiling(0.4))).toMatchObject({ verdict: 'over' });
  expect(checkCeiling(estimate(0.3, 0.5), ceiling(0.5))).toEqual({ verdict: 'allowed', reservedUsdMicros: 500_000, basis: 'estimate' });
});

test('nothing is paid without a ceiling, and what is free needs none', () => {
  expect(checkCeiling(estimate(0.000001, 0.000001), null)).toEqual({ verdict: 'no-ceiling' });
  expect(checkCeiling(estimate(0, 0), null)).toEqual({ verdict: 'allowed', reservedUsdMicros: 0, basis: 'estimate' });
  expect(checkCeiling(estimate(0, 0.01), ceiling(0))).toMatchObject({ verdict: 'over' });
});

test('a model without a price needs both a ceiling and a word for it, and takes all of the ceiling', () => {
  expect(checkCeiling(null, null)).toEqual({ verdict: 'unpriced' });
  expect(checkCeiling(null, ceiling(5))).toEqual({ verdict: 'unpriced' });
  expect(checkCeiling(null, ceiling(5, true))).toEqual({ verdict: 'allowed', reservedUsdMicros: 5_000_000, basis: 'ceiling' });
});
