/** When a fault strikes: while a take is submitted, while it is asked after, while its file is fetched, cancelled or told by webhook. */
export type Stage = 'submit' | 'poll' | 'result' | 'cancel' | 'webhook';

/** What can go wrong on purpose and when; each has a row of its own in docs/emulators.md. */
export const faultStages = {
  'accept-then-500': 'submit',
  'accept-then-hang-up': 'submit',
  'accept-then-half-reply': 'submit',
  'hang-up-untaken': 'submit',
  'slow-submit': 'submit',
  'rate-limit': 'submit',
  'concurrency-limit': 'submit',
  'error-in-200': 'submit',
  fails: 'submit',
  expires: 'submit',
  'content-refused': 'submit',
  forgets: 'submit',
  'webhook-first': 'submit',
  'poll-503': 'poll',
  'poll-429': 'poll',
  'poll-401': 'poll',
  'poll-hang-up': 'poll',
  'poll-half-body': 'poll',
  'unknown-status': 'poll',
  'status-synonym': 'poll',
  'extra-fields': 'poll',
  'running-to-queued': 'poll',
  'progress-backwards': 'poll',
  'result-shape': 'poll',
  'expired-result': 'result',
  'truncated-result': 'result',
  'wrong-length': 'result',
  'html-result': 'result',
  'late-cancel': 'cancel',
  'cancel-ignored': 'cancel',
  'webhook-lost': 'webhook',
  'webhook-twice': 'webhook',
  'webhook-disorder': 'webhook',
  'webhook-forged': 'webhook',
} as const satisfies Record<string, Stage>;
/** The name of a fault. */
export type FaultName = keyof typeof faultStages;
/** Every fault there is; which of them one protocol can show stands in its emulator's `faults`. */
export const faultNames = Object.keys(faultStages) as readonly FaultName[];

/**
 * One task a server has taken and would charge for. `isCancelled`: it was called off before it began, which no provider charges. `isWaived`: it
 * ended without a result, in a way this provider says it does not charge.
 */
export type BillRow = Readonly<{
  taskId: string;
  clientKey?: string;
  model: string;
  usd: number;
  atMs: number;
  request: unknown;
  isCancelled?: true;
  isWaived?: true;
}>;

/** A fault that was really shown, to which request. */
export type MetFault = Readonly<{ fault: FaultName; path: string; atMs: number }>;

/** A running server that behaves like a provider. It listens on loopback only and says EMULATED in everything it makes. */
export type Emulator = Readonly<{
  wire: string;
  /** http://127.0.0.1:PORT, and the protocol's own path prefix where the base URL has one. */
  baseUrl: string;
  /** What it takes as a key: a bearer token, or "ACCESS:SECRET" where requests are signed; empty where there is none. */
  credential: string;
  /** What it signs webhooks with; empty where the protocol signs none. */
  webhookSecret: string;
  /** The faults this protocol can show. */
  faults: readonly FaultName[];
  /** Every task taken since the start, restarts included. */
  bill: readonly BillRow[];
  /** How many submits arrived, refused ones included. */
  submits: () => number;
  /** Every fault shown so far, in order. */
  met: readonly MetFault[];
  /** The bytes of an upload, by what a request calls it; undefined for none. */
  stored: (name: string) => Uint8Array | undefined;
  /** The next submit (or the next poll, for faults of polls and results) meets this fault; null clears all. Throws emulators.no-such-fault. */
  misbehave: (fault: FaultName | null) => void;
  /** Ends everything: sockets, timers, encoders. */
  close: () => Promise<void>;
}>;

/** How an emulator runs. */
export type EmulatorOptions = Readonly<{
  /** Default 0: any free one. */
  port?: number;
  /** From taking a task to its result; the first fifth it is queued. Default 50. */
  workMs?: number;
  /** How many takes run at once; further ones wait. Default: no limit. */
  slots?: number;
  /** How long a finished file can be fetched. Default: as long as the server runs. */
  resultLifeMs?: number;
  /** How long `slow-submit` keeps its reply back. Default 1000. */
  slowMs?: number;
  /** What replies of `rate-limit`, `concurrency-limit`, `poll-503` and `poll-429` say in Retry-After, whole seconds. Default 1. */
  retryAfterSec?: number;
  /** Faults by seed: each request draws one of its stage with this probability, out of `of` (default: all the protocol can show). */
  faults?: Readonly<{ seed: number; ratio: number; of?: readonly FaultName[] }>;
}>;
