import { MovesCamera, poseAt, Shot } from '@fantascope/film';
import { expect, test } from 'vitest';
import { applyEdit, type ShotEdit } from '../../shot/shot-edit.ts';
import { type FocusAnchor, focusSet, sharpBand } from './focus-pull.ts';

function edited(camera: MovesCamera, edits: readonly ShotEdit[]): MovesCamera {
  let shot = Shot.parse({ camera });
  for (const edit of edits) {
    const next = applyEdit(shot, edit);
    if ('refused' in next) throw new Error(next.refused);
    shot = next.shot;
  }
  return MovesCamera.parse(shot.camera);
}
const set = (camera: MovesCamera, tSec: number, distanceM: number, anchor: FocusAnchor = null) =>
  edited(camera, focusSet(camera, distanceM, { tSec, fps: 25, anchor }));
const start = MovesCamera.parse({});

test('the first click holds for the whole shot', () => {
  const camera = set(start, 2, 1.7);
  expect([0, 2, 5].map((tSec) => poseAt(camera, tSec).focusM)).toEqual([1.7, 1.7, 1.7]);
});

test('a second click at another time is a pull of 0.6 s that arrives there', () => {
  const camera = set(set(start, 0, 4), 3, 1, { tSec: 0, distanceM: 4 });
  expect(poseAt(camera, 2.4).focusM).toBeCloseTo(4, 6);
  expect(poseAt(camera, 3).focusM).toBeCloseTo(1, 6);
  const [pull] = camera.moves;
  expect(pull).toMatchObject({ kind: 'rack-focus', easing: 'in-out' });
  expect(((pull?.endRatio ?? 0) - (pull?.startRatio ?? 0)) * 5).toBeCloseTo(0.6, 9);
});

test('a second click at the same time corrects the first', () => {
  const camera = set(set(start, 2, 4), 2, 1, { tSec: 2, distanceM: 4 });
  expect(camera).toMatchObject({ focusM: 1, moves: [] });
});

test('a second click before the first is where the pull begins', () => {
  const camera = set(set(start, 3, 1), 1, 4, { tSec: 3, distanceM: 1 });
  expect(poseAt(camera, 1).focusM).toBeCloseTo(4, 6);
  expect(poseAt(camera, 3).focusM).toBeCloseTo(1, 6);
});

test('a click within a pull is passed on the way, and one after it pulls on', () => {
  const pulled = set(set(start, 0, 4), 3, 1, { tSec: 0, distanceM: 4 });
  const by = set(pulled, 2.7, 2);
  expect([2.4, 2.7, 3].map((tSec) => Math.round(poseAt(by, tSec).focusM * 1e6) / 1e6)).toEqual([4, 2, 1]);
  const on = set(pulled, 5, 3);
  expect([3, 4.4, 5].map((tSec) => Math.round(poseAt(on, tSec).focusM * 1e6) / 1e6)).toEqual([1, 1, 3]);
});

test('what is sharp lies about the focus, deeper with a smaller iris, to infinity past the hyperfocal distance', () => {
  const open = sharpBand({ lensMm: 50, fStop: 2, focusM: 2 });
  const closed = sharpBand({ lensMm: 50, fStop: 8, focusM: 2 });
  expect(open.fromM).toBeLessThan(2);
  expect(open.toM).toBeGreaterThan(2);
  expect(closed.toM - closed.fromM).toBeGreaterThan((open.toM - open.fromM) * 3);
  expect(sharpBand({ lensMm: 18, fStop: 8, focusM: 3 }).toM).toBe(Number.POSITIVE_INFINITY);
});
