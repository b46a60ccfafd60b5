/** How a step is tried again. A submit is never a step with retries. Intervals grow by `backoff` from `firstMs`. */
export type Retry = Readonly<{ tries: number; firstMs: number; backoff: number }>;

/**
 * What a workflow may do; everything else it does goes through `step`. A workflow is run again from its start after a crash, and steps that
 * ended are not run again: their result is read. A step that was cut off IS run again, so each must bear it. The same steps must come in the
 * same order each time.
 */
export type Work = Readonly<{
  /** The id the workflow was started with (`take_…`, `job_…`). */
  id: string;
  /** The worker that runs it; rows of the journal carry it. */
  workerId: string;
  step: <T>(name: string, run: () => Promise<T>, retry?: Retry) => Promise<T>;
  /** Survives a restart: what is left is slept then. */
  sleepMs: (ms: number) => Promise<void>;
  /** Starts another workflow once, and does not wait for it. */
  start: (name: string, id: string, options?: StartOptions) => Promise<void>;
  /** Raised when this worker is fenced or shutting down: stop soon, by throwing, and write nothing more. The workflow goes on elsewhere. */
  signal: AbortSignal;
}>;

/** A workflow reads its input from the database by its id: rows are typed, an engine's blob is not. */
export type Workflow = (work: Work) => Promise<void>;

/** Where a workflow waits. `priority`: 1 first. `queue`: a provider's or `render`, `house`; default `house`. */
export type StartOptions = Readonly<{ queue?: string; priority?: number }>;

/** How many of a queue run at once over all workers, and how many may start in a period. */
export type QueueLimits = Readonly<{
  atOnce?: number;
  atOncePerWorker?: number;
  perPeriod?: Readonly<{ starts: number; periodSec: number }>;
}>;

/** How a workflow stands, in the engine's eyes. */
export type WorkState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled' | 'missing';

/** Durable work behind a port of our own, so that another engine can stand in its place (docs/decisions). */
export type Engine = Readonly<{
  workerId: string;
  /** Starts a workflow under an id, once: the same id again changes nothing. */
  start: (name: string, id: string, options?: StartOptions) => Promise<void>;
  /**
   * Sees to it that a workflow is waiting or running: starts it where it is missing, and from its beginning where it has ended or this worker
   * has lost it. For work whose rows say that it is not done.
   */
  ensure: (name: string, id: string, options?: StartOptions) => Promise<void>;
  /** Those of some workflows that are neither waiting nor running anywhere, so that `ensure` would do something for them. */
  lost: (ids: readonly string[]) => Promise<readonly string[]>;
  /** Calls a waiting workflow off; a running one ends by itself (its rows say that it should). */
  cancel: (id: string) => Promise<void>;
  stateOf: (id: string) => Promise<WorkState>;
  /** Sets a queue's limits, over all workers. A queue nobody has set has none. */
  queue: (name: string, limits: QueueLimits) => Promise<void>;
  /** Runs a workflow by a 6-field cron expression (seconds first), once over all workers. */
  schedule: (name: string, cron: string) => Promise<void>;
  /** Forgets workflows that ended before a time, the oldest first, at most so many; gives how many. Their rows in our own tables stay. */
  forget: (options: Readonly<{ endedBeforeMs: number; most: number }>) => Promise<number>;
  /** Takes up what dead workers left. Only after they were fenced. */
  takeOver: (deadWorkerIds: readonly string[]) => Promise<number>;
  /** Workflows in this worker's hands. */
  inHand: () => number;
  /** Takes no new work, waits up to `graceMs` for what runs to end or to stop at a safe place, then lets go; what is left goes on after the next start. */
  close: (options?: Readonly<{ graceMs?: number }>) => Promise<void>;
}>;
