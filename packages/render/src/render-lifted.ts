import { type FilmLifting, liftFilm } from './lift-film.ts';
import { type RenderJob, type RenderReport, renderFilm } from './render-film.ts';
import type { LiftedShot } from './shot-source.ts';

/**
 * Lifts every shot that no footage stands for, and makes the film. Its sound is made and its encoders start while the pictures are lifted; nothing is drawn of a
 * picture before the last one is lifted, so that a refusal costs no drawing. Gives the lifted shots in their order. Throws as liftFilm and renderFilm do.
 */
export async function renderLifted(
  { signal, ...job }: Omit<RenderJob, 'scenes'>,
  lifting: Omit<FilmLifting, 'signal'>,
): Promise<Readonly<{ report: RenderReport; shots: readonly LiftedShot[] }>> {
  const { film, footage } = job;
  const drawn = [...film.shots.keys()].filter((index) => footage?.has(index) !== true);
  const end = new AbortController();
  const either = signal === undefined ? end.signal : AbortSignal.any([signal, end.signal]);
  let lifted: Promise<readonly LiftedShot[]> | undefined;
  // Not before it is asked for: what renderFilm refuses at once costs no lifting.
  const lift = () => {
    lifted ??= liftFilm(
      { ...film, shots: drawn.map((index) => film.shots[index] as (typeof film.shots)[number]) },
      { ...lifting, signal: either },
    );
    return lifted;
  };
  try {
    const report = await renderFilm({
      ...job,
      ...(signal === undefined ? {} : { signal }),
      scenes: async (_, index) => ((await lift())[drawn.indexOf(index)] as LiftedShot).source,
    });
    return { report, shots: await lift() };
  } finally {
    end.abort();
    await lifted?.catch(() => undefined);
  }
}
