import { isDeepStrictEqual } from 'node:util';
import { Fault } from '@fantascope/film';
import { type Journal, JournalRow, readRow, type TakeRecord, takesOf } from '@fantascope/take';
import { asc, eq, sql } from 'drizzle-orm';
import type { Db, Tx } from '../database/database.ts';
import { take, takeRow } from '../database/schema/index.ts';
import { appendEvent } from '../events/event-log.ts';
import { ledgerForRow } from '../ledger/ledger-for-row.ts';
import { patiently } from './patiently.ts';

/** What a journal is opened with. */
export type PgJournalOptions = Readonly<{
  db: Db;
  /** Whose hold is asked of each take before a row of it is written. */
  workerId: string;
  nowMs: () => number;
  sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Raised when no more is to be read. What has happened outside is still written down then: a ticket that is dropped is a take nobody knows about. */
  signal: AbortSignal;
  /** Raised when nothing can be written any more. */
  gone: AbortSignal;
  /** What no row may hold. */
  secrets: readonly string[];
}>;

/** Opens the take room's journal over the table take_row: a row, what it makes of the take, its money and its event are written together or not at all. */
export function openPgJournal(options: PgJournalOptions): Journal {
  const { db, workerId, nowMs, secrets } = options;
  return {
    append: async (row) => {
      const whole = keepable(JournalRow.parse({ v: 1, atMs: nowMs(), ...row }));
      const line = JSON.stringify(whole);
      if (secrets.some((secret) => secret.length > 0 && line.includes(JSON.stringify(secret).slice(1, -1))))
        throw new Fault('take.secret-in-journal', { kind: row.kind });
      // Whoever stops begins nothing more.
      if (row.kind === 'intent') options.signal.throwIfAborted();
      await patiently(() => db.transaction((tx) => appendHeld(tx, whole, workerId)), { ...options, signal: options.gone });
      return whole;
    },
    take: (id) => patiently(async () => takesOf(await rowsOf(db, id))[0], options),
    confirm: (id) => patiently(() => db.transaction((tx) => confirmHeld(tx, id, workerId)), { ...options, signal: options.gone }),
    otherTaskIds: (than) => patiently(() => otherTaskIds(db, than), options),
    // Caps of a server are the ledger's, and were asked when the money was set aside.
    checkDay: async () => undefined,
  };
}

/**
 * A row as PostgreSQL can keep it: without U+0000 and halves of pairs, which stand in the words of some providers or where a long one was cut. A row
 * that can never be written would leave its take under way for ever, and its money held.
 */
function keepable<T>(value: T): T {
  if (typeof value === 'string') return value.toWellFormed().replaceAll('\0', '\ufffd') as T;
  if (Array.isArray(value)) return value.map(keepable) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [keepable(name), keepable(each)])) as T;
}

/** The rows of one take, oldest first. Throws take.newer-row where a newer version has written one. */
export async function rowsOf(db: Db | Tx, id: string): Promise<readonly JournalRow[]> {
  const rows = await db.select({ row: takeRow.row }).from(takeRow).where(eq(takeRow.takeId, id)).orderBy(asc(takeRow.seq));
  return rows.map(({ row }) => {
    const read = readRow(row);
    if (read === undefined) throw new Fault('take.newer-row', { take: id, kind: 'unknown' });
    return read;
  });
}

/** Task ids of a wire's other takes. A provider's list is of the last hours or days; older takes cannot be in it. */
async function otherTaskIds(db: Db, { take: id, wire }: Readonly<{ take: string; wire: string }>): Promise<readonly string[]> {
  const { rows } = await db.execute<{ task_id: string }>(sql`
    select task_id from ${take}
    where wire = ${wire} and task_id is not null and id <> ${id}
      and created_at > (select created_at from ${take} where id = ${id}) - interval '3 days'`);
  return rows.map((row) => row.task_id);
}

/** Beats a worker's heart, so that nobody takes it for dead within the next seconds. Throws jobs.worker-fenced where somebody has. */
async function beat(tx: Tx, workerId: string): Promise<void> {
  const { rowCount } = await tx.execute(
    sql`update fantascope.worker set heartbeat_at = clock_timestamp() where id = ${workerId} and fenced_at is null`,
  );
  if (rowCount !== 1) throw new Fault('jobs.worker-fenced', { worker: workerId });
}

/** Whether a take whose intent was written a while ago is still its worker's to send. Throws jobs.take-elsewhere and jobs.worker-fenced. */
async function confirmHeld(tx: Tx, id: string, workerId: string): Promise<void> {
  await beat(tx, workerId);
  const [row] = await tx.select({ heldBy: take.heldBy }).from(take).where(eq(take.id, id));
  const kinds = await tx.select({ kind: takeRow.kind }).from(takeRow).where(eq(takeRow.takeId, id));
  if (row?.heldBy !== workerId || kinds.length !== 1) throw new Fault('jobs.take-elsewhere', { take: id });
}

