/** What can go wrong on purpose; each has a row of its own in docs/emulators.md. */
export const faultNames = [
  'accept-then-500',
  'accept-then-hang-up',
  'slow-submit',
  'rate-limit',
  'concurrency-limit',
  'error-in-200',
  'poll-503',
  'unknown-status',
  'extra-fields',
  'fails',
  'content-refused',
  'expired-result',
  'truncated-result',
  'html-result',
  'forgets',
  'late-cancel',
  'webhook-lost',
  'webhook-twice',
] as const;
/** The name of a fault. */
export type FaultName = (typeof faultNames)[number];

/** One task a server has taken and would charge for. */
export type BillRow = Readonly<{ taskId: string; clientKey?: string; model: string; usd: number; atMs: number; request: unknown }>;

/** A running server that behaves like a provider. It listens on loopback only and says EMULATED in everything it makes. */
export type Emulator = Readonly<{
  wire: string;
  /** http://127.0.0.1:PORT, and the protocol's own path prefix where the base URL has one. */
  baseUrl: string;
  /** Every task taken since the start, restarts included. */
  bill: readonly BillRow[];
  /** How many submits arrived, refused ones included. */
  submits: () => number;
  /** The next submit (or the next poll, for faults of polls and results) meets this fault; null clears it. */
  misbehave: (fault: FaultName | null) => void;
  close: () => Promise<void>;
}>;

/** Faults by seed: each request draws one with this probability. Takes are finished after `workMs` (default 50). */
export type EmulatorOptions = Readonly<{
  port?: number;
  workMs?: number;
  faults?: Readonly<{ seed: number; ratio: number; of?: readonly FaultName[] }>;
}>;
