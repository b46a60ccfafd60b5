import { z } from 'zod';

const coordinateM = z.number().min(-1e6).max(1e6);

/** A point or direction in metres, each coordinate within ±1000 km: right-handed, +X right, +Y up, the camera looks along −Z (as glTF and three.js). */
export const Vec3 = z.tuple([coordinateM, coordinateM, coordinateM]).readonly();
export type Vec3 = z.infer<typeof Vec3>;

/** a + b. */
export function add(a: Vec3, b: Vec3): Vec3 {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}

/** a − b. */
export function subtract(a: Vec3, b: Vec3): Vec3 {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

/** v stretched by a factor. */
export function scale(v: Vec3, factor: number): Vec3 {
  return [v[0] * factor, v[1] * factor, v[2] * factor];
}

/** Inner product. */
export function dot(a: Vec3, b: Vec3): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

/** Euclidean length, in the unit of v. */
export function length(v: Vec3): number {
  return Math.hypot(v[0], v[1], v[2]);
}
