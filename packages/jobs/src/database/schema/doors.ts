import { sql } from 'drizzle-orm';
import { bigint, bigserial, boolean, index, integer, jsonb, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { at, house, id, usdMicros } from './columns.ts';

/**
 * What happened; the stream that browsers and webhooks follow, in the order (xid, seq). `xid` is the transaction that wrote it: a reader stops
 * before the oldest transaction still running, because a number drawn earlier may be committed later and would be skipped.
 */
export const event = house.table(
  'event',
  {
    seq: bigserial('seq', { mode: 'number' }).primaryKey(),
    xid: bigint('xid', { mode: 'number' }).notNull().default(sql`(pg_current_xact_id()::text)::bigint`),
    projectId: id('project_id'),
    /** The take, job, shot … it is about. */
    subjectId: id('subject_id').notNull(),
    kind: text('kind').notNull(),
    data: jsonb('data').notNull(),
    at: at('at').notNull(),
  },
  (table) => [
    index('event_order').on(table.xid, table.seq),
    index('event_project').on(table.projectId, table.xid, table.seq),
    index('event_subject').on(table.subjectId, table.xid, table.seq),
  ],
);

/** First answer to a POST with an Idempotency-Key; the same key and body get it again, another body a 409. */
export const idempotency = house.table(
  'idempotency',
  {
    actorId: id('actor_id').notNull(),
    key: text('key').notNull(),
    operation: text('operation').notNull(),
    bodySha256: text('body_sha256').notNull(),
    /** What new ids of this call are made of, so that a call taken up again after a crash makes the same things. */
    ulid: text('ulid').notNull(),
    /** Who runs it; taken over once that worker is dead. */
    workerId: id('worker_id').notNull(),
    /** null while the first call is still running. */
    status: integer('status'),
    reply: jsonb('reply'),
    at: at('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.actorId, table.key] }), index('idempotency_at').on(table.at)],
);

/** Tokens for programs: only the hash is kept. May spend nothing until a person sets a limit. */
export const apiToken = house.table(
  'api_token',
  {
    id: id().primaryKey(),
    userId: id('user_id').notNull(),
    name: text('name').notNull(),
    hash: text('hash').notNull(),
    /** read, write, spend, admin. */
    scopes: jsonb('scopes').$type<readonly string[]>().notNull(),
    /** null: every project of the user. */
    projectId: id('project_id'),
    spendLimitUsdMicros: usdMicros('spend_limit_usd_micros').notNull().default(0),
    createdAt: at('created_at').notNull(),
    expiresAt: at('expires_at'),
    revokedAt: at('revoked_at'),
  },
  (table) => [uniqueIndex('api_token_hash').on(table.hash), index('api_token_user').on(table.userId)],
);

/** Who did what, when, by which door. Append-only by trigger. */
export const audit = house.table(
  'audit',
  {
    seq: bigserial('seq', { mode: 'number' }).primaryKey(),
    at: at('at').notNull(),
    actorId: id('actor_id').notNull(),
    tokenId: id('token_id'),
    door: text('door').notNull(),
    operation: text('operation').notNull(),
    projectId: id('project_id'),
    subjectId: id('subject_id'),
    /** done, or the code of the fault. */
    outcome: text('outcome').notNull(),
  },
  (table) => [
    index('audit_at').on(table.at),
    index('audit_project').on(table.projectId, table.seq),
    index('audit_actor').on(table.actorId, table.seq),
  ],
);

/** A provider's key, sealed with the key file outside the database; never read back by any door. */
export const providerKey = house.table('provider_key', {
  name: text('name').primaryKey(),
  sealed: text('sealed').notNull(),
  byUserId: id('by_user_id').notNull(),
  setAt: at('set_at').notNull(),
});

/** Settings that people change while the server runs. */
export const setting = house.table('setting', {
  name: text('name').primaryKey(),
  value: jsonb('value').notNull(),
  byUserId: id('by_user_id').notNull(),
  setAt: at('set_at').notNull(),
});

/** A provider's call about one of its tasks: kept to be told once, and only ever a hint to poll. */
export const webhookIn = house.table(
  'webhook_in',
  {
    wire: text('wire').notNull(),
    /** Of the verified body. */
    sha256: text('sha256').notNull(),
    takeId: id('take_id'),
    at: at('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.wire, table.sha256] }), index('webhook_in_at').on(table.at)],
);

/** Where events are told to; signed by Standard Webhooks with its own secret (sealed). */
export const webhookEndpoint = house.table('webhook_endpoint', {
  id: id().primaryKey(),
  projectId: id('project_id').notNull(),
  url: text('url').notNull(),
  sealedSecret: text('sealed_secret').notNull(),
  kinds: jsonb('kinds').$type<readonly string[]>().notNull(),
  isOn: boolean('is_on').notNull().default(true),
  /** How far in the event stream its deliveries are written down. */
  xid: bigint('xid', { mode: 'number' }).notNull().default(0),
  seq: bigint('seq', { mode: 'number' }).notNull().default(0),
  byUserId: id('by_user_id').notNull(),
  createdAt: at('created_at').notNull(),
});

/** One event on its way to one endpoint, with what came of each try. */
export const webhookDelivery = house.table(
  'webhook_delivery',
  {
    id: id().primaryKey(),
    endpointId: id('endpoint_id')
      .notNull()
      .references(() => webhookEndpoint.id),
    eventSeq: bigint('event_seq', { mode: 'number' }).notNull(),
    /** What is sent, the same bytes at every try. */
    body: text('body').notNull(),
    tries: integer('tries').notNull().default(0),
    /** waiting, delivered, given-up (its endpoint is off, or every try failed). */
    state: text('state').notNull(),
    lastStatus: integer('last_status'),
    lastReason: text('last_reason'),
    nextAt: at('next_at'),
    createdAt: at('created_at').notNull(),
  },
  (table) => [
    uniqueIndex('webhook_delivery_once').on(table.endpointId, table.eventSeq),
    index('webhook_delivery_due').on(table.nextAt).where(sql`state = 'waiting'`),
  ],
);
