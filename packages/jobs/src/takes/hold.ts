import { sql } from 'drizzle-orm';
import type { Db } from '../database/database.ts';
import type { job, take } from '../database/schema/index.ts';

/** What a worker has in its hands. */
type Held = typeof take | typeof job;
type Hold = Readonly<{ id: string; workerId: string }>;

/**
 * Takes a take or a job into a worker's hands; false where another living worker has it, or this worker is fenced. A hold ends with the worker: who is
 * fenced holds nothing.
 */
export async function hold(db: Db, table: Held, { id, workerId }: Hold): Promise<boolean> {
  const { rowCount } = await db.execute(sql`
    update ${table} set held_by = ${workerId}
    where ${table.id} = ${id}
      and (held_by is null or held_by = ${workerId}
        or not exists (select 1 from fantascope.worker where worker.id = ${table.heldBy} and worker.fenced_at is null))
      and exists (select 1 from fantascope.worker where worker.id = ${workerId} and worker.fenced_at is null)`);
  return rowCount === 1;
}

/** Lets a take or a job go. */
export async function letGo(db: Db, table: Held, { id, workerId }: Hold): Promise<void> {
  await db.execute(sql`update ${table} set held_by = null where id = ${id} and held_by = ${workerId}`);
}
