import { z } from 'zod';
import { SpokenLanguage, Voice } from './voice.ts';

/** What a score feels like. */
export const musicMoods = ['calm', 'tender', 'wonder', 'bright', 'tense', 'epic', 'melancholy'] as const;

/** The keys a score is set in. */
export const musicKeys = ['C', 'C#', 'D', 'Eb', 'E', 'F', 'F#', 'G', 'Ab', 'A', 'Bb', 'B'] as const;

/** How loud something is before the mix is brought to its target, dB. */
const gainDb = z.number().min(-60).max(12).default(0);

/** Music under a film: a score composed to its cuts, or a file. */
export const Music = z.union([
  z.strictObject({
    mood: z.enum(musicMoods),
    /** Default: the mood's own. */
    key: z.enum(musicKeys).optional(),
    /** Beats a minute. Default: near the mood's own, so that cuts fall on beats. */
    bpm: z.number().min(40).max(200).optional(),
    gainDb,
  }),
  z.strictObject({
    /** Relative to the film file. */
    file: z.string().min(1).max(4096),
    /** From where in the file, seconds. */
    startSec: z.number().min(0).default(0),
    gainDb,
  }),
]);
export type Music = z.infer<typeof Music>;

/** Sounds that are made rather than recorded. */
export const effectKinds = ['whoosh', 'impact', 'riser', 'chime', 'shimmer', 'wind', 'rain', 'waves', 'birds', 'heartbeat'] as const;

/** A made sound in a shot. */
export const SoundEffect = z.strictObject({
  kind: z.enum(effectKinds),
  /** Seconds from the shot's start. */
  startSec: z.number().min(0).default(0),
  /** Default: the sound's own length; for wind, rain, waves and birds the rest of the shot. */
  lengthSec: z.number().positive().max(600).optional(),
  gainDb,
});
export type SoundEffect = z.infer<typeof SoundEffect>;

/** What a film sounds like. */
export const FilmSound = z.strictObject({
  /** The language its lines are spoken in; off: they are only read. */
  narration: z.union([SpokenLanguage, z.literal('off')]).default('off'),
  /** The narrator's, and of everyone in the cast who has none. */
  voice: Voice.optional(),
  music: Music.optional(),
  /** web: −14 LUFS, at most −1 dBTP; broadcast: −23 LUFS, at most −1 dBTP (EBU R 128). */
  loudness: z.enum(['web', 'broadcast']).default('web'),
});
export type FilmSound = z.infer<typeof FilmSound>;
