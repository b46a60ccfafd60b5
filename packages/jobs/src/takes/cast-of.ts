import { isDeepStrictEqual } from 'node:util';
import { type CastMember, type CastVersion, Film } from '@fantascope/film';
import { type CastFact, castFacts, type Plan } from '@fantascope/plan';
import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '../database/database.ts';
import { cast, film } from '../database/schema/index.ts';

/** The cast of a stored film document, whatever else stands in it. */
const FilmCast = z.object({ cast: Film.shape.cast });
const words = { en: z.string().optional(), zh: z.string().optional(), references: z.array(z.string()).default([]) };
/** What a stored member of the project's cast says, as `cast.create` takes it. */
const Stored = z.object({ ...words, versions: z.array(z.object({ name: z.string(), ...words })).default([]) });

/**
 * Who of these names is known: what the film's own cast says, and the project's where that says nothing; pictures are asset ids. In the order of the names. A film is an
 * episode: what it says of a member goes before what all of them share.
 */
export async function castOf(
  db: Pick<Tx, 'select'>,
  { names, projectId, filmId }: Readonly<{ names: readonly string[]; projectId: string; filmId: string | null }>,
): Promise<readonly CastFact[]> {
  if (names.length === 0) return [];
  const [row] = filmId === null ? [] : await db.select({ document: film.document }).from(film).where(eq(film.id, filmId));
  const own = castFacts(FilmCast.safeParse(row?.document).data?.cast ?? [], names);
  const house = castFacts(await houseCast(db, { names, projectId }), names);
  return [...new Set(names)].flatMap((name): readonly CastFact[] => {
    const [first, second] = [own, house].flatMap((facts) => facts.find((fact) => fact.name === name) ?? []);
    if (first === undefined || second === undefined) return first === undefined ? [] : [first];
    // Half of each would be two people: words of one language beside those of another look, or pictures of both.
    const { en, zh } = first.en === undefined && first.zh === undefined ? second : first;
    const { pictures } = first.pictures.length === 0 ? second : first;
    return [{ ...first, pictures, ...(en === undefined ? {} : { en }), ...(zh === undefined ? {} : { zh }) }];
  });
}

/** Rows of one name, of whatever kind, are one member. */
async function houseCast(
  db: Pick<Tx, 'select'>,
  { names, projectId }: Readonly<{ names: readonly string[]; projectId: string }>,
): Promise<readonly CastMember[]> {
  // A shot names a version as MEMBER/VERSION.
  const wanted = [...new Set(names.flatMap((name) => [name, name.slice(0, Math.max(0, name.lastIndexOf('/')))]))];
  const rows = await db
    .select({ name: cast.name, kind: cast.kind, document: cast.document })
    .from(cast)
    .where(and(eq(cast.projectId, projectId), isNull(cast.archivedAt), inArray(cast.name, wanted)))
    .orderBy(asc(cast.kind));
  return [...Map.groupBy(rows, ({ name }) => name)].map(([name, same]): CastMember => {
    const documents = same.map(({ document }) => Stored.parse(document));
    return {
      ...{ name, kind: (same[0]?.kind ?? 'character') as CastMember['kind'] },
      ...described(documents),
      versions: documents.flatMap(({ versions }) => versions.map((each): CastVersion => ({ name: each.name, ...described([each]) }))),
    };
  });
}

type Said = Readonly<{ en?: string | undefined; zh?: string | undefined; references: readonly string[] }>;

function described(said: readonly Said[]): Pick<CastMember, 'description' | 'pictures'> {
  const [en, zh] = [said.find((each) => each.en !== undefined)?.en, said.find((each) => each.zh !== undefined)?.zh];
  const pictures = said.flatMap(({ references }) => references);
  return { pictures, ...(en === undefined && zh === undefined ? {} : { description: { en, zh } }) };
}

/** Whether the cast of a shot is known by now as something else than when a plan of it was made. On the stage nobody is told of the cast. */
export function isCastChanged({ carriers, cast = [] }: Plan, now: readonly CastFact[]): boolean {
  if (carriers.some(({ part, by }) => part === 'cast' && by === 'number')) return false;
  // A stored plan has no fields that are undefined.
  return !isDeepStrictEqual(cast, JSON.parse(JSON.stringify(now)));
}
