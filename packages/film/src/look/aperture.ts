import { z } from 'zod';

/**
 * The lens opening: how much lies out of focus. What is sharp is the camera's focusM and its rack-focus moves; without an aperture everything is sharp.
 * fStop is the f-number on the 36 mm frame.
 */
export const Aperture = z.strictObject({
  fStop: z.number().min(0.5).max(64),
  shape: z.enum(['disc', 'hexagon']).default('disc'),
  /** How much brighter than white the lights behind clipped highlights are taken to be, 0 none … 1 the usual. */
  highlightRatio: z.number().min(0).max(4).default(1),
});
export type Aperture = z.infer<typeof Aperture>;
