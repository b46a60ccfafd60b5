import { Fault, Shot } from '@fantascope/film';
import { and, desc, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '../database/database.ts';
import { shot } from '../database/schema/index.ts';
import { appendEvent } from '../events/event-log.ts';
import { idOf, Time, timeText } from './id-fields.ts';
import { type Call, operation } from './operation.ts';
import { after, cutPage, pageFields, pageOf } from './page.ts';
import { documentAt, History, historyFields, historyOf, keepRevision, sameRevision } from './revisions.ts';

const shotId = idOf('shot');
const name = z.string().trim().min(1).max(200);

/** A stored shot as the doors show it. `document` is a Shot of the film room whose files are asset ids. */
export const StoredShot = z.strictObject({
  id: shotId,
  projectId: idOf('project'),
  filmId: idOf('film').nullable(),
  name: z.string(),
  document: z.json(),
  revision: z.number().int(),
  isLocked: z.boolean(),
  createdAt: Time,
  updatedAt: Time,
});

type Row = typeof shot.$inferSelect;
const shown = (row: Row): z.input<typeof StoredShot> => ({
  id: row.id,
  projectId: row.projectId,
  filmId: row.filmId,
  name: row.name,
  document: row.document as z.input<typeof StoredShot>['document'],
  revision: row.revision,
  isLocked: row.isLocked,
  createdAt: timeText(row.createdAt),
  updatedAt: timeText(row.updatedAt),
});

async function lockedRow(tx: Tx, id: string): Promise<Row> {
  const [row] = await tx.select().from(shot).where(eq(shot.id, id)).for('update');
  if (row === undefined) throw new Fault('jobs.no-such-thing', { id });
  return row;
}

async function write(
  { studio, actor, checkFiles }: Call,
  change: Readonly<{ id: string; given: number | undefined; document: (tx: Tx, row: Row) => Promise<unknown>; name?: string | undefined }>,
): Promise<z.input<typeof StoredShot>> {
  const at = new Date(studio.ports.nowMs());
  return studio.database.db.transaction(async (tx) => {
    const row = await lockedRow(tx, change.id);
    if (row.isLocked) throw new Fault('jobs.locked', { id: row.id });
    sameRevision(row.id, { stored: row.revision, given: change.given });
    const document = await change.document(tx, row);
    await checkFiles(tx, { projectId: row.projectId, document });
    const next = { document, name: change.name ?? row.name, revision: row.revision + 1, updatedAt: at };
    const [written] = await tx.update(shot).set(next).where(eq(shot.id, row.id)).returning();
    await keepRevision(tx, { ofId: row.id, revision: next.revision, document, byUserId: actor.userId, at });
    await appendEvent(tx, { projectId: row.projectId, subjectId: row.id, kind: 'shot.changed', data: { revision: next.revision }, at });
    return shown(written as Row);
  });
}

/** Shots, their history, and the lock that keeps an approved one as it is. */
export const shotOperations = [
  operation({
    name: 'shot.create',
    says: { en: 'Makes a shot in a project.', zh: '在项目中新建镜头。' },
    input: z.strictObject({ projectId: idOf('project'), filmId: idOf('film').optional(), name, document: Shot }),
    output: StoredShot,
    rights: { role: 'artist' },
    effect: 'writes',
    isIdempotent: false,
    route: { method: 'POST', path: '/projects/{projectId}/shots' },
    run: async (input, { studio, actor, newId, checkFiles }) => {
      const at = new Date(studio.ports.nowMs());
      const id = newId('shot');
      const { projectId, document } = input;
      return studio.database.db.transaction(async (tx) => {
        await checkFiles(tx, { projectId, document });
        const made = await tx
          .insert(shot)
          .values({ id, projectId, filmId: input.filmId ?? null, name: input.name, document, revision: 1, createdAt: at, updatedAt: at })
          .onConflictDoNothing()
          .returning();
        if (made[0] === undefined) return shown(await lockedRow(tx, id));
        await keepRevision(tx, { ofId: id, revision: 1, document, byUserId: actor.userId, at });
        await appendEvent(tx, { projectId, subjectId: id, kind: 'shot.created', data: { name: input.name }, at });
        return shown(made[0]);
      });
    },
  }),
  operation({
    name: 'shot.list',
    says: { en: 'Lists the shots of a project, last changed first.', zh: '列出项目中的镜头，最近修改的在前。' },
    input: z.strictObject({ projectId: idOf('project'), filmId: idOf('film').optional(), ...pageFields }),
    output: pageOf(StoredShot),
    rights: { role: 'viewer' },
    effect: 'reads',
    isIdempotent: true,
    route: { method: 'GET', path: '/projects/{projectId}/shots' },
    run: async ({ projectId, filmId, cursor, limit }, { studio }) => {
      const rows = await studio.database.db
        .select()
        .from(shot)
        .where(
          and(
            eq(shot.projectId, projectId),
            filmId === undefined ? undefined : eq(shot.filmId, filmId),
            isNull(shot.archivedAt),
            after(cursor, { time: shot.updatedAt, id: shot.id }),
          ),
        )
        .orderBy(desc(shot.updatedAt), desc(shot.id))
        .limit(limit + 1);
      const page = cutPage(rows, { limit, placeOfRow: (row) => ({ atMs: row.updatedAt.getTime(), id: row.id }) });
      return { items: page.items.map(shown), nextCursor: page.nextCursor };
    },
  }),
  operation({
    name: 'shot.show',
    says: { en: 'Shows one shot.', zh: '查看一个镜头。' },
    input: z.strictObject({ shotId }),
    output: StoredShot,
    rights: { role: 'viewer' },
    effect: 'reads',
    isIdempotent: true,
    route: { method: 'GET', path: '/shots/{shotId}' },
    run: async (input, { studio }) => {
      const [row] = await studio.database.db.select().from(shot).where(eq(shot.id, input.shotId));
      return shown(row as Row);
    },
  }),
  operation({
    name: 'shot.change',
    says: {
      en: 'Writes a new revision of a shot. With `revision` it is refused where somebody else has written since.',
      zh: '写入镜头的新版本。给出 `revision` 时，若期间已有他人修改则拒绝。',
    },
    input: z.strictObject({ shotId, document: Shot, name: name.optional(), revision: z.number().int().optional() }),
    output: StoredShot,
    rights: { role: 'artist' },
    effect: 'writes',
    isIdempotent: false,
    route: { method: 'PUT', path: '/shots/{shotId}' },
    run: (input, call) => write(call, { id: input.shotId, given: input.revision, name: input.name, document: async () => input.document }),
  }),
  operation({
    name: 'shot.history',
    says: { en: 'Lists every revision of a shot, newest first.', zh: '列出镜头的所有版本，最新的在前。' },
    input: z.strictObject({ shotId, ...historyFields }),
    output: History,
    rights: { role: 'viewer' },
    effect: 'reads',
    isIdempotent: true,
    route: { method: 'GET', path: '/shots/{shotId}/history' },
    run: ({ shotId, ...part }, { studio }) => historyOf(studio.database.db, { ofId: shotId, ...part }),
  }),
  operation({
    name: 'shot.restore',
    says: {
      en: 'Makes an old revision of a shot the newest one. The ones between stay in the history.',
      zh: '将镜头的旧版本恢复为最新版本；中间的版本仍保留在历史中。',
    },
    input: z.strictObject({ shotId, revision: z.number().int().min(1) }),
    output: StoredShot,
    rights: { role: 'artist' },
    effect: 'writes',
    isIdempotent: false,
    route: { method: 'POST', path: '/shots/{shotId}/restore' },
    run: (input, call) =>
      write(call, {
        id: input.shotId,
        given: undefined,
        document: (tx) => documentAt(tx, { ofId: input.shotId, revision: input.revision }),
      }),
  }),
  operation({
    name: 'shot.lock',
    says: { en: 'Locks an approved shot, or unlocks it: a locked one cannot be changed.', zh: '锁定或解锁镜头：锁定后不可修改。' },
    input: z.strictObject({ shotId, isLocked: z.boolean() }),
    output: StoredShot,
    rights: { role: 'producer' },
    effect: 'writes',
    isIdempotent: true,
    route: { method: 'PUT', path: '/shots/{shotId}/lock' },
    run: async (input, { studio }) => {
      const at = new Date(studio.ports.nowMs());
      return studio.database.db.transaction(async (tx) => {
        const [row] = await tx.update(shot).set({ isLocked: input.isLocked }).where(eq(shot.id, input.shotId)).returning();
        const { projectId, id } = row as Row;
        await appendEvent(tx, { projectId, subjectId: id, kind: input.isLocked ? 'shot.locked' : 'shot.unlocked', data: {}, at });
        return shown(row as Row);
      });
    },
  }),
  operation({
    name: 'shot.archive',
    says: { en: 'Takes a shot out of the lists. Its takes and history stay.', zh: '将镜头移出列表；其成片与历史仍保留。' },
    input: z.strictObject({ shotId }),
    output: StoredShot,
    rights: { role: 'artist' },
    effect: 'writes',
    isIdempotent: true,
    route: { method: 'DELETE', path: '/shots/{shotId}' },
    run: async (input, { studio }) => {
      const at = new Date(studio.ports.nowMs());
      return studio.database.db.transaction(async (tx) => {
        const row = await lockedRow(tx, input.shotId);
        if (row.isLocked) throw new Fault('jobs.locked', { id: row.id });
        const [written] = await tx.update(shot).set({ archivedAt: at }).where(eq(shot.id, row.id)).returning();
        await appendEvent(tx, { projectId: row.projectId, subjectId: row.id, kind: 'shot.archived', data: {}, at });
        return shown(written as Row);
      });
    },
  }),
] as const;
