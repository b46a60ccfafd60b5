import type { Charge, Ending, HttpReply, ProviderProblem, SubmitOutcome } from '../wire.ts';

/** Seconds a reply asks to wait: Retry-After in seconds, or as a date measured from the reply's own Date. */
export function retryAfterSec(reply: Pick<HttpReply, 'headers'>): number | undefined {
  const text = reply.headers['retry-after']?.trim();
  if (text === undefined || text === '') return undefined;
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  const sec = (Date.parse(text) - Date.parse(reply.headers['date'] ?? '')) / 1000;
  return Number.isFinite(sec) ? Math.max(0, Math.ceil(sec)) : undefined;
}

/** A problem with the reply's Retry-After, where it has one. */
export function problemOf(reply: HttpReply, problem: Readonly<{ code: string; message: string; isRetryLater?: boolean }>): ProviderProblem {
  const wait = retryAfterSec(reply);
  return {
    code: problem.code,
    message: problem.message,
    // 425: too early, by its own words.
    isRetryLater: problem.isRetryLater ?? [425, 429].includes(reply.status),
    ...(wait === undefined ? {} : { retryAfterSec: wait }),
  };
}

/** The first letters of a body that could not be read, for a sentence. */
export function excerpt(reply: HttpReply): string {
  const text = reply.text.replace(/\s+/g, ' ').trim();
  return text.length > 160 ? `${text.slice(0, 160)}…` : text;
}

/**
 * How a submit ended that brought no ticket (providers.md §3): a 4xx was not taken; everything that may have been is unknown.
 * `told` is what the provider says in its own form; without one a 4xx is still a refusal, but for 408 and 499, where a gateway gave up waiting.
 */
export function notAccepted(
  reply: HttpReply,
  told: Readonly<{ code: string; message: string; isRetryLater?: boolean }> | undefined,
): SubmitOutcome {
  const { status } = reply;
  if (status >= 400 && status < 500 && status !== 408 && status !== 499) {
    return { outcome: 'refused', problem: problemOf(reply, told ?? { code: `http-${status}`, message: excerpt(reply) }) };
  }
  // A moved address has taken nothing; 303, and 302 as it is mostly used, answer something that was taken.
  if ([301, 307, 308].includes(status)) {
    return { outcome: 'refused', problem: { code: 'moved', message: `HTTP ${status}: the address has moved`, isRetryLater: false } };
  }
  return { outcome: 'unknown', reason: `HTTP ${status}${told === undefined ? '' : ` ${told.code}: ${told.message}`}` };
}

/**
 * A poll whose reply says nothing about the take. `isMissing`: the provider answered, in its own words, that it has no such task. `ending`:
 * it may be the take's end, if it stays so.
 */
export function unclear(
  reply: HttpReply,
  { reason, isMissing = false, ending }: Readonly<{ reason?: string; isMissing?: boolean; ending?: Ending | undefined }> = {},
): Readonly<{ state: 'unclear'; reason: string; retryAfterSec?: number; isMissing?: true; ending?: Ending }> {
  const wait = retryAfterSec(reply);
  return {
    state: 'unclear',
    reason: reason ?? `HTTP ${reply.status} ${excerpt(reply)}`.trim(),
    ...(wait === undefined ? {} : { retryAfterSec: wait }),
    ...(isMissing ? { isMissing: true as const } : {}),
    ...(ending === undefined ? {} : { ending }),
  };
}

/** A take that is said to be done and whose file is not named (yet): failed, if that stays so; it may have been paid. */
export function withoutFile(
  reply: HttpReply,
  { provider, charge }: Readonly<{ provider: string; charge?: Charge | undefined }>,
): ReturnType<typeof unclear> {
  const message = `${provider} says it succeeded and names no file`;
  const problem = { code: 'no-file', message, isRetryLater: false };
  return unclear(reply, { reason: message, ending: { state: 'failed', problem, ...(charge === undefined ? {} : { charge }) } });
}
