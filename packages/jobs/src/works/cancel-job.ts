import { Fault } from '@fantascope/film';
import { and, eq, isNull } from 'drizzle-orm';
import type { Tx } from '../database/database.ts';
import { job } from '../database/schema/index.ts';
import { appendEvent } from '../events/event-log.ts';
import type { Studio } from '../studio.ts';
import { jobKinds } from './job-kinds.ts';
import type { JobRow } from './job-room.ts';

/** What calling a job off came to. cancelled: it had not begun. asked: its worker stops it. */
export type JobCallOff = 'cancelled' | 'asked';

/** Calls a job off, at any time; again changes nothing. Throws jobs.no-such-thing and jobs.job-ended. */
export async function cancelJob(
  { database, engine, ports }: Pick<Studio, 'database' | 'engine' | 'ports'>,
  { jobId }: Readonly<{ jobId: string }>,
): Promise<JobCallOff> {
  const answer = await database.db.transaction(async (tx) => {
    const [row] = await tx.select().from(job).where(eq(job.id, jobId)).for('no key update');
    if (row === undefined) throw new Fault('jobs.no-such-thing', { id: jobId });
    if (row.endedAt !== null) throw new Fault('jobs.job-ended', { job: jobId, state: row.state });
    return callOff(tx, row, new Date(ports.nowMs()));
  });
  // A workflow that begins finds its job ended; it saves a place in the queue.
  if (answer === 'cancelled') await engine.cancel(jobId).catch(() => undefined);
  return answer;
}

/** Calls off what is still done for a take that has ended. */
export async function callOffJobsOf(tx: Tx, takeId: string, at: Date): Promise<void> {
  const rows = await tx
    .select()
    .from(job)
    .where(and(eq(job.takeId, takeId), isNull(job.endedAt)))
    .for('no key update');
  for (const row of rows) await callOff(tx, row, at);
}

async function callOff(tx: Tx, row: JobRow, at: Date): Promise<JobCallOff> {
  const { id, projectId, kind, takeId } = row;
  const data = { kind, ...(takeId === null ? {} : { takeId }) };
  if (row.state === 'queued' && row.heldBy === null) {
    await tx
      .update(job)
      .set({ state: 'cancelled', reason: 'called off', cancelAskedAt: at, updatedAt: at, endedAt: at })
      .where(eq(job.id, id));
    await jobKinds[kind]?.ended?.(tx, row, { state: 'cancelled', reason: 'called off', at });
    await appendEvent(tx, { projectId, subjectId: id, kind: 'job.changed', data: { state: 'cancelled', ...data }, at });
    return 'cancelled';
  }
  if (row.cancelAskedAt === null) {
    await tx.update(job).set({ cancelAskedAt: at, updatedAt: at }).where(eq(job.id, id));
    await appendEvent(tx, { projectId, subjectId: id, kind: 'job.changed', data: { state: row.state, isCalledOff: true, ...data }, at });
  }
  return 'asked';
}
