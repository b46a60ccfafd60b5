import { z } from 'zod';

const signed = z.number().min(-1).max(1).default(0);

/** How a shot's colours are set. Everything at its default changes nothing. */
export const Grade = z.strictObject({
  /** Stops of light, in linear light. */
  exposureStops: z.number().min(-8).max(8).default(0),
  /** White balance: + warmer, − cooler; 1 parts red from blue by 1.4 stops. */
  warmthRatio: signed,
  /** + magenta, − green. */
  tintRatio: signed,
  /** 0 leaves, −1 flat grey, +1 twice as steep around middle grey. */
  contrastRatio: signed,
  /** 0 leaves, −1 black and white, +1 twice as colourful. */
  saturationRatio: signed,
  /** A .cube file, relative to the film file; applied last, mixed in by lutRatio. */
  lut: z.string().min(1).max(4096).optional(),
  lutRatio: z.number().min(0).max(1).default(1),
  /** How dark the frame's corners become: 3 stops at 1. */
  vignetteRatio: z.number().min(0).max(1).default(0),
  /** Strength of film grain, 1: a standard deviation of 10/255 in middle tones; it costs the encoder dearly. */
  grainRatio: z.number().min(0).max(1).default(0),
  /** Black bars that leave this aspect ratio, width / height. */
  letterboxAspectRatio: z.number().min(0.2).max(5).optional(),
});
export type Grade = z.infer<typeof Grade>;
