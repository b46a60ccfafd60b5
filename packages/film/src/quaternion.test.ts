import fc from 'fast-check';
import { expect, test } from 'vitest';
import { axisAngle, conjugate, headAngles, headOrientation, multiply, normalize, type Quat, rotate, slerp } from './quaternion.ts';
import type { Vec3 } from './vector.ts';

const part = fc.double({ min: -1, max: 1, noNaN: true });
const quat = fc
  .tuple(part, part, part, part)
  .filter((q) => Math.hypot(...q) > 0.1)
  .map((q) => normalize(q));
function close(a: readonly number[], b: readonly number[], digits = 10) {
  for (const [i, value] of a.entries()) expect(value).toBeCloseTo(b[i] as number, digits);
}

test('a positive turn follows the right-hand rule', () => {
  close(rotate(axisAngle([0, 1, 0], Math.PI / 2), [0, 0, 1]), [1, 0, 0]);
});

test('a product turns by its right factor first', () => {
  fc.assert(
    fc.property(quat, quat, fc.tuple(part, part, part), (a, b, v: Vec3) => close(rotate(multiply(a, b), v), rotate(a, rotate(b, v)))),
  );
});

test('the conjugate undoes a turn', () => {
  fc.assert(fc.property(quat, fc.tuple(part, part, part), (q, v: Vec3) => close(rotate(conjugate(q), rotate(q, v)), v)));
});

test('slerp keeps unit length, meets both ends and turns at one speed', () => {
  fc.assert(
    fc.property(quat, quat, fc.double({ min: 0, max: 1, noNaN: true }), (a, b, u) => {
      const q = slerp(a, b, u);
      expect(Math.hypot(...q)).toBeCloseTo(1, 12);
      const apart = (x: Quat, y: Quat) => 2 * Math.acos(Math.min(1, Math.abs(x[0] * y[0] + x[1] * y[1] + x[2] * y[2] + x[3] * y[3])));
      expect(apart(a, q)).toBeCloseTo(u * apart(a, b), 5);
      close(rotate(slerp(a, b, 1), [1, 2, 3]), rotate(b, [1, 2, 3]), 9);
    }),
  );
});

test('head angles are the ones the orientation was made of', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -3, max: 3, noNaN: true }),
      fc.double({ min: -1.5, max: 1.5, noNaN: true }),
      fc.double({ min: -3, max: 3, noNaN: true }),
      (yaw, pitch, roll) => {
        const angles = headAngles(headOrientation(yaw, pitch, roll));
        close([angles.yawRad, angles.pitchRad, angles.rollRad], [yaw, pitch, roll], 6);
      },
    ),
  );
});
