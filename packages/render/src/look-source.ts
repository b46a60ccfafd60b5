import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Fault, type Film, Grade, type Shot } from '@fantascope/film';
import { type ColourCube, type LayerMotion, type Look, readCube } from '@fantascope/stage';

/** A .cube of the largest size, 129³ colours of some thirty letters, is half of this. */
const MOST_CUBE_BYTES = 2 ** 27;

const isPlain = (grade: Grade) => JSON.stringify(Grade.parse(grade)) === JSON.stringify(Grade.parse({}));

/** What a shot's look is made of: the parts of the shot itself and what the film says for all of them. */
export type LookAsked = Readonly<{
  shot: Pick<Shot, 'aperture' | 'motions' | 'air' | 'grade' | 'shutter'>;
  film: Pick<Film, 'fps' | 'seed'> & Partial<Pick<Film, 'grade'>>;
  /** Where the files that it names are looked for: the film file's folder, or the working directory. */
  folder: string;
  /** Tables already read, by path: a film whose shots share one holds it once. Default: none are shared. */
  cubes?: Map<string, Promise<ColourCube>>;
}>;

/**
 * A shot's look with every file read; undefined where it asks for nothing, so that such a shot costs and keys nothing.
 * Throws `render.cube-file` or `stage.bad-cube` for a LUT that cannot be used.
 */
export async function lookOf({ shot, film, folder, cubes }: LookAsked): Promise<Look | undefined> {
  const { aperture, air, shutter } = shot;
  const grade = shot.grade ?? film.grade;
  const asked = {
    ...(aperture === undefined ? {} : { aperture }),
    ...(air.length === 0 ? {} : { air }),
    ...(shutter === undefined ? {} : { shutter }),
    ...(grade === undefined || isPlain(grade) ? {} : await readGrade(grade, folder, cubes)),
  };
  return Object.keys(asked).length === 0 ? undefined : { ...asked, seed: film.seed, fps: film.fps };
}

/** A look with motions, also where there was no other part. */
export function withMotions(look: Look | undefined, { film }: LookAsked, motions: readonly LayerMotion[]): Look {
  const { seed, fps } = film;
  return { seed, fps, ...look, ...(motions.length === 0 ? {} : { motions }) };
}

async function readGrade(
  { lut, ...grade }: Grade,
  folder: string,
  cubes = new Map<string, Promise<ColourCube>>(),
): Promise<Pick<Look, 'grade' | 'cube'>> {
  if (lut === undefined) return { grade };
  const path = resolve(folder, lut);
  const known = cubes.get(path) ?? readCubeFile(path, lut);
  cubes.set(path, known);
  return { grade, cube: await known };
}

async function readCubeFile(path: string, name: string): Promise<ColourCube> {
  const unread = (problem: string) => new Fault('render.cube-file', { path: name, problem });
  const facts = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw unread(error.code ?? error.message);
  });
  // Asked before it is opened: reading a pipe waits until somebody writes to it, and a device never ends.
  if (!facts.isFile()) throw unread(facts.isDirectory() ? 'EISDIR' : 'not a plain file');
  const { size } = facts;
  if (size > MOST_CUBE_BYTES) throw unread(`${size} bytes`);
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw unread(error.code ?? error.message);
  });
  return readCube(text, name);
}
