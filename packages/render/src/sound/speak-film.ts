import { Fault, type Film, type SpokenLanguage, spokenLines } from '@fantascope/film';
import { isNetVoice, type SpeakOptions, type SpokenWord, speak, voiceOf } from '@fantascope/sound';
import type { SpokenSound } from './sound-plan.ts';

/** A line of a film as it was spoken, with its words. */
export type FilmVoice = SpokenSound & Readonly<{ lengthSec: number; words: readonly SpokenWord[] }>;

/** Has everything said that a film's narration asks for, each by its own voice; nothing where narration is off. Throws what `speak` throws. */
export async function speakFilm(film: Film, options: SpeakOptions): Promise<readonly FilmVoice[]> {
  const language: SpokenLanguage | 'off' = film.sound?.narration ?? 'off';
  if (language === 'off') return [];
  const lines = spokenLines(film, language);
  const clips = await speak(
    lines.map(({ text, who }) => ({ text, language, voice: voiceOf(film, who) })),
    options,
  );
  return clips.map(({ samples, sampleRateHz, lengthSec, words }, index) => ({
    ...{ line: lines[index] as FilmVoice['line'], samples, sampleRateHz },
    ...{ lengthSec, words },
  }));
}

/** Says at once, before anything is drawn, that a film needs voices which are bought where nothing is bought. Throws sound.voice-by-key. */
export function checkSpokenHere(film: Film): void {
  const language = film.sound?.narration ?? 'off';
  if (language === 'off') return;
  for (const { who } of spokenLines(film, language)) {
    const { name } = voiceOf(film, who);
    if (isNetVoice(name)) throw new Fault('sound.voice-by-key', { name });
  }
}
