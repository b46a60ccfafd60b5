import { expect, test } from 'vitest';
import { Shot } from './shot.ts';
import { changedParts } from './shot-changes.ts';

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
