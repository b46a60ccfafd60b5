import type { Actor, RunTimeSetting, Studio } from '@fantascope/jobs';
import { settingOf } from '@fantascope/jobs';
import type { Identify } from './operation-routes.ts';
import { RateLimiter } from './rate-limiter.ts';

/** How long a setting of the limits is believed before it is read again, milliseconds. */
const BELIEVED_MS = 5_000;
const usual = { 'rate.addressPerMinute': 1200, 'rate.personPerMinute': 1200 } as const satisfies Partial<Record<RunTimeSetting, number>>;
type Limit = keyof typeof usual;

const thumb = /\/assets\/[^/]+\/thumb$/;

/** How much of a request one to a path counts as. A list shows the small pictures of a screenful of files at once, each of which a browser keeps for good. */
export function weightOf(path: string): number {
  return thumb.test(path) ? 0.1 : 1;
}

/** Limits how often an address, a person or a token may ask; the sizes are settings. */
export class Pace {
  readonly #studio: Pick<Studio, 'database' | 'ports'>;
  readonly #limiter: RateLimiter;
  readonly #known: Record<Limit, number> = { ...usual };
  #readMs = Number.NEGATIVE_INFINITY;

  constructor(studio: Pick<Studio, 'database' | 'ports'>) {
    this.#studio = studio;
    this.#limiter = new RateLimiter({ nowMs: studio.ports.nowMs });
  }

  /** Lets one request of an address to a path through. Throws server.slow-down. */
  passAddress(address: string, path: string): void {
    this.#refresh();
    this.#limiter.pass(`address ${address}`, { perMinute: this.#known['rate.addressPerMinute'], weight: weightOf(path) });
  }

  /** The same `identify`, which lets a person or a token through only so often. */
  paced(identify: Identify): Identify {
    return async (request) => {
      const actor: Actor | null = await identify(request);
      const most = { perMinute: this.#known['rate.personPerMinute'], weight: weightOf(new URL(request.url).pathname) };
      if (actor !== null) this.#limiter.pass(actor.token?.id ?? actor.userId, most);
      return actor;
    };
  }

  /** Reads the settings beside the requests: none waits for it, and without a database the last ones hold. */
  #refresh(): void {
    const nowMs = this.#studio.ports.nowMs();
    if (nowMs - this.#readMs < BELIEVED_MS) return;
    this.#readMs = nowMs;
    for (const limit of Object.keys(usual) as Limit[])
      void settingOf(this.#studio, limit).then(
        (value) => {
          this.#known[limit] = value;
        },
        () => undefined,
      );
  }
}
