import { Fault } from '@fantascope/film';
import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import { advisoryLocks } from '../database/advisory-locks.ts';
import { apiToken, authSession, authUser, invitation } from '../database/schema/index.ts';
import { appendEvent } from '../events/event-log.ts';
import { roles } from '../people/actor.ts';
import { newLinkToken } from '../people/invitation.ts';
import { personById, personOfRow } from '../people/person.ts';
import { PersonName } from '../people/person-name.ts';
import { settingOf } from '../people/run-time-settings.ts';
import { idOf, Time, timeText } from './id-fields.ts';
import { operation } from './operation.ts';
import { after, cutPage, pageFields, pageOf } from './page.ts';
import { personOnly } from './person-only.ts';

const DAY_MS = 86_400_000;
const userId = idOf('user');
const inviteId = idOf('invite');
const Person = z.strictObject({ id: userId, name: z.string(), email: z.string().nullable(), isServerOwner: z.boolean() });
const Line = Person.extend({ createdAt: Time, closedAt: Time.nullable() });
const Invitation = z.strictObject({
  id: inviteId,
  email: z.string().nullable(),
  projectId: z.string().nullable(),
  role: z.string().nullable(),
  byUserId: z.string(),
  createdAt: Time,
  expiresAt: Time,
  usedAt: Time.nullable(),
});

type Row = typeof authUser.$inferSelect;
type PersonOut = z.input<typeof Person>;
const line = (row: Row): z.input<typeof Line> => ({
  ...(personOfRow(row) as PersonOut),
  createdAt: timeText(row.createdAt),
  closedAt: row.closedAt === null ? null : timeText(row.closedAt),
});
const invited = (row: typeof invitation.$inferSelect): z.input<typeof Invitation> => ({
  id: row.id as z.input<typeof inviteId>,
  email: row.email,
  projectId: row.projectId,
  role: row.role,
  byUserId: row.byUserId,
  createdAt: timeText(row.createdAt),
  expiresAt: timeText(row.expiresAt),
  usedAt: row.usedAt === null ? null : timeText(row.usedAt),
});

