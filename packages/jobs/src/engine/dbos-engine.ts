import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { DBOS, type WorkflowStatus } from '@dbos-inc/dbos-sdk';
import { DBOSExecutor } from '@dbos-inc/dbos-sdk/internal/dbos-executor';
import type { Pool } from 'pg';
import type { Engine, QueueLimits, StartOptions, Work, Workflow, WorkState } from './engine.ts';
import { quietLogger } from './quiet-logger.ts';

/** The schema of the engine's own tables, beside ours. */
export const ENGINE_SCHEMA = 'fantascope_engine';
/** One version for all releases: workflows go on from their rows, so a newer one can take up what an older one began. */
const VERSION = 'fantascope';
/** Work comes back after every crash of a worker; what has to end is ended by its rows, not by a count of crashes. */
const MOST_RECOVERIES = 1_000_000_000;
/** Between two looks into a queue, milliseconds: a wait nobody notices beside a take of minutes, and little work for the database. */
const LOOK_MS = 250;
/** A workflow that a worker has claimed for this long and does not have in its hands was lost by it, milliseconds. */
const LOST_MS = 10_000;

/** What an engine is opened with. One a process: DBOS keeps its state in the module. */
export type EngineOptions = Readonly<{
  /** Of the database; holds a password where there is one, and is never shown. */
  url: string;
  /** Of the same database. */
  pool: Pool;
  workerId: string;
  workflows: Readonly<Record<string, Workflow>>;
  /** Whether this process runs workflows, or only starts them. */
  doesWork: boolean;
  /** Raised when this worker is fenced or shutting down. */
  signal: AbortSignal;
  /** Told what goes wrong inside the engine. */
  onTrouble?: (text: string) => void;
}>;

/** A promise that never ends: a workflow whose worker stops must not end either, or the engine would write its end down. */
const never = (): Promise<never> => new Promise(() => undefined);

/** Opens DBOS on PostgreSQL as the engine; it makes and keeps its own tables. */
export async function openDbosEngine(options: EngineOptions): Promise<Engine> {
  const { workerId, signal } = options;
  const inHand = new Set<string>();
  const parked = new Set<string>();
  /** Queues this process has set up, with what it set. */
  const queues = new Map<string, string>();
  const registered = new Map<string, () => Promise<void>>();
  let isOpen = true;

  for (const [name, workflow] of Object.entries(options.workflows)) {
    const run = async (): Promise<void> => {
      const id = DBOS.workflowID ?? '';
      inHand.add(id);
      try {
        if (signal.aborted) return await parkedAt(id);
        await workflow(workOf(id));
      } catch (error) {
        if (signal.aborted) return await parkedAt(id);
        throw error;
      } finally {
        inHand.delete(id);
      }
    };
    registered.set(name, DBOS.registerWorkflow(run, { name, maxRecoveryAttempts: MOST_RECOVERIES }));
  }

  /** Leaves a workflow where it stands: its row still says that it runs, and whoever takes over goes on with it. */
  function parkedAt(id: string): Promise<never> {
    parked.add(id);
    return never();
  }

  function workOf(id: string): Work {
    return {
      id,
      workerId,
      signal,
      step: (name, run, retry) =>
        DBOS.runStep(
          async () => {
            try {
              return await run();
            } catch (error) {
              // A step that failed because its worker stops has not failed.
              if (signal.aborted) return await parkedAt(id);
              throw error;
            }
          },
          {
            name,
            ...(retry === undefined
              ? {}
              : { retriesAllowed: true, maxAttempts: retry.tries, intervalSeconds: retry.firstMs / 1000, backoffRate: retry.backoff }),
          },
        ),
      sleepMs: (ms) => DBOS.sleep(ms),
      start: async (name, otherId, start) => void (await begun(name, otherId, start)),
    };
  }

  /** Ended, or claimed by this worker and not in its hands: a crash inside the engine, or a database that was away when it began. */
  function isLost({ workflowID, status, executorId, dequeuedAt, createdAt }: WorkflowStatus): boolean {
    const state = stateNames[status] ?? 'missing';
    if (state === 'waiting') return false;
    if (state !== 'running') return true;
    return executorId === workerId && !inHand.has(workflowID) && Date.now() - (dequeuedAt ?? createdAt) > LOST_MS;
  }

  async function begun(name: string, id: string, { queue = 'house', priority }: StartOptions = {}) {
    const workflow = registered.get(name);
    if (workflow === undefined) throw new RangeError(`no workflow is called ${name}`);
    await ensureQueue(queue);
    const enqueueOptions = priority === undefined ? {} : { priority };
    return DBOS.startWorkflow(workflow, { workflowID: id, queueName: queue, enqueueOptions })();
  }

  /** What waits in a queue that nobody has set up would wait for ever. */
  async function ensureQueue(name: string): Promise<void> {
    if (queues.has(name)) return;
    await DBOS.registerQueue(name, { minPollingIntervalMs: LOOK_MS, onConflict: 'never_update' });
    queues.set(name, '');
  }

  DBOS.setConfig({
    name: 'fantascope',
    systemDatabaseUrl: options.url,
    systemDatabaseSchemaName: ENGINE_SCHEMA,
    executorID: workerId,
    applicationVersion: VERSION,
    logger: quietLogger(options.onTrouble ?? (() => undefined)),
    enableOTLP: false,
    tracingEnabled: false,
    schedulerPollingIntervalMs: 5000,
    ...(options.doesWork ? {} : { listenQueues: [] }),
  });
  await launch(options.pool, signal);

  // Work asks for other work too, and the engine refuses some calls inside a step: they are made outside of whoever asks.
  const outside = AsyncLocalStorage.snapshot();

  const stateOf = async (id: string): Promise<WorkState> => stateNames[(await DBOS.getWorkflowStatus(id))?.status ?? ''] ?? 'missing';

  return {
    workerId,
    start: async (name, id, start) => void (await begun(name, id, start)),
    ensure: (name, id, start = {}) =>
      outside(async () => {
        const status = await DBOS.getWorkflowStatus(id);
        if (status === null) return void (await begun(name, id, start));
        if (!isLost(status)) return;
        if (stateNames[status.status] === 'running') await DBOS.cancelWorkflow(id);
        const queue = start.queue ?? 'house';
        await ensureQueue(queue);
        // Two workers may see it ended at once; only one of them finds it so when it writes.
        await DBOS.rewindWorkflow(id, { startStep: 0, queueName: queue }).catch((error: unknown) => options.onTrouble?.(String(error)));
      }),
    lost: async (ids) => {
      if (ids.length === 0) return [];
      const known = await DBOS.listWorkflows({ workflowIDs: [...ids], loadInput: false, loadOutput: false });
      const fine = new Set(known.filter((status) => !isLost(status)).map(({ workflowID }) => workflowID));
      return ids.filter((id) => !fine.has(id));
    },
    cancel: async (id) => {
      if ((await stateOf(id)) === 'waiting') await DBOS.cancelWorkflow(id);
    },
    stateOf,
    queue: async (name, limits) => {
      const told = JSON.stringify(limits);
      if (queues.get(name) === told) return;
      await DBOS.registerQueue(name, { ...dbosLimits(limits), minPollingIntervalMs: LOOK_MS, onConflict: 'always_update' });
      queues.set(name, told);
    },
    schedule: async (name, cron) => {
      const workflow = registered.get(name);
      if (workflow === undefined) throw new RangeError(`no workflow is called ${name}`);
      await ensureQueue('house');
      await DBOS.applySchedules([{ scheduleName: name, workflowFn: workflow, schedule: cron, queueName: 'house' }]);
    },
    forget: async ({ endedBeforeMs, most }) => {
      const ended = await DBOS.listWorkflows({
        status: ['SUCCESS', 'ERROR', 'CANCELLED'],
        completedBefore: new Date(endedBeforeMs).toISOString(),
        limit: most,
        sortDesc: false,
        loadInput: false,
        loadOutput: false,
      });
      const ids = ended.map(({ workflowID }) => workflowID);
      if (ids.length > 0) await DBOS.deleteWorkflows(ids);
      return ids.length;
    },
    takeOver: async (dead) => {
      // The class is DBOS's own inside: the version is pinned, and a test watches that this works.
      const handles = await DBOSExecutor.globalInstance?.recoverPendingWorkflows([...dead]);
      return handles?.length ?? 0;
    },
    inHand: () => inHand.size,
    close: async ({ graceMs = 10_000 } = {}) => {
      if (!isOpen) return;
      isOpen = false;
      const untilMs = performance.now() + graceMs;
      while ([...inHand].some((id) => !parked.has(id)) && performance.now() < untilMs) await pause(20);
      await DBOS.shutdown({ deregister: true });
    },
  };
}

