import type { Net } from '@fantascope/take';
import type { Ports } from '../studio.ts';

/** Lets so many through a second, and as many at once as have not come in the second before. */
export class TokenBucket {
  readonly #perSec: number;
  readonly #ports: Pick<Ports, 'nowMs' | 'sleep'>;
  /** When the next one may pass if everybody before has passed, milliseconds. */
  #freeMs = 0;

  constructor(perSec: number, ports: Pick<Ports, 'nowMs' | 'sleep'>) {
    this.#perSec = perSec;
    this.#ports = ports;
  }

  /** Resolves when it is one's turn; first come, first served. */
  async pass(): Promise<void> {
    const nowMs = this.#ports.nowMs();
    const gapMs = 1000 / this.#perSec;
    // What was not used adds up to one second's worth.
    this.#freeMs = Math.max(this.#freeMs, nowMs - 1000 + gapMs);
    const waitMs = this.#freeMs - nowMs;
    this.#freeMs += gapMs;
    if (waitMs > 0) await this.#ports.sleep(waitMs);
  }
}

/** A way on which a turn can be taken beforehand: the next request goes at once then. */
type PacedNet = Net & Readonly<{ turn: () => Promise<void> }>;

/** A way to a provider on which nothing is sent before its turn. The queue's limit counts takes; this one counts requests, and holds after a crash too, when many takes are taken up at once. */
export function pacedNet(net: Net, bucket: TokenBucket): PacedNet {
  let taken = 0;
  return {
    turn: async () => {
      await bucket.pass();
      taken += 1;
    },
    send: async (http) => {
      if (taken > 0) taken -= 1;
      else await bucket.pass();
      return net.send(http);
    },
    upload: async (step) => {
      await bucket.pass();
      return net.upload(step);
    },
    download: net.download,
  };
}
