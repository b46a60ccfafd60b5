import { z } from 'zod';
import { KeyframesCamera, MovesCamera } from './camera.ts';
import { Fault } from './fault.ts';
import { Film } from './film.ts';
import { schemaProblem } from './schema-problem.ts';
import { seededFilm } from './seed-shakes.ts';

const newest = 1;

/** Takes a document of the version it is listed under to the next one. Version 1 is the first, so there is none yet. */
const migrations: Readonly<Record<number, (document: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>>> = {};

const Envelope = z.looseObject({ format: z.literal('fantascope/film'), version: z.number().int().min(1) });

/** Reads a stored film of any known version, its seed in every shake that has none of its own. Throws `film.not-a-film`, `film.too-new` or `film.invalid`. For what people write by hand see `filmFromFile`. */
export function readFilmDocument(json: unknown): Film {
  const document = currentVersion(json);
  const film = Film.safeParse(document, { reportInput: true });
  if (!film.success) throw invalidFilm(film.error, document, (camera) => ('keyframes' in camera ? KeyframesCamera : MovesCamera));
  return seededFilm(film.data);
}

/**
 * The fault for a document its schema refuses. Of a camera that fits neither form zod may name the wrong one's complaint, so a camera's problem is looked up
 * again in the form its fields show (`formOf`).
 */
export function invalidFilm(error: z.ZodError, document: Readonly<Record<string, unknown>>, formOf: (camera: object) => z.ZodType): Fault {
  const [first] = error.issues;
  const [list, index, field] = first?.path ?? [];
  if (list === 'shots' && typeof index === 'number' && field === 'camera') {
    const camera = (document as { shots: readonly { camera: unknown }[] }).shots[index]?.camera;
    const again = typeof camera === 'object' && camera !== null ? formOf(camera).safeParse(camera, { reportInput: true }) : undefined;
    if (again?.error !== undefined) {
      return new Fault(
        'film.invalid',
        schemaProblem({ issues: again.error.issues.map((issue) => ({ ...issue, path: ['shots', index, 'camera', ...issue.path] })) }),
      );
    }
  }
  return new Fault('film.invalid', schemaProblem(error));
}

/** A document of any known version as one of the newest, its fields not yet checked. Throws `film.not-a-film` or `film.too-new`. */
export function currentVersion(json: unknown): Readonly<Record<string, unknown>> {
  const envelope = Envelope.safeParse(json);
  if (!envelope.success) throw new Fault('film.not-a-film');
  const { version } = envelope.data;
  if (version > newest) throw new Fault('film.too-new', { version, newest });
  let document: Readonly<Record<string, unknown>> = envelope.data;
  for (let from = version; from < newest; from += 1) document = { ...migrations[from]?.(document), version: from + 1 };
  return document;
}
