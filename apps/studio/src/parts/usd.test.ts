import { expect, test } from 'vitest';
import { rangeText, typedMicros } from './usd.ts';

test('a range names its currency once, and one price is no range', () => {
  expect(rangeText(460_000, 760_000)).toBe('$0.46–0.76');
  expect(rangeText(710_000, 710_000)).toBe('$0.71');
});

test('an amount may be typed with full-width figures, a sign or a comma; what is no amount is none', () => {
  expect(['1.5', '$2', '０。７６', '0,35', '.5'].map(typedMicros)).toEqual([1_500_000, 2_000_000, 760_000, 350_000, 500_000]);
  expect(['', 'a', '-1', '1e9', '1.2.3'].map(typedMicros)).toEqual([null, null, null, null, null]);
});
