import { chosenTake, Film, newestTake, withEditTakes } from '@fantascope/film';
import type { Plan } from '@fantascope/plan';
import { and, desc, eq, inArray, isNotNull, isNull, or } from 'drizzle-orm';
import type { Db, Tx } from '../../database/database.ts';
import { film, take } from '../../database/schema/index.ts';
import { withStoredShots } from '../../operation/film-shots.ts';

type TakeRow = typeof take.$inferSelect;

/** The take of the shot before with whose last frame a shot begins. */
export type Followed = NonNullable<Plan['follows']>;

/** Whether a plan begins with the last frame of a take before it, so that it can only be sent once that is there. */
export function isGoingOn({ needs }: Pick<Plan, 'needs'>): boolean {
  return needs.some(({ kind }) => kind === 'previous-frame');
}

/**
 * Which of a shot's takes the shot behind it goes on from: one that is under way, since what it makes will stand; else the one that stands in the film; else the newest
 * that nobody has rejected. Null where the stage draws the shot, or nothing of it moves. An emulator's take leads to no real one.
 */
export function takeToFollow(
  takes: readonly TakeRow[],
  { placed, isEmulated }: Readonly<{ placed: string | undefined; isEmulated: boolean }>,
): string | null {
  const own = takes.filter((each) => isEmulated || !each.isEmulated).toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
  const underway = own.find(({ endedAt }) => endedAt === null);
  if (underway !== undefined) return underway.id;
  const shown = own.map((each) => ({
    ...{ id: each.id, verdict: each.verdict, assetId: each.assetId },
    ...{ lengthSec: each.lengthMs === null ? null : each.lengthMs / 1000, createdAt: each.createdAt.toISOString() },
  }));
  const chosen = chosenTake(shown, placed);
  if (chosen !== null || placed !== undefined) return chosen?.id ?? null;
  return newestTake(shown)?.id ?? null;
}

/** The shot before each stored shot of a film, by id; the first, and one behind a shot that is not stored, have none. */
export function shotsBefore({ shots }: Pick<Film, 'shots'>): ReadonlyMap<string, string> {
  return new Map(
    shots.flatMap(({ id }, index) => {
      const before = shots[index - 1]?.id;
      return id === undefined || before === undefined ? [] : [[id, before] as const];
    }),
  );
}

/** The take that a stored shot would go on from now; null where there is none. */
export async function followedNow(
  db: Db | Tx,
  { shot, isEmulated }: Readonly<{ shot: Readonly<{ id: string; filmId: string | null }>; isEmulated: boolean }>,
): Promise<Followed | null> {
  const [row] = shot.filmId === null ? [] : await db.select().from(film).where(eq(film.id, shot.filmId));
  if (row === undefined) return null;
  const document = Film.parse(await withStoredShots(db, { filmId: row.id, document: row.document }));
  const shotId = shotsBefore(document).get(shot.id);
  if (shotId === undefined) return null;
  const takeId = takeToFollow(await takesThatCount(db, [shotId]), { placed: withEditTakes(document).takes?.[shotId], isEmulated });
  return takeId === null ? null : { shotId, takeId };
}

async function takesThatCount(db: Db | Tx, shotIds: readonly string[]): Promise<readonly TakeRow[]> {
  return await db
    .select()
    .from(take)
    .where(and(inArray(take.shotId, [...shotIds]), or(isNull(take.endedAt), isNotNull(take.assetId))))
    .orderBy(desc(take.createdAt), desc(take.id));
}
