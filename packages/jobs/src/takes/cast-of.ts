import { Film } from '@fantascope/film';
import type { CastFact } from '@fantascope/plan';
import { and, eq, inArray, isNull } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '../database/database.ts';
import { cast, film } from '../database/schema/index.ts';

/** The cast of a stored film document, whatever else stands in it. */
const FilmCast = z.object({ cast: Film.shape.cast });
/** What a stored member of the project's cast says, as `cast.create` takes it. */
const Stored = z.object({ en: z.string().optional(), zh: z.string().optional(), references: z.array(z.string()).default([]) });

/** Who of these names is known: the film's own cast first, then the project's; pictures are asset ids. In the order of the names. */
export async function castOf(
  db: Pick<Tx, 'select'>,
  { names, projectId, filmId }: Readonly<{ names: readonly string[]; projectId: string; filmId: string | null }>,
): Promise<readonly CastFact[]> {
  if (names.length === 0) return [];
  const [row] = filmId === null ? [] : await db.select({ document: film.document }).from(film).where(eq(film.id, filmId));
  const own = FilmCast.safeParse(row?.document).data?.cast ?? [];
  const house = await db
    .select({ name: cast.name, document: cast.document })
    .from(cast)
    .where(and(eq(cast.projectId, projectId), isNull(cast.archivedAt), inArray(cast.name, [...names])));
  return [...new Set(names)].flatMap((name): readonly CastFact[] => {
    const member = own.find((each) => each.name === name);
    const kept = house.flatMap((each) => (each.name === name ? [Stored.parse(each.document)] : []));
    if (member === undefined && kept.length === 0) return [];
    const pictures = [...(member?.pictures ?? []), ...kept.flatMap(({ references }) => references)];
    const said = (language: 'en' | 'zh') =>
      member?.description?.[language] ?? kept.find((each) => each[language] !== undefined)?.[language];
    const [en, zh] = [said('en'), said('zh')];
    return [{ name, pictures: [...new Set(pictures)], ...(en === undefined ? {} : { en }), ...(zh === undefined ? {} : { zh }) }];
  });
}
