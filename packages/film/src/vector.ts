import { z } from 'zod';

/** A point or direction in metres: right-handed, +X right, +Y up, the camera looks along −Z (as glTF and three.js). */
export const Vec3 = z.tuple([z.number(), z.number(), z.number()]).readonly();
export type Vec3 = z.infer<typeof Vec3>;

/** A unit quaternion [x, y, z, w] that turns camera axes into world axes. */
export const Quat = z.tuple([z.number(), z.number(), z.number(), z.number()]).readonly();
export type Quat = z.infer<typeof Quat>;
