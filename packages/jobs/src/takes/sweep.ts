import { and, eq, inArray, isNotNull, isNull, lt, ne, sql } from 'drizzle-orm';
import { job, take, worker } from '../database/schema/index.ts';
import type { Engine } from '../engine/engine.ts';
import { queueOf, stageWire } from './provider-of.ts';
import type { TakeRoom } from './take-room.ts';
import { takeWorkflowName } from './take-workflow.ts';

/** States in which a take that has not ended goes on by itself. */
const open = ['reserved', 'sent', 'shooting', 'collecting', 'unknown'];
/** A take nobody has touched for this long is looked at, milliseconds: whoever has just entered it starts it itself. */
const UNTOUCHED_MS = 5000;
const AT_ONCE = 500;

/**
 * Finds takes that should go on and that nobody has in hand, and sees to it that they do: entered and not started, their workflow ended by a
 * fault, or lost with a worker. The table is the truth; the engine only carries it out. Gives how many were set going.
 */
export async function sweepTakes({ database, calledOff, leftAlone, worker: self }: TakeRoom, engine: Engine): Promise<number> {
  const inHand = new Set(calledOff.inHand);
  const dead = sql`not exists (select 1 from ${worker} where ${worker.id} = ${take.heldBy} and ${worker.fencedAt} is null)`;
  const rows = await database.db
    .select({ id: take.id, provider: take.provider, priority: take.priority, heldBy: take.heldBy })
    .from(take)
    .where(
      and(
        isNull(take.endedAt),
        inArray(take.state, open),
        // A job does those of our own stage.
        ne(take.wire, stageWire),
        lt(take.updatedAt, sql`clock_timestamp() - ${`${UNTOUCHED_MS} milliseconds`}::interval`),
        sql`(${take.wakeAt} is null or ${take.wakeAt} <= clock_timestamp())`,
        // What a take waits for has it go on; that is swept by itself.
        sql`not exists (select 1 from ${job} where ${job.takeId} = ${take.id} and ${job.kind} = 'control-render' and ${job.endedAt} is null)`,
        sql`(${isNull(take.heldBy)} or ${take.heldBy} = ${self.id} or ${dead})`,
      ),
    )
    .orderBy(take.updatedAt)
    .limit(AT_ONCE);
  const idle = rows.filter(({ id }) => !inHand.has(id) && !leftAlone.has(id));
  const lost = new Set(await engine.lost(idle.map(({ id }) => id)));
  for (const { id, provider, priority } of idle.filter(({ id: each }) => lost.has(each)))
    await engine.ensure(takeWorkflowName, id, { queue: queueOf(provider), priority });
  return lost.size;
}

/** Raises the signal of every take in this worker's hands that a person has called off. */
export async function heedCallOffs({ database, calledOff, worker: self }: TakeRoom): Promise<void> {
  if (calledOff.inHand.length === 0) return;
  const rows = await database.db
    .select({ id: take.id })
    .from(take)
    .where(and(isNotNull(take.cancelAskedAt), isNull(take.endedAt), eq(take.heldBy, self.id)));
  for (const { id } of rows) calledOff.raise(id);
}
