import { constants, setPriority } from 'node:os';
import { locateFfmpeg } from '@fantascope/media';
import { beginFilmSound, speakFilm } from '@fantascope/render';
import { filmTimeline } from '@fantascope/stage';
import { workAsChild } from '../child/work-as-child.ts';
import type { SoundMade, SoundNews, SoundTask } from './sound-task.ts';

// Behind everything that answers people.
try {
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
} catch {
  // A system that does not let us only shares its time less well.
}

workAsChild<SoundTask, SoundMade, SoundNews>(async ({ film, folder, codec, cache }, { signal, tell }) => {
  tell({ step: 'speaking' });
  const voices = await speakFilm(film, { cacheDir: cache, signal });
  tell({ step: 'mixing' });
  const { path: ffmpegPath } = locateFfmpeg({ env: process.env });
  const work = beginFilmSound(film, { timeline: filmTimeline(film), voices, folder, cacheDir: cache, ffmpegPath, codec });
  const stop = () => void work.close();
  signal.addEventListener('abort', stop);
  try {
    const made = await work.made;
    return made === null
      ? null
      : { file: made.file, integratedLufs: made.measured.integratedLufs, truePeakDbtp: made.measured.truePeakDbtp };
  } finally {
    signal.removeEventListener('abort', stop);
    await work.close();
  }
});
