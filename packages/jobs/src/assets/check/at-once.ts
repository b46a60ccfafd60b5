import { availableParallelism } from 'node:os';

/** Children that decode at once; more would only wait for each other's memory. */
const MOST = Math.max(1, Math.min(4, availableParallelism()));
const waiting: (() => void)[] = [];
let running = 0;

/** Runs work that starts a child, at most as many at once as there are cores (four at most), the others in the order they came. */
export async function atOnce<T>(work: () => Promise<T>): Promise<T> {
  // A place is handed on by who leaves it, so that nobody comes in between.
  if (running >= MOST) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  }
}
