import { randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import { Fault } from '@fantascope/film';
import { isPublicAddress } from '@fantascope/models/transport';
import { and, asc, desc, eq } from 'drizzle-orm';
import { z } from 'zod';
import { webhookDelivery, webhookEndpoint } from '../database/schema/index.ts';
import { newestPlace } from '../events/event-log.ts';
import { hookSealName, testDelivery } from '../events/webhook-delivery.ts';
import { openSealer } from '../people/sealer.ts';
import { idOf, Time, timeText } from './id-fields.ts';
import { operation } from './operation.ts';
import { after, cutPage, pageFields, pageOf } from './page.ts';

const hookId = idOf('hook');
const kind = z.string().regex(/^[a-z]+\.(?:[a-z-]+|\*)$/);
const Hook = z.strictObject({
  id: hookId,
  projectId: idOf('project'),
  url: z.string(),
  kinds: z.array(z.string()),
  isOn: z.boolean(),
  createdAt: Time,
});
const Delivery = z.strictObject({
  id: z.string(),
  eventSeq: z.int(),
  tries: z.int(),
  state: z.enum(['waiting', 'delivered', 'given-up']),
  lastStatus: z.int().nullable(),
  lastReason: z.string().nullable(),
  nextAt: Time.nullable(),
  createdAt: Time,
});

type Row = typeof webhookEndpoint.$inferSelect;
const shown = (row: Row): z.input<typeof Hook> => ({
  id: row.id as `hook_${string}`,
  projectId: row.projectId as `project_${string}`,
  url: row.url,
  kinds: [...row.kinds],
  isOn: row.isOn,
  createdAt: timeText(row.createdAt),
});
const delivered = (row: typeof webhookDelivery.$inferSelect): z.input<typeof Delivery> => ({
  id: row.id,
  eventSeq: row.eventSeq,
  tries: row.tries,
  state: row.state as z.input<typeof Delivery>['state'],
  lastStatus: row.lastStatus,
  lastReason: row.lastReason,
  nextAt: row.nextAt === null ? null : timeText(row.nextAt),
  createdAt: timeText(row.createdAt),
});

/** The address of a hook as it is kept. What its name stands for is checked when it is called, each time. Throws jobs.hook-not-public. */
function hookUrl(text: string): string {
  const url = new URL(text);
  const host = url.hostname.replace(/^\[|\]$|\.+$/g, '');
  const isNear = host === 'localhost' || host.endsWith('.localhost') || (isIP(host) !== 0 && !isPublicAddress(host));
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '' || isNear) throw new Fault('jobs.hook-not-public', { host });
  url.hash = '';
  return url.href;
}

