import { Fault, newId } from '@fantascope/film';
import { and, eq, gt, inArray, sql } from 'drizzle-orm';
import type { Tx } from '../database/database.ts';
import { event, webhookDelivery, webhookEndpoint } from '../database/schema/index.ts';
import type { Studio } from '../studio.ts';
import { type EventRow, readEvents } from './event-log.ts';

type Endpoint = typeof webhookEndpoint.$inferSelect;
type Delivery = typeof webhookDelivery.$inferSelect;

/** What an endpoint's signing secret is sealed under. */
export const hookSealName = (hookId: string) => `hook ${hookId}`;

/** Only for the endpoint that it tests. */
const testKind = 'hook.test';
/** Events of one endpoint written down in one go. */
const AT_ONCE = 200;

/** Whether an endpoint wants a kind of event: named, or all of its noun (`take.*`); an empty list wants all. */
export function wantsKind(kinds: readonly string[], kind: string): boolean {
  return kind !== testKind && (kinds.length === 0 || kinds.includes(kind) || kinds.includes(`${kind.split('.')[0]}.*`));
}

/** The body of a delivery, by Standard Webhooks: type, time, and the data with what it is about. */
function bodyOf({ kind, at, projectId, subjectId, data }: Omit<EventRow, 'place'>): string {
  return JSON.stringify({ type: kind, timestamp: at.toISOString(), data: { projectId, subjectId, ...data } });
}

/**
 * Writes down what has to be told to whom: every settled event behind an endpoint's place becomes a delivery, once, also where several
 * processes do this at the same time. Gives how many.
 */
export async function writeDeliveries({ database, ports }: Pick<Studio, 'database' | 'ports'>): Promise<number> {
  const { db } = database;
  // The newest event a project has shows without a lock whether its endpoints have anything to do.
  const due = await db
    .select({ id: webhookEndpoint.id })
    .from(webhookEndpoint)
    .where(
      and(
        eq(webhookEndpoint.isOn, true),
        sql`exists (select 1 from ${event} where ${event.projectId} = ${webhookEndpoint.projectId}
          and (${event.xid}, ${event.seq}) > (${webhookEndpoint.xid}, ${webhookEndpoint.seq}))`,
      ),
    );
  let written = 0;
  for (const { id } of due) written += await db.transaction((tx) => writeForOne(tx, { id, ports }));
  return written;
}

async function writeForOne(tx: Tx, { id, ports }: Readonly<{ id: string; ports: Studio['ports'] }>): Promise<number> {
  const [endpoint] = await tx
    .select()
    .from(webhookEndpoint)
    .where(and(eq(webhookEndpoint.id, id), eq(webhookEndpoint.isOn, true)))
    .for('update', { skipLocked: true });
  if (endpoint === undefined) return 0;
  const rows = await readEvents(tx, { from: endpoint, filter: { projectIds: [endpoint.projectId] }, limit: AT_ONCE });
  const last = rows.at(-1);
  if (last === undefined) return 0;
  const wanted = rows.filter((row) => wantsKind(endpoint.kinds, row.kind));
  for (const row of wanted) await insertDelivery(tx, { endpoint, row, at: new Date(ports.nowMs()), id: freshId(ports) });
  await tx.update(webhookEndpoint).set(last.place).where(eq(webhookEndpoint.id, id));
  return wanted.length;
}

const freshId = (ports: Studio['ports']) => newId('delivery', { nowMs: ports.nowMs(), random: ports.random });

async function insertDelivery(
  tx: Tx,
  { endpoint, row, at, id }: Readonly<{ endpoint: Endpoint; row: EventRow; at: Date; id: string }>,
): Promise<Delivery | undefined> {
  const values = { id, endpointId: endpoint.id, eventSeq: row.place.seq, body: bodyOf(row), state: 'waiting', nextAt: at, createdAt: at };
  const [made] = await tx.insert(webhookDelivery).values(values).onConflictDoNothing().returning();
  return made;
}

