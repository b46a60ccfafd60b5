import type { Address, AddressProbe } from '@fantascope/take';

/** What asks at an address, and the clock; passed in, so that a test holds them. */
export type ReachPorts = Readonly<{
  nowMs: () => number;
  sleep: (ms: number) => Promise<void>;
  probe: (address: Pick<Address, 'baseUrl' | 'origin'>) => Promise<AddressProbe>;
}>;

/** An answer is believed for so long, milliseconds: many lists are read in that time, and none asks again. */
const BELIEVED_MS = 5_000;
/** A list waits no longer for one, milliseconds. A server on this machine answers or refuses at once; one that does neither holds up nothing. */
const WAIT_MS = 1_000;
/** Where no answer came in time, the one before it still counts for so long, milliseconds. */
const LATELY_MS = 60_000;

const silent: AddressProbe = { answers: false, isEmulated: false };

type Known = { last: AddressProbe | null; atMs: number; asking: Promise<unknown> | null; askedMs: number };

/**
 * Who answers at the addresses of servers of one's own, remembered by process. Only addresses that the server itself was set up with come in here:
 * of its environment, its catalogue and the emulators it runs; never one that a caller names.
 */
export class Reach {
  readonly #known = new Map<string, Known>();
  readonly #ports: ReachPorts;

  constructor(ports: ReachPorts) {
    this.#ports = ports;
  }

  /** Who answered there lately; asks where that is not known, and waits for it a moment at most. */
  async at(address: Pick<Address, 'baseUrl' | 'origin'>): Promise<AddressProbe> {
    const known = this.#known.get(address.origin) ?? { last: null, atMs: Number.NEGATIVE_INFINITY, asking: null, askedMs: 0 };
    this.#known.set(address.origin, known);
    if (known.last !== null && this.#ageMs(known) < BELIEVED_MS) return known.last;
    if (known.asking === null) {
      known.askedMs = this.#ports.nowMs();
      known.asking = this.#ask(address, known);
    }
    // Whoever comes meanwhile waits for the same answer, and no longer than whoever asked.
    await Promise.race([known.asking, this.#ports.sleep(Math.max(0, WAIT_MS - (this.#ports.nowMs() - known.askedMs)))]);
    return known.last !== null && this.#ageMs(known) < LATELY_MS ? known.last : silent;
  }

  async #ask(address: Pick<Address, 'baseUrl' | 'origin'>, known: Known): Promise<void> {
    // What cannot be asked does not answer.
    known.last = await this.#ports.probe(address).catch(() => silent);
    known.atMs = this.#ports.nowMs();
    known.asking = null;
  }

  #ageMs({ atMs }: Known): number {
    return this.#ports.nowMs() - atMs;
  }
}
