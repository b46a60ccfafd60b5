import { expect, test } from 'vitest';
import { readAmount } from './amount.ts';

test.each([
  ['1.5 m', 1.5, 'm'],
  ['150 cm', 1.5, 'm'],
  ['half a metre', 0.5, 'm'],
  ['a metre and a half', 1.5, 'm'],
  ['2 feet', 0.6096, 'm'],
  ['forty-five degrees', 45, 'deg'],
  ['30°', 30, 'deg'],
  ['a quarter turn', 90, 'deg'],
  ['three quarters of a turn', 270, 'deg'],
  ['half a circle', 180, 'deg'],
  ['1/4 turn', 90, 'deg'],
  ['one hundred and twenty degrees', 120, 'deg'],
  ['2x', 2, 'times'],
  ['20 %', 0.2, 'percent'],
  ['85mm', 85, 'mm'],
  ['三十度', 30, 'deg'],
  ['一百二十度', 120, 'deg'],
  ['三六零度', 360, 'deg'],
  ['半圈', 180, 'deg'],
  ['一圈半', 540, 'deg'],
  ['四分之一圈', 90, 'deg'],
  ['两米', 2, 'm'],
  ['一米五', 1.5, 'm'],
  ['一点五米', 1.5, 'm'],
  ['二十公分', 0.2, 'm'],
  ['2倍', 2, 'times'],
  ['百分之二十', 0.2, 'percent'],
  ['半秒', 0.5, 'sec'],
])('%s is %d %s', (text, value, unit) => {
  const read = readAmount(text, 0);
  expect(read?.end).toBe(text.length);
  expect(read?.lexeme).toMatchObject({ is: 'amount', unit });
  expect(read?.lexeme.is === 'amount' ? read.lexeme.value : undefined).toBeCloseTo(value, 6);
});

test('"as" and "am" are words, not one second and one metre', () => {
  expect(readAmount('as he walks', 0)).toBeUndefined();
  expect(readAmount('am i', 0)).toBeUndefined();
});

test.each([
  ['0-2s', { from: 0, to: 2, unit: 'sec' }],
  ['第2到4秒', { from: 2, to: 4, unit: 'sec' }],
  ['00:01-00:03.5', { from: 1, to: 3.5, unit: 'sec' }],
  ['between 20% and 60%', { from: 0.2, to: 0.6, unit: 'ratio' }],
  ['前2秒', { from: 0, to: 2, unit: 'sec' }],
  ['the last 2 seconds', { from: -2, to: 0, unit: 'sec' }],
])('%s is a part of the shot', (text, span) => {
  expect(readAmount(text, 0)?.lexeme).toMatchObject({ is: 'span', ...span });
});
