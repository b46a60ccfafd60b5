import { expect, test } from 'vitest';
import { pairOf, wipedBy } from './compare.ts';

test('the wipe goes by a hundredth, with Shift by a tenth, and no further than the edges', () => {
  expect(wipedBy('ArrowLeft', false, 0.5)).toBeCloseTo(0.49);
  expect(wipedBy('ArrowRight', true, 0.95)).toBe(1);
  expect([wipedBy('Home', false, 0.5), wipedBy('End', false, 0.5), wipedBy('a', false, 0.5)]).toEqual([0, 1, null]);
});

test('a take without a partner is held against the stage, and nothing against itself', () => {
  expect(pairOf('take_1', null)).toEqual({ left: 'take_1', right: null });
  expect(pairOf('take_1', 'take_1')).toBeNull();
  expect(pairOf(null, null)).toBeNull();
});
