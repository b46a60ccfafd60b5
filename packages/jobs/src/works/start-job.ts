import { eq } from 'drizzle-orm';
import type { Tx } from '../database/database.ts';
import { job } from '../database/schema/index.ts';
import type { Engine } from '../engine/engine.ts';
import { appendEvent } from '../events/event-log.ts';
import type { Studio } from '../studio.ts';
import { jobQueue } from './job-queue.ts';
import type { JobRow } from './job-room.ts';

/** The workflow of every job; its id is the job's. */
export const jobWorkflowName = 'job';

/** Work that is wanted. Its kind is one of job-kinds.ts; its input is all it needs, as it was when it was asked for. */
export type NewJob = Readonly<{
  /** Made by the caller: asking twice is entering once. */
  id: string;
  projectId: string;
  kind: string;
  input: Readonly<Record<string, unknown>>;
  byUserId: string;
  /** 1 a person waiting, 2 usual (default), 3 a batch. */
  priority?: 1 | 2 | 3;
  key?: string;
  takeId?: string;
  at: Date;
}>;

/** The job that does what has to be done here for a take. */
export function jobOfTake(takeId: string): string {
  return takeId.replace(/^take_/, 'job_');
}

/** Enters a job with its event, in the transaction of whoever wants it; again changes nothing. Gives the row as it stands. */
export async function enterJob(tx: Tx, { at, priority = 2, ...wanted }: NewJob): Promise<JobRow> {
  const { takeId } = wanted;
  const values = { ...wanted, priority, state: 'queued', createdAt: at, updatedAt: at };
  const [made] = await tx.insert(job).values(values).onConflictDoNothing().returning();
  if (made === undefined) {
    const [known] = await tx.select().from(job).where(eq(job.id, wanted.id));
    return known as JobRow;
  }
  const data = { state: 'queued', kind: wanted.kind, ...(takeId === undefined ? {} : { takeId }) };
  await appendEvent(tx, { projectId: wanted.projectId, subjectId: wanted.id, kind: 'job.changed', data, at });
  return made;
}

/** Enters a job and starts it; what a crash leaves unstarted is started by the sweep, and a failure to start is none of the job. */
export async function startJob({ database, engine }: Pick<Studio, 'database' | 'engine'>, wanted: NewJob): Promise<JobRow> {
  const row = await database.db.transaction((tx) => enterJob(tx, wanted));
  if (row.endedAt === null) await runJob(engine, row).catch(() => undefined);
  return row;
}

/** Sees to it that a job's workflow waits or runs, in the queue of its kind (default: of what draws). */
export async function runJob(
  engine: Engine,
  { id, priority, kind }: Pick<JobRow, 'id' | 'priority'> & Readonly<{ kind?: string }>,
): Promise<void> {
  const { queue, limits } = jobQueue(kind);
  await engine.queue(queue, limits);
  await engine.ensure(jobWorkflowName, id, { queue, priority });
}
