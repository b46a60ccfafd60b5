import { cameraPath, KeyframesCamera, type Move, MovesCamera } from '@fantascope/film';
import { expect, test } from 'vitest';
import { bakedKeyframes, degBetween } from './bake.ts';
import { clipsOf, keysOf, momentsOf, snapped } from './clip-layout.ts';
import { edgeMoved, keyAdded, moveSplit } from './retime.ts';
import { axisTop, speedCurve } from './speed-curve.ts';

const cameraOf = (moves: readonly object[]) => MovesCamera.parse({ subjectDistanceM: 1, lengthSec: 4, moves });
const dolly = { kind: 'dolly', distanceM: 0.4, startRatio: 0, endRatio: 0.5 };
const orbit = { kind: 'orbit', angleDeg: 20, startRatio: 0.5, endRatio: 1 };
const two = cameraOf([dolly, orbit]);
const spans = (moves: readonly Move[]) => moves.map(({ startRatio, endRatio }) => [startRatio, endRatio]);

test('moves one after another share a row; moves together stand above each other', () => {
  expect(clipsOf(two.moves).map(({ row, rows }) => [row, rows])).toEqual([
    [0, 1],
    [0, 1],
  ]);
  const together = cameraOf([dolly, orbit, { kind: 'shake', strengthRatio: 1 }]);
  expect(clipsOf(together.moves).map(({ index, row, rows }) => [index, row, rows])).toEqual([
    [0, 0, 2],
    [2, 1, 2],
    [1, 0, 2],
  ]);
});

test('a rack is two keys of the focus lane and no clip', () => {
  const camera = cameraOf([dolly, { kind: 'rack-focus', fromM: 1, toM: 2, startRatio: 0.25, endRatio: 0.5 }]);
  expect(clipsOf(camera.moves)).toHaveLength(1);
  expect(keysOf(camera, 'focus', cameraPath(camera)).map(({ tSec, value }) => [tSec, value])).toEqual([
    [0, 1],
    [1, 1],
    [2, 2],
  ]);
  expect(momentsOf(camera)).toEqual([0, 1, 2, 4]);
});

test('a drag snaps within 8 px to keys, then to tenths, and not at all when that is off', () => {
  const rule = { moments: [2.37], pxPerSec: 100, isSnapping: true };
  expect([2.31, 2.33, 2.46, 2.43].map((tSec) => snapped(tSec, rule))).toEqual([2.37, 2.37, 2.5, 2.37]);
  expect(snapped(2.33, { ...rule, isSnapping: false })).toBe(2.33);
});

test('an edge takes its neighbour along, never past its other end; overlapping leaves it', () => {
  expect(spans(edgeMoved(two.moves, { index: 0, edge: 'end', ratio: 0.7 }))).toEqual([
    [0, 0.7],
    [0.7, 1],
  ]);
  expect(spans(edgeMoved(two.moves, { index: 0, edge: 'end', ratio: 2 }))).toEqual([
    [0, 0.99],
    [0.99, 1],
  ]);
  expect(spans(edgeMoved(two.moves, { index: 0, edge: 'end', ratio: 0.7, overlap: true }))).toEqual([
    [0, 0.7],
    [0.5, 1],
  ]);
});

test('a move cut in two goes the same way', () => {
  for (const easing of ['linear', 'in', 'out', 'in-out', [0.3, 0, 0.2, 1]]) {
    const camera = cameraOf([
      { ...dolly, easing },
      { kind: 'zoom', ratio: 1.5, easing },
    ]);
    const cut = camera.moves.flatMap((move) => moveSplit(move, 0.3) ?? [move]);
    expect(cut).toHaveLength(4);
    const [before, after] = [cameraPath(camera), cameraPath({ ...camera, moves: cut })];
    for (let tSec = 0; tSec <= 4; tSec += 0.1) {
      expect(after(tSec).position[2]).toBeCloseTo(before(tSec).position[2], 5);
      expect(after(tSec).lensMm).toBeCloseTo(before(tSec).lensMm, 3);
    }
  }
  expect(moveSplit(two.moves[0] as Move, 0.8)).toBeNull();
});

test('baked keys stay within a centimetre and a tenth of a degree of the moves', () => {
  const camera = cameraOf([
    dolly,
    orbit,
    { kind: 'pan', angleDeg: -30 },
    { kind: 'zoom', ratio: 1.4 },
    { kind: 'rack-focus', fromM: 1, toM: 3 },
  ]);
  const keyframes = bakedKeyframes(camera);
  const [asked, baked] = [cameraPath(camera), cameraPath(KeyframesCamera.parse({ lengthSec: 4, subjectDistanceM: 1, keyframes }))];
  for (let tSec = 0; tSec <= 4; tSec += 1 / 60) {
    const [a, b] = [asked(tSec), baked(tSec)];
    expect(Math.hypot(...a.position.map((part, i) => part - (b.position[i] ?? 0)))).toBeLessThan(0.0105);
    expect(degBetween(a.orientation, b.orientation)).toBeLessThan(0.105);
    expect(Math.abs(Math.log(a.lensMm / b.lensMm))).toBeLessThan(0.003);
  }
  expect(keyframes.length).toBeLessThan(120);
});

test('a new key replaces what stands there', () => {
  const key = (tSec: number) => ({ tSec, position: [0, 0, 0] as const, orientation: [0, 0, 0, 1] as const });
  const three = [key(0), key(1), key(2)] as never;
  expect(keyAdded(three, key(1.01) as never).map(({ tSec }) => tSec)).toEqual([0, 1.01, 2]);
});

test('speed is metres a second on the way and degrees a second on the spot', () => {
  const straight = cameraOf([{ ...dolly, endRatio: 1, easing: 'linear' }]);
  const way = speedCurve(cameraPath(straight), 4);
  expect(way.unit).toBe('mps');
  expect(way.at.every((speed) => Math.abs(speed - 0.1) < 1e-6)).toBe(true);
  const turning = cameraOf([{ kind: 'pan', angleDeg: 20, easing: 'linear' }]);
  const turn = speedCurve(cameraPath(turning), 4);
  expect(turn.unit).toBe('degps');
  expect(turn.most).toBeCloseTo(5, 3);
  expect([0.03, 0.6, 1, 7].map(axisTop)).toEqual([0.05, 1, 1, 10]);
});
