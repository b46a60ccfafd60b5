import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import { plan, take } from '../../database/schema/index.ts';
import type { TakeRoom } from '../take-room.ts';

/** Has the takes go on that wait for a take which is over now. What is missed here is found by the sweep. */
export async function tellFollowers(
  { database: { db } }: Pick<TakeRoom, 'database'>,
  takeId: string,
  goOn: (takeId: string) => Promise<void>,
): Promise<void> {
  const [over] = await db
    .select({ projectId: take.projectId })
    .from(take)
    .where(and(eq(take.id, takeId), isNotNull(take.endedAt)));
  if (over === undefined) return;
  const rows = await db
    .select({ id: take.id })
    .from(take)
    .innerJoin(plan, eq(plan.id, take.planId))
    .where(
      and(
        ...[eq(take.projectId, over.projectId), eq(take.state, 'reserved'), isNull(take.endedAt)],
        sql`${plan.document} #>> '{follows,takeId}' = ${takeId}`,
      ),
    );
  for (const { id } of rows) await goOn(id);
}
