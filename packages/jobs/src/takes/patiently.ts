import { Fault } from '@fantascope/film';
import { DatabaseError } from 'pg';

/** SQLSTATE classes of a database that is away or asks to try again: connection, shutdown and start, too many clients, and transactions that met. */
const passing = ['08', '57', '53', '40'];

/** Whether a question to the database failed because of the database's own state. A statement that was refused for what it says is refused again. */
export function isPassing(error: unknown): boolean {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (cause instanceof Fault) return false;
  if (cause instanceof DatabaseError) return passing.includes((cause.code ?? '').slice(0, 2));
  // A cut connection is told as a plain error, by the system's code or by none.
  return (
    cause instanceof Error &&
    (cause.constructor === Error || typeof (cause as NodeJS.ErrnoException).syscall === 'string' || cause.name === 'AggregateError')
  );
}

/**
 * Runs a transaction until the database has taken it or refused it. The connection may break after a commit was written and before it was
 * told, so `run` has to see for itself whether it is done already. Gives up only when the signal is raised, and throws its reason.
 */
export async function patiently<T>(
  run: () => Promise<T>,
  { signal, sleep }: Readonly<{ signal: AbortSignal; sleep: (ms: number, signal?: AbortSignal) => Promise<void> }>,
): Promise<T> {
  for (let waitMs = 50; ; waitMs = Math.min(1000, waitMs * 2)) {
    signal.throwIfAborted();
    try {
      return await run();
    } catch (error) {
      if (!isPassing(error)) throw error;
      await sleep(waitMs, signal);
    }
  }
}