/** Webhooks out: where a project's events are told to, signed by Standard Webhooks. */
export const hookOperations = [
  operation({
    name: 'hook.create',
    says: {
      en: 'Tells a project’s events to an https address from now on. Its signing secret is shown once.',
      zh: '从现在起将项目事件发送到一个 https 地址。签名密钥仅显示一次。',
    },
    input: z.strictObject({
      projectId: idOf('project'),
      url: z.url({ protocol: /^https$/ }).max(2000),
      /** Kinds of events, `take.changed` or all of one noun, `take.*`; default all. */
      kinds: z.array(kind).max(50).default([]),
    }),
    output: Hook.extend({ secret: z.string().nullable() }),
    rights: { role: 'producer' },
    effect: 'writes',
    isIdempotent: false,
    kept: (output) => ({ ...output, secret: null }),
    route: { method: 'POST', path: '/projects/{projectId}/hooks' },
    run: async (input, { studio, actor, newId }) => {
      const url = hookUrl(input.url);
      const { db } = studio.database;
      const id = newId('hook');
      const secret = `whsec_${randomBytes(32).toString('base64')}`;
      const sealedSecret = (await openSealer(studio.home)).seal(hookSealName(id), secret);
      const { xid, seq } = await newestPlace(db);
      const createdAt = new Date(studio.ports.nowMs());
      const row = { id, projectId: input.projectId, url, sealedSecret, kinds: input.kinds, xid, seq, byUserId: actor.userId, createdAt };
      const [made] = await db.insert(webhookEndpoint).values(row).onConflictDoNothing().returning();
      if (made !== undefined) return { ...shown(made), secret };
      const [own] = await db.select().from(webhookEndpoint).where(eq(webhookEndpoint.id, id));
      return { ...shown(own as Row), secret: null };
    },
  }),
  operation({
    name: 'hook.list',
    says: { en: 'Lists where a project’s events are told to.', zh: '列出项目事件的发送地址。' },
    input: z.strictObject({ projectId: idOf('project') }),
    output: z.strictObject({ items: z.array(Hook) }),
    rights: { role: 'producer' },
    effect: 'reads',
    isIdempotent: true,
    route: { method: 'GET', path: '/projects/{projectId}/hooks' },
    run: async (input, { studio }) => {
      const rows = await studio.database.db
        .select()
        .from(webhookEndpoint)
        .where(eq(webhookEndpoint.projectId, input.projectId))
        .orderBy(asc(webhookEndpoint.createdAt))
        .limit(1000);
      return { items: rows.map(shown) };
    },
  }),
  operation({
    name: 'hook.turn',
    says: {
      en: 'Turns a webhook on or off. What happened while it was off is not told.',
      zh: '开启或关闭一个 Webhook；关闭期间的事件不会补发。',
    },
    input: z.strictObject({ hookId, isOn: z.boolean() }),
    output: Hook,
    rights: { role: 'producer' },
    effect: 'writes',
    isIdempotent: true,
    route: { method: 'PUT', path: '/hooks/{hookId}/on' },
    run: async (input, { studio }) => {
      const place = await newestPlace(studio.database.db);
      const set = input.isOn ? { isOn: true, ...place } : { isOn: false };
      const [row] = await studio.database.db.update(webhookEndpoint).set(set).where(eq(webhookEndpoint.id, input.hookId)).returning();
      return shown(row as Row);
    },
  }),
  operation({
    name: 'hook.remove',
    says: { en: 'Removes a webhook and its log.', zh: '删除一个 Webhook 及其日志。' },
    input: z.strictObject({ hookId }),
    output: z.strictObject({ id: hookId }),
    rights: { role: 'producer' },
    effect: 'writes',
    isIdempotent: true,
    route: { method: 'DELETE', path: '/hooks/{hookId}' },
    run: async (input, { studio }) =>
      studio.database.db.transaction(async (tx) => {
        await tx.delete(webhookDelivery).where(eq(webhookDelivery.endpointId, input.hookId));
        await tx.delete(webhookEndpoint).where(eq(webhookEndpoint.id, input.hookId));
        return { id: input.hookId };
      }),
  }),
  operation({
    name: 'hook.test',
    says: { en: 'Sends one test event to a webhook; its log says what came of it.', zh: '向 Webhook 发送一个测试事件；结果见其日志。' },
    input: z.strictObject({ hookId }),
    output: Delivery,
    rights: { role: 'producer' },
    effect: 'writes',
    isIdempotent: false,
    route: { method: 'POST', path: '/hooks/{hookId}/test' },
    run: async (input, { studio, newId }) => delivered(await testDelivery(studio, { hookId: input.hookId, id: newId('delivery') })),
  }),
  operation({
    name: 'hook.deliveries',
    says: {
      en: 'Lists what was sent to a webhook and what came of it, newest first.',
      zh: '列出发送到 Webhook 的内容与结果，最新的在前。',
    },
    input: z.strictObject({ hookId, ...pageFields }),
    output: pageOf(Delivery),
    rights: { role: 'producer' },
    effect: 'reads',
    isIdempotent: true,
    route: { method: 'GET', path: '/hooks/{hookId}/deliveries' },
    run: async (input, { studio }) => {
      const rows = await studio.database.db
        .select()
        .from(webhookDelivery)
        .where(
          and(
            eq(webhookDelivery.endpointId, input.hookId),
            after(input.cursor, { time: webhookDelivery.createdAt, id: webhookDelivery.id }),
          ),
        )
        .orderBy(desc(webhookDelivery.createdAt), desc(webhookDelivery.id))
        .limit(input.limit + 1);
      const page = cutPage(rows, { limit: input.limit, placeOfRow: (row) => ({ atMs: row.createdAt.getTime(), id: row.id }) });
      return { items: page.items.map(delivered), nextCursor: page.nextCursor };
    },
  }),
] as const;
