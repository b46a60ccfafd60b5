import { and, eq, inArray, isNotNull, isNull, lt, sql } from 'drizzle-orm';
import { job, worker } from '../database/schema/index.ts';
import type { Engine } from '../engine/engine.ts';
import type { JobRoom } from './job-room.ts';
import { runJob } from './start-job.ts';

/** A job nobody has touched for this long is looked at, milliseconds: whoever has just entered it starts it itself. */
const UNTOUCHED_MS = 5000;
const AT_ONCE = 200;

/** Finds jobs that should go on and that nobody has in hand, and sees to it that they do: entered and not started, or lost with a worker. Gives how many were set going. */
export async function sweepJobs({ database, calledOff, worker: self }: JobRoom, engine: Engine): Promise<number> {
  const inHand = new Set(calledOff.inHand);
  const dead = sql`not exists (select 1 from ${worker} where ${worker.id} = ${job.heldBy} and ${worker.fencedAt} is null)`;
  const rows = await database.db
    .select({ id: job.id, priority: job.priority, kind: job.kind })
    .from(job)
    .where(
      and(
        isNull(job.endedAt),
        inArray(job.state, ['queued', 'running']),
        lt(job.updatedAt, sql`clock_timestamp() - ${`${UNTOUCHED_MS} milliseconds`}::interval`),
        sql`(${isNull(job.heldBy)} or ${job.heldBy} = ${self.id} or ${dead})`,
      ),
    )
    .orderBy(job.updatedAt)
    .limit(AT_ONCE);
  const idle = rows.filter(({ id }) => !inHand.has(id));
  const lost = new Set(await engine.lost(idle.map(({ id }) => id)));
  for (const row of idle) if (lost.has(row.id)) await runJob(engine, row);
  return lost.size;
}

/** Raises the signal of every job in this worker's hands that a person has called off. */
export async function heedJobCallOffs({ database, calledOff, worker: self }: JobRoom): Promise<void> {
  if (calledOff.inHand.length === 0) return;
  const rows = await database.db
    .select({ id: job.id })
    .from(job)
    .where(and(isNotNull(job.cancelAskedAt), isNull(job.endedAt), eq(job.heldBy, self.id)));
  for (const { id } of rows) calledOff.raise(id);
}
