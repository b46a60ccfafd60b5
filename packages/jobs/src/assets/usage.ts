import { and, eq, isNull, or, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Db, Tx } from '../database/database.ts';
import { cast, film, shot, take } from '../database/schema/index.ts';

/** Something that names an asset. `kind`: film, shot, cast, or a kept or locked take whose file it is. */
export type AssetUse = Readonly<{ kind: 'film' | 'shot' | 'cast' | 'take'; id: string; name: string }>;

/** Of each kind at most. */
const MOST = 100;

/** What of its project names an asset: films, shots and cast that are not archived, and the take it is the file of. Each kind at most 100. */
export async function usageOf(
  db: Db | Tx,
  { assetId, projectId }: Readonly<{ assetId: string; projectId: string }>,
): Promise<readonly AssetUse[]> {
  // Ids are unique texts; a document that holds one in quotes names it.
  const names = (column: PgColumn) => sql`${column}::text like ${`%"${assetId}"%`}`;
  const [films, shots, people, takes] = [
    await db
      .select({ id: film.id, name: film.title })
      .from(film)
      .where(and(eq(film.projectId, projectId), isNull(film.archivedAt), names(film.document)))
      .limit(MOST),
    await db
      .select({ id: shot.id, name: shot.name })
      .from(shot)
      .where(and(eq(shot.projectId, projectId), isNull(shot.archivedAt), names(shot.document)))
      .limit(MOST),
    await db
      .select({ id: cast.id, name: cast.name })
      .from(cast)
      .where(and(eq(cast.projectId, projectId), isNull(cast.archivedAt), names(cast.document)))
      .limit(MOST),
    await db
      .select({ id: take.id, name: take.model })
      .from(take)
      .where(and(eq(take.projectId, projectId), eq(take.assetId, assetId), or(eq(take.isLocked, true), eq(take.verdict, 'kept'))))
      .limit(MOST),
  ];
  return [
    ...films.map((each) => ({ kind: 'film' as const, ...each })),
    ...shots.map((each) => ({ kind: 'shot' as const, ...each })),
    ...people.map((each) => ({ kind: 'cast' as const, ...each })),
    ...takes.map((each) => ({ kind: 'take' as const, ...each })),
  ];
}
