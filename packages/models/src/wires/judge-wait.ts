import type { Progress } from '../wire.ts';

/** What is remembered between two polls of one take; all times in milliseconds of one clock. */
export type Wait = Readonly<{ sinceMs: number; missingSinceMs?: number; endingSinceMs?: number }>;

const sentence = (code: string, message: string) => ({ code, message, isRetryLater: false });

/**
 * Bounds a wait, so that neither a forgotten take nor a status nobody knows keeps one for ever. A take its provider has known nothing of for
 * `missingMs` (default 2 minutes, because a new one may take a moment to be listed), or that has not ended after `mostMs` (default 6 hours),
 * is expired: not failed, since it may have been made and paid. An end told in a doubtful form is believed after `missingMs`, too. Everything
 * else is passed on.
 */
export function judgeWait(
  wait: Wait,
  progress: Progress,
  { nowMs, missingMs = 120_000, mostMs = 6 * 3_600_000 }: Readonly<{ nowMs: number; missingMs?: number; mostMs?: number }>,
): Readonly<{ wait: Wait; progress: Progress }> {
  const isUnclear = progress.state === 'unclear';
  const isMissing = isUnclear && progress.isMissing === true;
  const ending = isUnclear ? progress.ending : undefined;
  const isOpen = isUnclear || progress.state === 'queued' || progress.state === 'running';
  // A 503 between two "no such task" says nothing; it neither starts nor ends the time missing.
  const lasting = (isTold: boolean, sinceMs: number | undefined) => (isTold ? (sinceMs ?? nowMs) : isUnclear ? sinceMs : undefined);
  const missingSinceMs = lasting(isMissing, wait.missingSinceMs);
  const endingSinceMs = lasting(ending !== undefined, wait.endingSinceMs);
  const next: Wait = {
    sinceMs: wait.sinceMs,
    ...(missingSinceMs === undefined ? {} : { missingSinceMs }),
    ...(endingSinceMs === undefined ? {} : { endingSinceMs }),
  };
  if (isMissing && missingSinceMs !== undefined && nowMs - missingSinceMs >= missingMs) {
    return { wait: next, progress: { state: 'expired', problem: sentence('missing', 'the provider no longer knows this task') } };
  }
  if (ending !== undefined && endingSinceMs !== undefined && nowMs - endingSinceMs >= missingMs) return { wait: next, progress: ending };
  if (isOpen && nowMs - wait.sinceMs >= mostMs) {
    return { wait: next, progress: { state: 'expired', problem: sentence('waited-too-long', 'the task did not end in time') } };
  }
  return { wait: next, progress };
}
