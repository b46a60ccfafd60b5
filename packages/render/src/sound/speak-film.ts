import { Fault, type Film, type SpokenLanguage, spokenLines, voiceOf } from '@fantascope/film';
import { checkKokoro, isKokoroName, isNetVoice, type SpeakOptions, type SpokenWord, speak, type ToSpeak } from '@fantascope/sound';
import type { SpokenSound } from './sound-plan.ts';
import { type VoiceFilesSetting, voiceFiles } from './voice-files.ts';

/** A line of a film as it was spoken, with its words. */
export type FilmVoice = SpokenSound & Readonly<{ lengthSec: number; words: readonly SpokenWord[] }>;

/** How a film is spoken: where clips and weights are kept (not given: nothing is), the environment that names the hub (default: the process's), who buys and who hears of a download. */
export type SpeakFilmOptions = Omit<SpeakOptions, 'files'> & Partial<Omit<VoiceFilesSetting, 'cacheDir'>>;

/** Has everything said that a film's narration asks for, each by its own voice; nothing where narration is off. Throws what `speak` throws. */
export async function speakFilm(
  film: Film,
  { env = process.env, onDownload, ...options }: SpeakFilmOptions,
): Promise<readonly FilmVoice[]> {
  const language: SpokenLanguage | 'off' = film.sound?.narration ?? 'off';
  if (language === 'off') return [];
  const lines = spokenLines(film, language);
  const { cacheDir } = options;
  const clips = await speak(
    lines.map(({ text, who }) => ({ text, language, voice: voiceOf(film, who) })),
    { ...options, files: cacheDir === undefined ? undefined : voiceFiles({ cacheDir, env, onDownload }) },
  );
  return clips.map(({ samples, sampleRateHz, lengthSec, words }, index) => ({
    ...{ line: lines[index] as FilmVoice['line'], samples, sampleRateHz },
    ...{ lengthSec, words },
  }));
}

/**
 * Says at once, before anything is drawn, that a film needs voices which are bought where nothing is bought, or asks of a voice what it cannot do. Throws
 * sound.voice-by-key and what `checkKokoro` throws.
 */
export function checkSpokenHere(film: Film): void {
  const language = film.sound?.narration ?? 'off';
  if (language === 'off') return;
  const spoken = spokenLines(film, language).map(({ text, who }): ToSpeak => ({ text, language, voice: voiceOf(film, who) }));
  for (const { voice } of spoken) if (isNetVoice(voice.name)) throw new Fault('sound.voice-by-key', { name: voice.name });
  checkKokoro(spoken.filter(({ voice }) => isKokoroName(voice.name)));
}
