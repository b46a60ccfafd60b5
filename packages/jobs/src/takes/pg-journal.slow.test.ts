import { newId } from '@fantascope/film';
import { type IntentRow, JournalRow, type NewRow, nearPatience, seek, type TakePorts, type TakeRecord } from '@fantascope/take';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../database/database.ts';
import { event, ledgerEntry, take, takeRow, worker } from '../database/schema/index.ts';
import { testDatabase } from '../database/test-database.ts';
import { reserve } from '../ledger/reserve.ts';
import { takeIn } from '../ledger/test-take.ts';
import { endUnsent } from './end-unsent.ts';
import { hold, letGo } from './hold.ts';
import { appendHeld, openPgJournal } from './pg-journal.ts';

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
  for (const id of ['worker_a', 'worker_b']) await enter(id);
});
afterAll(() => database.close());

const now = sql`clock_timestamp()`;
const enter = (id: string) =>
  database.db.insert(worker).values({ id, startedAt: now, heartbeatAt: now, machine: 'm', pid: 1, bornAt: '', version: '1' });
const fence = (id: string) => database.db.update(worker).set({ fencedAt: now }).where(eq(worker.id, id));
const quiet = new AbortController().signal;
const journalOf = (workerId: string, nowMs = Date.now) =>
  openPgJournal({ db: database.db, workerId, nowMs, sleep: async () => undefined, signal: quiet, gone: quiet, secrets: ['geheim'] });

async function reserved(): Promise<string> {
  const takeId = await takeIn(database.db, { projectId: newId('project', { nowMs: Date.now(), random: Math.random }) });
  const most = { dayUsdMicros: 1e12, projectUsdMicros: 1e12 };
  await database.db.transaction((tx) =>
    reserve(tx, { takeId, amountUsdMicros: 350_000, basis: 'estimate', nowMs: Date.now(), defaults: most }),
  );
  return takeId;
}

const intent = (takeId: string): Omit<IntentRow, 'v' | 'atMs'> => ({
  ...{ kind: 'intent', take: takeId, purpose: 'shoot', model: 'suite/a', wire: 'alpha-v1', makes: 'video', baseUrl: 'http://127.0.0.1:1' },
  ...{
    dialect: {},
    isEmulated: true,
    clientKey: takeId,
    request: { model: 'a' },
    requestSha256: 'x',
    estimate: null,
    ceilingUsdMicros: null,
  },
  ...{ money: { state: 'reserved', usdMicros: 350_000, basis: 'estimate' }, out: '', losses: [], dropped: [] },
});
const ticket = (takeId: string, taskId: string, by: 'reply' | 'look-up'): NewRow => ({
  ...{ kind: 'ticket', take: takeId, ticket: { wire: 'alpha-v1', taskId }, by, warnings: [] },
});
const rowsOf = (takeId: string) => database.db.select().from(takeRow).where(eq(takeRow.takeId, takeId));
const takeOf = async (takeId: string) => (await database.db.select().from(take).where(eq(take.id, takeId)))[0];

test('a row, what it makes of the take, its money and its event are there together', async () => {
  const takeId = await reserved();
  await hold(database.db, take, { id: takeId, workerId: 'worker_a' });
  const journal = journalOf('worker_a');
  await journal.append(intent(takeId));
  await journal.append(ticket(takeId, 'task-1', 'reply'));
  expect(await takeOf(takeId)).toMatchObject({ state: 'shooting', taskId: 'task-1', moneyState: 'reserved', endedAt: null });
  const money = { state: 'settled', usdMicros: 200_000, basis: 'provider' } as const;
  await journal.append({ kind: 'settle', take: takeId, state: 'failed', money });
  expect(await takeOf(takeId)).toMatchObject({ state: 'failed', moneyState: 'settled', settledUsdMicros: 200_000 });
  expect((await rowsOf(takeId)).map(({ kind }) => kind)).toEqual(['intent', 'ticket', 'settle']);
  const told = await database.db.select().from(event).where(eq(event.subjectId, takeId));
  expect(told.map(({ data }) => (data as { state: string }).state)).toEqual(['sent', 'shooting', 'failed']);
  expect((await journal.take(takeId))?.state).toBe('failed');
});

test('nobody writes a row of a take that another living worker has in hand', async () => {
  const takeId = await reserved();
  expect(await hold(database.db, take, { id: takeId, workerId: 'worker_a' })).toBe(true);
  expect(await hold(database.db, take, { id: takeId, workerId: 'worker_b' })).toBe(false);
  await expect(journalOf('worker_b').append(intent(takeId))).rejects.toMatchObject({ code: 'jobs.take-elsewhere' });
  await letGo(database.db, take, { id: takeId, workerId: 'worker_b' });
  await journalOf('worker_a').append(intent(takeId));
  expect(await rowsOf(takeId)).toHaveLength(1);
});

