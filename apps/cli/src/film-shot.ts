import { readFile } from 'node:fs/promises';
import { dirname, extname, resolve } from 'node:path';
import { Fault, type Film, filmFromFile, parseCamera, type Shot, shotInFrame } from '@fantascope/film';
import { type CastFact, castFacts } from '@fantascope/plan';
import { parse as parseYaml } from 'yaml';
import type { Door } from './door.ts';

/** A shot of a film file, its pictures' paths from here: what a model needs of the film to make it. `folder`: where the file lies. */
export type FilmShot = Readonly<{
  shot: Shot;
  frame: Pick<Film, 'widthPx' | 'heightPx' | 'fps'>;
  cast: readonly CastFact[];
  folder: string;
  /** Files that the shot names, which no result may overwrite. */
  files: readonly string[];
}>;

/** Reads a film file, YAML or JSON. Throws cli.bad-file. */
export async function readFilmFile(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Fault('cli.bad-file', { path, problem: error.code ?? error.message });
  });
  try {
    return extname(path) === '.json' ? JSON.parse(text) : parseYaml(text);
  } catch (cause) {
    throw new Fault(
      'cli.bad-file',
      { path, problem: cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause) },
      { cause },
    );
  }
}

/** One shot of a film file, by its number from 1 or its name, with who of the film's cast is in it. Throws cli.bad-file, cli.bad-value and the `film.*` faults. */
export async function readFilmShot(path: string, { named, door }: Readonly<{ named: string; door: Door }>): Promise<FilmShot> {
  const { film, notices } = filmFromFile(await readFilmFile(path), { parseCamera });
  for (const notice of notices) door.notice(notice);
  const found = film.shots.find(({ name }) => name === named) ?? (/^\d+$/.test(named) ? film.shots[Number(named) - 1] : undefined);
  if (found === undefined) throw new Fault('cli.bad-value', { option: '--shot', value: named, takes: `1–${film.shots.length}` });
  const folder = dirname(resolve(path));
  const { widthPx, heightPx, fps } = film;
  const own = shotInFrame(found, widthPx / heightPx);
  const at = (file: string) => resolve(folder, file);
  const shot: Shot = {
    ...own,
    ...(own.picture === undefined ? {} : { picture: at(own.picture) }),
    ...(own.paintMask === undefined ? {} : { paintMask: at(own.paintMask) }),
    ...(own.depthBrush === undefined ? {} : { depthBrush: at(own.depthBrush) }),
  };
  const cast = castFacts(film.cast ?? [], shot.cast ?? []).map((member) => ({ ...member, pictures: member.pictures.map(at) }));
  const files = [path, ...(shot.picture === undefined ? [] : [shot.picture]), ...cast.flatMap(({ pictures }) => pictures)];
  return { shot, frame: { widthPx, heightPx, fps }, cast, folder, files };
}
