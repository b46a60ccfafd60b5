import { Fault } from '@fantascope/film';
import { and, asc, desc, eq, gt, gte, lt, lte, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../database/database.ts';
import { ledgerEntry, take } from '../database/schema/index.ts';
import { type Sight, seenBy } from './sight.ts';

/** Which rows are wanted; days are UTC, 2026-11-22, both ends included. */
export type EntryFilter = Readonly<{
  projectId?: string | undefined;
  userId?: string | undefined;
  takeId?: string | undefined;
  model?: string | undefined;
  provider?: string | undefined;
  fromDay?: string | undefined;
  toDay?: string | undefined;
  /** Only what emulators were asked for, or all but that; default both. */
  emulated?: 'only' | 'without' | undefined;
}>;

/** A row as it is shown. `isEmulated`: of a server that only behaves like a provider; nothing was paid. */
export type ShownEntry = typeof ledgerEntry.$inferSelect & Readonly<{ isEmulated: boolean }>;

/** The condition that a filter comes to, on rows joined with their takes. */
export function filtered({ projectId, userId, takeId, model, provider, fromDay, toDay, emulated }: EntryFilter): SQL | undefined {
  return and(
    projectId === undefined ? undefined : eq(ledgerEntry.projectId, projectId),
    userId === undefined ? undefined : eq(ledgerEntry.userId, userId),
    takeId === undefined ? undefined : eq(ledgerEntry.takeId, takeId),
    model === undefined ? undefined : eq(ledgerEntry.model, model),
    provider === undefined ? undefined : eq(ledgerEntry.provider, provider),
    fromDay === undefined ? undefined : gte(ledgerEntry.day, fromDay),
    toDay === undefined ? undefined : lte(ledgerEntry.day, toDay),
    emulated === undefined ? undefined : sql`coalesce(${take.isEmulated}, false) = ${emulated === 'only'}`,
  );
}

/** A place in the ledger, from a cursor. Throws jobs.bad-cursor. */
export function seqOf(cursor: string): number {
  if (!/^\d{1,15}$/.test(cursor)) throw new Fault('jobs.bad-cursor');
  return Number(cursor);
}

/** Rows of the ledger from a place on, newest first, or oldest first for an export. `nextCursor` is null on the last page. */
export async function readEntries(
  db: Db,
  sight: Sight,
  {
    filter,
    cursor,
    limit,
    order = 'newest-first',
  }: Readonly<{ filter: EntryFilter; cursor?: string | undefined; limit: number; order?: 'newest-first' | 'oldest-first' }>,
): Promise<Readonly<{ items: readonly ShownEntry[]; nextCursor: string | null }>> {
  const isRising = order === 'oldest-first';
  const place = cursor === undefined ? undefined : (isRising ? gt : lt)(ledgerEntry.seq, seqOf(cursor));
  const rows = await db
    .select({ entry: ledgerEntry, isEmulated: take.isEmulated })
    .from(ledgerEntry)
    .leftJoin(take, eq(take.id, ledgerEntry.takeId))
    .where(and(filtered(filter), seenBy(sight, { projectId: ledgerEntry.projectId, userId: ledgerEntry.userId }), place))
    .orderBy((isRising ? asc : desc)(ledgerEntry.seq))
    .limit(limit + 1);
  const items = rows.slice(0, limit).map(({ entry, isEmulated }) => ({ ...entry, isEmulated: isEmulated ?? false }));
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last !== undefined ? String(last.seq) : null };
}
