import type { Answer } from './ask-emulator.ts';

/** How a test plays one protocol by plain fetch: a request its documentation would show, and where the answers stand. */
export type Play = Readonly<{
  submit: Readonly<{ path: string; json: Readonly<Record<string, unknown>>; headers?: Readonly<Record<string, string>> }>;
  /** What its credential looks like in a request. */
  headers: (
    credential: string,
    asked?: Readonly<{ baseUrl: string; path: string; method?: string; json?: unknown }>,
  ) => Readonly<Record<string, string>>;
  /** The question after a take, from the reply to its submit. */
  poll: (submitted: Readonly<Record<string, unknown>>) => Readonly<{ path: string; method?: string; json?: unknown }>;
  /** How a reply to that question stands: under way, made, failed, or no word about the take at all. */
  read: (answer: Answer) => 'under way' | 'made' | 'failed' | 'silent';
  /** Addresses of what was made; some protocols ask once more for them. */
  files: (
    answer: Answer,
    again: (asked: Readonly<{ path: string; method?: string; json?: unknown }>) => Promise<Answer>,
  ) => readonly string[] | Promise<readonly string[]>;
  cancel?: (submitted: Readonly<Record<string, unknown>>) => Readonly<{ path: string; method: string; json?: unknown }>;
  /** A place in the body where an unknown field must be refused. */
  withWebhook?: (submit: Play['submit'], url: string) => Play['submit'];
  size: Readonly<{ widthPx: number; heightPx: number; lengthSec: number; fps: number }>;
}>;