/** A test event for one endpoint, also one that is off, written down to be sent. Throws jobs.no-such-thing. */
export async function testDelivery(
  { database, ports }: Pick<Studio, 'database' | 'ports'>,
  { hookId, id }: Readonly<{ hookId: string; id: string }>,
): Promise<Delivery> {
  const at = new Date(ports.nowMs());
  return database.db.transaction(async (tx) => {
    const [endpoint] = await tx.select().from(webhookEndpoint).where(eq(webhookEndpoint.id, hookId)).for('update');
    if (endpoint === undefined) throw new Fault('jobs.no-such-thing', { id: hookId });
    const [known] = await tx.select().from(webhookDelivery).where(eq(webhookDelivery.id, id));
    if (known !== undefined) return known;
    const told = { projectId: endpoint.projectId, subjectId: hookId, kind: testKind, data: {}, at };
    const [row] = await tx.insert(event).values(told).returning({ xid: event.xid, seq: event.seq });
    const made = await insertDelivery(tx, { endpoint, row: { ...told, place: row ?? { xid: 0, seq: 0 } }, at, id });
    if (made === undefined) throw new Fault('jobs.no-such-thing', { id });
    return made;
  });
}

/** A delivery in this process's hands, with where it goes. */
export type ClaimedDelivery = Readonly<{ delivery: Delivery; endpoint: Endpoint }>;

/** Takes due deliveries for a while (`holdMs`); a process that dies with them loses them to whoever comes after that. */
export async function claimDeliveries(
  { database, ports }: Pick<Studio, 'database' | 'ports'>,
  { limit, holdMs }: Readonly<{ limit: number; holdMs: number }>,
): Promise<readonly ClaimedDelivery[]> {
  const { db } = database;
  const nowMs = ports.nowMs();
  const due = db
    .select({ id: webhookDelivery.id })
    .from(webhookDelivery)
    .where(and(eq(webhookDelivery.state, 'waiting'), sql`${webhookDelivery.nextAt} <= ${new Date(nowMs).toISOString()}::timestamptz`))
    .orderBy(webhookDelivery.nextAt)
    .limit(limit)
    .for('update', { skipLocked: true });
  const claimed = await db
    .update(webhookDelivery)
    .set({ nextAt: new Date(nowMs + holdMs), tries: sql`${webhookDelivery.tries} + 1` })
    .where(inArray(webhookDelivery.id, due))
    .returning();
  if (claimed.length === 0) return [];
  const ids = [...new Set(claimed.map(({ endpointId }) => endpointId))];
  const endpoints = await db.select().from(webhookEndpoint).where(inArray(webhookEndpoint.id, ids));
  return claimed.flatMap((delivery) => {
    const endpoint = endpoints.find(({ id }) => id === delivery.endpointId);
    return endpoint === undefined ? [] : [{ delivery, endpoint }];
  });
}

/** What came of one try. `status` null: no answer. */
export type Tried = Readonly<{ status: number | null; reason: string | null }>;

/** When a delivery is tried again after each failure, milliseconds: about a day in all. */
export const triesAfterMs = [5_000, 30_000, 120_000, 600_000, 3_600_000, 21_600_000, 57_600_000] as const;

/** Notes a try: delivered by a 2xx, given up after the last one, else later. A 410 says that nobody listens any more: the endpoint goes off. */
export async function noteTry(
  { database, ports }: Pick<Studio, 'database' | 'ports'>,
  { delivery, tried: { status, reason } }: Readonly<{ delivery: Delivery; tried: Tried }>,
): Promise<void> {
  const isDelivered = status !== null && status >= 200 && status < 300;
  const waitMs = status === 410 ? undefined : triesAfterMs[delivery.tries - 1];
  const state = isDelivered ? 'delivered' : waitMs === undefined ? 'given-up' : 'waiting';
  // A tenth more or less, so that what failed together does not come back together.
  const nextAt = state === 'waiting' ? new Date(ports.nowMs() + (waitMs ?? 0) * (0.9 + 0.2 * ports.random())) : null;
  await database.db.transaction(async (tx) => {
    await tx
      .update(webhookDelivery)
      .set({ state, nextAt, lastStatus: status, lastReason: reason?.slice(0, 300) ?? null })
      .where(and(eq(webhookDelivery.id, delivery.id), eq(webhookDelivery.tries, delivery.tries), gt(webhookDelivery.tries, 0)));
    if (status === 410) await tx.update(webhookEndpoint).set({ isOn: false }).where(eq(webhookEndpoint.id, delivery.endpointId));
  });
}
