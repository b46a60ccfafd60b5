import { z } from 'zod';
import { Bilingual } from './bilingual.ts';
import { Voice } from './sound/voice.ts';

/** What a film keeps the same in every shot it is in. */
export const CastMember = z.strictObject({
  /** As shots and lines name it; unique in a film. */
  name: z.string().min(1).max(200),
  kind: z.enum(['character', 'product', 'place']).default('character'),
  /** What it looks like, for models that take no pictures. */
  description: Bilingual.optional(),
  /** Reference pictures, relative to the film file. */
  pictures: z.array(z.string().min(1).max(4096)).max(12).default([]),
  voice: Voice.optional(),
});
export type CastMember = z.infer<typeof CastMember>;
