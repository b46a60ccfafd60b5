import { z } from 'zod';

/** The languages a film is told in. */
export const SpokenLanguage = z.enum(['en', 'zh']);
export type SpokenLanguage = z.infer<typeof SpokenLanguage>;

/** Whose voice, and how it speaks. */
export const Voice = z.strictObject({
  /** An engine and a voice of it, `espeak/female`, `kokoro/af_heart`, `openai/alloy`; an engine alone takes its usual voice. Default: the best that is there without a key. */
  name: z.string().min(1).max(200).default('auto'),
  /** How fast, 1 = as the voice speaks by itself. */
  rateRatio: z.number().min(0.5).max(2).default(1),
  /** How high, 1 = as the voice speaks by itself. */
  pitchRatio: z.number().min(0.5).max(2).default(1),
});
export type Voice = z.infer<typeof Voice>;
