import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Shot } from './shot.ts';
import { changedParts, isSameData, sortedText } from './shot-changes.ts';

const of = (changes: object = {}) =>
  Shot.parse({ picture: 'a.png', subject: 'a cup', camera: { lengthSec: 4, moves: [{ kind: 'dolly', distanceM: 0.2 }] }, ...changes });

test('what a take is made from is told by its part', () => {
  expect(changedParts(of(), of())).toEqual([]);
  expect(changedParts(of(), of({ picture: 'b.png' }))).toEqual(['picture']);
  expect(changedParts(of(), of({ light: 'dusk', camera: { lengthSec: 5, moves: [] } }))).toEqual(['words', 'camera']);
  expect(changedParts(of({ aperture: { fStop: 2 } }), of())).toEqual(['focus']);
});

test('its name, sentence, captions, fades and way in leave its takes as good as before', () => {
  const dressed = of({
    name: 'x',
    sentence: 'in',
    captions: [{ text: { en: 'hi' } }],
    fadeInSec: 1,
    transition: { kind: 'wipe', lengthSec: 1 },
  });
  expect(changedParts(of(), dressed)).toEqual([]);
});

test('the order in which fields are written plays no part', () => {
  const one = of({ grade: { warmthRatio: 0.1, tintRatio: 0.2 } });
  const { grade, ...rest } = one;
  const other = { ...rest, grade: Object.fromEntries(Object.entries(grade ?? {}).reverse()) } as typeof one;
  expect(changedParts(one, other)).toEqual([]);
});

test('data is the same exactly where its sorted text is', () => {
  const value = fc.jsonValue({ maxDepth: 3 });
  const shuffled = (of: unknown): unknown => {
    if (Array.isArray(of)) return of.map(shuffled);
    if (typeof of !== 'object' || of === null) return of;
    return Object.fromEntries([
      ...Object.entries(of)
        .toReversed()
        .map(([name, each]) => [name, shuffled(each)]),
      ['never', undefined],
    ]);
  };
  fc.assert(
    fc.property(value, value, (a, b) => {
      expect(isSameData(a, b)).toBe(sortedText(a) === sortedText(b));
      expect(isSameData(a, shuffled(a))).toBe(true);
      expect(isSameData({ a }, { a, b: null })).toBe(false);
      expect(isSameData([a], { 0: a })).toBe(false);
    }),
  );
});
