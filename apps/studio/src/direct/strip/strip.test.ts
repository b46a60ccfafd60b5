import { MovesCamera, presets } from '@fantascope/film';
import { expect, test } from 'vitest';
import { isInUse, movesOf, withAdded } from './add-moves.ts';
import { otherMoves, usualMoves } from './preset-list.ts';
import { isFound, pinyinInitials } from './search-moves.ts';

const camera = MovesCamera.parse({
  subjectDistanceM: 1,
  lengthSec: 6,
  moves: [{ kind: 'dolly', distanceM: 0.1, startRatio: 0, endRatio: 0.5 }],
});
const pull = usualMoves.find(({ id }) => id === 'pull-out');
if (pull === undefined) throw new TypeError('no pull-out');
const own = movesOf(pull, camera, 'medium');
const spans = (moves: readonly { startRatio: number; endRatio: number }[]) =>
  moves.map(({ startRatio, endRatio }) => [startRatio, endRatio]);

test('sixteen moves stand first, and no move stands twice', () => {
  expect(usualMoves).toHaveLength(16);
  expect(new Set([...usualMoves, ...otherMoves].map(({ id }) => id)).size).toBe(usualMoves.length + otherMoves.length);
});

test('a move is found by its Chinese name, its first letters, and its English names', () => {
  const found = (typed: string) => presets.filter((preset) => isFound(preset, typed)).map(({ id }) => id);
  for (const typed of ['希区柯克', 'xqkkbj', 'dolly zoom', 'Vertigo']) expect(found(typed)).toContain('vertigo');
  expect(found('qzj')).toContain('jimeng.crane_push.medium');
  expect(found('tj')).toContain('push-in');
  expect(found('qqqqq')).toEqual([]);
});

test('every Chinese sign of every preset has its first letter', () => {
  const missing = new Set(
    presets.flatMap(({ name }) => [...name.zh].filter((sign) => /\p{Script=Han}/u.test(sign) && pinyinInitials(sign) === '')),
  );
  expect([...missing]).toEqual([]);
});

test('a click adds after the selected clip, Alt replaces it, Shift runs with it', () => {
  const selection = { what: 'move', index: 0 } as const;
  expect(spans(withAdded(camera, own, { adding: 'after', selection, tSec: 0 }).moves)).toEqual([
    [0, 0.5],
    [0.5, 0.75],
  ]);
  expect(spans(withAdded(camera, own, { adding: 'replace', selection, tSec: 0 }).moves)).toEqual([[0, 0.5]]);
  expect(spans(withAdded(camera, own, { adding: 'together', selection, tSec: 0 }).moves)).toEqual([
    [0, 0.5],
    [0, 0.5],
  ]);
  expect(spans(withAdded(camera, own, { adding: 'after', selection: null, tSec: 5.5 }).moves)[1]?.[1]).toBe(1);
});

test('a move counts as in use by its kind and direction', () => {
  expect(isInUse(camera, own)).toBe(false);
  expect(isInUse(camera, camera.moves)).toBe(true);
});
