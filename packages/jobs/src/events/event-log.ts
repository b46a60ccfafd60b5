import { Fault } from '@fantascope/film';
import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Db, Tx } from '../database/database.ts';
import { event } from '../database/schema/index.ts';

/** Something that happened, as it is written. `data` holds no secret and no signed URL: it goes to browsers and webhooks. */
export type NewEvent = Readonly<{
  projectId: string | null;
  subjectId: string;
  kind: string;
  data: Readonly<Record<string, unknown>>;
  at: Date;
}>;

/** Where a reader stands in the stream; as text `xid-seq`, the SSE id. */
export type EventPlace = Readonly<{ xid: number; seq: number }>;

/** Something that happened, as it is read. */
export type EventRow = NewEvent & Readonly<{ place: EventPlace }>;

/** Whose events are read: those of some projects, or of one thing. */
export type EventFilter = Readonly<{ projectIds?: readonly string[]; subjectId?: string }>;

/** Writes an event in the transaction of what it tells, so that there is neither one without the other. */
export async function appendEvent(tx: Tx, { projectId, subjectId, kind, data, at }: NewEvent): Promise<void> {
  await tx.insert(event).values({ projectId, subjectId, kind, data, at });
}

/** `xid-seq`. */
export function placeText({ xid, seq }: EventPlace): string {
  return `${xid}-${seq}`;
}

/** Reads a place out of a Last-Event-ID. Throws jobs.bad-cursor. */
export function placeFromText(text: string): EventPlace {
  const match = /^(\d{1,15})-(\d{1,15})$/.exec(text);
  if (match === null) throw new Fault('jobs.bad-cursor');
  return { xid: Number(match[1]), seq: Number(match[2]) };
}

// Everything before the oldest transaction that still runs is settled: nothing can come in between any more. PostgreSQL counts transactions for
// the whole server; one that is seen to run in another of its databases cannot write here and is waited for by nobody. A transaction holds a lock
// on its own number, by which its process and so its database is found; what is not found, such as a prepared one, is waited for.
const settled = sql`${event.xid} < (
  select least(
    min((running.xid::text)::bigint), (pg_snapshot_xmax(pg_current_snapshot())::text)::bigint, (pg_current_xact_id_if_assigned()::text)::bigint
  )
  from pg_snapshot_xip(pg_current_snapshot()) as running(xid)
  where running.xid::xid not in (
    select held.transactionid
    from pg_locks held join pg_stat_activity process on process.pid = held.pid
    where held.locktype = 'transactionid' and held.mode = 'ExclusiveLock' and held.granted
      and process.datid <> (select oid from pg_database where datname = current_database())
  )
)`;

function past({ xid, seq }: EventPlace) {
  return sql`(${event.xid}, ${event.seq}) > (${xid}, ${seq})`;
}

/** The place behind everything settled so far; from here a reader gets only what is new. */
export async function newestPlace(db: Db): Promise<EventPlace> {
  const [row] = await db
    .select({ xid: event.xid, seq: event.seq })
    .from(event)
    .where(settled)
    .orderBy(sql`${event.xid} desc, ${event.seq} desc`)
    .limit(1);
  return row ?? { xid: 0, seq: 0 };
}

/**
 * Where a reader who comes with a place goes on. One behind everything there is was given before the database was restored from a backup, whose
 * events are all counted as of transaction 0: only the number tells then.
 */
export async function placeIn(db: Db, { xid, seq }: EventPlace): Promise<EventPlace> {
  const newest = await newestPlace(db);
  const isBehind = xid > newest.xid || (xid === newest.xid && seq > newest.seq);
  return { xid: isBehind ? 0 : xid, seq };
}

/** Settled events behind a place, in order, at most `limit`. Read again from the last one's place, none is missed and none comes twice. */
export async function readEvents(
  db: Db | Tx,
  { from, filter = {}, limit = 500 }: Readonly<{ from: EventPlace; filter?: EventFilter; limit?: number }>,
): Promise<readonly EventRow[]> {
  const { projectIds, subjectId } = filter;
  if (projectIds?.length === 0) return [];
  const rows = await db
    .select()
    .from(event)
    .where(
      and(
        past(from),
        settled,
        projectIds === undefined ? undefined : inArray(event.projectId, [...projectIds]),
        subjectId === undefined ? undefined : eq(event.subjectId, subjectId),
      ),
    )
    .orderBy(asc(event.xid), asc(event.seq))
    .limit(limit);
  return rows.map(({ xid, seq, data, ...row }) => ({ ...row, data: data as NewEvent['data'], place: { xid, seq } }));
}
