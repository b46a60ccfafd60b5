import { Fault } from '@fantascope/film';
import { and, desc, eq, inArray, isNull } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '../database/database.ts';
import { member, project } from '../database/schema/index.ts';
import { appendEvent, type NewEvent } from '../events/event-log.ts';
import { roles } from '../people/actor.ts';
import { makeSample, sampleOf } from '../sample/make-sample.ts';
import type { Studio } from '../studio.ts';
import { idOf, Time, timeText } from './id-fields.ts';
import { operation } from './operation.ts';
import { after, cutPage, pageFields, pageOf } from './page.ts';
import { personOnly } from './person-only.ts';

const Project = z.strictObject({
  id: idOf('project'),
  name: z.string(),
  /** Why nothing more is spent here until a person decides, or null. */
  blockedReason: z.string().nullable(),
  /** It was made by `project.sample`. */
  isSample: z.boolean(),
  createdAt: Time,
});
const projectId = idOf('project');
const name = z.string().trim().min(1).max(200);

type Row = typeof project.$inferSelect;
const shown = ({ id, name, blockedReason, sampleOf: sample, createdAt }: Row) => ({
  ...{ id, name, blockedReason, isSample: sample !== null },
  createdAt: timeText(createdAt),
});

/** Projects and who works in them. */
export const projectOperations = [
  operation({
    name: 'project.create',
    says: { en: 'Makes a project; whoever makes it is its owner.', zh: '新建项目；创建者即为其 owner。' },
    input: z.strictObject({ name }),
    output: Project,
    rights: 'signed-in',
    effect: 'writes',
    isIdempotent: false,
    route: { method: 'POST', path: '/projects' },
    run: async (input, { studio, actor, newId }) => {
      if (actor.token !== undefined && actor.token.projectId !== null)
        throw new Fault('jobs.out-of-scope', { operation: 'project.create', scope: 'every project' });
      const id = newId('project');
      const createdAt = new Date(studio.ports.nowMs());
      return studio.database.db.transaction(async (tx) => {
        const [made] = await tx.insert(project).values({ id, name: input.name, createdAt }).onConflictDoNothing().returning();
        if (made !== undefined) {
          await tx.insert(member).values({ projectId: id, userId: actor.userId, role: 'owner', createdAt });
          await appendEvent(tx, { projectId: id, subjectId: id, kind: 'project.created', data: { name: input.name }, at: createdAt });
          return shown(made);
        }
        const [row] = await tx.select().from(project).where(eq(project.id, id));
        return shown(row as Row);
      });
    },
  }),
  operation({
    name: 'project.sample',
    says: {
      en: 'Makes a project to try things on, with photographs, a film and its shots. Whoever has one is given that.',
      zh: '新建一个示例项目，内含照片、影片及其镜头；已有示例项目时直接给出。',
    },
    input: z.strictObject({}),
    output: Project.extend({ filmId: idOf('film').nullable() }),
    rights: 'signed-in',
    effect: 'writes',
    isIdempotent: true,
    route: { method: 'POST', path: '/sample-project' },
    run: async (_, call) => {
      const { actor, studio } = call;
      if (actor.token !== undefined && actor.token.projectId !== null)
        throw new Fault('jobs.out-of-scope', { operation: 'project.sample', scope: 'every project' });
      const { row, filmId } = (await sampleOf(studio.database.db, actor.userId)) ?? (await makeSample(call));
      return { ...shown(row), filmId };
    },
  }),
  operation({
    name: 'project.list',
    says: { en: 'Lists the projects you are in, newest first.', zh: '列出你参与的项目，最新的在前。' },
    input: z.strictObject({ ...pageFields }),
    output: pageOf(Project),
    rights: 'signed-in',
    effect: 'reads',
    isIdempotent: true,
    route: { method: 'GET', path: '/projects' },
    run: async ({ cursor, limit }, { studio, actor }) => {
      const { db } = studio.database;
      const only = actor.token?.projectId;
      const rows = await db
        .select()
        .from(project)
        .where(
          and(
            isNull(project.archivedAt),
            after(cursor, { time: project.createdAt, id: project.id }),
            only === undefined || only === null ? undefined : eq(project.id, only),
            actor.isServerOwner
              ? undefined
              : inArray(project.id, db.select({ id: member.projectId }).from(member).where(eq(member.userId, actor.userId))),
          ),
        )
        .orderBy(desc(project.createdAt), desc(project.id))
        .limit(limit + 1);
      const page = cutPage(rows, { limit, placeOfRow: (row) => ({ atMs: row.createdAt.getTime(), id: row.id }) });
      return { items: page.items.map(shown), nextCursor: page.nextCursor };
    },
  }),
  operation({
    name: 'project.show',
    says: { en: 'Shows one project.', zh: '查看一个项目。' },
    input: z.strictObject({ projectId }),
    output: Project,
    rights: { role: 'viewer' },
    effect: 'reads',
    isIdempotent: true,
    route: { method: 'GET', path: '/projects/{projectId}' },
    run: async (input, { studio }) => {
      const [row] = await studio.database.db.select().from(project).where(eq(project.id, input.projectId));
      return shown(row as Row);
    },
  }),
  operation({
    name: 'project.rename',
    says: { en: 'Gives a project another name.', zh: '给项目改名。' },
    input: z.strictObject({ projectId, name }),
    output: Project,
    rights: { role: 'producer' },
    effect: 'writes',
    isIdempotent: true,
    route: { method: 'PATCH', path: '/projects/{projectId}' },
    run: ({ projectId: id, name: next }, { studio }) =>
      studio.database.db.transaction(async (tx) => {
        const [row] = await tx.update(project).set({ name: next }).where(eq(project.id, id)).returning();
        await tell(tx, studio, { projectId: id, subjectId: id, kind: 'project.renamed', data: { name: next } });
        return shown(row as Row);
      }),
  }),
  operation({
    name: 'project.archive',
    says: { en: 'Takes a project out of the lists. Nothing in it is deleted.', zh: '将项目移出列表；其中内容不会被删除。' },
    input: z.strictObject({ projectId }),
    output: Project,
    rights: { role: 'owner' },
    effect: 'writes',
    isIdempotent: true,
    route: { method: 'DELETE', path: '/projects/{projectId}' },
    run: ({ projectId: id }, { studio }) =>
      studio.database.db.transaction(async (tx) => {
        const archivedAt = new Date(studio.ports.nowMs());
        const [row] = await tx.update(project).set({ archivedAt }).where(eq(project.id, id)).returning();
        await tell(tx, studio, { projectId: id, subjectId: id, kind: 'project.archived', data: {} });
        return shown(row as Row);
      }),
  }),
  operation({
    name: 'member.list',
    says: { en: 'Lists who works in a project, and as what, newest first.', zh: '列出项目成员及其角色，最新加入的在前。' },
    input: z.strictObject({ projectId, ...pageFields }),
    output: pageOf(z.strictObject({ userId: z.string(), role: z.enum(roles) })),
    rights: { role: 'viewer' },
    effect: 'reads',
    isIdempotent: true,
    route: { method: 'GET', path: '/projects/{projectId}/members' },
    run: async ({ projectId: inProject, cursor, limit }, { studio }) => {
      const rows = await studio.database.db
        .select()
        .from(member)
        .where(and(eq(member.projectId, inProject), after(cursor, { time: member.createdAt, id: member.userId })))
        .orderBy(desc(member.createdAt), desc(member.userId))
        .limit(limit + 1);
      const page = cutPage(rows, { limit, placeOfRow: (row) => ({ atMs: row.createdAt.getTime(), id: row.userId }) });
      const items = page.items.map(({ userId, role }) => ({ userId, role: role as (typeof roles)[number] }));
      return { items, nextCursor: page.nextCursor };
    },
  }),
  operation({
    name: 'member.set',
    says: { en: 'Gives a person a role in a project, or another one.', zh: '为成员设置或更改其在项目中的角色。' },
    input: z.strictObject({ projectId, userId: z.string().min(1).max(100), role: z.enum(roles) }),
    output: z.strictObject({ userId: z.string(), role: z.enum(roles) }),
    rights: { role: 'owner' },
    effect: 'writes',
    isIdempotent: true,
    route: { method: 'PUT', path: '/projects/{projectId}/members/{userId}' },
    run: async ({ projectId: inProject, userId, role }, { studio, actor }) => {
      personOnly(actor, 'member.set');
      await studio.database.db.transaction(async (tx) => {
        await tx
          .insert(member)
          .values({ projectId: inProject, userId, role, createdAt: new Date(studio.ports.nowMs()) })
          .onConflictDoUpdate({ target: [member.projectId, member.userId], set: { role } });
        await keepAnOwner(tx, inProject);
        await tell(tx, studio, { projectId: inProject, subjectId: userId, kind: 'member.changed', data: { role } });
      });
      return { userId, role };
    },
  }),
  operation({
    name: 'member.remove',
    says: { en: 'Takes a person out of a project.', zh: '将成员移出项目。' },
    input: z.strictObject({ projectId, userId: z.string().min(1).max(100) }),
    output: z.strictObject({ userId: z.string() }),
    rights: { role: 'owner' },
    effect: 'writes',
    isIdempotent: true,
    route: { method: 'DELETE', path: '/projects/{projectId}/members/{userId}' },
    run: async ({ projectId: inProject, userId }, { studio, actor }) => {
      personOnly(actor, 'member.remove');
      await studio.database.db.transaction(async (tx) => {
        const gone = await tx
          .delete(member)
          .where(and(eq(member.projectId, inProject), eq(member.userId, userId)))
          .returning({ role: member.role });
        await keepAnOwner(tx, inProject);
        if (gone.length > 0) await tell(tx, studio, { projectId: inProject, subjectId: userId, kind: 'member.removed', data: {} });
      });
      return { userId };
    },
  }),
] as const;

/** Tells those who watch a project, in the transaction of what it tells. */
function tell(tx: Tx, { ports }: Pick<Studio, 'ports'>, told: Omit<NewEvent, 'at'>): Promise<void> {
  return appendEvent(tx, { ...told, at: new Date(ports.nowMs()) });
}

/** Throws jobs.last-owner where a project would be left without anybody who can give it back to its people. */
async function keepAnOwner(tx: Tx, inProject: string): Promise<void> {
  // The lock keeps two owners from leaving at once.
  await tx.select({ id: project.id }).from(project).where(eq(project.id, inProject)).for('update');
  const owners = await tx
    .select({ userId: member.userId })
    .from(member)
    .where(and(eq(member.projectId, inProject), eq(member.role, 'owner')))
    .limit(1);
  if (owners.length === 0) throw new Fault('jobs.last-owner', { project: inProject });
}
