import { Fault } from '@fantascope/film';

/** Runs something that ends on its signal, aborting it at Ctrl-C (SIGINT), SIGTERM or SIGHUP. A second signal ends the process at once, children included. */
export async function withInterrupt<T>(run: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const onSignal = () => {
    // process.exit runs the exit handlers, which kill the encoders; the default action would not.
    if (controller.signal.aborted) process.exit(130);
    controller.abort(new Fault('render.interrupted'));
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const name of signals) process.on(name, onSignal);
  try {
    return await run(controller.signal);
  } finally {
    for (const name of signals) process.off(name, onSignal);
  }
}
