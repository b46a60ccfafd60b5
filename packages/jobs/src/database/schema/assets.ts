import { sql } from 'drizzle-orm';
import { bigint, bit, customType, index, jsonb, primaryKey, text } from 'drizzle-orm/pg-core';
import { at, house, id } from './columns.ts';
import { project } from './projects.ts';

/** Words to search by: 2-grams of Han and whole Latin words, made in TypeScript; the default parser keeps a Han run as one word. */
const words = customType<{ data: string }>({ dataType: () => 'tsvector' });

/** Bytes that are whole and on the shelf, named by their SHA-256. A row is written after the bytes are synced, and removed before they are. */
export const blob = house.table('blob', {
  sha256: text('sha256').primaryKey(),
  bytes: bigint('bytes', { mode: 'number' }).notNull(),
  mime: text('mime').notNull(),
  /** Measured: width, height, length, fps, frames, channels. */
  figures: jsonb('figures').notNull().default({}),
  storedAt: at('stored_at').notNull(),
});

/** A blob under a name in a project. `origin`: upload, take, render, import, export, frame. Removed ones keep their row until `gc`. */
export const asset = house.table(
  'asset',
  {
    id: id().primaryKey(),
    projectId: id('project_id')
      .notNull()
      .references(() => project.id),
    sha256: text('sha256')
      .notNull()
      .references(() => blob.sha256),
    name: text('name').notNull(),
    kind: text('kind').notNull(),
    origin: text('origin').notNull(),
    /** The take, render or import it came from. */
    fromId: id('from_id'),
    createdBy: id('created_by').notNull(),
    createdAt: at('created_at').notNull(),
    removedAt: at('removed_at'),
    words: words('words').notNull().default(sql`''::tsvector`),
    /** What it looks like, as bits (`@fantascope/stage/sketch`); null until its thumbnail was looked at, and for what has none. */
    sketch: bit('sketch', { dimensions: 1264 }),
  },
  (table) => [
    // asset_feed, asset_removed and asset_words, which a search goes along, are in 0001_guards.sql, and asset_alike, which a search by look
    // goes along, in 0002_sketch.sql: drizzle knows no INCLUDE.
    index('asset_kind_feed')
      .on(table.projectId, table.kind, table.createdAt.desc().nullsFirst(), table.id.desc().nullsFirst())
      .where(sql`removed_at is null`),
    index('asset_origin_feed')
      .on(table.projectId, table.origin, table.createdAt.desc().nullsFirst(), table.id.desc().nullsFirst())
      .where(sql`removed_at is null`),
    index('asset_blob').on(table.sha256),
    // What is still to be looked at; nearly empty most of the time.
    index('asset_unsketched')
      .on(table.createdAt.desc().nullsFirst())
      .where(sql`sketch is null and removed_at is null and kind in ('image', 'video')`),
  ],
);

/** What was made of a blob: thumb, poster, waveform, filmstrip. Remade at will. */
export const derived = house.table(
  'derived',
  {
    ofSha256: text('of_sha256')
      .notNull()
      .references(() => blob.sha256),
    kind: text('kind').notNull(),
    sha256: text('sha256')
      .notNull()
      .references(() => blob.sha256),
    madeAt: at('made_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.ofSha256, table.kind] }), index('derived_blob').on(table.sha256)],
);
