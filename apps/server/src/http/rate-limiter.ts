import { Fault } from '@fantascope/film';

/** Names remembered; past it the one that asked longest ago is forgotten, whose bucket is full by then. */
const MOST = 50_000;

type Bucket = { left: number; atMs: number };

/** A bucket of requests for each name, filled evenly: `perMinute` a minute, and a quarter of that at once. In memory of this process. */
export class RateLimiter {
  readonly #buckets = new Map<string, Bucket>();
  readonly #nowMs: () => number;

  constructor({ nowMs }: Readonly<{ nowMs: () => number }>) {
    this.#nowMs = nowMs;
  }

  /** Lets one request of a name through. `weight`: how much of one it counts as. Throws server.slow-down. */
  pass(name: string, { perMinute, weight = 1 }: Readonly<{ perMinute: number; weight?: number }>): void {
    const now = this.#nowMs();
    const most = Math.max(1, perMinute / 4);
    const before = this.#buckets.get(name) ?? { left: most, atMs: now };
    const left = Math.min(most, before.left + (Math.max(0, now - before.atMs) / 60_000) * perMinute);
    this.#buckets.delete(name);
    this.#buckets.set(name, { left: left < weight ? left : left - weight, atMs: now });
    const [oldest] = this.#buckets.keys();
    if (this.#buckets.size > MOST && oldest !== undefined) this.#buckets.delete(oldest);
    if (left < weight) throw new Fault('server.slow-down', { retryAfterSec: Math.ceil(((weight - left) / perMinute) * 60) });
  }
}
