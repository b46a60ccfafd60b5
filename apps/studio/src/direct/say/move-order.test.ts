import { Move } from '@fantascope/film';
import { expect, test } from 'vitest';
import { reordered, timeOrder } from './move-order.ts';

const move = (kind: 'hold' | 'shake', startRatio: number, endRatio: number) =>
  Move.parse({ kind, startRatio, endRatio, ...(kind === 'shake' ? { strengthRatio: 1 } : {}) });
const spans = (moves: readonly Move[]) => moves.map(({ startRatio, endRatio }) => [startRatio, endRatio].map((x) => Number(x.toFixed(6))));
const three = [move('hold', 0, 0.5), move('hold', 0.5, 0.7), move('hold', 0.8, 1)];

test('a move brought one place later exchanges times with its neighbour, each as long as before', () => {
  expect(spans(reordered(three, 0, 1))).toEqual([
    [0.2, 0.7],
    [0, 0.2],
    [0.8, 1],
  ]);
});

test('a move brought to the end passes all of them, and the pause stays', () => {
  const moved = reordered(three, 0, 2);
  expect(spans(moved)).toEqual([
    [0.5, 1],
    [0, 0.2],
    [0.2, 0.4],
  ]);
  expect(spans(reordered(moved, 2, 0))).toEqual(spans(three));
});

test('moves that run together stay together', () => {
  const pair = [move('shake', 0, 1), move('hold', 0, 1)];
  expect(reordered(pair, 0, 1)).toEqual(pair);
  expect(timeOrder(pair)).toEqual([0, 1]);
});
