import { Fault, words } from '@fantascope/film';
import { eq, sql } from 'drizzle-orm';
import type { Tx } from '../database/database.ts';
import { job } from '../database/schema/index.ts';
import type { Workflow } from '../engine/engine.ts';
import { appendEvent } from '../events/event-log.ts';
import { hold, letGo } from '../takes/hold.ts';
import { patiently } from '../takes/patiently.ts';
import { cleanReason } from './clean-reason.ts';
import { jobKinds } from './job-kinds.ts';
import type { JobEnd, JobKind, JobRoom, JobRow } from './job-room.ts';
import { tellJob } from './tell-job.ts';

/** How often a job is begun, by whichever worker, before it is given up. */
const MOST_TRIES = 5;
/** Until a worker tries again what failed and may go well later, milliseconds; longer each time. */
const AGAIN_MS = 2000;

/**
 * Does one job, from its row to its end. Only its row says how far it is: work that was cut off is done again from its start, by whoever takes it
 * up, out of what the caches hold; what it makes is entered in the transaction that ends it, once, or not at all. `goOn`: has a take go on that waits for it; by default there is none.
 */
export function jobWorkflow(room: JobRoom, goOn: (takeId: string) => Promise<void> = async () => undefined): Workflow {
  return async (work) => {
    const { db } = room.database;
    const mine = { id: work.id, workerId: work.workerId };
    // Two runs of one job in one worker would share its hold.
    if (room.calledOff.has(work.id)) return;
    const wish = room.calledOff.watch(work.id);
    let isMine = false;
    try {
      isMine = await patiently(() => hold(db, job, mine), { signal: room.worker.signal, sleep: room.ports.sleep });
      // Another living worker's: it sees to it.
      if (!isMine) return;
      await work.step('do', () => doJob(room, { id: work.id, wish }));
      // What cannot be told now is found by the sweep.
      await work.step('tell', () => tellTake(room, work.id, goOn).catch(() => undefined));
    } finally {
      room.calledOff.forget(work.id);
      if (isMine) await letGo(db, job, mine).catch(() => undefined);
    }
  };
}

async function tellTake({ database }: JobRoom, id: string, goOn: (takeId: string) => Promise<void>): Promise<void> {
  const [row] = await database.db.select({ takeId: job.takeId, endedAt: job.endedAt }).from(job).where(eq(job.id, id));
  if (row?.endedAt instanceof Date && row.takeId !== null) await goOn(row.takeId);
}

async function doJob(room: JobRoom, { id, wish }: Readonly<{ id: string; wish: AbortSignal }>): Promise<void> {
  const { worker, ports } = room;
  const signal = AbortSignal.any([wish, worker.signal]);
  for (;;) {
    const row = await begin(room, id);
    if (row === null) return;
    const isLate = row.tries > MOST_TRIES;
    if (isLate) return await fail(room, row, new Fault('jobs.job-gave-up', { job: id, tries: MOST_TRIES }));
    if (row.cancelAskedAt !== null) return await end(room, row, { state: 'cancelled', reason: 'called off', at: new Date(ports.nowMs()) });
    const kind = kindOf(row);
    try {
      const enter = await kind.make({ row, room, signal, tell: tellJob(room, row) });
      return await finish(room, row, enter);
    } catch (error) {
      if (worker.signal.aborted) await uncount(room, row).catch(() => undefined);
      worker.signal.throwIfAborted();
      if (wish.aborted) return await end(room, row, { state: 'cancelled', reason: 'called off', at: new Date(ports.nowMs()) });
      const isFinal = error instanceof Fault && words[error.code].retry === 'never';
      if (isFinal || row.tries >= MOST_TRIES) return await fail(room, row, error);
    }
    await ports.sleep(AGAIN_MS * row.tries, signal);
    worker.signal.throwIfAborted();
  }
}

function kindOf({ kind }: JobRow): JobKind {
  const found = jobKinds[kind];
  if (found === undefined) throw new Error(`no job is called ${kind}`);
  return found;
}

