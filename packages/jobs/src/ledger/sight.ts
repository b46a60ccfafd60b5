import { and, eq, inArray, or, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Db } from '../database/database.ts';
import { member } from '../database/schema/index.ts';
import { type Actor, isAtLeast, type Role } from '../people/actor.ts';

/** Whose money somebody may see: everybody's (the owner of the server), that of whole projects (producers and owners of them), or their own in a project. */
export type Sight = 'all' | Readonly<{ userId: string; whole: readonly string[]; own: readonly string[] }>;

/** What an actor may see, narrowed to one project where one is asked for or where the token is for one. */
export async function sightOf(db: Db, actor: Actor, { projectId }: Readonly<{ projectId?: string | undefined }> = {}): Promise<Sight> {
  const wanted = [projectId, actor.token?.projectId ?? undefined].filter((id) => id !== undefined);
  const isWanted = (id: string) => wanted.every((each) => each === id);
  const { userId } = actor;
  if (actor.isServerOwner) {
    const [only] = wanted;
    return only === undefined ? 'all' : { userId, whole: isWanted(only) ? [only] : [], own: [] };
  }
  const rows = await db.select({ id: member.projectId, role: member.role }).from(member).where(eq(member.userId, userId));
  const seen = rows.filter(({ id }) => isWanted(id));
  const isWhole = ({ role }: { role: string }) => isAtLeast(role as Role, 'producer');
  return {
    userId,
    whole: seen.filter(isWhole).map(({ id }) => id),
    own: seen.filter((row) => !isWhole(row)).map(({ id }) => id),
  };
}

/** The condition on a table's rows that keeps to what may be seen; undefined where everything may. */
export function seenBy(sight: Sight, { projectId, userId }: Readonly<{ projectId: PgColumn; userId: PgColumn }>): SQL | undefined {
  if (sight === 'all') return undefined;
  const whole = sight.whole.length === 0 ? sql`false` : inArray(projectId, [...sight.whole]);
  const own = sight.own.length === 0 ? sql`false` : and(inArray(projectId, [...sight.own]), eq(userId, sight.userId));
  return or(whole, own);
}
