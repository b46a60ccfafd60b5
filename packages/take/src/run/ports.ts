import type { Progress, Wire, WireSetting } from '@fantascope/models';
import type { Journal } from '../journal/journal.ts';
import type { StoredFile } from '../journal/row.ts';
import type { UsdMicros } from '../money/money.ts';
import type { FileStore } from '../provider/file-store.ts';
import type { Net } from '../provider/net.ts';

/** The named places between two writes where a take may be cut off; tests kill the process there. */
export type PausePoint =
  | 'before-intent'
  | 'after-intent'
  | 'after-post'
  | 'after-ticket'
  | 'while-polling'
  | 'after-success'
  | 'after-download'
  | 'after-settle'
  | 'after-place';

/** How long things are waited for. */
export type Patience = Readonly<{
  /** Between two polls, growing from the one to the other, milliseconds. */
  pollFirstMs: number;
  pollMostMs: number;
  /** How often a lost take is looked up, and how long is waited in between; a list may lag behind. */
  lookUps: number;
  lookUpWaitMs: number;
  /** A take its provider has known nothing of for this long is given up, milliseconds. */
  missingMs: number;
  /** A take that has not ended after this long is given up, milliseconds. */
  mostMs: number;
  /** How long a take that was called off is still watched, milliseconds. */
  cancelWaitMs: number;
  /** How often a finished file is fetched until it is whole. */
  fetches: number;
}>;

/** For providers on the internet. */
export const usualPatience: Patience = {
  pollFirstMs: 3000,
  pollMostMs: 15_000,
  lookUps: 4,
  lookUpWaitMs: 5000,
  missingMs: 120_000,
  mostMs: 6 * 3_600_000,
  cancelWaitMs: 60_000,
  fetches: 4,
};

/** For servers on this machine, which answer at once and are not bothered by a question more. */
export const nearPatience: Patience = { ...usualPatience, pollFirstMs: 200, pollMostMs: 2000, lookUpWaitMs: 500, missingMs: 20_000 };

/** What is told while a take is under way. */
export type TakeNews =
  | Readonly<{ news: 'uploading'; part: string }>
  | Readonly<{ news: 'sent' }>
  | Readonly<{ news: 'looking-up'; reason: string }>
  | Readonly<{ news: 'progress'; progress: Progress; sinceMs: number }>
  | Readonly<{ news: 'cancel'; answer: 'asked' | 'cancelled' | 'too-late' | 'unclear' | 'cannot' }>
  | Readonly<{ news: 'fetching' }>
  | Readonly<{ news: 'warning'; text: string }>;

/** Everything a take needs from outside. Time, waiting and network are arguments, so that a test can hold them. */
export type TakePorts = Readonly<{
  /** The data folder. */
  home: string;
  journal: Journal;
  wire: Wire;
  setting: WireSetting;
  net: Net;
  /** Where files can be put for the provider to fetch; none where a person has no such place. */
  store?: FileStore;
  /** The most that may be spent in 24 hours. Default 5 USD. */
  dayCapUsdMicros?: UsdMicros;
  nowMs: () => number;
  /** A clock that nobody sets, milliseconds. Default: `nowMs`. */
  steadyMs?: () => number;
  /** Resolves after `ms`, or at once when the signal is raised. */
  sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  patience: Patience;
  /** What must not be in anything kept or shown. */
  secrets: readonly string[];
  /** Puts a fetched file, found whole and looked at, where it is kept, and gives the name it has there. Default: `takes/` of the data folder. */
  shelve?: (path: string, file: Omit<StoredFile, 'name'>) => Promise<string>;
  /** Raised when a person wants to stop. */
  signal?: AbortSignal;
  onNews?: (news: TakeNews) => void;
  /** Called at each place where a crash is interesting; for tests. */
  pause?: (point: PausePoint) => Promise<void>;
}>;
