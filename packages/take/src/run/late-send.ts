import type { TakePorts } from './ports.ts';

/**
 * How old an intent may be when its request goes out, milliseconds. A process that was stopped in between does not notice; whoever took it for dead
 * has asked the provider meanwhile, not found the take, and let a person decide. On a server that is after 20 s of silence.
 */
const INTENT_AGE_MS = 5000;

type Clocks = Pick<TakePorts, 'nowMs' | 'steadyMs'>;

/** Counts milliseconds from now, by the clock that has gone on further: a steady one may stand while the machine sleeps, that of the wall may be set back. */
export function stopwatch({ nowMs, steadyMs = nowMs }: Clocks): () => number {
  const [wallMs, evenMs] = [nowMs(), steadyMs()];
  return () => Math.max(nowMs() - wallMs, steadyMs() - evenMs);
}

/** Where the time since an intent has grown long, asks whether the take is still ours to send, until the answer itself is fresh. Throws what `Journal.confirm` throws: then nothing may be sent. */
export async function confirmLate(
  take: string,
  sinceMs: () => number,
  { journal, ...clocks }: Clocks & Pick<TakePorts, 'journal'>,
): Promise<void> {
  for (let ageMs = sinceMs; ageMs() > INTENT_AGE_MS; ) {
    // From before the question: its answer may have been long on the way.
    ageMs = stopwatch(clocks);
    await journal.confirm(take);
  }
}
