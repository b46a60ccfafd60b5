import { Fault } from '@fantascope/film';
import { and, asc, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { cast } from '../database/schema/index.ts';
import { appendEvent } from '../events/event-log.ts';
import { idOf, Time, timeText } from './id-fields.ts';
import { operation } from './operation.ts';

/** What stays the same from shot to shot: characters, products, places and looks. */
const castKinds = ['character', 'product', 'place', 'look'] as const;
const name = z.string().trim().min(1).max(200);

const looks = {
  en: z.string().max(4000).optional(),
  zh: z.string().max(4000).optional(),
  references: z.array(idOf('asset')).max(16).default([]),
};

/** What is known of one of the cast: words for prompts, reference pictures (asset ids), a voice; and how it looks in some scenes or episodes, which shots name NAME/VERSION. */
const CastDocument = z.strictObject({
  ...looks,
  voice: z.string().max(200).optional(),
  versions: z
    .array(z.strictObject({ name, ...looks }))
    .max(24)
    .optional(),
});

const StoredCast = z.strictObject({
  id: idOf('cast'),
  projectId: idOf('project'),
  kind: z.enum(castKinds),
  name: z.string(),
  document: CastDocument,
  updatedAt: Time,
});

type Row = typeof cast.$inferSelect;
const shown = (row: Row): z.input<typeof StoredCast> => ({
  id: row.id,
  projectId: row.projectId,
  kind: row.kind as (typeof castKinds)[number],
  name: row.name,
  document: row.document as z.input<typeof CastDocument>,
  updatedAt: timeText(row.updatedAt),
});

/** Cast and looks of a project. */
export const castOperations = [
  operation({
    name: 'cast.list',
    says: { en: 'Lists the cast and looks of a project by name.', zh: '按名称列出项目的角色、产品、场所与风格。' },
    input: z.strictObject({ projectId: idOf('project') }),
    output: z.strictObject({ items: z.array(StoredCast) }),
    rights: { role: 'viewer' },
    effect: 'reads',
    isIdempotent: true,
    route: { method: 'GET', path: '/projects/{projectId}/cast' },
    run: async (input, { studio }) => {
      const rows = await studio.database.db
        .select()
        .from(cast)
        .where(and(eq(cast.projectId, input.projectId), isNull(cast.archivedAt)))
        .orderBy(asc(cast.kind), asc(cast.name))
        .limit(2000);
      return { items: rows.map(shown) };
    },
  }),
  operation({
    name: 'cast.create',
    says: { en: 'Adds a character, product, place or look.', zh: '添加角色、产品、场所或风格。' },
    input: z.strictObject({ projectId: idOf('project'), kind: z.enum(castKinds), name, document: CastDocument }),
    output: StoredCast,
    rights: { role: 'artist' },
    effect: 'writes',
    isIdempotent: false,
    route: { method: 'POST', path: '/projects/{projectId}/cast' },
    run: async ({ projectId, kind, name: called, document }, { studio, newId, checkFiles }) => {
      const at = new Date(studio.ports.nowMs());
      const id = newId('cast');
      return studio.database.db.transaction(async (tx) => {
        await checkFiles(tx, { projectId, document });
        const [made] = await tx
          .insert(cast)
          .values({ id, projectId, kind, name: called, document, createdAt: at, updatedAt: at })
          .onConflictDoNothing()
          .returning();
        if (made !== undefined) {
          await appendEvent(tx, { projectId, subjectId: id, kind: 'cast.created', data: { kind, name: called }, at });
          return shown(made);
        }
        const [own] = await tx.select().from(cast).where(eq(cast.id, id));
        if (own === undefined) throw new Fault('jobs.name-taken', { kind, name: called });
        return shown(own);
      });
    },
  }),
  operation({
    name: 'cast.change',
    says: { en: 'Changes what is known of one of the cast.', zh: '修改角色、产品、场所或风格的资料。' },
    input: z.strictObject({ castId: idOf('cast'), name, document: CastDocument }),
    output: StoredCast,
    rights: { role: 'artist' },
    effect: 'writes',
    isIdempotent: true,
    route: { method: 'PUT', path: '/cast/{castId}' },
    run: async ({ castId, name: called, document }, { studio, checkFiles }) => {
      const at = new Date(studio.ports.nowMs());
      return studio.database.db.transaction(async (tx) => {
        const [row] = await tx.select().from(cast).where(eq(cast.id, castId)).for('update');
        const { projectId, kind } = row as Row;
        await checkFiles(tx, { projectId, document });
        const [namesake] = await tx
          .select({ id: cast.id })
          .from(cast)
          .where(and(eq(cast.projectId, projectId), eq(cast.kind, kind), eq(cast.name, called)));
        if (namesake !== undefined && namesake.id !== castId) throw new Fault('jobs.name-taken', { kind, name: called });
        const [written] = await tx.update(cast).set({ name: called, document, updatedAt: at }).where(eq(cast.id, castId)).returning();
        await appendEvent(tx, { projectId, subjectId: castId, kind: 'cast.changed', data: { name: called }, at });
        return shown(written as Row);
      });
    },
  }),
  operation({
    name: 'cast.archive',
    says: { en: 'Takes one of the cast out of the list.', zh: '将角色、产品、场所或风格移出列表。' },
    input: z.strictObject({ castId: idOf('cast') }),
    output: StoredCast,
    rights: { role: 'artist' },
    effect: 'writes',
    isIdempotent: true,
    route: { method: 'DELETE', path: '/cast/{castId}' },
    run: async ({ castId }, { studio }) => {
      const at = new Date(studio.ports.nowMs());
      return studio.database.db.transaction(async (tx) => {
        const [row] = await tx.select().from(cast).where(eq(cast.id, castId)).for('update');
        const { name: called, archivedAt } = row as Row;
        if (archivedAt !== null) return shown(row as Row);
        // The name is free again for another one.
        const [written] = await tx
          .update(cast)
          .set({ archivedAt: at, name: `${called} · ${castId}` })
          .where(eq(cast.id, castId))
          .returning();
        await appendEvent(tx, { projectId: (row as Row).projectId, subjectId: castId, kind: 'cast.archived', data: {}, at });
        return shown(written as Row);
      });
    },
  }),
] as const;
