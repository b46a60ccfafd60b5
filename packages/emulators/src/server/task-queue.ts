import type { FaultName } from '../emulator.ts';
import type { Made } from '../media/placard.ts';

/** How a task will end, decided when it is taken. */
export type Ending = 'succeeds' | 'fails' | 'expires' | 'content-refused' | 'error-in-200';

/** What a protocol takes on: everything about a task that is known at its submit. */
export type NewTask = Readonly<{
  id: string;
  /** The protocol's own route or kind, where tasks of one id space are asked after by it. */
  kind: string;
  model: string;
  usd: number;
  request: unknown;
  made: readonly Made[];
  clientKey?: string;
  webhookUrl?: string;
}>;

/** A task under way. */
export type Task = NewTask & {
  readonly atMs: number;
  readonly ending: Ending;
  state: 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled';
  startedAtMs?: number;
  endedAtMs?: number;
};

/** What a poll is shown: the task's state, or a lie about it. `ratio` 0..1; `place` counts waiting tasks before it. */
export type Look = Readonly<{ state: Task['state'] | 'unheard'; ratio: number; place: number }>;

/** The tasks of one server: those waiting, those running, those done. Ended by `close`, which clears its timers. */
export class TaskQueue {
  readonly #tasks = new Map<string, Task>();
  readonly #timers = new Map<Task, NodeJS.Timeout>();
  readonly #waiting = new Map<Task, (() => void)[]>();
  readonly #workMs: number;
  readonly #slots: number;
  readonly #onChange: (task: Task) => void;

  constructor({ workMs, slots, onChange }: { workMs: number; slots: number; onChange: (task: Task) => void }) {
    this.#workMs = workMs;
    this.#slots = slots;
    this.#onChange = onChange;
  }

  add(wanted: NewTask, { ending }: { ending: Ending }): Task {
    const task: Task = { ...wanted, atMs: Date.now(), ending, state: 'queued' };
    this.#tasks.set(task.id, task);
    this.#after(task, this.#workMs / 5, () => this.#pump());
    return task;
  }

  all(): readonly Task[] {
    return [...this.#tasks.values()];
  }

  find(id: string): Task | undefined {
    return this.#tasks.get(id);
  }

  byKey(clientKey: string): Task | undefined {
    return this.all().findLast((task) => task.clientKey === clientKey);
  }

  /** Calls a task off. `fault` late-cancel: it was done already; cancel-ignored: it is done all the same. */
  cancel(task: Task, fault: FaultName | null): 'cancelled' | 'too-late' {
    if (fault === 'cancel-ignored') return 'cancelled';
    if (fault === 'late-cancel' && (task.state === 'queued' || task.state === 'running')) this.#end(task);
    if (task.state !== 'queued' && task.state !== 'running') return 'too-late';
    this.#stop(task);
    task.state = 'cancelled';
    task.endedAtMs = Date.now();
    this.#onChange(task);
    this.#pump();
    return 'cancelled';
  }

  remove(task: Task): void {
    this.#stop(task);
    this.#tasks.delete(task.id);
  }

  /** As after a restart: nothing is known any more, and nothing unfinished will be finished. */
  forget(): void {
    this.close();
    this.#tasks.clear();
  }

  /** The task as a poll sees it, with the fault of that poll. */
  look(task: Task, fault: FaultName | null): Look {
    const waiting = this.all().filter((each) => each.state === 'queued');
    const place = Math.max(0, waiting.indexOf(task));
    const ranMs = task.startedAtMs === undefined ? 0 : Date.now() - task.startedAtMs;
    const ratio = task.endedAtMs === undefined ? Math.min(0.99, ranMs / Math.max(1, this.#workMs * 0.8)) : 1;
    if (fault === 'unknown-status') return { state: 'unheard', ratio, place };
    if (fault === 'running-to-queued') return { state: 'queued', ratio: 0, place: place + 7 };
    if (fault === 'progress-backwards') return { state: 'running', ratio: 0.01, place };
    return { state: task.state, ratio, place };
  }

  /** Waits until the task has ended, or will never: for protocols that answer a submit with the result. */
  ended(task: Task): Promise<void> {
    if (task.endedAtMs !== undefined) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.set(task, [...(this.#waiting.get(task) ?? []), resolve]));
  }

  close(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    for (const tell of [...this.#waiting.values()].flat()) tell();
    this.#waiting.clear();
  }

  #pump(): void {
    const now = Date.now();
    let running = this.all().filter(({ state }) => state === 'running').length;
    for (const task of this.#tasks.values()) {
      if (task.state !== 'queued' || running >= this.#slots || this.#timers.has(task)) continue;
      running++;
      task.state = 'running';
      task.startedAtMs = now;
      this.#after(task, this.#workMs * 0.8, () => this.#end(task));
      this.#onChange(task);
    }
  }

  #end(task: Task): void {
    this.#stop(task);
    task.state = task.ending === 'succeeds' ? 'succeeded' : 'failed';
    task.startedAtMs ??= Date.now();
    task.endedAtMs = Date.now();
    this.#onChange(task);
    this.#pump();
  }

  #after(task: Task, ms: number, then: () => void): void {
    this.#timers.set(
      task,
      setTimeout(() => {
        this.#timers.delete(task);
        then();
      }, ms),
    );
  }

  #stop(task: Task): void {
    clearTimeout(this.#timers.get(task));
    this.#timers.delete(task);
    // Who waits is asked only after the state was set, which follows right away.
    for (const tell of this.#waiting.get(task) ?? []) tell();
    this.#waiting.delete(task);
  }
}
