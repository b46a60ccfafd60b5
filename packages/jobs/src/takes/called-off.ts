/** Takes in this worker's hands that a person may call off; raised by whoever finds the wish in the database. */
export class CalledOff {
  readonly #takes = new Map<string, AbortController>();

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
  }

  /** Ids of the takes in hand. */
  get inHand(): readonly string[] {
    return [...this.#takes.keys()];
  }
}
