import { z } from 'zod';
import { Region } from '../move.ts';

/** What moves: a painted mask (white moves; a path relative to the film file), what the matte found, or a rectangle of the photograph. */
export const MotionPlace = z.union([
  z.strictObject({ mask: z.string().min(1).max(4096) }),
  z.strictObject({ matte: z.enum(['subject', 'background']) }),
  z.strictObject({ region: Region }),
]);
export type MotionPlace = z.infer<typeof MotionPlace>;

/**
 * One region of a photograph that moves by itself. flow streams along its way (cloud, water, smoke), sway bends what is rooted at its foot (grass, hair,
 * flowers), drift carries the whole region there and back, flicker changes its light. Every motion loops exactly after loopSec.
 */
export const MotionRegion = z.strictObject({
  kind: z.enum(['flow', 'sway', 'drift', 'flicker']),
  place: MotionPlace,
  /** Where a flow or a drift goes, degrees counter-clockwise from the right; a sway's first bend. */
  towardDeg: z.number().min(-360).max(360).default(0),
  /** A way drawn by hand instead of a direction: points as ratios of the photograph, the motion follows the nearest stretch. */
  way: z
    .array(z.strictObject({ xRatio: z.number().min(0).max(1), yRatio: z.number().min(0).max(1) }))
    .min(2)
    .max(64)
    .optional(),
  /** How far: a flow's way in one loop, a sway's or drift's reach, as shares of the photograph's width; a flicker's share of the light. Default by kind. */
  amountRatio: z.number().min(0).max(1).optional(),
  loopSec: z.number().min(0.5).max(60).default(4),
});
export type MotionRegion = z.infer<typeof MotionRegion>;
