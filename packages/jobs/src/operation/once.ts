import { createHash } from 'node:crypto';
import { Fault, newId } from '@fantascope/film';
import { and, eq, isNull, sql } from 'drizzle-orm';
import { idempotency } from '../database/schema/index.ts';
import type { Studio } from '../studio.ts';

/** A key as it may stand in the header: visible ASCII, at most 255. */
export const idempotencyKeyShape = /^[\x21-\x7e]{1,255}$/;

/** How long a call with the key of one that is still running waits for its answer, milliseconds. */
const WAIT_MS = 30_000;
/** A worker silent for this long has stopped itself, and its calls may be taken up (engine/worker.ts). */
const DEAD_AFTER_SEC = 20;
/** Stands for the worker of a call that broke off and waits to be taken up. */
const NOBODY = '';

type Part = Pick<Studio, 'database' | 'ports'> & Readonly<{ engine: Pick<Studio['engine'], 'workerId'> }>;

/** Calls with a key that this process has in hand, by its engine: one written as ours and not among them broke off. */
const inHand = new WeakMap<Part['engine'], Set<string>>();

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

function bodyOf({ operation, input }: OnceCall): string {
  return createHash('sha256')
    .update(`${operation}\n${canonical(input)}`)
    .digest('hex');
}

/** The row of a call that came with this key before. Throws jobs.key-reused for another body. */
async function rowOf({ database }: Pick<Part, 'database'>, call: OnceCall): Promise<typeof idempotency.$inferSelect | undefined> {
  const { actorId, key } = call;
  const [row] = await database.db
    .select()
    .from(idempotency)
    .where(and(eq(idempotency.actorId, actorId), eq(idempotency.key, key)));
  if (row !== undefined && row.bodySha256 !== bodyOf(call)) throw new Fault('jobs.key-reused', { key });
  return row;
}

/** The answer that this call got before with its key; undefined where it has none yet. Throws jobs.key-reused for another body. */
export async function keptAnswer(studio: Pick<Part, 'database'>, call: OnceCall): Promise<Readonly<{ reply: unknown }> | undefined> {
  const row = await rowOf(studio, call);
  return row === undefined || row.status === null ? undefined : { reply: row.reply };
}

/**
 * Runs a call once for all who come with its key: the first runs, the others get its answer. A fault is not an answer: nothing was done, and the
 * key is free again. After anything else that breaks a call off (a crash, a lost connection) nobody knows whether it was done: it is run again
 * with the ids it had, which finds what is there. Throws jobs.key-reused for another body and jobs.still-running after half a minute.
 */
export async function once<T>(
  studio: Part,
  { kept = (reply) => reply, ...call }: OnceCall & Readonly<{ kept?: ((reply: T) => unknown) | undefined }>,
  run: (ulid: string) => Promise<T>,
): Promise<T> {
  const { db } = studio.database;
  const { nowMs, sleep } = studio.ports;
  const { workerId } = studio.engine;
  const { actorId, key } = call;
  const here = and(eq(idempotency.actorId, actorId), eq(idempotency.key, key));
  const ulid = newId('job', { nowMs: nowMs(), random: studio.ports.random }).slice('job_'.length);
  const until = nowMs() + WAIT_MS;
  const ours = inHand.get(studio.engine) ?? new Set<string>();
  inHand.set(studio.engine, ours);
  const name = `${actorId} ${key}`;
  for (;;) {
    if (!ours.has(name)) {
      ours.add(name);
      try {
        const answer = await tried();
        if (answer !== undefined) return answer.reply;
      } finally {
        ours.delete(name);
      }
    }
    if (nowMs() > until) throw new Fault('jobs.still-running', { key });
    await sleep(50);
  }

  /** The answer, or undefined where another process is at it. */
  async function tried(): Promise<Readonly<{ reply: T }> | undefined> {
    const [begun] = await db
      .insert(idempotency)
      .values({ actorId, key, operation: call.operation, bodySha256: bodyOf(call), ulid, workerId, at: new Date(nowMs()) })
      .onConflictDoNothing()
      .returning({ ulid: idempotency.ulid });
    if (begun !== undefined) return { reply: await answered(begun.ulid) };
    const row = await rowOf(studio, call);
    if (row === undefined) return undefined;
    if (row.status !== null) return { reply: row.reply as T };
    // By the database's clock, as the heartbeat is: another machine's may be minutes ahead.
    const isDead = sql`not exists (select 1 from fantascope.worker w where w.id = ${row.workerId} and w.fenced_at is null
      and w.heartbeat_at > clock_timestamp() - ${`${DEAD_AFTER_SEC} seconds`}::interval)`;
    const isOurs = row.workerId === workerId;
    // Nobody will answer any more. One of those who wait takes it up.
    const [taken] = await db
      .update(idempotency)
      .set({ workerId })
      .where(and(here, isNull(idempotency.status), eq(idempotency.workerId, row.workerId), isOurs ? undefined : isDead))
      .returning({ ulid: idempotency.ulid });
    return taken === undefined ? undefined : { reply: await answered(taken.ulid) };
  }

  async function answered(own: string): Promise<T> {
    const mine = and(here, isNull(idempotency.status), eq(idempotency.workerId, workerId));
    let reply: T;
    try {
      reply = await run(own);
    } catch (error) {
      // With the key gone, the next one who comes with it would get other ids, and do again what may have been done.
      const free =
        error instanceof Fault ? db.delete(idempotency).where(mine) : db.update(idempotency).set({ workerId: NOBODY }).where(mine);
      // A database that is away cannot be told: the row stays ours, and whoever comes next finds that it broke off.
      await free.catch(() => undefined);
      throw error;
    }
    // It is done, and its caller is told so, also where that cannot be kept: then it is found by its ids.
    await db
      .update(idempotency)
      .set({ status: 200, reply: kept(reply) })
      .where(here)
      .catch(() => undefined);
    return reply;
  }
}
