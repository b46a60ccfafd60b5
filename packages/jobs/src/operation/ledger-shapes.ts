import { z } from 'zod';
import { entryKinds } from '../ledger/account.ts';
import { scopes } from '../ledger/budgets.ts';
import type { ShownEntry } from '../ledger/entries.ts';
import type { UnknownTake } from '../ledger/unknown-list.ts';
import { idOf, Time, timeText } from './id-fields.ts';

/** Whole millionths of a dollar; below 0 where money comes back. */
export const Micros = z.number().int();

/** A UTC day, 2026-11-22. */
export const Day = z.iso.date();

/** What narrows rows of the ledger. */
export const filterFields = {
  projectId: idOf('project').optional(),
  takeId: idOf('take').optional(),
  userId: z.string().min(1).max(100).optional(),
  model: z.string().min(1).max(200).optional(),
  provider: z.string().min(1).max(100).optional(),
  fromDay: Day.optional(),
  toDay: Day.optional(),
  /** Only what emulators were asked for, or all but that; default both. */
  emulated: z.enum(['only', 'without']).optional(),
};

/** One row of the ledger as it goes out. */
export const Entry = z.strictObject({
  seq: z.number().int(),
  at: Time,
  day: Day,
  kind: z.enum(entryKinds),
  projectId: z.string(),
  userId: z.string(),
  tokenId: z.string().nullable(),
  takeId: z.string().nullable(),
  provider: z.string(),
  model: z.string(),
  isEmulated: z.boolean(),
  heldUsdMicros: Micros,
  spentUsdMicros: Micros,
  basis: z.string(),
  /** In the provider's own unit: millionths of a currency, credit, unit, token or second. */
  own: z.strictObject({ amountMicros: Micros, unit: z.string() }).nullable(),
  rateId: z.string().nullable(),
  byUserId: z.string().nullable(),
  note: z.string().nullable(),
});

/** A row as the schema wants it. */
export function shownEntry({ at, kind, ownAmount, ownUnit, ...row }: ShownEntry): z.input<typeof Entry> {
  const own = ownAmount === null || ownUnit === null ? null : { amountMicros: ownAmount, unit: ownUnit };
  return { ...row, at: timeText(at), kind: kind as (typeof entryKinds)[number], own };
}

/** One line of a report as it goes out; see ledger/report.ts. */
export const ReportLineOut = z.strictObject({
  key: z.string(),
  reservedUsdMicros: Micros,
  releasedUsdMicros: Micros,
  spentUsdMicros: Micros,
  heldUsdMicros: Micros,
  unknownUsdMicros: Micros,
  refundedUsdMicros: Micros,
  overrunUsdMicros: Micros,
  emulatedUsdMicros: Micros,
  keptUsdMicros: Micros,
  rejectedUsdMicros: Micros,
  takes: z.number().int(),
  keptMs: z.number().int(),
  rejectedMs: z.number().int(),
  openMs: z.number().int(),
});

/** A cap as it goes out. */
export const CapUseOut = z.strictObject({
  scope: z.enum(scopes),
  key: z.string(),
  capUsdMicros: Micros.nullable(),
  isDefault: z.boolean(),
  heldUsdMicros: Micros,
  spentUsdMicros: Micros,
  leftUsdMicros: Micros.nullable(),
  raisedBy: z.enum(['server-owner', 'project-owner', 'token-owner']),
});

/** A counter that is not the sum of its rows, as it goes out. */
export const DifferenceOut = z.strictObject({
  scope: z.enum(scopes),
  key: z.string(),
  heldUsdMicros: Micros,
  spentUsdMicros: Micros,
  rowsHeldUsdMicros: Micros,
  rowsSpentUsdMicros: Micros,
});

/** A take of unknown outcome as it goes out, with its evidence. */
export const UnknownOut = z.strictObject({
  takeId: z.string(),
  projectId: z.string(),
  userId: z.string(),
  model: z.string(),
  provider: z.string(),
  wire: z.string(),
  isEmulated: z.boolean(),
  state: z.string(),
  moneyState: z.string(),
  mostUsdMicros: Micros,
  askedAt: Time,
  sentAt: Time.nullable(),
  noticedAt: Time.nullable(),
  reason: z.string().nullable(),
  lookUp: z.enum(['none', 'maybe', 'unclear', 'cannot']).nullable(),
  clientKey: z.string().nullable(),
  taskId: z.string().nullable(),
  request: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  requestSha256: z.string().nullable(),
});

/** A take of unknown outcome as the schema wants it. */
export function shownUnknown({ askedAt, sentAt, noticedAt, ...rest }: UnknownTake): z.input<typeof UnknownOut> {
  const text = (at: Date | null) => (at === null ? null : timeText(at));
  return { ...rest, askedAt: timeText(askedAt), sentAt: text(sentAt), noticedAt: text(noticedAt) };
}
