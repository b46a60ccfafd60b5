import { createHash } from 'node:crypto';
import { Fault, newId } from '@fantascope/film';
import { and, eq, isNull, sql } from 'drizzle-orm';
import { idempotency } from '../database/schema/index.ts';
import type { Studio } from '../studio.ts';

/** A key as it may stand in the header: visible ASCII, at most 255. */
export const idempotencyKeyShape = /^[\x21-\x7e]{1,255}$/;

/** How long a call with the key of one that is still running waits for its answer, milliseconds. */
const WAIT_MS = 30_000;
/** A worker silent for this long is dead, and its calls may be taken up (engine/worker.ts). */
const DEAD_AFTER_MS = 20_000;

/** Which call it is: an actor's key, and what it asks. */
export type OnceCall = Readonly<{ actorId: string; key: string; operation: string; input: unknown }>;

/** JSON with its fields in order, so that two spellings of one body are one body. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value).filter(([, each]) => each !== undefined);
  return `{${fields
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, each]) => `${JSON.stringify(name)}:${canonical(each)}`)
    .join(',')}}`;
}

/**
 * Runs a call once for all who come with its key: the first runs, the others get its answer, also after a crash, when the call is run again
 * with the ids it had. A fault is not an answer: nothing was done, and the key may be used again with the same body. Throws
 * jobs.key-reused for another body and jobs.still-running after half a minute.
 */
export async function once<T>(
  studio: Studio,
  { kept = (reply) => reply, ...call }: OnceCall & Readonly<{ kept?: ((reply: T) => unknown) | undefined }>,
  run: (ulid: string) => Promise<T>,
): Promise<T> {
  const { db } = studio.database;
  const { nowMs, sleep } = studio.ports;
  const { workerId } = studio.engine;
  const { actorId, key } = call;
  const bodySha256 = createHash('sha256')
    .update(`${call.operation}\n${canonical(call.input)}`)
    .digest('hex');
  const here = and(eq(idempotency.actorId, actorId), eq(idempotency.key, key));
  const ulid = newId('job', { nowMs: nowMs(), random: studio.ports.random }).slice('job_'.length);
  const until = nowMs() + WAIT_MS;
  for (;;) {
    const begun = await db
      .insert(idempotency)
      .values({ actorId, key, operation: call.operation, bodySha256, ulid, workerId, at: new Date(nowMs()) })
      .onConflictDoNothing()
      .returning({ ulid: idempotency.ulid });
    if (begun[0] !== undefined) return answered(begun[0].ulid);
    const [row] = await db.select().from(idempotency).where(here);
    if (row === undefined) continue;
    if (row.bodySha256 !== bodySha256) throw new Fault('jobs.key-reused', { key });
    if (row.status !== null) return row.reply as T;
    // Its worker died with it, or it is ours from before: nobody will answer any more. One of those who wait takes it up.
    const taken = await db
      .update(idempotency)
      .set({ workerId })
      .where(
        and(
          here,
          isNull(idempotency.status),
          eq(idempotency.workerId, row.workerId),
          sql`not exists (select 1 from fantascope.worker w where w.id = ${row.workerId} and w.fenced_at is null
            and w.heartbeat_at > ${new Date(nowMs() - DEAD_AFTER_MS).toISOString()}::timestamptz)`,
        ),
      )
      .returning({ ulid: idempotency.ulid });
    if (taken[0] !== undefined) return answered(taken[0].ulid);
    if (nowMs() > until) throw new Fault('jobs.still-running', { key });
    await sleep(50);
  }

  async function answered(own: string): Promise<T> {
    try {
      const reply = await run(own);
      await db
        .update(idempotency)
        .set({ status: 200, reply: kept(reply) })
        .where(here);
      return reply;
    } catch (error) {
      await db.delete(idempotency).where(and(here, isNull(idempotency.status)));
      throw error;
    }
  }
}
