import { integer, text } from 'drizzle-orm/pg-core';
import { at, house } from './columns.ts';

/** The steps a database has taken, in order from 0. Written by migrate.ts alone; `sha256` is of the step's text. */
export const migration = house.table('migration', {
  step: integer('step').primaryKey(),
  name: text('name').notNull(),
  sha256: text('sha256').notNull(),
  appliedAt: at('applied_at').notNull(),
});
