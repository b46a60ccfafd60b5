import { Fault } from '@fantascope/film';

/** Until a shelf that is away is asked again, milliseconds. */
const AGAIN_MS = 2000;

/**
 * Runs what puts bytes on the shelf, or looks for them there, until the shelf answers: a bucket may be away for a while, and a film that was paid
 * for and fetched must not be lost to that. Gives up only when the signal is raised, and throws its reason.
 */
export async function untilShelved<T>(
  run: () => Promise<T>,
  { signal, sleep }: Readonly<{ signal: AbortSignal; sleep: (ms: number, signal?: AbortSignal) => Promise<void> }>,
): Promise<T> {
  for (;;) {
    signal.throwIfAborted();
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== 'jobs.store-failed') throw error;
      await sleep(AGAIN_MS, signal);
    }
  }
}