test('a fenced worker writes nothing more, and what it held can be taken', async () => {
  await enter('worker_late');
  const takeId = await reserved();
  await hold(database.db, take, { id: takeId, workerId: 'worker_late' });
  await fence('worker_late');
  await expect(journalOf('worker_late').append(intent(takeId))).rejects.toMatchObject({ code: 'jobs.worker-fenced' });
  expect(await hold(database.db, take, { id: takeId, workerId: 'worker_late' })).toBe(false);
  expect(await hold(database.db, take, { id: takeId, workerId: 'worker_b' })).toBe(true);
  expect(await rowsOf(takeId)).toHaveLength(0);
});

test('an intent that was written a while ago may be sent only while its worker holds the take and nothing else was written', async () => {
  await enter('worker_slow');
  const [mine, taken, told, late] = [await reserved(), await reserved(), await reserved(), await reserved()];
  const journal = journalOf('worker_slow');
  for (const takeId of [mine, taken, told, late]) {
    await hold(database.db, take, { id: takeId, workerId: 'worker_slow' });
    await journal.append(intent(takeId));
  }
  await database.db.update(worker).set({ heartbeatAt: sql`clock_timestamp() - interval '19 seconds'` }).where(eq(worker.id, 'worker_slow'));
  await journal.confirm(mine);
  // Nobody takes it for dead within the seconds in which it sends.
  const [beat] = await database.db
    .select({ isFresh: sql<boolean>`heartbeat_at > clock_timestamp() - interval '10 seconds'` })
    .from(worker)
    .where(eq(worker.id, 'worker_slow'));
  expect(beat).toEqual({ isFresh: true });
  await database.db.update(take).set({ heldBy: 'worker_b' }).where(eq(take.id, taken));
  await expect(journal.confirm(taken)).rejects.toMatchObject({ code: 'jobs.take-elsewhere' });
  await journal.append(ticket(told, 'task-told', 'look-up'));
  await expect(journal.confirm(told)).rejects.toMatchObject({ code: 'jobs.take-elsewhere' });
  await fence('worker_slow');
  await expect(journal.confirm(late)).rejects.toMatchObject({ code: 'jobs.worker-fenced' });
});

test('a worker whose heart was silent beats it before it writes an intent', async () => {
  await enter('worker_numb');
  const takeId = await reserved();
  await hold(database.db, take, { id: takeId, workerId: 'worker_numb' });
  await database.db.update(worker).set({ heartbeatAt: sql`clock_timestamp() - interval '19 seconds'` }).where(eq(worker.id, 'worker_numb'));
  await journalOf('worker_numb').append(intent(takeId));
  const [beat] = await database.db
    .select({ isFresh: sql<boolean>`heartbeat_at > clock_timestamp() - interval '10 seconds'` })
    .from(worker)
    .where(eq(worker.id, 'worker_numb'));
  expect(beat).toEqual({ isFresh: true });
});

test('nothing is written, ended or decided about a take that a newer version has been at', async () => {
  const takeId = await reserved();
  await hold(database.db, take, { id: takeId, workerId: 'worker_a' });
  const journal = journalOf('worker_a');
  const newer = { v: 2, take: takeId, atMs: 1, kind: 'bought' };
  await database.db.insert(takeRow).values({ takeId, kind: 'bought', row: newer, workerId: 'worker_b', at: new Date() });
  const refused = { code: 'take.newer-row', params: { take: takeId, kind: 'bought' } };
  await expect(journal.take(takeId)).rejects.toMatchObject(refused);
  await expect(journal.append(intent(takeId))).rejects.toMatchObject(refused);
  const end = database.db.transaction((tx) => endUnsent(tx, takeId, { state: 'cancelled', reason: '', nowMs: Date.now() }));
  await expect(end).rejects.toMatchObject(refused);
  expect(await takeOf(takeId)).toMatchObject({ state: 'planned', endedAt: null });
  expect(await rowsOf(takeId)).toHaveLength(1);
});

test('a second intent cannot be written, so a second request cannot be sent; the same row again is the same row', async () => {
  const takeId = await reserved();
  await hold(database.db, take, { id: takeId, workerId: 'worker_a' });
  const atMs = Date.now();
  const journal = journalOf('worker_a', () => atMs);
  await journal.append(intent(takeId));
  // Its commit may have been written when the connection broke: asked again it is there.
  await journal.append(intent(takeId));
  expect(await rowsOf(takeId)).toHaveLength(1);
  await expect(journalOf('worker_a', () => atMs + 1).append(intent(takeId))).rejects.toThrow();
  expect(await rowsOf(takeId)).toHaveLength(1);
});

test('after a take was called off unsent its intent is refused, and its money is back', async () => {
  const takeId = await reserved();
  await hold(database.db, take, { id: takeId, workerId: 'worker_a' });
  const ended = await database.db.transaction((tx) =>
    endUnsent(tx, takeId, { state: 'cancelled', reason: 'called off', nowMs: Date.now() }),
  );
  expect(ended).toBe(true);
  await expect(journalOf('worker_a').append(intent(takeId))).rejects.toMatchObject({ code: 'jobs.take-called-off' });
  expect(await takeOf(takeId)).toMatchObject({ state: 'cancelled', moneyState: 'none' });
  const kinds = await database.db.select({ kind: ledgerEntry.kind }).from(ledgerEntry).where(eq(ledgerEntry.takeId, takeId));
  expect(kinds.map(({ kind }) => kind)).toEqual(['reserve', 'release']);
});

