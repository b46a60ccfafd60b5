import type { SpokenLanguage, Voice } from '@fantascope/film';

/** A word of a text: its place in characters (code points) and when it begins, seconds from the clip's start. */
export type SpokenWord = Readonly<{ at: number; length: number; startSec: number }>;

/** A line that is spoken: one channel, full scale ±1, silence at both ends taken off. */
export type SpokenClip = Readonly<{
  samples: Float32Array;
  sampleRateHz: number;
  lengthSec: number;
  words: readonly SpokenWord[];
  engine: string;
}>;

/** Words to be spoken. */
export type ToSpeak = Readonly<{ text: string; language: SpokenLanguage; voice: Voice }>;
