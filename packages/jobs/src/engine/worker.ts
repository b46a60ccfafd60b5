import { Fault } from '@fantascope/film';
import { and, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Db } from '../database/database.ts';
import { job, take, worker } from '../database/schema/index.ts';
import type { Ports } from '../studio.ts';
import { isSeenDead, type MachineMark } from './machine-mark.ts';

/** How a worker's pulse goes, milliseconds. Others may fence it only a good while after it must have stopped by itself. */
export type Pulse = Readonly<{
  beatMs: number;
  /** Without a written heartbeat for this long a worker stops itself. */
  stopMs: number;
  /** A worker silent for this long is fenced by the others. */
  fenceMs: number;
}>;

/** A beat every 2 s, self-fencing after 10 s, fenced by others after 20 s. */
export const usualPulse: Pulse = { beatMs: 2000, stopMs: 10_000, fenceMs: 20_000 };

type WorkerOptions = Readonly<{
  id: string;
  db: Db;
  ports: Ports;
  mark: MachineMark;
  version: string;
  pulse?: Pulse;
  /** A clock that never jumps, milliseconds. */
  steadyMs?: () => number;
}>;

/**
 * This process among those that work on one database: it writes a heartbeat, stops itself once it cannot, fences the dead and finds what they
 * left. All times are the database's, so that machines with different clocks agree.
 */
export class Worker implements AsyncDisposable {
  readonly id: string;
  readonly #options: WorkerOptions;
  readonly #pulse: Pulse;
  readonly #steadyMs: () => number;
  readonly #stop = new AbortController();
  readonly #beats: Promise<void>;
  #writtenMs: number;

  private constructor(options: WorkerOptions) {
    this.id = options.id;
    this.#options = options;
    this.#pulse = options.pulse ?? usualPulse;
    this.#steadyMs = options.steadyMs ?? (() => performance.now());
    this.#writtenMs = this.#steadyMs();
    this.#beats = Promise.all([this.#beat(), this.#watch()]).then(() => undefined);
  }

  /** Enters a worker into the list and starts its heartbeat. */
  static async open(options: WorkerOptions): Promise<Worker> {
    const { db, id, mark, version } = options;
    const now = sql`clock_timestamp()`;
    await db.insert(worker).values({ id, startedAt: now, heartbeatAt: now, ...mark, version });
    return new Worker(options);
  }

  /** Raised when this worker is fenced, has fenced itself, or is being closed; the reason says which. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  async #beat(): Promise<void> {
    const { db, ports } = this.#options;
    while (!this.signal.aborted) {
      const askedMs = this.#steadyMs();
      try {
        const alive = await db
          .update(worker)
          .set({ heartbeatAt: sql`clock_timestamp()` })
          .where(and(eq(worker.id, this.id), isNull(worker.fencedAt)))
          .returning({ id: worker.id });
        if (alive.length === 0) return this.#stop.abort(new Fault('jobs.worker-fenced', { worker: this.id }));
        // Counted from before the question: its answer may have been long on the way.
        this.#writtenMs = askedMs;
      } catch {
        // The database is away; `#watch` counts how long.
      }
      await ports.sleep(this.#pulse.beatMs, this.signal);
    }
  }

  /** Beside the heartbeat, because a question to a database that hangs does not come back. */
  async #watch(): Promise<void> {
    while (!this.signal.aborted) {
      if (this.#steadyMs() - this.#writtenMs > this.#pulse.stopMs) this.#stop.abort(new Fault('jobs.worker-fenced', { worker: this.id }));
      await this.#options.ports.sleep(Math.min(500, this.#pulse.beatMs), this.signal);
    }
  }

  /** Fences every worker that is dead: silent for too long, or of this machine and gone. */
  async fenceDead(): Promise<void> {
    const { db, mark } = this.#options;
    const others = await db.select().from(worker).where(isNull(worker.fencedAt));
    const gone = others.filter((each) => each.id !== this.id && isSeenDead(each, mark)).map(({ id }) => id);
    const silent = sql`${worker.heartbeatAt} < clock_timestamp() - ${`${this.#pulse.fenceMs} milliseconds`}::interval`;
    await db
      .update(worker)
      .set({ fencedAt: sql`clock_timestamp()` })
      .where(and(isNull(worker.fencedAt), gone.length === 0 ? silent : sql`(${silent} or ${inArray(worker.id, gone)})`));
  }

  /** Hands what fenced workers left to `takeOver`, and then lets go of their takes and jobs. Whoever dies in between leaves it to the next. */
  async takeOver(takeOver: (dead: readonly string[]) => Promise<unknown>): Promise<readonly string[]> {
    const { db } = this.#options;
    const left = await db
      .select({ id: worker.id })
      .from(worker)
      .where(and(isNotNull(worker.fencedAt), isNull(worker.takenOverAt)));
    const dead = left.map(({ id }) => id).filter((id) => id !== this.id);
    if (dead.length === 0) return [];
    await db.update(take).set({ heldBy: null }).where(inArray(take.heldBy, dead));
    await db.update(job).set({ heldBy: null }).where(inArray(job.heldBy, dead));
    await takeOver(dead);
    await db.update(worker).set({ takenOverAt: sql`clock_timestamp()` }).where(inArray(worker.id, dead));
    return dead;
  }

  /** Raises the signal; what runs stops at the next safe place. */
  stop(): void {
    this.#stop.abort(new Fault('jobs.worker-closing', { worker: this.id }));
  }

  /** Stops, and fences itself so that others take over at once what is left. Call it last. */
  async close(): Promise<void> {
    this.stop();
    await this.#beats;
    await this.#options.db
      .update(worker)
      .set({ fencedAt: sql`clock_timestamp()` })
      .where(and(eq(worker.id, this.id), isNull(worker.fencedAt)))
      .catch(() => undefined);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}
