import { KeyframesCamera, type Move, MovesCamera, poseAt, subjectPoint } from '@fantascope/film';
import { expect, test } from 'vitest';
import { canNudge, nudged, nudgedPose, stillNudge } from './camera-nudge.ts';

const options = { tSec: 2.5, fps: 25, hasAutoKey: true, fitted: null };
const movesOf = (edit: ReturnType<typeof nudged>): readonly Move[] => (edit?.kind === 'moves' ? edit.moves : []);

test('a drag becomes a move from the last clip to the playhead, and the same place again changes that one', () => {
  const camera = MovesCamera.parse({ moves: [{ kind: 'dolly', distanceM: 0.5, endRatio: 0.3 }] });
  const [, orbit] = movesOf(nudged(camera, { ...stillNudge, orbitDeg: 12 }, options));
  expect(orbit).toMatchObject({ kind: 'orbit', angleDeg: 12, startRatio: 0.3, endRatio: 0.5 });
  const again = MovesCamera.parse({ moves: movesOf(nudged(camera, { ...stillNudge, orbitDeg: 12 }, options)) });
  const moves = movesOf(nudged(again, { ...stillNudge, orbitDeg: -5 }, options));
  expect(moves).toHaveLength(2);
  expect(moves[1]).toMatchObject({ kind: 'orbit', angleDeg: 7 });
});

test('the camera arrives at the playhead where the hand carried it', () => {
  const camera = MovesCamera.parse({});
  const edited = MovesCamera.parse({ moves: movesOf(nudged(camera, { ...stillNudge, truckM: 0.4, zoomRatio: 1.5 }, options)) });
  expect(poseAt(edited, 2.5).position[0]).toBeCloseTo(0.4, 6);
  expect(poseAt(edited, 2.5).lensMm).toBeCloseTo(52.5, 6);
});

test('a preset that the picture made smaller goes on from what was given, exact from then on', () => {
  const camera = MovesCamera.parse({ moves: [{ kind: 'orbit', angleDeg: 40, endRatio: 0.5, isNominal: true }] });
  const fitted = { moves: [{ index: 0, kind: 'orbit', unit: 'deg', asked: 40, given: 15, isNominal: true }] };
  const [orbit] = movesOf(nudged(camera, { ...stillNudge, orbitDeg: 5 }, { ...options, fitted: fitted as never }));
  expect(orbit).toMatchObject({ angleDeg: 20 });
  expect(orbit).not.toHaveProperty('isNominal');
});

test('no move can end at the first frame; without auto-key the whole way is carried instead', () => {
  const camera = MovesCamera.parse({ moves: [{ kind: 'truck', distanceM: 1 }] });
  expect(canNudge(camera, { tSec: 0, fps: 25, hasAutoKey: true })).toBe(false);
  const whole = { ...options, tSec: 0, hasAutoKey: false };
  expect(canNudge(camera, whole)).toBe(true);
  const carried = MovesCamera.parse({ moves: movesOf(nudged(camera, { ...stillNudge, pedestalM: 0.2 }, whole)) });
  for (const tSec of [0, 2, 5]) expect(poseAt(carried, tSec).position[1]).toBeCloseTo(0.2, 6);
});

test('a nudged path of keys has a key at the playhead; one that is there is changed', () => {
  const key = { position: [0, 0, 0], orientation: [0, 0, 0, 1] };
  const camera = KeyframesCamera.parse({
    keyframes: [
      { tSec: 0, ...key },
      { tSec: 5, ...key },
    ],
  });
  const edit = nudged(camera, { ...stillNudge, dollyM: 0.3 }, options);
  expect(edit?.kind === 'keyframes' && edit.keyframes.map(({ tSec, position }) => [tSec, position[2]])).toEqual([
    [0, 0],
    [2.5, -0.3],
    [5, 0],
  ]);
  const end = nudged(camera, { ...stillNudge, dollyM: 0.3 }, { ...options, tSec: 5 });
  expect(end?.kind === 'keyframes' && end.keyframes).toHaveLength(2);
});

test('a pose that orbits and rises keeps the subject in the middle of its view and as far away', () => {
  const camera = MovesCamera.parse({});
  const pivot = subjectPoint(camera);
  const pose = nudgedPose(poseAt(camera, 0), { ...stillNudge, orbitDeg: 30, craneM: 1 }, pivot);
  expect(pose.position[0]).toBeGreaterThan(0);
  expect(pose.position[1]).toBeGreaterThan(0);
  expect(Math.hypot(...pose.position.map((x, i) => x - (pivot[i] as number)))).toBeCloseTo(3, 6);
  const orbit = MovesCamera.parse({ moves: [{ kind: 'orbit', angleDeg: 30 }] });
  const turned = nudgedPose(poseAt(camera, 0), { ...stillNudge, orbitDeg: 30 }, pivot);
  for (const i of [0, 1, 2] as const) expect(turned.position[i]).toBeCloseTo(poseAt(orbit, 5).position[i], 6);
});
