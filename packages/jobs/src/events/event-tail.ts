import type { Db } from '../database/database.ts';
import type { Ports } from '../studio.ts';
import { type EventFilter, type EventPlace, type EventRow, newestPlace, placeIn, readEvents } from './event-log.ts';

/** How long a reader waits between two looks for something new, milliseconds. */
const LOOK_EVERY_MS = 150;
/** Events that are read at once. */
const PAGE_EVENTS = 500;

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
      // Begun before it looks, so that nothing falls between looking and sleeping.
      const nap = this.#nap(stop);
      try {
        const rows = await readEvents(this.#db, { from: place, limit: PAGE_EVENTS, ...(filter === undefined ? {} : { filter }) });
        for (const row of rows) {
          if (stop.aborted) return;
          yield row;
          place = row.place;
        }
        // Behind a full page there is more: whoever is behind reads on at once.
        if (rows.length < PAGE_EVENTS) await nap.over;
      } finally {
        nap.end();
      }
    }
  }

  /** Lets every reader go. */
  close(): void {
    this.#end.abort();
  }

  /** `over` resolves when something new is in the stream, when the signal is raised, or by `end`. */
  #nap(stop: AbortSignal): Readonly<{ over: Promise<void>; end: () => void }> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const end = () => {
      this.#sleepers.delete(end);
      stop.removeEventListener('abort', end);
      resolve();
    };
    this.#sleepers.add(end);
    stop.addEventListener('abort', end, { once: true });
    if (!this.#isLooking) void this.#look();
    return { over: promise, end };
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
