import { z } from 'zod';
import { Move, Region } from './move.ts';
import { Quat } from './quaternion.ts';
import { Vec3 } from './vector.ts';

/** One point of a keyframed path. Times rise by a microsecond or more; position is relative to the first frame's camera, which stands at the origin and looks along −Z. */
export const Keyframe = z.strictObject({
  tSec: z.number().min(0).max(3600),
  position: Vec3,
  orientation: Quat,
  lensMm: z.number().min(4).max(2000).optional(),
  focusM: z.number().min(0.01).max(100000).optional(),
});
export type Keyframe = z.infer<typeof Keyframe>;

const rig = {
  /** Length of the path in seconds. Default 5. */
  lengthSec: z.number().min(0.04).max(3600).default(5),
  /** Focal length of the first frame in millimetres on a 36 mm wide frame. Horizontal field of view = 2 atan(18 / lensMm). Default 35. */
  lensMm: z.number().min(4).max(2000).default(35),
  /** Distance of the subject before the first frame, in metres. Default 3. */
  subjectDistanceM: z.number().min(0.05).max(10000).default(3),
  /** Where the subject is in the first frame. Default: a box around the centre. */
  subject: Region.default({ xRatio: 0.3, yRatio: 0.2, widthRatio: 0.4, heightRatio: 0.6 }),
  /** The subject's upper third in the first frame (a face, a blossom): what close-ups of a tall or cut-off subject are about. Default: unknown. */
  head: Region.optional(),
  /** Frame width divided by its height. Default 16/9. */
  aspectRatio: z
    .number()
    .min(0.1)
    .max(10)
    .default(16 / 9),
  /** Focus distance of the first frame in metres. Default: the subject's distance. */
  focusM: z.number().min(0.01).max(100000).optional(),
};

/** A camera told by named moves. */
export const MovesCamera = z.strictObject({ ...rig, moves: z.array(Move).max(64).default([]) });
export type MovesCamera = z.infer<typeof MovesCamera>;

/** A camera told by keyframes: Catmull-Rom position, slerp orientation, arc-length timing. */
export const KeyframesCamera = z
  .strictObject({ ...rig, keyframes: z.array(Keyframe).min(1).max(4096) })
  .refine((c) => c.keyframes.every((k, i) => i === 0 || k.tSec - (c.keyframes[i - 1]?.tSec ?? -1) >= 1e-6), 'keyframe times must rise');
export type KeyframesCamera = z.infer<typeof KeyframesCamera>;

/** A lens and how it moves; evaluates to a pose at any time. */
export const Camera = z.union([MovesCamera, KeyframesCamera]);
export type Camera = z.infer<typeof Camera>;
