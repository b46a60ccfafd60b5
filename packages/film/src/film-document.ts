import { z } from 'zod';
import { Fault } from './fault.ts';
import { Film } from './film.ts';
import { schemaProblem } from './schema-problem.ts';

const newest = 1;

/** Takes a document of the version it is listed under to the next one. Version 1 is the first, so there is none yet. */
const migrations: Readonly<Record<number, (document: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>>> = {};

const Envelope = z.looseObject({ format: z.literal('fantascope/film'), version: z.number().int().min(1) });

/** Reads a stored film of any known version. Throws `film.not-a-film`, `film.too-new` or `film.invalid`. For what people write by hand see `filmFromFile`. */
export function readFilmDocument(json: unknown): Film {
  const film = Film.safeParse(currentVersion(json), { reportInput: true });
  if (!film.success) throw new Fault('film.invalid', schemaProblem(film.error));
  return film.data;
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
