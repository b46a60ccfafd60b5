import { expect, test } from 'vitest';
import { newId } from './id.ts';
import { Shot } from './shot.ts';

test('an id is its type and a ULID that sorts by time', () => {
  const random = () => 0.999999;
  expect(newId('shot', { nowMs: 1469918176385, random })).toBe('shot_01ARYZ6S41ZZZZZZZZZZZZZZZZ');
  expect(newId('shot', { nowMs: 1, random }) < newId('shot', { nowMs: 2, random: () => 0 })).toBe(true);
  expect(Shot.shape.id.safeParse(newId('shot', { nowMs: 2 ** 47, random: () => 0.3 })).success).toBe(true);
});
