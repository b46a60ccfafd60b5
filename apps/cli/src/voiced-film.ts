import { type Film, spokenLines } from '@fantascope/film';
import { fitToVoices, type VoicedLine } from '@fantascope/film/brief';
import { cacheDir } from '@fantascope/lift/lifted';
import { type FilmVoice, speakFilm, withInterrupt } from '@fantascope/render';
import { spokenCaptions } from '@fantascope/sound';
import type { Setting } from './setting.ts';

/** Has a film's lines spoken, and makes its shots as long as what is said in them and its captions follow the words. */
export async function voicedFilm(film: Film, { env }: Setting): Promise<Readonly<{ film: Film; voices: readonly FilmVoice[] }>> {
  const language = film.sound?.narration ?? 'off';
  if (language === 'off') return { film, voices: [] };
  const voices = await withInterrupt((signal) => speakFilm(film, { cacheDir: cacheDir(env), signal }));
  // An edit says itself how long its cuts are.
  if (film.edit !== undefined) return { film, voices };
  const voiced = film.shots.map((shot, index): VoicedLine[] => {
    const own = voices.filter(({ line }) => line.shot === index);
    let next = 0;
    return (shot.lines ?? []).map(({ text }) => {
      const voice = own[next];
      // A line of nothing but blanks is not spoken.
      if (voice === undefined || voice.line.text !== (text[language] ?? text.zh ?? text.en ?? '').trim()) return null;
      next += 1;
      const { words, lengthSec } = voice;
      return { lengthSec, pieces: spokenCaptions(text, { language, words, lengthSec }) };
    });
  });
  return { film: fitToVoices(film, voiced), voices };
}

/** The voices of a film at the places that its lines have now. */
export function placedVoices(film: Film, voices: readonly FilmVoice[]): readonly FilmVoice[] {
  const language = film.sound?.narration ?? 'off';
  if (language === 'off') return [];
  const lines = spokenLines(film, language);
  return voices.map((voice, index) => ({ ...voice, line: lines[index] ?? voice.line }));
}
