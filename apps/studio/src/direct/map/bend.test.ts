import { KeyframesCamera, MovesCamera, poseAt } from '@fantascope/film';
import { expect, test } from 'vitest';
import { bakedKeyframes } from '../tracks/bake.ts';
import { bent } from './bend.ts';

const cameraOf = (keyframes: readonly object[]) => KeyframesCamera.parse({ subjectDistanceM: 1, lengthSec: 4, keyframes });
const key = (tSec: number, x = 0) => ({ tSec, position: [x, 0, 0], orientation: [0, 0, 0, 1] });

test('a bend adds a key there and leaves those that were set by hand', () => {
  const camera = cameraOf([key(0), key(2), key(4)]);
  const keys = bent(camera, { tSec: 1, by: [0.3, 0, -0.1] });
  expect(keys.map(({ tSec, position }) => [tSec, ...position])).toEqual([
    [0, 0, 0, 0],
    [1, 0.3, 0, -0.1],
    [2, 0, 0, 0],
    [4, 0, 0, 0],
  ]);
});

test('a bend at a key moves that key', () => {
  const keys = bent(cameraOf([key(0), key(2), key(4)]), { tSec: 2.005, by: [0, 0.5, 0] });
  expect(keys.map(({ tSec, position }) => [tSec, position[1]])).toEqual([
    [0, 0],
    [2, 0.5],
    [4, 0],
  ]);
});

test('a baked path bends in a round, and only near the hand', () => {
  const moves = MovesCamera.parse({ subjectDistanceM: 1, lengthSec: 4, moves: [{ kind: 'orbit', angleDeg: 60 }] });
  const camera = cameraOf(bakedKeyframes(moves));
  const after = cameraOf(bent(camera, { tSec: 2, by: [0, 0.2, 0] }));
  const riseAt = (tSec: number) => poseAt(after, tSec).position[1] - poseAt(camera, tSec).position[1];
  expect(riseAt(2)).toBeCloseTo(0.2, 6);
  expect(riseAt(0)).toBe(0);
  expect(Math.abs(riseAt(1.2))).toBeLessThan(0.02);
  expect(Math.abs(riseAt(3.2))).toBeLessThan(0.02);
  // No spike: the way up to the bend rises all along.
  const rises = Array.from({ length: 13 }, (_, i) => riseAt(1.4 + i * 0.05));
  expect(rises.every((rise, i) => i === 0 || rise >= (rises[i - 1] ?? 0) - 1e-3)).toBe(true);
});