/** Any number that no other program on a shared PostgreSQL is likely to use. */
const LAUNCH_LOCK = 4747_2026_0002;

/** How often a launch is tried, and how long is waited in between, milliseconds: a database that is being started again is back within seconds. */
const LAUNCHES = 40;
const LAUNCH_AGAIN_MS = 500;

/** Launches DBOS, also where its database is away for a moment. Throws what the last try threw. */
async function launch(pool: Pool, signal: AbortSignal): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await launchAlone(pool);
    } catch (error) {
      if (tries >= LAUNCHES || signal.aborted) throw error;
      // What a launch that failed had opened.
      await DBOS.shutdown().catch(() => undefined);
      await pause(LAUNCH_AGAIN_MS);
    }
  }
}

/** Launches DBOS while no other process does: two that look after its tables at once trip over each other ("tuple concurrently updated"). */
async function launchAlone(pool: Pool): Promise<void> {
  const client = await pool.connect();
  let isBroken = true;
  try {
    // Asked again and again rather than waited for: who waits in a statement holds a snapshot, and an index that DBOS makes waits for that.
    while (!(await client.query<{ isMine: boolean }>('select pg_try_advisory_lock($1) as "isMine"', [LAUNCH_LOCK])).rows[0]?.isMine)
      await pause(50);
    await DBOS.launch();
    await client.query('select pg_advisory_unlock($1)', [LAUNCH_LOCK]);
    isBroken = false;
  } finally {
    // With its connection ends its lock.
    client.release(isBroken);
  }
}

const stateNames: Readonly<Record<string, WorkState>> = {
  ENQUEUED: 'waiting',
  DELAYED: 'waiting',
  PENDING: 'running',
  SUCCESS: 'done',
  ERROR: 'failed',
  MAX_RECOVERY_ATTEMPTS_EXCEEDED: 'failed',
  CANCELLED: 'cancelled',
};

function dbosLimits({ atOnce, atOncePerWorker, perPeriod }: QueueLimits) {
  return {
    ...(atOnce === undefined ? {} : { globalConcurrency: atOnce }),
    ...(atOncePerWorker === undefined ? {} : { workerConcurrency: atOncePerWorker }),
    ...(perPeriod === undefined ? {} : { rateLimit: { limitPerPeriod: perPeriod.starts, periodSec: perPeriod.periodSec } }),
  };
}
