import { expect, test } from 'vitest';
import { mayPress, openedAt, released } from './press-guard.ts';

const press = (nowMs: number, isRepeat = false) => ({ nowMs, isRepeat });

test('the key that opened the drawer cannot spend while it is held, however long', () => {
  const guard = openedAt(1000, true);
  expect(mayPress(guard, press(1030, true))).toBe(false);
  expect(mayPress(guard, press(9000, true))).toBe(false);
  expect(mayPress(guard, press(9000))).toBe(false);
});

test('a second press counts once the key was let go and 600 ms have passed', () => {
  const guard = released(openedAt(1000, true));
  expect(mayPress(guard, press(1599))).toBe(false);
  expect(mayPress(guard, press(1600))).toBe(true);
  expect(mayPress(guard, press(1700, true))).toBe(false);
});

test('a double click on what opened the drawer does not fall through onto its button', () => {
  expect(mayPress(openedAt(1000, false), press(1200))).toBe(false);
  expect(mayPress(openedAt(1000, false), press(1700))).toBe(true);
});
