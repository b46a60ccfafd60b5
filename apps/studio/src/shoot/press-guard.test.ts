import { expect, test } from 'vitest';
import { mayPress, openedAt, openGuard, released } from './press-guard.ts';

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

test('the key is heard to be let go before the drawer is drawn, and a page that loses the keyboard counts as that', () => {
  const said = (type: string, key?: string) => Object.assign(new Event(type), key === undefined ? {} : { key });
  for (const [event, isReleased] of [
    [said('keyup', 'Enter'), true],
    [said('keyup', 'Control'), true],
    [said('blur'), true],
    [said('keyup', 'a'), false],
    [said('keydown', 'Enter'), false],
  ] as const) {
    const page = new EventTarget();
    const guard = openGuard({ nowMs: 1000, isByKey: true, page });
    expect(guard().isReleased).toBe(false);
    page.dispatchEvent(event);
    expect(guard()).toEqual({ openedMs: 1000, isReleased });
  }
  expect(openGuard({ nowMs: 1000, isByKey: false, page: new EventTarget() })().isReleased).toBe(true);
});
