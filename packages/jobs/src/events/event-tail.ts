import type { Db } from '../database/database.ts';
import type { Ports } from '../studio.ts';
import { type EventFilter, type EventPlace, type EventRow, newestPlace, placeIn, readEvents } from './event-log.ts';

/** How long a reader waits between two looks for something new, milliseconds. */
const LOOK_EVERY_MS = 150;

/**
 * Follows the event stream for many readers with one look at the database for all of them. It asks rather than being notified: a NOTIFY
 * takes one lock over the whole server at every commit, and a lost connection would lose it.
 */
export class EventTail {
  readonly #db: Db;
  readonly #ports: Ports;
  readonly #sleepers = new Set<() => void>();
  readonly #end = new AbortController();
  #newest: EventPlace | undefined;
  #isLooking = false;

  constructor({ db, ports }: Readonly<{ db: Db; ports: Ports }>) {
    this.#db = db;
    this.#ports = ports;
  }

  /** Every event behind a place that passes the filter, and then those to come, until the signal is raised or the tail is closed. Default place: only what is new. */
  async *follow({
    from,
    filter,
    signal,
  }: Readonly<{ from?: EventPlace; filter?: EventFilter; signal: AbortSignal }>): AsyncGenerator<EventRow> {
    let place = from === undefined ? await newestPlace(this.#db) : await placeIn(this.#db, from);
    const stop = AbortSignal.any([signal, this.#end.signal]);
    while (!stop.aborted) {
      const woken = this.#sleep(stop);
      const rows = await readEvents(this.#db, { from: place, ...(filter === undefined ? {} : { filter }) });
      for (const row of rows) {
        if (stop.aborted) return;
        yield row;
        place = row.place;
      }
      if (rows.length === 0) await woken;
    }
  }

  /** Lets every reader go. */
  close(): void {
    this.#end.abort();
  }

  /** Resolves when something new is in the stream. Begun before a reader looks, so that nothing falls between looking and sleeping. */
  #sleep(stop: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        this.#sleepers.delete(wake);
        stop.removeEventListener('abort', wake);
        resolve();
      };
      this.#sleepers.add(wake);
      stop.addEventListener('abort', wake, { once: true });
      if (!this.#isLooking) void this.#look();
    });
  }

  async #look(): Promise<void> {
    this.#isLooking = true;
    try {
      while (this.#sleepers.size > 0 && !this.#end.signal.aborted) {
        await this.#ports.sleep(LOOK_EVERY_MS, this.#end.signal);
        // A database that is away for a moment is asked again; the readers find out for themselves when they read.
        const newest = await newestPlace(this.#db).catch(() => undefined);
        const isNew = newest === undefined || newest.xid !== this.#newest?.xid || newest.seq !== this.#newest.seq;
        this.#newest = newest;
        if (isNew) for (const wake of [...this.#sleepers]) wake();
      }
    } finally {
      this.#isLooking = false;
    }
  }
}
