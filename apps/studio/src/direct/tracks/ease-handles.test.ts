import { cameraPath, type Easing, MovesCamera } from '@fantascope/film';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { easedMoves, easingWith, handlesOf } from './ease-handles.ts';
import { moveSpeed } from './speed-curve.ts';

const cameraOf = (moves: readonly object[]) => MovesCamera.parse({ subjectDistanceM: 1, lengthSec: 4, moves });
const dolly = (easing: Easing = 'in-out') => ({ kind: 'dolly', distanceM: 0.4, startRatio: 0, endRatio: 0.5, easing });

test('the handles of the named easings are their speeds at the ends', () => {
  const close = (speedRatio: number) => ({ influenceRatio: expect.closeTo(1 / 3, 9), speedRatio: expect.closeTo(speedRatio, 9) });
  expect(handlesOf('linear')).toEqual({ start: close(1), end: close(1) });
  expect(handlesOf('in-out')).toEqual({ start: close(0), end: close(0) });
  expect(handlesOf('in')).toEqual({ start: close(0), end: close(2) });
  expect(handlesOf('out')).toEqual({ start: close(2), end: close(0) });
});

test('a handle that is put somewhere stands there, and the other end is as it was', () => {
  fc.assert(
    fc.property(
      fc.constantFrom<Easing>('linear', 'in', 'out', 'in-out', [0.2, 0.1, 0.6, 0.9]),
      fc.constantFrom('start', 'end'),
      fc.double({ min: 0.05, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (easing, end, influenceRatio, share) => {
        const handle = { influenceRatio, speedRatio: share / influenceRatio };
        const others = end === 'start' ? 'end' : 'start';
        const put = handlesOf(easingWith(easing, end, handle));
        expect(put[end].influenceRatio).toBeCloseTo(influenceRatio, 3);
        expect(put[end].speedRatio * put[end].influenceRatio).toBeCloseTo(share, 3);
        expect(put[others].speedRatio).toBeCloseTo(handlesOf(easing)[others].speedRatio, 1);
      },
    ),
  );
});

test('faster here is slower there: the whole way of a move stays the same, and it never turns back', () => {
  const slow = cameraOf([dolly('linear')]);
  const fast = cameraOf([dolly(easingWith('linear', 'start', { speedRatio: 2.5, influenceRatio: 0.3 }))]);
  const [before, after] = [moveSpeed(slow, 0), moveSpeed(fast, 0)];
  expect(after?.mean).toBeCloseTo(before?.mean ?? 0, 9);
  expect(after?.at[0]).toBeGreaterThan((before?.at[0] ?? 0) * 2);
  expect(Math.min(...(after?.at ?? []))).toBeLessThan((before?.mean ?? 0) * 0.9);
  const path = cameraPath(fast);
  const ways = Array.from({ length: 41 }, (_, i) => -path(i / 20).position[2]);
  expect(ways.every((way, i) => way >= (ways[i - 1] ?? 0) - 1e-9)).toBe(true);
  expect(ways.at(-1)).toBeCloseTo(0.4, 9);
});

test('no speed and influence together overshoot', () => {
  const [x1, y1] = easingWith('linear', 'start', { speedRatio: 99, influenceRatio: 0.5 }) as readonly number[];
  expect([x1, y1]).toEqual([0.5, 1]);
});

test('the neighbour that touches takes the same speed, unless the pair is broken or it is measured otherwise', () => {
  const orbit = { kind: 'truck', distanceM: 0.2, startRatio: 0.5, endRatio: 1 };
  const camera = cameraOf([dolly(), orbit]);
  const asked = { index: 0, end: 'end', handle: { speedRatio: 1, influenceRatio: 1 / 3 } } as const;
  const speedOf = (index: number) => moveSpeed(camera, index);
  const [own, next] = easedMoves(camera.moves, { ...asked, speedOf });
  expect(handlesOf(own?.easing ?? 'linear').end.speedRatio).toBeCloseTo(1, 3);
  // Half the way in the same time: its mean is half, so the same speed is twice that.
  expect(handlesOf(next?.easing ?? 'linear').start.speedRatio).toBeCloseTo(2, 2);
  expect(easedMoves(camera.moves, { ...asked, isBroken: true, speedOf })[1]).toBe(camera.moves[1]);
  const turning = cameraOf([dolly(), { kind: 'pan', angleDeg: 20, startRatio: 0.5, endRatio: 1 }]);
  expect(easedMoves(turning.moves, { ...asked, speedOf: (index) => moveSpeed(turning, index) })[1]).toBe(turning.moves[1]);
});

test('a move is measured by what it changes', () => {
  const camera = cameraOf([
    dolly(),
    { kind: 'pan', angleDeg: 20 },
    { kind: 'zoom', ratio: 2 },
    { kind: 'rack-focus', fromM: 1, toM: 3 },
    { kind: 'hold' },
    { kind: 'shake', strengthRatio: 1 },
  ]);
  expect(camera.moves.map((_, index) => moveSpeed(camera, index)?.unit ?? null)).toEqual(['mps', 'degps', 'mmps', 'focusmps', null, null]);
  expect(moveSpeed(camera, 0)?.mean).toBeCloseTo(0.2, 6);
  expect(moveSpeed(camera, 2)?.mean).toBeCloseTo(35 / 4, 6);

  // Half way to the subject, an orbit is half as long.
  const orbit = { kind: 'orbit', angleDeg: 30, startRatio: 0.5, endRatio: 1 };
  const [far, near] = [cameraOf([orbit]), cameraOf([{ ...dolly(), distanceM: 0.5 }, orbit])];
  expect(moveSpeed(near, 1)?.mean).toBeCloseTo((moveSpeed(far, 0)?.mean ?? 0) / 2, 6);
});
