import { Fault } from '@fantascope/film';
import { type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { z } from 'zod';

/** What every list takes: where to go on, and how many (1..200, default 50). */
export const pageFields = {
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};

/** A page of a list, newest first; `nextCursor` is null on the last one. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.strictObject({ items: z.array(item), nextCursor: z.string().nullable() });
}

/** A place in a list ordered by (time, id), both falling. */
export type Place = Readonly<{ atMs: number; id: string }>;

/** A place as an opaque text. */
export function cursorOf({ atMs, id }: Place): string {
  return Buffer.from(JSON.stringify([atMs, id])).toString('base64url');
}

const Cursor = z.tuple([z.number().int().min(0).max(8.64e15), z.string().max(100)]);

/** Throws jobs.bad-cursor for what no list of ours has given. */
export function placeOf(cursor: string): Place {
  try {
    const [atMs, id] = Cursor.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    return { atMs, id };
  } catch (error) {
    throw new Fault('jobs.bad-cursor', {}, { cause: error });
  }
}

/** Rows after a place, in an index that ends in (time desc, id desc). A row that comes in meanwhile lies before every place: no row is shown twice or lost. */
export function after(cursor: string | undefined, { time, id }: Readonly<{ time: PgColumn; id: PgColumn }>): SQL | undefined {
  if (cursor === undefined) return undefined;
  const place = placeOf(cursor);
  return sql`(${time}, ${id}) < (${new Date(place.atMs).toISOString()}::timestamptz, ${place.id})`;
}

/** Cuts rows asked for with `limit + 1` into a page. */
export function cutPage<Row>(
  rows: readonly Row[],
  { limit, placeOfRow }: Readonly<{ limit: number; placeOfRow: (row: Row) => Place }>,
): Readonly<{ items: readonly Row[]; nextCursor: string | null }> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last !== undefined ? cursorOf(placeOfRow(last)) : null };
}
