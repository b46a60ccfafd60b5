import { and, eq, gte, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../database/database.ts';
import { ledgerEntry, take } from '../database/schema/index.ts';
import { type EntryFilter, filtered } from './entries.ts';
import { type Sight, seenBy } from './sight.ts';

/** What a report is told by. */
export const reportGroups = ['day', 'project', 'member', 'model', 'provider'] as const;
export type ReportGroup = (typeof reportGroups)[number];

/** One line of a report: money in whole millionths of a dollar, footage in milliseconds of finished takes. */
export type ReportLine = Readonly<{
  /** The day, the id or the name that the line is about. */
  key: string;
  /** What was set aside at first, as the takes themselves have it noted; every row has to add up to it. */
  reservedUsdMicros: number;
  /** What came back of it: never charged, less charged than set aside, or refunded. */
  releasedUsdMicros: number;
  /** Paid, refunds taken off. */
  spentUsdMicros: number;
  /** Set aside for takes under way, unknown ones left out. */
  heldUsdMicros: number;
  /** The most that takes of unknown outcome may have cost. */
  unknownUsdMicros: number;
  refundedUsdMicros: number;
  overrunUsdMicros: number;
  /** What of `spent` was not paid to anybody, because the provider was an emulator. */
  emulatedUsdMicros: number;
  /** What of `spent` went into takes that people keep, and into those they threw away. */
  keptUsdMicros: number;
  rejectedUsdMicros: number;
  takes: number;
  keptMs: number;
  rejectedMs: number;
  /** Finished, and nobody has said yet. */
  openMs: number;
}>;

const moneyKeys = {
  day: ledgerEntry.day,
  project: ledgerEntry.projectId,
  member: ledgerEntry.userId,
  model: ledgerEntry.model,
  provider: ledgerEntry.provider,
} as const;

// A take's footage counts on the day it was asked for: takes that cost nothing have no row of money that could say another.
const takeDay = sql`to_char(${take.createdAt} at time zone 'UTC', 'YYYY-MM-DD')`;
const takeKeys = { day: takeDay, project: take.projectId, member: take.byUserId, model: take.model, provider: take.provider } as const;

function takesFiltered({ projectId, userId, takeId, model, provider, fromDay, toDay, emulated }: EntryFilter): SQL | undefined {
  return and(
    projectId === undefined ? undefined : eq(take.projectId, projectId),
    userId === undefined ? undefined : eq(take.byUserId, userId),
    takeId === undefined ? undefined : eq(take.id, takeId),
    model === undefined ? undefined : eq(take.model, model),
    provider === undefined ? undefined : eq(take.provider, provider),
    fromDay === undefined ? undefined : gte(take.createdAt, new Date(`${fromDay}T00:00:00Z`)),
    toDay === undefined ? undefined : sql`${take.createdAt} < ${`${toDay}T00:00:00Z`}::timestamptz + interval '1 day'`,
    emulated === undefined ? undefined : eq(take.isEmulated, emulated === 'only'),
  );
}

/** Money and footage by one thing, summed in the database; days newest first, everything else dearest first, at most 1000 lines. */
export async function readReport(
  db: Db,
  sight: Sight,
  { by, filter }: Readonly<{ by: ReportGroup; filter: EntryFilter }>,
): Promise<readonly ReportLine[]> {
  const sum = (amount: SQL | typeof ledgerEntry.spentUsdMicros, when?: SQL) =>
    when === undefined ? sql`coalesce(sum(${amount}), 0)` : sql`coalesce(sum(${amount}) filter (where ${when}), 0)`;
  const { spentUsdMicros: spent, heldUsdMicros: held, kind } = ledgerEntry;
  const isUnknown = sql`${take.moneyState} = 'unknown'`;
  const cameBack = sql`${kind} in ('settle', 'release', 'refund')`;
  const money = sql`select ${moneyKeys[by]} as key, ${sum(spent)} as spent, ${sum(held, sql`${isUnknown} is not true`)} as held,
      ${sum(held, isUnknown)} as unknown, -${sum(spent, sql`${kind} = 'refund'`)} as refunded, ${sum(spent, sql`${kind} = 'overrun'`)} as overrun,
      ${sum(spent, sql`${take.isEmulated}`)} as emulated, ${sum(spent, sql`${take.verdict} = 'kept'`)} as kept,
      ${sum(spent, sql`${take.verdict} = 'rejected'`)} as rejected, -${sum(sql`${held} + ${spent}`, cameBack)} as released
    from ${ledgerEntry} left join ${take} on ${take.id} = ${ledgerEntry.takeId}
    where ${and(filtered(filter), seenBy(sight, { projectId: ledgerEntry.projectId, userId: ledgerEntry.userId })) ?? sql`true`} group by 1`;
  const made = sql`${take.state} = 'ready'`;
  const footage = sql`select ${takeKeys[by]} as key, count(*) as takes, ${sum(sql`${take.reservedUsdMicros}`)} as reserved,
      ${sum(sql`${take.lengthMs}`, sql`${made} and ${take.verdict} = 'kept'`)} as kept_ms,
      ${sum(sql`${take.lengthMs}`, sql`${made} and ${take.verdict} = 'rejected'`)} as rejected_ms,
      ${sum(sql`${take.lengthMs}`, sql`${made} and ${take.verdict} is null`)} as open_ms
    from ${take} where ${and(takesFiltered(filter), seenBy(sight, { projectId: take.projectId, userId: take.byUserId })) ?? sql`true`} group by 1`;
  const order = by === 'day' ? sql`key desc` : sql`coalesce(spent, 0) desc, key`;
  const { rows } = await db.execute(sql`
    with money as (${money}), footage as (${footage})
    select coalesce(m.key, f.key) as key, m.spent, m.held, m.unknown, m.refunded, m.overrun, m.emulated, m.kept, m.rejected, m.released,
      f.reserved, f.takes, f.kept_ms, f.rejected_ms, f.open_ms
    from money m full join footage f on f.key = m.key order by ${order} limit 1000`);
  return rows.map((row) => {
    const number = (name: string) => Number(row[name] ?? 0);
    return {
      key: String(row['key']),
      reservedUsdMicros: number('reserved'),
      releasedUsdMicros: number('released'),
      spentUsdMicros: number('spent'),
      heldUsdMicros: number('held'),
      unknownUsdMicros: number('unknown'),
      refundedUsdMicros: number('refunded'),
      overrunUsdMicros: number('overrun'),
      emulatedUsdMicros: number('emulated'),
      keptUsdMicros: number('kept'),
      rejectedUsdMicros: number('rejected'),
      takes: number('takes'),
      keptMs: number('kept_ms'),
      rejectedMs: number('rejected_ms'),
      openMs: number('open_ms'),
    };
  });
}
