import { sql } from 'drizzle-orm';
import type { Db } from '../database/database.ts';
import { take } from '../database/schema/index.ts';

/**
 * Takes a take into a worker's hands; false where another living worker has it, or this worker is fenced. A hold ends with the worker: who is
 * fenced holds nothing.
 */
export async function hold(db: Db, { takeId, workerId }: Readonly<{ takeId: string; workerId: string }>): Promise<boolean> {
  const { rowCount } = await db.execute(sql`
    update ${take} set held_by = ${workerId}
    where id = ${takeId}
      and (held_by is null or held_by = ${workerId}
        or not exists (select 1 from fantascope.worker where worker.id = take.held_by and worker.fenced_at is null))
      and exists (select 1 from fantascope.worker where worker.id = ${workerId} and worker.fenced_at is null)`);
  return rowCount === 1;
}

/** Lets a take go. */
export async function letGo(db: Db, { takeId, workerId }: Readonly<{ takeId: string; workerId: string }>): Promise<void> {
  await db.execute(sql`update ${take} set held_by = null where id = ${takeId} and held_by = ${workerId}`);
}
