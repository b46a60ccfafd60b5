import type { Tx } from '../database/database.ts';
import type { job } from '../database/schema/index.ts';
import type { Studio } from '../studio.ts';
import type { CalledOff } from '../takes/called-off.ts';
import type { TakeRoom } from '../takes/take-room.ts';

/** A row of job. */
export type JobRow = typeof job.$inferSelect;

/** What longer work is done with. */
export type JobRoom = Readonly<
  Pick<Studio, 'database' | 'assets' | 'catalogue' | 'settings' | 'ports' | 'home'> & Pick<TakeRoom, 'worker'> & { calledOff: CalledOff }
>;

/** One job in a worker's hands. */
export type JobWork = Readonly<{
  row: JobRow;
  room: JobRoom;
  /** Raised when a person calls the job off, or its worker stops. */
  signal: AbortSignal;
  /** Tells how much is done, 0..1; told on sparingly. */
  tell: (doneRatio: number) => void;
}>;

/** How a job has ended that did not get done. */
export type JobEnd = Readonly<{ state: 'failed' | 'cancelled'; reason: string; at: Date }>;

/**
 * One kind of longer work. `make` does it, and may be run again from its start by any worker at any time; what it gives is run in the transaction that
 * ends the job, enters what was made, and gives the job's output. `ended` is run in that transaction where there is nothing to enter.
 */
export type JobKind = Readonly<{
  make: (work: JobWork) => Promise<(tx: Tx, at: Date) => Promise<Readonly<Record<string, unknown>>>>;
  /** In the transaction that begins it. */
  begun?: (tx: Tx, row: JobRow, at: Date) => Promise<void>;
  ended?: (tx: Tx, row: JobRow, end: JobEnd) => Promise<void>;
}>;
