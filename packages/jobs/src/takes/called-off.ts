/** Takes in this worker's hands that a person may call off and a provider may tell of; raised by whoever hears or finds it in the database. */
export class CalledOff {
  readonly #takes = new Map<string, AbortController>();
  readonly #wakers = new Map<string, () => void>();

  /** Has `wake` called when there is a hint that something has become of a take. */
  onHint(takeId: string, wake: () => void): void {
    this.#wakers.set(takeId, wake);
  }

  /** Passes a hint on; nothing where the take is not in this worker's hands. */
  hint(takeId: string): void {
    this.#wakers.get(takeId)?.();
  }

  /** The take's signal, raised once a person wants it to stop. */
  watch(takeId: string): AbortSignal {
    const known = this.#takes.get(takeId) ?? new AbortController();
    this.#takes.set(takeId, known);
    return known.signal;
  }

  /** Raises a take's signal; nothing where it is not in this worker's hands. */
  raise(takeId: string): void {
    this.#takes.get(takeId)?.abort();
  }

  /** Forgets a take whose work is over. */
  forget(takeId: string): void {
    this.#takes.delete(takeId);
    this.#wakers.delete(takeId);
  }

  /** Whether a take is in this worker's hands. */
  has(takeId: string): boolean {
    return this.#takes.has(takeId);
  }

  /** Ids of the takes in hand. */
  get inHand(): readonly string[] {
    return [...this.#takes.keys()];
  }
}
