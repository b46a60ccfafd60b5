import type { QueueLimits } from '../engine/engine.ts';

/** Where a job waits, and how many of its queue one worker does at once. */
export type JobQueue = Readonly<{ queue: string; limits: QueueLimits }>;

/** Where what draws waits: one at a time a worker, because each takes every core. */
export const renderQueue = 'render';

const render: JobQueue = { queue: renderQueue, limits: { atOncePerWorker: 1 } };
/** What reads and writes files does not wait for an hour's render to end. */
const files: JobQueue = { queue: 'files', limits: { atOncePerWorker: 2 } };

const queues: Readonly<Record<string, JobQueue>> = { 'take-export': files, 'take-import': files };

/** The queue of a kind of job; default: that of what draws. */
export function jobQueue(kind: string | undefined): JobQueue {
  return (kind === undefined ? undefined : queues[kind]) ?? render;
}
