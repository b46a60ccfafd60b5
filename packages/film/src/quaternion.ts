import { z } from 'zod';
import type { Vec3 } from './vector.ts';

const part = z.number().min(-1.1).max(1.1);

/** A unit quaternion [x, y, z, w] that turns camera axes into world axes; up to 10 % off unit length is accepted and normalised when used. */
export const Quat = z
  .tuple([part, part, part, part])
  .refine((q) => Math.abs(Math.hypot(...q) - 1) <= 0.1, 'an orientation is a quaternion of length 1')
  .readonly();
export type Quat = z.infer<typeof Quat>;

/** The orientation of the first frame: the camera looks along −Z with +Y up. */
export const identityQuat: Quat = [0, 0, 0, 1];

/** The rotation by an angle in radians about a unit axis, right-hand rule. */
export function axisAngle(axis: Vec3, angleRad: number): Quat {
  const s = Math.sin(angleRad / 2);
  return [axis[0] * s, axis[1] * s, axis[2] * s, Math.cos(angleRad / 2)];
}

/** Hamilton product: the rotation that turns by b first, then by a. */
export function multiply(a: Quat, b: Quat): Quat {
  return [
    a[3] * b[0] + a[0] * b[3] + a[1] * b[2] - a[2] * b[1],
    a[3] * b[1] - a[0] * b[2] + a[1] * b[3] + a[2] * b[0],
    a[3] * b[2] + a[0] * b[1] - a[1] * b[0] + a[2] * b[3],
    a[3] * b[3] - a[0] * b[0] - a[1] * b[1] - a[2] * b[2],
  ];
}

/** The same axis at length 1; the zero quaternion becomes the identity. */
export function normalize(q: Quat): Quat {
  const size = Math.hypot(q[0], q[1], q[2], q[3]);
  return size > 0 ? [q[0] / size, q[1] / size, q[2] / size, q[3] / size] : identityQuat;
}

/** The inverse of a unit quaternion: world axes into camera axes. */
export function conjugate(q: Quat): Quat {
  return [-q[0], -q[1], -q[2], q[3]];
}

/** A vector turned by a unit quaternion. */
export function rotate(q: Quat, v: Vec3): Vec3 {
  const [x, y, z, w] = q;
  const tx = 2 * (y * v[2] - z * v[1]);
  const ty = 2 * (z * v[0] - x * v[2]);
  const tz = 2 * (x * v[1] - y * v[0]);
  return [v[0] + w * tx + y * tz - z * ty, v[1] + w * ty + z * tx - x * tz, v[2] + w * tz + x * ty - y * tx];
}

/** Spherical interpolation along the shorter arc, ratio 0..1 (Shoemake 1985). */
export function slerp(from: Quat, to: Quat, ratio: number): Quat {
  const cosine = from[0] * to[0] + from[1] * to[1] + from[2] * to[2] + from[3] * to[3];
  const sign = cosine < 0 ? -1 : 1;
  // atan2 of the difference and the sum keeps its precision where acos loses it, for nearly equal orientations.
  const apart = Math.hypot(from[0] - sign * to[0], from[1] - sign * to[1], from[2] - sign * to[2], from[3] - sign * to[3]);
  const together = Math.hypot(from[0] + sign * to[0], from[1] + sign * to[1], from[2] + sign * to[2], from[3] + sign * to[3]);
  const angle = 2 * Math.atan2(apart, together);
  const sine = Math.sin(angle);
  const a = sine < 1e-12 ? 1 - ratio : Math.sin((1 - ratio) * angle) / sine;
  const b = (sine < 1e-12 ? ratio : Math.sin(ratio * angle) / sine) * sign;
  return normalize([a * from[0] + b * to[0], a * from[1] + b * to[1], a * from[2] + b * to[2], a * from[3] + b * to[3]]);
}

/** The three angles of a camera orientation, radians, in this house's signs: yaw + right, pitch + up, roll + as `Roll`. */
export function headAngles(q: Quat): Readonly<{ yawRad: number; pitchRad: number; rollRad: number }> {
  const forward = rotate(q, [0, 0, -1]);
  const right = rotate(q, [1, 0, 0]);
  const yawRad = Math.atan2(forward[0], -forward[2]);
  const pitchRad = Math.asin(Math.max(-1, Math.min(1, forward[1])));
  const level: Vec3 = [Math.cos(yawRad), 0, Math.sin(yawRad)];
  const up = rotate(q, [0, 1, 0]);
  return {
    yawRad,
    pitchRad,
    rollRad: Math.atan2(level[0] * up[0] + level[2] * up[2], right[0] * level[0] + right[2] * level[2]),
  };
}

/** The orientation of a head: Ry(−yaw) · Rx(pitch) · Rz(−roll), radians. A picture rolled by +90° has its right edge on top. */
export function headOrientation(yawRad: number, pitchRad: number, rollRad: number): Quat {
  return multiply(multiply(axisAngle([0, 1, 0], -yawRad), axisAngle([1, 0, 0], pitchRad)), axisAngle([0, 0, 1], -rollRad));
}
