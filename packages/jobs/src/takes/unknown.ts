import { Fault } from '@fantascope/film';
import { wires } from '@fantascope/models';
import { type IntentRow, JournalRow, type TakeRecord, takesOf } from '@fantascope/take';
import { and, eq, ne, sql } from 'drizzle-orm';
import type { Db, Tx } from '../database/database.ts';
import { take } from '../database/schema/index.ts';
import type { Studio } from '../studio.ts';
import { rowsOf, writeRow } from './pg-journal.ts';
import { queueOf } from './provider-of.ts';
import { takeWorkflowName } from './take-workflow.ts';

/** What a person has to judge by whether a take was made whose reply was lost. */
export type UnknownEvidence = Readonly<{
  takeId: string;
  provider: string;
  model: string;
  /** What was asked, files and addresses' queries left out, and the hash of the body as it was sent. */
  request: IntentRow['request'];
  requestSha256: string;
  clientKey: string;
  sentAt: Date;
  reason: string;
  /** What the provider's own list or look-up showed; cannot: it has none. */
  lookUp: 'none' | 'maybe' | 'unclear' | 'cannot';
  /** Every look that brought something new, oldest first. */
  looks: readonly Readonly<{ at: Date; lookUp: string }>[];
  mayCostUsdMicros: number;
  isEmulated: boolean;
}>;

/** The evidence about an unknown take. Throws jobs.no-such-thing and jobs.take-not-unknown. */
export async function evidenceOf(db: Db, takeId: string): Promise<UnknownEvidence> {
  const [row] = await db.select().from(take).where(eq(take.id, takeId));
  if (row === undefined) throw new Fault('jobs.no-such-thing', { id: takeId });
  const rows = await rowsOf(db, takeId);
  const [record] = takesOf(rows);
  if (record?.state !== 'unknown') throw new Fault('jobs.take-not-unknown', { take: takeId, state: row.state });
  const { intent } = record;
  return {
    ...{ takeId, provider: row.provider, model: row.model, request: intent.request, requestSha256: intent.requestSha256 },
    ...{ clientKey: intent.clientKey, sentAt: new Date(intent.atMs), reason: record.reason ?? '', lookUp: record.lookUp ?? 'unclear' },
    looks: rows.flatMap((each) => (each.kind === 'unknown' ? [{ at: new Date(each.atMs), lookUp: each.lookUp }] : [])),
    ...{ mayCostUsdMicros: record.money.usdMicros, isEmulated: row.isEmulated },
  };
}

type Decider = Readonly<{ takeId: string; byUserId: string }>;
type Part = Pick<Studio, 'database' | 'engine' | 'ports'>;

/** Asks the provider once more, in the background: the take goes on if it is found there, and stays unknown if not. Throws jobs.no-such-thing, jobs.take-not-unknown. */
export async function askAgain({ database, engine }: Part, { takeId }: Pick<Decider, 'takeId'>): Promise<void> {
  const row = await database.db.transaction(async (tx) => {
    const { row: found, record } = await lockedUnknown(tx, takeId);
    if (record.state !== 'unknown') throw new Fault('jobs.take-not-unknown', { take: takeId, state: record.state });
    // Under way again, so that the sweep sees to it where a crash comes in between.
    await tx.update(take).set({ endedAt: null }).where(eq(take.id, takeId));
    return found;
  });
  await goesOn(engine, row);
}

/**
 * It happened: a person has found the task in the provider's account. The take goes on with it, fetched and settled as if its reply had come.
 * Throws jobs.no-such-thing, jobs.take-not-unknown and jobs.task-of-another.
 */
