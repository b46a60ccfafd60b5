import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MovesCamera } from './camera.ts';
import { poseAt } from './pose-at.ts';
import { headAngles } from './quaternion.ts';
import { shakeLimit, unrestAt } from './shake.ts';

const shaken = (seed: number, strengthRatio = 1) =>
  MovesCamera.parse({ lengthSec: 8, moves: [{ kind: 'shake', strengthRatio, seed, startRatio: 0.25, endRatio: 0.75 }] });

test('a shake begins and ends with no offset and no speed', () => {
  const move = shaken(3).moves[0] as Extract<MovesCamera['moves'][number], { kind: 'shake' }>;
  for (const t of [0, 1e-4, 4 - 1e-4, 4]) {
    const unrest = unrestAt(move, t, { lengthSec: 4, subjectDistanceM: 3 });
    expect(Math.hypot(...unrest.offsetM, unrest.yawRad, unrest.pitchRad, unrest.rollRad)).toBeLessThan(1e-10);
  }
  expect(poseAt(shaken(3), 2).position.map(Math.abs)).toEqual([0, 0, 0]);
});

test('a shake never goes beyond its limits, and grows with its strength', () => {
  fc.assert(
    fc.property(fc.nat(), fc.double({ min: 0, max: 4, noNaN: true }), fc.double({ min: 2, max: 6, noNaN: true }), (seed, strength, t) => {
      const { position, orientation } = poseAt(shaken(seed, strength), t);
      const limits = [shakeLimit.asideRatio, shakeLimit.upRatio, shakeLimit.aheadRatio];
      for (const i of [0, 1, 2] as const) expect(Math.abs(position[i])).toBeLessThanOrEqual((limits[i] as number) * 3 * strength + 1e-12);
      expect((Math.abs(headAngles(orientation).yawRad) * 180) / Math.PI).toBeLessThanOrEqual(shakeLimit.yawDeg * strength * 1.01 + 1e-9);
      const weak = poseAt(shaken(seed, strength / 2), t).position;
      expect(weak[0] * 2).toBeCloseTo(position[0], 12);
    }),
  );
});

test('the same seed shakes alike, another seed otherwise, and it does move', () => {
  const path = (seed: number) => Array.from({ length: 120 }, (_, i) => poseAt(shaken(seed), 2.5 + i / 40).position[0]);
  expect(path(7)).toEqual(path(7));
  const [a, b] = [path(7), path(8)];
  expect(Math.max(...a.map(Math.abs))).toBeGreaterThan(0.2 * shakeLimit.asideRatio * 3);
  expect(Math.max(...a.map((value, i) => Math.abs(value - (b[i] as number))))).toBeGreaterThan(0.2 * shakeLimit.asideRatio * 3);
});

test('a shake holds no motion faster than 3.6 Hz', () => {
  const rate = 60;
  const path = Array.from({ length: 2 * rate }, (_, i) => poseAt(shaken(11), 3 + i / rate).position[0]);
  const changes = path.filter(
    (value, i) => i > 1 && (value - (path[i - 1] as number)) * ((path[i - 1] as number) - (path[i - 2] as number)) < 0,
  );
  // Two seconds of at most 3.6 Hz turn round at most 15 times.
  expect(changes.length).toBeLessThan(16);
});
