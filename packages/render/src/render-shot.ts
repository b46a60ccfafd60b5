import { Film, type Shot } from '@fantascope/film';
import type { ShotSource } from './film-planner.ts';
import { type RenderJob, type RenderReport, renderFilm } from './render-film.ts';

/** One shot to be made into a file. */
export type ShotJob = Omit<RenderJob, 'film' | 'scenes'> &
  Readonly<{
    shot: Shot;
    source: ShotSource;
    widthPx: number;
    heightPx: number;
    fps: Film['fps'];
    captionLanguages?: Film['captionLanguages'];
  }>;

/** Renders a single shot: a film of one. Throws as renderFilm does. */
export async function renderShot({ shot, source, widthPx, heightPx, fps, captionLanguages, ...job }: ShotJob): Promise<RenderReport> {
  const film = Film.parse({
    format: 'fantascope/film',
    version: 1,
    title: { en: shot.name ?? 'A shot' },
    widthPx,
    heightPx,
    fps,
    ...(captionLanguages === undefined ? {} : { captionLanguages }),
    shots: [shot],
  });
  return await renderFilm({ ...job, film, scenes: async () => source });
}
