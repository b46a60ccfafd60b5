import { worker } from '../database/schema/index.ts';
import type { Work } from '../engine/engine.ts';
import type { Studio } from '../studio.ts';
import { CalledOff } from '../takes/called-off.ts';
import { jobWorkflow } from './job-workflow.ts';

/** Does a job to its end in this process without an engine, for tests: the whole workflow, as a worker of the studio's name. */
export async function doJobHere(studio: Studio, jobId: string): Promise<void> {
  const { workerId } = studio.engine;
  const at = new Date(studio.ports.nowMs());
  const mark = { machine: 'test', pid: process.pid, bornAt: 'test', version: 'test' };
  await studio.database.db
    .insert(worker)
    .values({ id: workerId, startedAt: at, heartbeatAt: at, ...mark })
    .onConflictDoNothing();
  const { signal } = new AbortController();
  const room = { ...studio, worker: { id: workerId, signal, gone: signal }, calledOff: new CalledOff() };
  const work: Pick<Work, 'id' | 'workerId' | 'step' | 'signal'> = { id: jobId, workerId, step: (_, run) => run(), signal };
  await jobWorkflow(room)(work as Work);
}
