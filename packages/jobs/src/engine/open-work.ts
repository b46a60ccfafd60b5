import { setMaxListeners } from 'node:events';
import { newId } from '@fantascope/film';
import { hintChannel } from '../events/webhook-in.ts';
import type { Studio } from '../studio.ts';
import { CalledOff } from '../takes/called-off.ts';
import { callOffChannel } from '../takes/cancel.ts';
import { goOn } from '../takes/go-on.ts';
import type { ProviderKeys } from '../takes/provider-keys.ts';
import { heedCallOffs, sweepTakes } from '../takes/sweep.ts';
import type { TakeRoom } from '../takes/take-room.ts';
import { takeWorkflow, takeWorkflowName } from '../takes/take-workflow.ts';
import { housekeeping, housekeepingCron, housekeepingName } from '../works/housekeeping.ts';
import { renderQueue } from '../works/job-queue.ts';
import type { JobRoom } from '../works/job-room.ts';
import { jobWorkflow } from '../works/job-workflow.ts';
import { jobWorkflowName } from '../works/start-job.ts';
import { heedJobCallOffs, sweepJobs } from '../works/sweep-jobs.ts';
import { openDbosEngine } from './dbos-engine.ts';
import type { Engine, Workflow } from './engine.ts';
import { listen } from './listen.ts';
import { type MachineMark, ownMark } from './machine-mark.ts';
import { type Pulse, Worker } from './worker.ts';

/** Between two looks for dead workers, lost takes, and takes called off, milliseconds. */
const FENCE_EVERY_MS = 2000;
const SWEEP_EVERY_MS = 5000;
const HEED_EVERY_MS = 1000;
/** How long a fenced worker writes down what is under way, milliseconds. */
const FENCED_GRACE_MS = 4000;

/** What work is opened with: what the studio has, and what a test may change. */
export type WorkOptions = Pick<Studio, 'database' | 'assets' | 'catalogue' | 'settings' | 'ports' | 'home'> &
  Readonly<{
    keys: ProviderKeys;
    version: string;
    /** Further workflows by name: renders, imports, housekeeping. */
    workflows?: (work: Readonly<{ workerId: string; signal: AbortSignal }>) => Readonly<Record<string, Workflow>>;
    pulse?: Pulse;
    /** Default: this process of this machine. */
    mark?: MachineMark;
    onTrouble?: (text: string) => void;
    /** Called once this worker was fenced, by itself or by others, and has let go: its process has to end, so that a new one takes its place. */
    onFenced?: () => void;
  }> &
  Pick<TakeRoom, 'wires' | 'patience' | 'pause' | 'journal'>;

/** A process's part in the work: its engine, and the heartbeat behind it. */
export type OpenWork = Readonly<{
  engine: Engine;
  room: TakeRoom;
  /** Raised when this worker is fenced or closing. */
  signal: AbortSignal;
  /** Stops at safe places, waits up to `graceMs`, and leaves the rest to the others. */
  close: (options?: Readonly<{ graceMs?: number }>) => Promise<void>;
}>;

/** Enters this process among the workers, or, with `settings.doesWork` off, opens an engine that only starts work for others. */
export async function openWork(options: WorkOptions): Promise<OpenWork> {
  const { database, ports, settings } = options;
  const workerId = newId('worker', { nowMs: ports.nowMs(), random: ports.random });
  const { db, url, pool } = database;
  // Who only answers is in the list too: by its heartbeat others see that its calls with a key are still in hand (operation/once.ts).
  const self = await Worker.open({
    id: workerId,
    db,
    ports,
    mark: options.mark ?? ownMark(),
    version: options.version,
    ...(options.pulse === undefined ? {} : { pulse: options.pulse }),
  });
  const gone = new AbortController();
  const { signal } = self;
  // Every take in hand listens to it.
  setMaxListeners(0, signal);
  const room: TakeRoom = {
    ...options,
    worker: { id: workerId, signal, gone: gone.signal },
    calledOff: new CalledOff(),
    leftAlone: new Set(),
  };
  const jobRoom: JobRoom = { ...options, worker: room.worker, calledOff: new CalledOff() };
  const workflows = {
    // The engine is there by the time that they run.
    [takeWorkflowName]: takeWorkflow(room, (takeId) => goOn(room, takeId, engine)),
    [jobWorkflowName]: jobWorkflow(jobRoom, (takeId) => goOn(room, takeId, engine)),
    [housekeepingName]: housekeeping(jobRoom, () => engine),
    ...options.workflows?.({ workerId, signal }),
  };
  const onTrouble = options.onTrouble ?? (() => undefined);
  const engine: Engine = await openDbosEngine({ url, pool, workerId, workflows, doesWork: settings.doesWork, signal, onTrouble }).catch(
    async (error: unknown) => {
      // Its heart would go on beating in a process that has nothing open.
      await self.close();
      throw error;
    },
  );
  if (settings.doesWork) {
    // A render takes every core: two at once would only wait for each other.
    await engine.queue(renderQueue, { atOncePerWorker: 1 });
    await engine.schedule(housekeepingName, housekeepingCron);
  }

  const every = async (ms: number, run: () => Promise<unknown>): Promise<void> => {
    while (!signal.aborted) {
      // A database that is away for a moment is asked again the next time.
      await run().catch((error: unknown) => onTrouble(error instanceof Error ? error.message : String(error)));
      await ports.sleep(ms, signal);
    }
  };
  const hears = { [callOffChannel]: (id: string) => room.calledOff.raise(id), [hintChannel]: (id: string) => room.calledOff.hint(id) };
  const loops = !settings.doesWork
    ? []
    : [
        every(FENCE_EVERY_MS, async () => {
          await self.fenceDead();
          await self.takeOver((dead) => engine.takeOver(dead));
        }),
        every(SWEEP_EVERY_MS, () => sweepTakes(room, engine)),
        every(SWEEP_EVERY_MS, () => sweepJobs(jobRoom, engine)),
        every(HEED_EVERY_MS, () => heedCallOffs(room)),
        listen(url, hears, { signal, ports }),
        every(HEED_EVERY_MS, () => heedJobCallOffs(jobRoom)),
      ];
  let isClosing = false;
  const close = async ({ graceMs = 10_000 } = {}): Promise<void> => {
    isClosing = true;
    self.stop();
    await Promise.all(loops);
    await engine.close({ graceMs });
    gone.abort();
    // Last: from now on others take over what is left.
    await self.close();
  };
  signal.addEventListener('abort', () => {
    if (isClosing) return;
    // What a provider has answered is still written down where it can be; the others wait longer than this before they take over.
    const letGo = Promise.race([close({ graceMs: FENCED_GRACE_MS }), ports.sleep(2 * FENCED_GRACE_MS)]);
    void letGo.catch(() => undefined).then(() => options.onFenced?.());
  });
  return { engine, room, signal, close };
}
