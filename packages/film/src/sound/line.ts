import { z } from 'zod';
import { Bilingual } from '../bilingual.ts';

/** Words that are spoken in a shot. */
export const Line = z.strictObject({
  /** Who speaks: the name of a cast member. Default: the narrator. */
  who: z.string().min(1).max(200).optional(),
  text: Bilingual,
  /** Seconds from the shot's start. Default: a breath after the line before, the first 0.4 s into the shot. */
  startSec: z.number().min(0).optional(),
});
export type Line = z.infer<typeof Line>;
