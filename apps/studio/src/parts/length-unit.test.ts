import { expect, test } from 'vitest';
import { inUnit, lengthText } from './length-unit.ts';
import { numberText } from './scrub-field.tsx';
import { typedNumber } from './typed-number.ts';

test('a length is written in the unit that was chosen, and never as minus nothing', () => {
  expect(lengthText(0.96, 'metric')).toBe('0.96 m');
  expect(lengthText(0.96, 'feet')).toBe('3.15 ft');
  expect(lengthText(12.34, 'metric')).toBe('12.3 m');
  expect(lengthText(-0.001, 'metric')).toBe('0.00 m');
  expect(lengthText(Number.POSITIVE_INFINITY, 'feet')).toBe('∞');
  expect(inUnit(0.3048, 'feet')).toEqual({ value: 1, sign: 'ft' });
});

test('number fields write and read lengths in that unit; a unit that is typed goes before it, and other numbers stay', () => {
  expect(numberText(3, { unit: 'm', step: 0.01 }, 'feet')).toBe('9.84 ft');
  expect(numberText(3, { unit: 'm', step: 0.01 })).toBe('3.00 m');
  expect(numberText(3, { unit: 's', step: 0.01 }, 'feet')).toBe('3.00 s');
  const limits = { now: 1, min: 0.1, max: 30 };
  expect(typedNumber('3', { unit: 'm', length: 'feet', ...limits })).toBeCloseTo(0.9144, 9);
  expect(typedNumber('+1', { unit: 'm', length: 'feet', ...limits })).toBeCloseTo(1.3048, 9);
  expect(typedNumber('90cm', { unit: 'm', length: 'feet', ...limits })).toBeCloseTo(0.9, 9);
  expect(typedNumber('3ft', { unit: 'm', ...limits })).toBeCloseTo(0.9144, 9);
  expect(typedNumber('3', { unit: 'mm', length: 'feet', now: 1, min: 1, max: 30 })).toBe(3);
});
