import { z } from 'zod';
import { Money, UsdMicros } from '../money/money.ts';

const text = z.string().max(4000);
const base = { v: z.literal(1), take: z.string().regex(/^take_[0-9A-Z]{26}$/), atMs: z.number().int() };

/** A provider's handle, as the wire gave it. */
export const StoredTicket = z.strictObject({
  wire: z.string(),
  taskId: z.string(),
  kind: z.string().optional(),
  urls: z.record(z.string(), z.string()).optional(),
  submittedAtMs: z.number().optional(),
});

/** What a provider said went wrong. */
export const StoredProblem = z.strictObject({
  code: text,
  message: text,
  isRetryLater: z.boolean(),
  retryAfterSec: z.number().optional(),
});

/** What a finished file is, measured here. */
export const StoredFile = z.strictObject({
  /** Its name in the data folder until it is at `out`. */
  name: z.string(),
  bytes: z.number().int(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  mime: z.string(),
  widthPx: z.number().int().optional(),
  heightPx: z.number().int().optional(),
  lengthSec: z.number().optional(),
  fps: z.number().optional(),
});
export type StoredFile = z.infer<typeof StoredFile>;

/** Written and on the disk before the one POST: everything that is needed to look the take up, go on with it, or judge it. */
export const IntentRow = z.strictObject({
  ...base,
  kind: z.literal('intent'),
  purpose: z.enum(['shoot', 'probe']),
  model: z.string(),
  wire: z.string(),
  makes: z.enum(['video', 'image']),
  baseUrl: z.string(),
  dialect: z.record(z.string(), z.string()),
  keyName: z.string().optional(),
  isEmulated: z.boolean(),
  clientKey: z.string(),
  /** What was asked (a TakeRequest), with the bytes of its files left out. Not checked again: an old row must stay readable. */
  request: z.record(z.string(), z.json()),
  /** Of the body as it was sent. */
  requestSha256: z.string(),
  estimate: z.strictObject({ lowUsdMicros: UsdMicros, highUsdMicros: UsdMicros, source: text, asOf: text }).nullable(),
  ceilingUsdMicros: UsdMicros.nullable(),
  money: Money,
  out: z.string(),
  /** What of the shot the model does not do as asked, and what the wire had no place for; for the receipt. */
  losses: z.array(z.json()),
  dropped: z.array(z.string()),
});
export type IntentRow = z.infer<typeof IntentRow>;

/** One line of the journal. A take's rows in order: intent, then refused, or ticket (or unknown), cancel, settle, placed. */
export const JournalRow = z.discriminatedUnion('kind', [
  IntentRow,
  z.strictObject({ ...base, kind: z.literal('refused'), problem: StoredProblem, money: Money }),
  z.strictObject({ ...base, kind: z.literal('ticket'), ticket: StoredTicket, by: z.enum(['reply', 'look-up']), warnings: z.array(text) }),
  z.strictObject({
    ...base,
    kind: z.literal('unknown'),
    reason: text,
    /** What looking it up brought: cannot where the wire has no way to look. */
    lookUp: z.enum(['none', 'maybe', 'unclear', 'cannot']),
    money: Money,
  }),
  z.strictObject({ ...base, kind: z.literal('cancel'), answer: z.enum(['cancelled', 'too-late', 'unclear', 'cannot']) }),
  z.strictObject({
    ...base,
    kind: z.literal('settle'),
    /** lost: made and paid, and its file can no longer be had. */
    state: z.enum(['ready', 'failed', 'cancelled', 'expired', 'lost']),
    money: Money,
    problem: StoredProblem.optional(),
    file: StoredFile.optional(),
    seed: z.number().optional(),
  }),
  z.strictObject({ ...base, kind: z.literal('placed'), out: z.string() }),
  /** A person's word on a take that was unknown. */
  z.strictObject({ ...base, kind: z.literal('closed'), money: Money }),
]);
export type JournalRow = z.infer<typeof JournalRow>;
