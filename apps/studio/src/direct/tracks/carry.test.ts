import { KeyframesCamera, MovesCamera } from '@fantascope/film';
import { expect, test } from 'vitest';
import { type Carried, Copied, carried, copiedOf, pasted } from './carry.ts';

const moves = MovesCamera.parse({
  subjectDistanceM: 1,
  lengthSec: 4,
  moves: [
    { kind: 'dolly', distanceM: 0.4, startRatio: 0, endRatio: 0.25 },
    { kind: 'orbit', angleDeg: 20, startRatio: 0.25, endRatio: 0.5 },
    { kind: 'pan', angleDeg: 5, startRatio: 0.5, endRatio: 0.75 },
  ],
});
const keys = KeyframesCamera.parse({
  subjectDistanceM: 1,
  lengthSec: 4,
  keyframes: [0, 1, 2, 3].map((tSec) => ({ tSec, position: [tSec, 0, 0], orientation: [0, 0, 0, 1] })),
});
const item = (what: 'move' | 'key', index: number) => ({ what, index }) as const;
const spans = (done: Carried | null | string) =>
  done !== null && typeof done !== 'string' && done.edit.kind === 'moves'
    ? done.edit.moves.map(({ startRatio, endRatio }) => [startRatio, endRatio])
    : done;
const times = (done: Carried | null | string) =>
  done !== null && typeof done !== 'string' && done.edit.kind === 'keyframes' ? done.edit.keyframes.map(({ tSec }) => tSec) : done;

test('clips that are chosen go together, no farther than the shot', () => {
  const both = [item('move', 1), item('move', 2)];
  expect(spans(carried(moves, both, { waySec: 0.5 }))).toEqual([
    [0, 0.25],
    [0.375, 0.625],
    [0.625, 0.875],
  ]);
  expect(spans(carried(moves, both, { waySec: 9 }))).toEqual([
    [0, 0.25],
    [0.5, 0.75],
    [0.75, 1],
  ]);
  expect(carried(moves, [item('key', 0)], { waySec: 1 })).toBeNull();
});

test('a copy leaves the clip where it was and is itself what is selected', () => {
  const done = carried(moves, [item('move', 0)], { waySec: 3, isCopy: true });
  expect(spans(done)).toEqual([
    [0, 0.25],
    [0.25, 0.5],
    [0.5, 0.75],
    [0.75, 1],
  ]);
  expect(done?.items).toEqual([item('move', 3)]);
});

test('keys that are chosen keep between the keys that stay', () => {
  expect(times(carried(keys, [item('key', 1), item('key', 2)], { waySec: 5 }))).toEqual([0, 1.98, 2.98, 3]);
  expect((times(carried(keys, [item('key', 1)], { waySec: -5 })) as number[])[1]).toBeCloseTo(0.02, 9);
  expect(times(carried(keys, [item('key', 3)], { waySec: 5 }))).toEqual([0, 1, 2, 4]);
});

test('a key that is copied onto another takes its place', () => {
  const done = carried(keys, [item('key', 0)], { waySec: 2, isCopy: true });
  expect(times(done)).toEqual([0, 1, 2, 3]);
  expect(done?.items).toEqual([item('key', 2)]);
  const after = done?.edit.kind === 'keyframes' ? done.edit.keyframes : [];
  expect(after.map(({ position }) => position[0])).toEqual([0, 1, 0, 3]);
});

test('what was copied is put in at the playhead, in its own rhythm, and never past the end', () => {
  const copied = copiedOf(moves, [item('move', 0), item('move', 2)]);
  if (copied === null) throw new TypeError('nothing was copied');
  expect(Copied.parse(JSON.parse(JSON.stringify(copied)))).toEqual(copied);
  const done = pasted(moves, copied, 0.5);
  expect(spans(done)).toEqual([
    [0, 0.25],
    [0.25, 0.5],
    [0.5, 0.75],
    [0.125, 0.375],
    [0.625, 0.875],
  ]);
  expect(typeof done === 'string' ? done : done.items).toEqual([item('move', 3), item('move', 4)]);
  expect((spans(pasted(moves, copied, 4)) as number[][]).at(-1)).toEqual([0.75, 1]);
  // In a shot half as long, a clip takes its seconds, not its share.
  const short = { ...moves, lengthSec: 2, moves: [] };
  expect(spans(pasted(short, copied, 0))).toEqual([[0, 0.5]]);
});

test('clips do not fit a free path, nor keys a camera of moves', () => {
  const [clips, path] = [copiedOf(moves, [item('move', 0)]), copiedOf(keys, [item('key', 1), item('key', 2)])];
  if (clips === null || path === null) throw new TypeError('nothing was copied');
  expect(pasted(keys, clips, 0)).toBe('other-kind');
  expect(pasted(moves, path, 0)).toBe('other-kind');
  expect(times(pasted(keys, path, 2.5))).toEqual([0, 1, 2, 2.5, 3, 3.5]);
  const full = { ...moves, moves: Array.from({ length: 64 }, () => moves.moves[0] ?? { kind: 'hold' }) } as MovesCamera;
  expect(pasted(full, clips, 0)).toBe('full');
});