/** People: who I am, who there is, who is invited. Passwords, passkeys and sessions are under /auth. */
export const peopleOperations = [
  operation({
    name: 'person.me',
    says: { en: 'Tells who you are and, with a token, what it may do.', zh: '查看当前身份；使用令牌时，还包括其权限。' },
    input: z.strictObject({}),
    output: Person.extend({
      token: z
        .strictObject({ id: z.string(), scopes: z.array(z.string()), projectId: z.string().nullable(), spendLimitUsdMicros: z.int() })
        .nullable(),
    }),
    rights: 'signed-in',
    effect: 'reads',
    isIdempotent: true,
    route: { method: 'GET', path: '/me' },
    run: async (_, { studio, actor }) => {
      const person = await personById(studio.database.db, actor.userId);
      if (person === undefined) throw new Fault('jobs.no-such-thing', { id: actor.userId });
      const token = actor.token === undefined ? null : { ...actor.token, scopes: [...actor.token.scopes] };
      return { ...(person as PersonOut), token };
    },
  }),
  operation({
    name: 'person.rename',
    says: { en: 'Gives yourself another name.', zh: '修改自己的名称。' },
    input: z.strictObject({ name: PersonName }),
    output: Person,
    rights: 'signed-in',
    effect: 'writes',
    isIdempotent: true,
    route: { method: 'PATCH', path: '/me' },
    run: async ({ name }, { studio, actor }) => {
      personOnly(actor, 'person.rename');
      const [row] = await studio.database.db
        .update(authUser)
        .set({ name, updatedAt: new Date(studio.ports.nowMs()) })
        .where(eq(authUser.id, actor.userId))
        .returning();
      return personOfRow(row as Row) as PersonOut;
    },
  }),
  operation({
    name: 'person.list',
    says: { en: 'Lists everybody on this server, newest first.', zh: '列出本服务器上的所有人，最新的在前。' },
    input: z.strictObject({ ...pageFields }),
    output: pageOf(Line),
    rights: 'server-owner',
    effect: 'reads',
    isIdempotent: true,
    route: { method: 'GET', path: '/people' },
    run: async ({ cursor, limit }, { studio }) => {
      const rows = await studio.database.db
        .select()
        .from(authUser)
        .where(after(cursor, { time: authUser.createdAt, id: authUser.id }))
        .orderBy(desc(authUser.createdAt), desc(authUser.id))
        .limit(limit + 1);
      const page = cutPage(rows, { limit, placeOfRow: (row) => ({ atMs: row.createdAt.getTime(), id: row.id }) });
      return { items: page.items.map(line), nextCursor: page.nextCursor };
    },
  }),
  operation({
    name: 'person.invite',
    says: {
      en: 'Makes a link by which one person gets an account and a role in a project. It is shown once.',
      zh: '生成邀请链接：一人可凭此注册账号并获得项目角色。链接仅显示一次。',
    },
    input: z.strictObject({
      projectId: idOf('project'),
      role: z.enum(roles),
      /** Only this address may take it up. */
      email: z.email().max(254).toLowerCase().optional(),
      /** Days it stays open; default 7. */
      days: z.int().min(1).max(30).default(7),
    }),
    /** `path` on this server; null where the answer is read again. */
    output: Invitation.extend({ path: z.string().nullable() }),
    rights: { role: 'owner' },
    effect: 'writes',
    isIdempotent: false,
    kept: (output) => ({ ...output, path: null }),
    route: { method: 'POST', path: '/projects/{projectId}/invitations' },
    run: async (input, { studio, actor, newId }) => {
      personOnly(actor, 'person.invite');
      if (!actor.isServerOwner && (await settingOf(studio, 'people.whoInvites')) !== 'project-owners')
        throw new Fault('jobs.only-server-owner-invites');
      const { text, hash } = newLinkToken();
      const nowMs = studio.ports.nowMs();
      const id = newId('invite');
      const values = {
        id,
        kind: 'invitation',
        hash,
        email: input.email ?? null,
        projectId: input.projectId,
        role: input.role,
        byUserId: actor.userId,
        createdAt: new Date(nowMs),
        expiresAt: new Date(nowMs + input.days * DAY_MS),
      };
      const made = await studio.database.db.transaction(async (tx) => {
        const [row] = await tx.insert(invitation).values(values).onConflictDoNothing().returning();
        // Without the address: everybody in the project may read it.
        const told = {
          projectId: input.projectId,
          subjectId: id,
          kind: 'member.invited',
          data: { role: input.role },
          at: values.createdAt,
        };
        if (row !== undefined) await appendEvent(tx, told);
        return row;
      });
      if (made !== undefined) return { ...invited(made), path: `/join?token=${text}` };
      const [own] = await studio.database.db.select().from(invitation).where(eq(invitation.id, id));
      return { ...invited(own as typeof invitation.$inferSelect), path: null };
    },
  }),
  operation({
    name: 'person.invitations',
    says: { en: 'Lists the invitations into a project, newest first.', zh: '列出项目的邀请，最新的在前。' },
    input: z.strictObject({ projectId: idOf('project'), ...pageFields }),
    output: pageOf(Invitation),
    rights: { role: 'owner' },
    effect: 'reads',
    isIdempotent: true,
    route: { method: 'GET', path: '/projects/{projectId}/invitations' },
    run: async ({ projectId, cursor, limit }, { studio }) => {
      const rows = await studio.database.db
        .select()
        .from(invitation)
        .where(and(eq(invitation.projectId, projectId), after(cursor, { time: invitation.createdAt, id: invitation.id })))
        .orderBy(desc(invitation.createdAt), desc(invitation.id))
        .limit(limit + 1);
      const page = cutPage(rows, { limit, placeOfRow: (row) => ({ atMs: row.createdAt.getTime(), id: row.id }) });
      return { items: page.items.map(invited), nextCursor: page.nextCursor };
    },
  }),
  operation({
    name: 'person.uninvite',
    says: { en: 'Takes an invitation back that nobody has taken up.', zh: '撤回尚未使用的邀请。' },
    input: z.strictObject({ projectId: idOf('project'), inviteId }),
    output: z.strictObject({ id: inviteId }),
    rights: { role: 'owner' },
    effect: 'writes',
    isIdempotent: true,
    route: { method: 'DELETE', path: '/projects/{projectId}/invitations/{inviteId}' },
    run: async (input, { studio, actor }) => {
      personOnly(actor, 'person.uninvite');
      const { projectId, inviteId: id } = input;
      await studio.database.db.transaction(async (tx) => {
        const gone = await tx
          .delete(invitation)
          .where(and(eq(invitation.id, id), eq(invitation.projectId, projectId), isNull(invitation.usedAt)))
          .returning({ id: invitation.id });
        const told = { projectId, subjectId: id, kind: 'member.uninvited', data: {}, at: new Date(studio.ports.nowMs()) };
        if (gone.length > 0) await appendEvent(tx, told);
      });
      return { id };
    },
  }),
  operation({
    name: 'person.close',
    says: {
      en: 'Shuts a person out: sessions and tokens end at once. What they have made stays.',
      zh: '停用一个人：其会话与令牌立即失效；其创作内容保留。',
    },
    input: z.strictObject({ userId }),
    output: Line,
    rights: 'server-owner',
    effect: 'writes',
    isIdempotent: true,
    route: { method: 'DELETE', path: '/people/{userId}' },
    run: async (input, { studio, actor }) => {
      personOnly(actor, 'person.close');
      const at = new Date(studio.ports.nowMs());
      return studio.database.db.transaction(async (tx) => {
        await tx.execute(sql`select pg_advisory_xact_lock(${advisoryLocks.owner})`);
        const [row] = await tx
          .update(authUser)
          .set({ closedAt: sql`coalesce(${authUser.closedAt}, ${at.toISOString()}::timestamptz)` })
          .where(eq(authUser.id, input.userId))
          .returning();
        if (row === undefined) throw new Fault('jobs.no-such-thing', { id: input.userId });
        const owners = await tx
          .select({ id: authUser.id })
          .from(authUser)
          .where(and(eq(authUser.isServerOwner, true), isNull(authUser.closedAt)))
          .limit(1);
        if (owners.length === 0) throw new Fault('jobs.last-server-owner');
        await tx.delete(authSession).where(eq(authSession.userId, row.id));
        await tx
          .update(apiToken)
          .set({ revokedAt: at })
          .where(and(eq(apiToken.userId, row.id), isNull(apiToken.revokedAt)));
        return line(row);
      });
    },
  }),
] as const;
