import { z } from 'zod';

const sizePx = z.number().int().min(1);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** What a file of a control package is for. */
export const ControlRole = z.enum(['colour', 'mask', 'uncovered', 'depth', 'flow', 'poses', 'frame', 'reference', 'prompt', 'workflow']);
export type ControlRole = z.infer<typeof ControlRole>;

/** One file of a control package, or one numbered sequence of them (`%05d` counts from 1). */
export const ControlFile = z.strictObject({
  role: ControlRole,
  path: z.string().min(1),
  /** Files in the sequence; 1 for a single file. */
  count: z.number().int().min(0),
  /** Frames a video or a sequence holds; absent for what has none. */
  frames: z.number().int().min(0).optional(),
  fps: z.number().positive().optional(),
  widthPx: sizePx.optional(),
  heightPx: sizePx.optional(),
  /** All files together. */
  bytes: z.number().int().min(0),
  /** One for every file, in order. */
  sha256: z.array(sha256),
  /** Container, codec and colour, in words. */
  encoding: z.string(),
  /** What a value is and in which unit, in words. */
  meaning: z.string(),
  /** For codes that stand for a number: number = offset + code × perCode, in `unit`. `codes` are the least and greatest code. */
  scale: z
    .strictObject({ unit: z.string(), offset: z.number(), perCode: z.number().positive(), codes: z.tuple([z.number(), z.number()]) })
    .optional(),
});
export type ControlFile = z.infer<typeof ControlFile>;

/** `control.json`: what a control package holds, where its camera and depths come from, and what is only an estimate. Sizes in pixels, distances in metres. */
export const ControlManifest = z.strictObject({
  format: z.literal('fantascope/control'),
  version: z.literal(1),
  /** The photograph's file name and hash. */
  picture: z.strictObject({ name: z.string(), sha256: sha256.nullable() }),
  widthPx: sizePx,
  heightPx: sizePx,
  frames: z.number().int().min(1),
  fps: z.number().positive(),
  lengthSec: z.number().positive(),
  world: z.strictObject({
    handedness: z.literal('right'),
    unit: z.literal('m'),
    axes: z.literal('+x right, +y up, the camera looks along -z; the first frame stands at the origin'),
  }),
  depth: z.strictObject({
    /** How the photograph's depth came about, as lift names it. */
    method: z.string(),
    isEstimated: z.boolean(),
    /** Relative depth becomes metres by putting the subject this far before the first frame. */
    subjectDistanceM: z.number().positive(),
    nearestM: z.number().positive(),
    /** Null where the farthest surface is not known. */
    farthestM: z.number().positive().nullable(),
  }),
  /** For every frame, the shares of its pixels, 0..1. */
  shares: z.array(z.strictObject({ inventedRatio: z.number().min(0).max(1), uncoveredRatio: z.number().min(0).max(1) })),
  files: z.array(ControlFile),
  /** What a reader must not take for more than it is. */
  limits: z.array(z.string()),
});
export type ControlManifest = z.infer<typeof ControlManifest>;

/** `poses.json`: a camera a frame, for programs that read matrices. */
export const ControlPoses = z.strictObject({
  format: z.literal('fantascope/poses'),
  version: z.literal(1),
  handedness: z.literal('right'),
  unit: z.literal('m'),
  axes: z.literal('+x right, +y up, the camera looks along -z'),
  matrix: z.literal('cameraToWorld, row-major, for column vectors'),
  widthPx: sizePx,
  heightPx: sizePx,
  fps: z.number().positive(),
  frames: z.array(
    z.strictObject({
      tSec: z.number().min(0),
      /** Pixel i covers [i, i + 1), so the middle of a frame 1280 wide is at 640. */
      fxPx: z.number().positive(),
      fyPx: z.number().positive(),
      cxPx: z.number(),
      cyPx: z.number(),
      lensMm: z.number().positive(),
      focusM: z.number().positive(),
      cameraToWorld: z.array(z.array(z.number()).length(4)).length(4),
    }),
  ),
});
export type ControlPoses = z.infer<typeof ControlPoses>;