export async function attachTask(
  { database, engine, ports }: Part,
  { takeId, taskId, byUserId }: Decider & Readonly<{ taskId: string }>,
): Promise<void> {
  const attach = async (tx: Tx) => {
    const { row: found, record, before } = await lockedUnknown(tx, takeId);
    // Its money alone may be unknown: what has ended has nothing to go on with.
    if (record.state !== 'unknown') throw new Fault('jobs.take-not-unknown', { take: takeId, state: record.state });
    const [other] = await tx
      .select({ id: take.id })
      .from(take)
      .where(and(eq(take.provider, found.provider), eq(take.taskId, taskId), ne(take.id, takeId)));
    if (other !== undefined) throw new Fault('jobs.task-of-another', { task: taskId, other: other.id, provider: found.provider });
    const { intent } = record;
    const wanted = intent.request as Parameters<NonNullable<(typeof wires)[string]>['submit']>[0];
    const own = wires[intent.wire]?.ticketOf?.(taskId, wanted, { baseUrl: intent.baseUrl, dialect: intent.dialect });
    const ticket = { ...(own ?? { wire: intent.wire, taskId }), submittedAtMs: intent.atMs };
    const next = JournalRow.parse({ v: 1, take: takeId, atMs: ports.nowMs(), kind: 'ticket', ticket, by: 'look-up', warnings: [] });
    await writeRow(tx, { row: next, before, workerId: `person:${byUserId}`, byUserId });
    return found;
  };
  const row = await database.db.transaction(attach).catch((error: unknown) => {
    if (!(error instanceof Fault && error.code === 'jobs.task-is-taken')) throw error;
    // Somebody else has just given this task to another take; looked at again, it is seen which.
    return database.db.transaction(attach);
  });
  await goesOn(engine, row);
}

/** Has a take gone on with now; where that cannot be, the sweep sees to it, and whoever asked is not told of a failure. */
async function goesOn(engine: Part['engine'], { id, provider }: typeof take.$inferSelect): Promise<void> {
  await engine.ensure(takeWorkflowName, id, { queue: queueOf(provider), priority: 1 }).catch(() => undefined);
}

/**
 * A person's word on the money of an unknown take, which ends it: it did not happen (0: what was set aside comes back), or it cost so much and
 * its file is not wanted or cannot be had. Throws jobs.no-such-thing and jobs.take-not-unknown.
 */
export async function closeUnknown(
  { database, ports }: Part,
  { takeId, paidUsdMicros, byUserId }: Decider & Readonly<{ paidUsdMicros: number }>,
): Promise<void> {
  await database.db.transaction(async (tx) => {
    const { before } = await lockedUnknown(tx, takeId);
    const money = {
      state: paidUsdMicros === 0 ? ('none' as const) : ('settled' as const),
      usdMicros: paidUsdMicros,
      basis: 'person' as const,
    };
    const row = JournalRow.parse({ v: 1, take: takeId, atMs: ports.nowMs(), kind: 'closed', money });
    await writeRow(tx, { row, before, workerId: `person:${byUserId}`, byUserId });
  });
}

/** An unknown take with its row locked, in no living worker's hands: a look-up that is under way ends first. */
async function lockedUnknown(
  tx: Tx,
  takeId: string,
): Promise<Readonly<{ row: typeof take.$inferSelect; record: TakeRecord; before: readonly JournalRow[] }>> {
  const [row] = await tx.select().from(take).where(eq(take.id, takeId)).for('no key update');
  if (row === undefined) throw new Fault('jobs.no-such-thing', { id: takeId });
  const before = await rowsOf(tx, takeId);
  const [record] = takesOf(before);
  // A failed or expired take's money may be unknown too; that its task was made is known then.
  const isOpen = record !== undefined && (record.state === 'unknown' || record.money.state === 'unknown');
  if (!isOpen) throw new Fault('jobs.take-not-unknown', { take: takeId, state: row.state });
  const living = sql<boolean>`exists (select 1 from fantascope.worker where id = ${row.heldBy} and fenced_at is null)`;
  const [held] = row.heldBy === null ? [] : await tx.select({ isLiving: living }).from(take).where(eq(take.id, takeId));
  if (held?.isLiving === true) throw new Fault('jobs.take-elsewhere', { take: takeId });
  return { row, record, before };
}
