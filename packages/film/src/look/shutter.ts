import { z } from 'zod';

/** Motion blur: the share of a frame's time that the shutter is open, 360° all of it. What is in the air blurs; the camera too where isOnCamera. */
export const Shutter = z.strictObject({
  angleDeg: z.number().min(0).max(360).default(180),
  isOnCamera: z.boolean().default(false),
});
export type Shutter = z.infer<typeof Shutter>;
