import type { SpokenLanguage } from '@fantascope/film';

/** How espeak-ng speaks as somebody: its voice with a variant, words a minute, pitch and range of pitch, 0..99 each. */
export type EspeakVoice = Readonly<{
  variant: string;
  wordsPerMin: Readonly<Record<SpokenLanguage, number>>;
  pitch: number;
  range: number;
}>;

/** The voices there are without a key, by name. */
export const espeakVoices = {
  narrator: { variant: 'Andy', wordsPerMin: { en: 148, zh: 168 }, pitch: 38, range: 44 },
  female: { variant: 'Annie', wordsPerMin: { en: 156, zh: 176 }, pitch: 50, range: 52 },
  male: { variant: 'm3', wordsPerMin: { en: 154, zh: 172 }, pitch: 32, range: 46 },
  girl: { variant: 'f4', wordsPerMin: { en: 162, zh: 180 }, pitch: 68, range: 60 },
  child: { variant: 'f5', wordsPerMin: { en: 158, zh: 176 }, pitch: 84, range: 66 },
  elder: { variant: 'm1', wordsPerMin: { en: 132, zh: 148 }, pitch: 22, range: 36 },
} as const satisfies Readonly<Record<string, EspeakVoice>>;

/** The name of one of them. */
export type EspeakName = keyof typeof espeakVoices;

/** espeak-ng's own names of the languages. Latin words in Chinese are read as English. */
export const espeakLanguages: Readonly<Record<SpokenLanguage, string>> = { en: 'en-us', zh: 'cmn' };
