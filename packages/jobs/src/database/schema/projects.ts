import { sql } from 'drizzle-orm';
import { boolean, index, integer, jsonb, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { at, house, id } from './columns.ts';

/** What people work in; rights, caps and reports go by project. `blockedReason`: overrun money that a person has to decide on before anything more is spent. */
export const project = house.table(
  'project',
  {
    id: id().primaryKey(),
    name: text('name').notNull(),
    blockedReason: text('blocked_reason'),
    /** Whose sample project it is; null for every other. */
    sampleOf: id('sample_of'),
    createdAt: at('created_at').notNull(),
    archivedAt: at('archived_at'),
  },
  (table) => [uniqueIndex('project_sample').on(table.sampleOf).where(sql`archived_at is null`)],
);

/** Who may do what in a project: owner, producer, artist, reviewer, viewer. */
export const member = house.table(
  'member',
  {
    projectId: id('project_id')
      .notNull()
      .references(() => project.id),
    userId: id('user_id').notNull(),
    role: text('role').notNull(),
    createdAt: at('created_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.projectId, table.userId] }),
    index('member_user').on(table.userId),
    index('member_feed').on(table.projectId, table.createdAt.desc().nullsFirst(), table.userId.desc().nullsFirst()),
  ],
);

/** A film document (schema Film of the film room) at its newest revision. */
export const film = house.table(
  'film',
  {
    id: id().primaryKey(),
    projectId: id('project_id')
      .notNull()
      .references(() => project.id),
    title: text('title').notNull(),
    document: jsonb('document').notNull(),
    revision: integer('revision').notNull(),
    createdAt: at('created_at').notNull(),
    updatedAt: at('updated_at').notNull(),
    archivedAt: at('archived_at'),
  },
  (table) => [index('film_feed').on(table.projectId, table.updatedAt.desc().nullsFirst(), table.id.desc().nullsFirst())],
);

/** One shot (schema Shot of the film room) at its newest revision. `isLocked`: an approved shot never changes by itself. */
export const shot = house.table(
  'shot',
  {
    id: id().primaryKey(),
    projectId: id('project_id')
      .notNull()
      .references(() => project.id),
    filmId: id('film_id').references(() => film.id),
    name: text('name').notNull(),
    document: jsonb('document').notNull(),
    revision: integer('revision').notNull(),
    isLocked: boolean('is_locked').notNull().default(false),
    createdAt: at('created_at').notNull(),
    updatedAt: at('updated_at').notNull(),
    archivedAt: at('archived_at'),
  },
  (table) => [
    index('shot_feed').on(table.projectId, table.updatedAt.desc().nullsFirst(), table.id.desc().nullsFirst()),
    index('shot_film').on(table.filmId, table.updatedAt.desc().nullsFirst(), table.id.desc().nullsFirst()),
  ],
);

/** Every state a film or a shot has had: history, and what `restore` goes back to. Never changed. */
export const revision = house.table(
  'revision',
  {
    /** Id of the film or shot. */
    ofId: id('of_id').notNull(),
    revision: integer('revision').notNull(),
    document: jsonb('document').notNull(),
    byUserId: id('by_user_id').notNull(),
    at: at('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.ofId, table.revision] })],
);

/** Cast and looks: characters, products, places and looks with their reference pictures and descriptions. */
export const cast = house.table(
  'cast',
  {
    id: id().primaryKey(),
    projectId: id('project_id')
      .notNull()
      .references(() => project.id),
    kind: text('kind').notNull(),
    name: text('name').notNull(),
    document: jsonb('document').notNull(),
    createdAt: at('created_at').notNull(),
    updatedAt: at('updated_at').notNull(),
    archivedAt: at('archived_at'),
  },
  (table) => [uniqueIndex('cast_name').on(table.projectId, table.kind, table.name)],
);

/** Cameras that people keep under a name. */
export const preset = house.table(
  'preset',
  {
    id: id().primaryKey(),
    projectId: id('project_id')
      .notNull()
      .references(() => project.id),
    name: text('name').notNull(),
    camera: jsonb('camera').notNull(),
    createdAt: at('created_at').notNull(),
  },
  (table) => [uniqueIndex('preset_name').on(table.projectId, table.name)],
);
