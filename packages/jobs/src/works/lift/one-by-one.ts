import { Fault } from '@fantascope/film';

/** Runs work in its turn: one at a time, in the order it came. `onWait` is called when others are before it. */
export type InTurn = <T>(work: () => Promise<T>, at: Readonly<{ signal: AbortSignal; onWait: () => void }>) => Promise<T>;

/** A queue. In turn throws the signal's reason, also while it waits, and jobs.lifts-waiting where `mostWaiting` others wait already. */
export function oneByOne({ mostWaiting }: Readonly<{ mostWaiting: number }>): InTurn {
  const waiting: (() => void)[] = [];
  let isBusy = false;
  const turn = (signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      const mine = () => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = () => {
        waiting.splice(waiting.indexOf(mine), 1);
        reject(signal.reason);
      };
      waiting.push(mine);
      signal.addEventListener('abort', leave, { once: true });
    });
  return async (work, { signal, onWait }) => {
    signal.throwIfAborted();
    if (isBusy) {
      if (waiting.length >= mostWaiting) throw new Fault('jobs.lifts-waiting', { many: waiting.length });
      onWait();
      await turn(signal);
    }
    isBusy = true;
    try {
      return await work();
    } finally {
      // A place is handed on by who leaves it, so that nobody comes in between.
      const next = waiting.shift();
      if (next === undefined) isBusy = false;
      else next();
    }
  };
}
