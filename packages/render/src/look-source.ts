import type { Film, Shot } from '@fantascope/film';
import type { Look } from '@fantascope/stage';

/** What a shot's look is made of: the parts of the shot itself and what the film says for all of them. */
export type LookAsked = Readonly<{ shot: Shot; film: Pick<Film, 'fps' | 'seed'> & Partial<Pick<Film, 'grade'>> }>;

/** A shot's look with every file read; undefined where it asks for nothing, so that such a shot costs and keys nothing. */
export async function lookOf({ shot, film }: LookAsked): Promise<Look | undefined> {
  const { aperture, air, shutter } = shot;
  const asked = {
    ...(aperture === undefined ? {} : { aperture }),
    ...(air.length === 0 ? {} : { air }),
    ...(shutter === undefined ? {} : { shutter }),
  };
  return Object.keys(asked).length === 0 ? undefined : { ...asked, seed: film.seed, fps: film.fps };
}
