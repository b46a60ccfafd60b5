import { expect, test } from 'vitest';
import { decimalsOf, stepped, typedNumber } from './typed-number.ts';

const metres = { unit: 'm', now: 0.5, min: -100, max: 100 } as const;
const seconds = { unit: 's', now: 1, min: 0, max: 60, fps: 25 } as const;

test('lengths are read in the units people type', () => {
  expect(['0.9', '90cm', '90厘米', '.9m', '９０ｃｍ', '0。9'].map((text) => typedNumber(text, metres))).toEqual(Array(6).fill(0.9));
  expect(typedNumber('3ft', metres)).toBeCloseTo(0.9144);
  expect(typedNumber('1/4', metres)).toBe(0.25);
  expect(typedNumber('-1.2', metres)).toBe(-1.2);
});

test('a plus adds to what stands; a minus takes away only where nothing below zero is allowed', () => {
  expect(typedNumber('+0.1', metres)).toBeCloseTo(0.6);
  expect(typedNumber('-0.5', seconds)).toBe(0.5);
  expect(typedNumber('+12f', seconds)).toBeCloseTo(1.48);
});

test('times are seconds, frames or a timecode', () => {
  expect(['2.4s', '60f', '60帧', '00:02:10', '2:10'].map((text) => typedNumber(text, seconds))).toEqual([2.4, 2.4, 2.4, 2.4, 2.4]);
});

test('what is no number, has another unit or reaches outside is refused', () => {
  expect(['', 'x', '1e9', '--1', '3kg', '1/0', '101', '2s'].map((text) => typedNumber(text, metres))).toEqual(Array(8).fill(null));
});

test('a step says its decimals, and values rest on it within their limits', () => {
  expect([1, 0.1, 0.01, 0.25].map(decimalsOf)).toEqual([0, 1, 2, 1]);
  expect(stepped(0.123, { step: 0.01, min: 0, max: 1 })).toBe(0.12);
  expect(stepped(7, { step: 0.01, min: 0, max: 1 })).toBe(1);
});
