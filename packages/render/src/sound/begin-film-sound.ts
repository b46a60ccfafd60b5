import { resolve } from 'node:path';
import type { Film, Notice } from '@fantascope/film';
import type { SoundCodec } from '@fantascope/media';
import type { Timeline } from '@fantascope/stage';
import type { FilmSoundFile } from './film-sound.ts';
import { soundPlan } from './sound-plan.ts';
import type { FilmVoice } from './speak-film.ts';

/** A film's sound under way beside its pictures: `made` is null where there is none. `close` ends it and gives its files free. */
export type FilmSoundWork = Readonly<{ made: Promise<FilmSoundFile | null>; notices: readonly Notice[]; close: () => Promise<void> }>;

type Setting = Readonly<{
  timeline: Timeline;
  voices: readonly FilmVoice[] | undefined;
  folder: string | undefined;
  cacheDir: string | undefined;
  ffmpegPath: string;
  /** null: the format holds no sound. */
  codec: SoundCodec | null;
}>;

/** Begins a film's sound; its code is loaded only where a film has some. */
export function beginFilmSound(film: Film, { timeline, voices, folder, cacheDir, ffmpegPath, codec }: Setting): FilmSoundWork {
  const plan = soundPlan(film, timeline, voices);
  const none = { made: Promise.resolve(null), notices: [], close: async () => undefined };
  if (plan === null) return none;
  if (codec === null) return { ...none, notices: [{ code: 'render.silent-format', params: {} }] };
  const stop = new AbortController();
  const musicFiles = Object.fromEntries(
    plan.music.flatMap(({ music }) => ('file' in music ? [[music.file, resolve(folder ?? '.', music.file)] as const] : [])),
  );
  const made = import('./film-sound.ts').then(({ makeFilmSound }) =>
    makeFilmSound(plan, { codec, ffmpegPath, cacheDir, musicFiles, signal: stop.signal }),
  );
  // Awaited with the last frame; until then a failure must not count as unhandled.
  made.catch(() => undefined);
  return {
    made,
    notices: [],
    close: async () => {
      stop.abort();
      await (await made.catch(() => null))?.close();
    },
  };
}
