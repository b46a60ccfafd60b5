import { type Film, FilmSound, spokenLines, Voice } from '@fantascope/film';
import { fitToVoices, type VoicedLine } from '@fantascope/film/brief';
import { cacheDir } from '@fantascope/lift/lifted';
import { type FilmVoice, speakFilm, withInterrupt } from '@fantascope/render';
import { spokenCaptions } from '@fantascope/sound';
import { buyVoices } from './buy-voices.ts';
import { downloadProgress } from './commands/reporting.ts';
import type { Setting } from './setting.ts';
import type { SpendOptions } from './spend-options.ts';

/** Has a film's lines spoken, and makes its shots as long as what is said in them and its captions follow the words. */
export async function voicedFilm(
  film: Film,
  setting: Setting,
  spend: SpendOptions,
): Promise<Readonly<{ film: Film; voices: readonly FilmVoice[] }>> {
  const buy = buyVoices(setting, spend);
  const language = film.sound?.narration ?? 'off';
  if (language === 'off') return { film, voices: [] };
  const voices = await withInterrupt((signal) =>
    speakFilm(film, { cacheDir: cacheDir(setting.env), env: setting.env, onDownload: downloadProgress(setting.door), signal, buy }),
  );
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

/** A film whose lines are said by one voice: the narrator's, and those of all members who have none of their own by name. */
export function withSpeaker(film: Film, name: string | undefined): Film {
  if (name === undefined) return film;
  const spoken = film.sound?.voice ?? Voice.parse({});
  const cast = film.cast?.map((member) =>
    member.kind !== 'character' || (member.voice !== undefined && member.voice.name !== 'auto')
      ? member
      : { ...member, voice: { ...(member.voice ?? Voice.parse({})), name } },
  );
  return {
    ...film,
    ...(cast === undefined ? {} : { cast }),
    sound: { ...FilmSound.parse(film.sound ?? {}), voice: { ...spoken, name } },
  };
}
