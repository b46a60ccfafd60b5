import { dirname, resolve } from 'node:path';
import { Fault, type Film, FilmSound, filmFromFile, Music, type musicMoods, NearerLayer, parseCamera, variantOf } from '@fantascope/film';
import { ownSubjectDistanceM } from '@fantascope/lift/lifted';
import { type DeliverOptions, forPlatforms, platformAspect } from '../deliver-options.ts';
import { readFilmFile } from '../film-shot.ts';
import { askedFrame, checkTarget } from '../frame-options.ts';
import { readYaml } from '../layer-options.ts';
import type { Setting } from '../setting.ts';
import { withSpeaker } from '../voiced-film.ts';
import { type MakeFilmOptions, makeFilm } from './make-film.ts';
import { depthFiles } from './reporting.ts';

/** What is asked of a film's sound at the door, before the film's own. */
type SoundAsked = Readonly<{ voice?: FilmSound['narration']; speaker?: string; music?: (typeof musicMoods)[number] | 'off' }>;

/** A film file becomes a film. Throws `cli.missing` where no file to write is named. */
export async function film(
  file: string,
  options: Omit<MakeFilmOptions, 'out'> & { out?: string } & SoundAsked & DeliverOptions & { variant?: string },
  setting: Setting,
): Promise<void> {
  const { out } = options;
  if (out === undefined) throw new Fault('cli.missing', { name: '-o, --out <file>', command: 'film' });
  const aspect = platformAspect(options);
  const whole = { ...options, out, ...(aspect === undefined ? {} : { aspect }) };
  const format = await checkTarget(whole, [file, ...depthFiles(options.depth)]);
  const folder = dirname(resolve(file));
  const told = await readFilmFile(file);
  const ownDistancesM = await ownDistances(told, folder);
  const { film: document, notices } = filmFromFile(told, { parseCamera, ownDistancesM, ...askedFrame(whole) });
  const cast = withSpeaker(document, options.speaker);
  const shown = options.variant === undefined ? cast : variantOf(cast, options.variant);
  await makeFilm({ document: forPlatforms(withSound(shown, options), options), notices, folder, format }, whole, setting);
}

function withSound(film: Film, { voice, music }: SoundAsked): Film {
  if (voice === undefined && music === undefined) return film;
  const { music: own, ...sound } = FilmSound.parse(film.sound ?? {});
  const chosen = music === undefined ? own : music === 'off' ? undefined : Music.parse({ mood: music });
  return {
    ...film,
    sound: { ...sound, ...(chosen === undefined ? {} : { music: chosen }), ...(voice === undefined ? {} : { narration: voice }) },
  };
}

/** How far the subject stands in each shot whose picture is a folder of layers. What is wrong with the film itself is told by who reads it. */
async function ownDistances(told: unknown, folder: string): Promise<(number | null)[]> {
  const { shots } = (told ?? {}) as { shots?: unknown };
  if (!Array.isArray(shots)) return [];
  return await Promise.all(
    shots.map(async (shot: { picture?: unknown; layers?: unknown } | null) => {
      if (typeof shot?.picture !== 'string') return null;
      const nearer = NearerLayer.array().safeParse(shot.layers ?? []);
      return await ownSubjectDistanceM(resolve(folder, shot.picture), { readYaml, nearer: nearer.success ? nearer.data : [] });
    }),
  );
}
