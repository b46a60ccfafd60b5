import { z } from 'zod';

const count = z.number().int().min(0);

/** What was measured of a file, by its kind; kept with its bytes. Units in the names; `fps` is frames divided by length. */
export const Figures = z.strictObject({
  widthPx: count.optional(),
  heightPx: count.optional(),
  lengthSec: z.number().min(0).optional(),
  fps: z.number().min(0).optional(),
  frames: count.optional(),
  codec: z.string().max(60).nullish(),
  channels: count.optional(),
  sampleRateHz: count.optional(),
  hasAudio: z.boolean().optional(),
  hasAlpha: z.boolean().optional(),
  layers: count.optional(),
  /** Colours a side of a table. */
  size: count.optional(),
  /** Whether a picture's own data say that a model made it or a part of it; absent: they do not. */
  saysGenerated: z.boolean().optional(),
  /** Whether pictures or sound at both ends were decoded, or only the container was read. */
  isDecoded: z.boolean().optional(),
});
export type Figures = z.infer<typeof Figures>;

/** The most that is taken in. Each is checked before anything of that size is held in memory. */
export const fileBounds = {
  /** Pixels of one picture. */
  picturePx: 100_000_000,
  /** Pixels of all pictures of an animation. */
  animationPx: 400_000_000,
  animationFrames: 3000,
  /** Pixels of a film's frame: 8K and a little. */
  framePx: 36_000_000,
  filmFrames: 1_000_000,
  lengthSec: 6 * 3600,
  lutBytes: 64 * 2 ** 20,
  sceneBytes: 512 * 2 ** 20,
} as const;
