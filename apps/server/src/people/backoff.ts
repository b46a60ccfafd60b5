/** How many tries are free, and the longest wait, milliseconds. */
export type BackoffOptions = Readonly<{ free: number; mostMs: number; nowMs: () => number }>;

type Entry = { fails: number; lastMs: number };

/** Names remembered; past it the one that was quiet for longest is forgotten. */
const MOST = 20_000;
const FIRST_MS = 1000;
/** After this long without a try a name is as new, milliseconds. */
const FORGET_MS = 24 * 3_600_000;

/**
 * Slows guessing down: after some free tries each further one has to wait twice as long as the one before. A try counts as failed until it
 * turns out right, so that a thousand sent at once are not all the first.
 */
export class Backoff {
  readonly #options: BackoffOptions;
  readonly #entries = new Map<string, Entry>();

  constructor(options: BackoffOptions) {
    this.#options = options;
  }

  /** Milliseconds that a name still has to wait; with 0 the try is counted. */
  begin(name: string): number {
    const { free, mostMs, nowMs } = this.#options;
    const now = nowMs();
    const entry = this.#entries.get(name);
    if (entry === undefined || now - entry.lastMs > FORGET_MS) {
      this.#keep(name, { fails: 1, lastMs: now });
      return 0;
    }
    const waitMs = entry.fails < free ? 0 : Math.min(mostMs, FIRST_MS * 2 ** (entry.fails - free));
    const leftMs = entry.lastMs + waitMs - now;
    if (leftMs > 0) return leftMs;
    this.#keep(name, { fails: entry.fails + 1, lastMs: now });
    return 0;
  }

  /** The try was right. */
  forgive(name: string): void {
    this.#entries.delete(name);
  }

  #keep(name: string, entry: Entry): void {
    this.#entries.delete(name);
    this.#entries.set(name, entry);
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > MOST && oldest !== undefined) this.#entries.delete(oldest);
  }
}