test('once its intent is written a take is not ended as unsent', async () => {
  const takeId = await reserved();
  await hold(database.db, take, { id: takeId, workerId: 'worker_a' });
  await journalOf('worker_a').append(intent(takeId));
  const ended = await database.db.transaction((tx) => endUnsent(tx, takeId, { state: 'cancelled', reason: '', nowMs: Date.now() }));
  expect(ended).toBe(false);
  expect(await takeOf(takeId)).toMatchObject({ state: 'sent' });
});

test('two takes are not found under one task; what the provider itself answers holds, though it names all its answers alike', async () => {
  const [one, other, third] = [await reserved(), await reserved(), await reserved()];
  const journal = journalOf('worker_a');
  for (const takeId of [one, other, third]) {
    await hold(database.db, take, { id: takeId, workerId: 'worker_a' });
    await journal.append(intent(takeId));
  }
  await journal.append(ticket(one, 'at-once', 'reply'));
  await journal.append(ticket(other, 'at-once', 'reply'));
  expect(await takeOf(other)).toMatchObject({ state: 'shooting', taskId: null });
  await expect(journal.append(ticket(third, 'at-once', 'look-up'))).rejects.toMatchObject({ code: 'jobs.task-is-taken' });
  expect(await takeOf(third)).toMatchObject({ state: 'sent' });
  expect(await journal.otherTaskIds({ take: third, wire: 'alpha-v1' })).toContain('at-once');
});

test('a lost take whose look-up finds the task of another take waits for a person', async () => {
  const [one, lost] = [await reserved(), await reserved()];
  const journal = journalOf('worker_a');
  for (const takeId of [one, lost]) {
    await hold(database.db, take, { id: takeId, workerId: 'worker_a' });
    await journal.append(intent(takeId));
  }
  await journal.append(ticket(one, 'task-of-one', 'reply'));
  const found = { found: { wire: 'alpha-v1', taskId: 'task-of-one' } };
  const find = { request: () => ({ method: 'GET', url: 'http://127.0.0.1:1' }) as const, read: () => found };
  const net = { send: async () => ({ state: 'reply', reply: { status: 200, headers: {}, json: {}, text: '' } }) };
  const record = await journal.take(lost);
  await seek(
    record as TakeRecord,
    {
      journal,
      wire: { name: 'alpha-v1', find },
      setting: {},
      net,
      patience: nearPatience,
      sleep: async () => undefined,
    } as unknown as TakePorts,
  );
  expect(await takeOf(lost)).toMatchObject({ state: 'unknown', taskId: null });
  expect((await rowsOf(lost)).at(-1)?.row).toMatchObject({ kind: 'unknown', lookUp: 'maybe' });
});

test('no row holds a key', async () => {
  const takeId = await reserved();
  await hold(database.db, take, { id: takeId, workerId: 'worker_a' });
  const journal = journalOf('worker_a');
  await expect(journal.append({ ...intent(takeId), out: 'a geheim place' })).rejects.toMatchObject({ code: 'take.secret-in-journal' });
  expect(await rowsOf(takeId)).toHaveLength(0);
});

test('what a provider says is kept whatever characters it is of: a refusal that cannot be written would hold its money for ever', async () => {
  const takeId = await reserved();
  await hold(database.db, take, { id: takeId, workerId: 'worker_a' });
  const journal = journalOf('worker_a');
  await journal.append(intent(takeId));
  const problem = { code: 'bad\0code', message: `cut in two: ${'🎬'.slice(0, 1)}`, isRetryLater: false };
  await journal.append({ kind: 'refused', take: takeId, problem, money: { state: 'none', usdMicros: 0, basis: 'none' } });
  expect(await takeOf(takeId)).toMatchObject({ state: 'refused', moneyState: 'none', reason: 'bad\ufffdcode: cut in two: \ufffd' });
});

test('an intent is on the disk before it counts, also where the server does not wait for its disk', async () => {
  const takeId = await reserved();
  await hold(database.db, take, { id: takeId, workerId: 'worker_a' });
  const setting = sql<{ is: string }>`select current_setting('synchronous_commit') as is`;
  const seen = await database.db.transaction(async (tx) => {
    // As a server may have it; the one this runs on may wait for its disk by itself.
    await tx.execute(sql`set local synchronous_commit = off`);
    const before = (await tx.execute(setting)).rows[0];
    await appendHeld(tx, JournalRow.parse({ v: 1, atMs: Date.now(), ...intent(takeId) }), 'worker_a');
    return [before, (await tx.execute(setting)).rows[0]];
  });
  expect(seen).toEqual([{ is: 'off' }, { is: 'on' }]);
});