/** A heart that was silent for this long is beaten once more before an intent is written, milliseconds: it was stopped, and may be about to be taken for dead. */
const SILENT_MS = 5000;

/** Writes a row of a take that a worker holds. Throws jobs.take-elsewhere, jobs.worker-fenced and jobs.take-called-off: then nothing was written. */
export async function appendHeld(tx: Tx, row: JournalRow, workerId: string): Promise<void> {
  // As strong as the ledger's own lock: two locks of different strength on one row wait for each other.
  const { rows } = await tx.execute<{ held_by: string | null; is_called_off: boolean; is_fenced: boolean; is_silent: boolean }>(sql`
    select held_by, cancel_asked_at is not null as is_called_off,
      not exists (select 1 from fantascope.worker where id = ${workerId} and fenced_at is null) as is_fenced,
      exists (select 1 from fantascope.worker
        where id = ${workerId} and heartbeat_at < clock_timestamp() - ${`${SILENT_MS} milliseconds`}::interval) as is_silent
    from ${take} where id = ${row.take} for no key update of take`);
  const [held] = rows;
  if (held === undefined) throw new Fault('jobs.no-such-thing', { id: row.take });
  if (held.is_fenced) throw new Fault('jobs.worker-fenced', { worker: workerId });
  if (held.held_by !== workerId) throw new Fault('jobs.take-elsewhere', { take: row.take });
  const before = await rowsOf(tx, row.take);
  // Its commit was written, and the connection broke before we were told.
  if (before.some((each) => isDeepStrictEqual(each, row))) return;
  if (row.kind === 'intent' && held.is_silent) await beat(tx, workerId);
  if (row.kind === 'intent' && held.is_called_off) throw new Fault('jobs.take-called-off', { take: row.take });
  // A server that tells of a commit before it is on its disk could forget, after a power cut, what was sent: then it would be sent again.
  if (row.kind === 'intent')
    await tx.execute(sql`select set_config('synchronous_commit', 'on', true) where current_setting('synchronous_commit') = 'off'`);
  await writeRow(tx, { row, before, workerId });
}

/** Writes a row of a take whose own row is locked, with all that follows from it. `byUserId`: whose word it is, where it is a person's. */
export async function writeRow(
  tx: Tx,
  { row, before, workerId, byUserId }: Readonly<{ row: JournalRow; before: readonly JournalRow[]; workerId: string; byUserId?: string }>,
): Promise<TakeRecord> {
  const [record] = takesOf([...before, row]);
  if (record === undefined) throw new Fault('take.no-such-take', { take: row.take });
  const at = new Date(row.atMs);
  await tx.insert(takeRow).values({ takeId: row.take, kind: row.kind, row, workerId, at });
  const [written] = await tx
    .update(take)
    .set({
      state: record.state,
      reason: record.reason ?? null,
      lengthMs: record.file?.lengthSec === undefined ? null : Math.round(record.file.lengthSec * 1000),
      updatedAt: at,
      endedAt: hasEnded(record) ? at : null,
    })
    .where(eq(take.id, row.take))
    .returning({ projectId: take.projectId });
  if (row.kind === 'ticket') await noteTask(tx, row);
  const projectId = written?.projectId ?? null;
  const { overUsdMicros } = await ledgerForRow(tx, row, byUserId === undefined ? {} : { byUserId });
  const { state, money, isEmulated } = { ...record, isEmulated: record.intent.isEmulated };
  const data = { state, moneyState: money.state, isEmulated, ...(record.reason === undefined ? {} : { reason: record.reason }) };
  await appendEvent(tx, { projectId, subjectId: row.take, kind: 'take.changed', data, at });
  if (overUsdMicros > 0)
    await appendEvent(tx, { projectId, subjectId: row.take, kind: 'project.blocked', data: { reason: 'overrun', overUsdMicros }, at });
  return record;
}

/**
 * Notes the task's id. Two takes found under one id cannot both be right, and the second is kept out; but what a provider itself has answered
 * holds, also where it names all its answers alike. Throws jobs.task-is-taken.
 */
async function noteTask(tx: Tx, { take: id, ticket, by }: Extract<JournalRow, { kind: 'ticket' }>): Promise<void> {
  const note = (part: Tx) => part.update(take).set({ taskId: ticket.taskId }).where(eq(take.id, id));
  await tx.transaction(note).catch((error: unknown) => {
    if (!isTaken(error)) throw error;
    if (by !== 'reply') throw new Fault('jobs.task-is-taken', { task: ticket.taskId, take: id });
  });
}

/** Whether a row was kept out by a unique index: SQLSTATE 23505, unique_violation. */
function isTaken(error: unknown): boolean {
  return error instanceof Error && (error.cause as { code?: unknown } | undefined)?.code === '23505';
}

/** Whether nothing goes on by itself any more. A collected file still has to become an asset; a provider that has not answered is asked again. */
function hasEnded({ state, lookUp }: TakeRecord): boolean {
  if (state === 'unknown') return lookUp !== 'unclear';
  return state !== 'sent' && state !== 'shooting' && state !== 'collecting';
}
