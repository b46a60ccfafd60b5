import { describe, expect, test } from 'vitest';
import { KeyframesCamera } from './camera.ts';
import { monotoneTrack } from './monotone-track.ts';
import { cameraPath, poseAt } from './pose-at.ts';
import { axisAngle } from './quaternion.ts';
import { length, subtract, type Vec3 } from './vector.ts';

const straight = [0, 0, 0, 1];
const winding = KeyframesCamera.parse({
  lengthSec: 6,
  keyframes: [
    { tSec: 0.5, position: [0, 0, 0], orientation: straight, lensMm: 24 },
    { tSec: 2, position: [1, 0.2, 0], orientation: axisAngle([0, 1, 0], 0.4) },
    { tSec: 2.5, position: [1.2, 0, -1.5], orientation: axisAngle([0, 1, 0], 1), lensMm: 50, focusM: 5 },
    { tSec: 5, position: [0, 0, -3], orientation: axisAngle([1, 0, 0], 0.2), lensMm: 50, focusM: 1 },
  ],
});

describe('a path of keyframes', () => {
  test('passes through every keyframe at its time and stands still outside', () => {
    for (const key of winding.keyframes) {
      expect(length(subtract(poseAt(winding, key.tSec).position, key.position))).toBeLessThan(1e-12);
      for (const i of [0, 1, 2, 3] as const) expect(poseAt(winding, key.tSec).orientation[i]).toBeCloseTo(key.orientation[i], 12);
    }
    expect(poseAt(winding, 0)).toEqual(poseAt(winding, 0.5));
    expect(poseAt(winding, 6)).toEqual(poseAt(winding, 5));
  });

  test('keeps one speed along the curve between two keyframes', () => {
    for (const [from, to] of [
      [0.5, 2],
      [2, 2.5],
      [2.5, 5],
    ] as const) {
      const h = (to - from) / 1e4;
      const speeds = Array.from({ length: 40 }, (_, i) => from + ((to - from) * (i + 0.5)) / 40).map(
        (t) => length(subtract(poseAt(winding, t + h).position, poseAt(winding, t - h).position)) / (2 * h),
      );
      expect(Math.max(...speeds) / Math.min(...speeds)).toBeLessThan(1.00001);
    }
  });

  test('turns no corner at a keyframe: directions from both sides meet', () => {
    for (const t of [2, 2.5]) {
      const h = 1e-6;
      const way = (a: number, b: number) => {
        const v = subtract(poseAt(winding, b).position, poseAt(winding, a).position);
        return v.map((x) => x / length(v)) as [number, number, number];
      };
      expect(length(subtract(way(t - h, t), way(t, t + h)))).toBeLessThan(1e-4);
    }
  });

  test('runs along the centripetal Catmull-Rom curve of its positions', () => {
    const points = winding.keyframes.map((key) => key.position);
    const along = cameraPath(winding);
    // Barry & Goldman's pyramid of linear interpolations, knots at the square roots of the chords.
    const knots = [0];
    points.slice(1).forEach((point, i) => {
      knots.push((knots[i] as number) + Math.sqrt(length(subtract(point, points[i] as Vec3))));
    });
    for (const share of [0.2, 0.5, 0.9]) {
      const t = (knots[1] as number) + share * ((knots[2] as number) - (knots[1] as number));
      let level = points;
      for (let span = 1; span < 4; span += 1) {
        level = level.slice(1).map((to, i) => {
          // The last step blends over the middle stretch only.
          const from = span === 3 ? (knots[1] as number) : (knots[i] as number);
          const until = span === 3 ? (knots[2] as number) : (knots[i + span] as number);
          const u = (t - from) / (until - from);
          return [0, 1, 2].map((axis) => (1 - u) * (level[i]?.[axis] as number) + u * (to[axis] as number)) as [number, number, number];
        });
      }
      const wanted = level[0] as Vec3;
      const gaps = Array.from({ length: 4001 }, (_, i) => length(subtract(along(2 + i / 8000).position, wanted)));
      expect(Math.min(...gaps)).toBeLessThan(4e-4);
    }
  });

  test('three keyframes on a line give a straight and even way', () => {
    const camera = KeyframesCamera.parse({
      lengthSec: 2,
      keyframes: [0, 1, 2].map((t) => ({ tSec: t, position: [0, 0, -t], orientation: straight })),
    });
    for (const t of [0.1, 0.77, 1.3, 2]) expect(length(subtract(poseAt(camera, t).position, [0, 0, -t]))).toBeLessThan(1e-12);
  });

  test('repeated positions are a standstill, one keyframe is a still', () => {
    const at = (tSec: number, x: number) => ({ tSec, position: [x, 0, 0], orientation: straight });
    const camera = KeyframesCamera.parse({ lengthSec: 3, keyframes: [at(0, 0), at(1, 1), at(2, 1), at(3, 2)] });
    for (const t of [1, 1.4, 2]) expect(poseAt(camera, t).position).toEqual([1, 0, 0]);
    expect(poseAt(camera, 0.5).position[0]).toBeCloseTo(0.5, 12);
    expect(poseAt(KeyframesCamera.parse({ keyframes: [at(1, 4)] }), 3).position).toEqual([4, 0, 0]);
  });

  test('lens and focus run between the keyframes that name them, never past them', () => {
    expect(poseAt(winding, 0).lensMm).toBeCloseTo(24, 12);
    const lenses = Array.from({ length: 60 }, (_, i) => poseAt(winding, i / 10).lensMm);
    lenses.reduce((before, lens) => {
      expect(lens).toBeGreaterThanOrEqual(before - 1e-9);
      return lens;
    });
    expect(poseAt(winding, 4).lensMm).toBeCloseTo(50, 12);
    expect(poseAt(winding, 0).focusM).toBe(3);
    expect(poseAt(winding, 5).focusM).toBeCloseTo(1, 12);
  });
});

test('a monotone track keeps within its stops and has one slope at each', () => {
  const track = monotoneTrack([0, 1, 1.5, 4].map((at, i) => ({ at, value: [0, 3, 3.1, 10][i] as number })));
  const h = 1e-7;
  for (const at of [1, 1.5]) expect((track(at + h) - track(at)) / h).toBeCloseTo((track(at) - track(at - h)) / h, 4);
  for (let at = 0; at < 4; at += 0.05) expect(track(at + 0.05)).toBeGreaterThanOrEqual(track(at));
});

test('a monotone track stands still at its own peaks and never passes them', () => {
  const track = monotoneTrack([0, 1, 2.5].map((at, i) => ({ at, value: [0, 3, 1][i] as number })));
  const h = 1e-6;
  for (const side of [-h, h]) expect(Math.abs(track(1 + side) - 3) / h).toBeLessThan(1e-4);
  expect(track(0.999)).toBeLessThan(3);
});