/** Counts a try; null where the job has ended. */
function begin(room: JobRoom, id: string): Promise<JobRow | null> {
  const { database, worker, ports } = room;
  const run = () =>
    database.db.transaction(async (tx) => {
      const row = await held(tx, id, worker.id);
      if (row.endedAt !== null) return null;
      const at = new Date(ports.nowMs());
      const next = { state: 'running', tries: row.tries + 1, updatedAt: at };
      await tx.update(job).set(next).where(eq(job.id, id));
      if (row.state !== 'running') await tellChange(tx, row, { state: 'running', at });
      const begun = { ...row, ...next };
      await kindOf(row).begun?.(tx, begun, at);
      return begun;
    });
  return patiently(run, { signal: worker.signal, sleep: ports.sleep });
}

/** Takes a try back: its worker was told to stop, which says nothing about the job. */
async function uncount({ database, worker }: JobRoom, { id, tries }: JobRow): Promise<void> {
  await database.db.transaction(async (tx) => {
    await held(tx, id, worker.id);
    await tx
      .update(job)
      .set({ tries: tries - 1 })
      .where(eq(job.id, id));
  });
}

/** Enters what was made and ends the job; a job that was called off meanwhile ends as that, and nothing is entered. */
async function finish(room: JobRoom, row: JobRow, enter: Awaited<ReturnType<JobKind['make']>>): Promise<void> {
  await ending(room, row, async (tx, now, at) => {
    if (now.cancelAskedAt !== null) return ended(tx, now, { state: 'cancelled', reason: 'called off', at });
    const output = await enter(tx, at);
    await tx.update(job).set({ state: 'done', output, progressPermille: 1000, updatedAt: at, endedAt: at }).where(eq(job.id, now.id));
    await tellChange(tx, now, { state: 'done', at, output });
  });
}

async function fail(room: JobRoom, row: JobRow, error: unknown): Promise<void> {
  const fault =
    error instanceof Fault ? error : new Fault('jobs.job-broke', { job: row.id, how: error instanceof Error ? error.name : 'unforeseen' });
  const problem = { code: fault.code, params: cleanReason(fault.params, room) };
  const reason = new Fault(problem.code, problem.params).message;
  await ending(room, row, async (tx, now, at) => {
    await tx.update(job).set({ problem }).where(eq(job.id, now.id));
    await ended(tx, now, { state: 'failed', reason, at });
  });
}

async function end(room: JobRoom, row: JobRow, how: JobEnd): Promise<void> {
  await ending(room, row, (tx, now) => ended(tx, now, how));
}

/** Runs the transaction that ends a job which this worker holds, once: also while the worker stops, because what was made is there. */
async function ending(room: JobRoom, { id }: JobRow, write: (tx: Tx, now: JobRow, at: Date) => Promise<void>): Promise<void> {
  const { database, worker, ports } = room;
  const run = () =>
    database.db.transaction(async (tx) => {
      const now = await held(tx, id, worker.id);
      // Its commit was written, and the connection broke before we were told.
      if (now.endedAt === null) await write(tx, now, new Date(ports.nowMs()));
    });
  await patiently(run, { signal: worker.gone, sleep: ports.sleep });
}

async function ended(tx: Tx, row: JobRow, how: JobEnd): Promise<void> {
  const { state, reason, at } = how;
  await tx.update(job).set({ state, reason, updatedAt: at, endedAt: at }).where(eq(job.id, row.id));
  await kindOf(row).ended?.(tx, row, how);
  await tellChange(tx, row, { state, at, reason });
}

async function tellChange(
  tx: Tx,
  row: JobRow,
  { at, ...told }: Readonly<{ state: string; at: Date; [more: string]: unknown }>,
): Promise<void> {
  const { projectId, id, kind, takeId } = row;
  const data = { ...told, kind, ...(takeId === null ? {} : { takeId }) };
  await appendEvent(tx, { projectId, subjectId: id, kind: 'job.changed', data, at });
}

/** A job's row, locked, in this worker's hands. Throws jobs.worker-fenced and jobs.job-elsewhere. */
async function held(tx: Tx, id: string, workerId: string): Promise<JobRow> {
  const [row] = await tx.select().from(job).where(eq(job.id, id)).for('no key update');
  if (row === undefined) throw new Fault('jobs.no-such-thing', { id });
  const { rows } = await tx.execute(sql`select 1 from fantascope.worker where id = ${workerId} and fenced_at is null`);
  if (rows.length === 0) throw new Fault('jobs.worker-fenced', { worker: workerId });
  if (row.heldBy !== workerId) throw new Fault('jobs.job-elsewhere', { job: id });
  return row;
}
