import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@fantascope/film';
import { catalogue } from '@fantascope/models';
import { type IntentRow, JournalRow } from '@fantascope/take';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { catalogueOf } from '../catalogue.ts';
import type { Database } from '../database/database.ts';
import { event, ledgerEntry, member, take } from '../database/schema/index.ts';
import { testDatabase } from '../database/test-database.ts';
import { auditBudgets } from '../ledger/audit.ts';
import { reserve } from '../ledger/reserve.ts';
import { settle } from '../ledger/settle.ts';
import { takeIn } from '../ledger/test-take.ts';
import type { Actor } from '../people/actor.ts';
import type { Studio } from '../studio.ts';
import { rowsOf, writeRow } from '../takes/pg-journal.ts';
import type { Operation } from './operation.ts';
import { operationNamed } from './operations.ts';
import { perform } from './perform.ts';

let database: Database;
let studio: Studio;
/** What the engine was asked to see to; these tests end where a worker would begin. */
const woken: string[] = [];
const nowMs = Date.UTC(2026, 10, 22, 12);
const settings = { env: {}, capPerDayUsdMicros: 50_000_000, capPerProjectUsdMicros: 5_000_000, uploadMostBytes: 0, doesWork: false };

beforeAll(async () => {
  database = await testDatabase();
  const engine = {
    workerId: 'worker_1',
    queue: async () => undefined,
    start: async (_: string, id: string) => void woken.push(id),
    ensure: async (_: string, id: string) => void woken.push(id),
  };
  const ports = { nowMs: () => nowMs, random: Math.random, sleep: async () => undefined };
  // No emulators were ever switched on in a data folder that is not there.
  const home = join(tmpdir(), 'no-such-home');
  studio = { database, engine, ports, settings, home, catalogue: catalogueOf(catalogue()) } as unknown as Studio;
});
afterAll(() => database.close());

const person = (userId: string): Actor => ({ userId, isServerOwner: false, door: 'http' });
const boss: Actor = { userId: 'user_boss', isServerOwner: true, door: 'http' };

async function ask(name: string, actor: Actor, input: object): Promise<Record<string, unknown>> {
  const done = await perform(studio, operationNamed(name) as Operation, { actor, input, signal: new AbortController().signal });
  return ('output' in done ? done.output : done.preview) as Record<string, unknown>;
}

/** A project with an owner, a producer and an artist. */
async function crew() {
  const projectId = newId('project', { nowMs, random: Math.random });
  const takeId = await takeIn(database.db, { projectId, userId: 'user_artist', model: 'kling/v2.1-master', provider: 'kling' });
  const joined = (userId: string, role: string) => ({ projectId, userId, role, createdAt: new Date(nowMs) });
  await database.db
    .insert(member)
    .values([joined('user_owner', 'owner'), joined('user_producer', 'producer'), joined('user_artist', 'artist')]);
  const hold = (amountUsdMicros: number, id = takeId) =>
    database.db.transaction((tx) =>
      reserve(tx, {
        takeId: id,
        amountUsdMicros,
        basis: 'estimate',
        nowMs,
        defaults: { dayUsdMicros: 50_000_000, projectUsdMicros: 5_000_000 },
      }),
    );
  return { projectId, takeId, hold };
}

/** A take that was sent and whose reply was lost. */
async function lostTake() {
  const { projectId, takeId, hold } = await crew();
  await hold(400_000);
  const money = { state: 'reserved', usdMicros: 400_000, basis: 'estimate' } as const;
  const intent: IntentRow = {
    v: 1,
    take: takeId,
    atMs: nowMs,
    kind: 'intent',
    purpose: 'shoot',
    model: 'kling/v2.1-master',
    wire: 'kling-v1',
    makes: 'video',
    baseUrl: 'http://127.0.0.1:1',
    dialect: {},
    isEmulated: true,
    clientKey: takeId,
    request: { model: 'kling-v2-1-master', prompt: 'rain' },
    requestSha256: 'abc',
    estimate: null,
    ceilingUsdMicros: null,
    money,
    out: '',
    losses: [],
    dropped: [],
  };
  const unknown = JournalRow.parse({
    v: 1,
    take: takeId,
    atMs: nowMs,
    kind: 'unknown',
    reason: 'no reply',
    lookUp: 'none',
    money: { ...money, state: 'unknown' },
  });
  await database.db.transaction(async (tx) => {
    for (const row of [intent, unknown]) await writeRow(tx, { row, before: await rowsOf(tx, takeId), workerId: 'worker_1' });
  });
  return { projectId, takeId };
}

const kindsOf = async (takeId: string) =>
  (
    await database.db.select({ kind: ledgerEntry.kind }).from(ledgerEntry).where(eq(ledgerEntry.takeId, takeId)).orderBy(ledgerEntry.seq)
  ).map(({ kind }) => kind);
const lastTold = async (subjectId: string) =>
  (
    await database.db.select({ kind: event.kind, data: event.data }).from(event).where(eq(event.subjectId, subjectId)).orderBy(event.seq)
  ).at(-1);
const rowOf = async (takeId: string) => (await database.db.select().from(take).where(eq(take.id, takeId)))[0];

test('a take over its member cap waits; an owner of the project approves it, and it is started', async () => {
  const { projectId, takeId, hold } = await crew();
  await expect(
    ask('ledger.set-member-cap', person('user_producer'), { projectId, userId: 'user_artist', capUsd: 0.1 }),
  ).rejects.toMatchObject({ code: 'jobs.not-allowed' });
  await ask('ledger.set-member-cap', person('user_owner'), { projectId, userId: 'user_artist', capUsd: 0.1 });
  expect(await hold(400_000)).toMatchObject({ outcome: 'waiting' });
  for (const name of ['take.approve-spend', 'take.decline-spend'])
    await expect(ask(name, person('user_producer'), { takeId })).rejects.toMatchObject({ code: 'jobs.not-allowed' });
  expect(await ask('take.approve-spend', person('user_owner'), { takeId })).toEqual({ takeId, state: 'reserved', heldUsdMicros: 400_000 });
  expect(woken).toContain(takeId);
  expect(await lastTold(takeId)).toMatchObject({ kind: 'take.changed', data: { state: 'reserved', moneyState: 'reserved' } });
  await expect(ask('take.decline-spend', person('user_owner'), { takeId })).rejects.toMatchObject({ code: 'jobs.not-waiting' });
});

test('no token and no agent decides about money', async () => {
  const { projectId, takeId } = await crew();
  const token = { id: 'token_1', scopes: ['read', 'write', 'spend', 'admin'], projectId: null, spendLimitUsdMicros: 0 } as const;
  const asked: readonly (readonly [string, object])[] = [
    ['ledger.set-cap', { scope: 'day', capUsd: 1000 }],
    ['ledger.set-member-cap', { projectId, userId: 'user_artist', capUsd: 1000 }],
    ['ledger.set-rate', { currency: 'CNY', usdPerUnit: 0.0001, asOf: '2026-11-22', source: 'an agent' }],
    ['ledger.unblock', { projectId }],
    ['ledger.refund', { takeId }],
    ['ledger.resolve', { takeId, answer: 'did-not-happen' }],
    ['take.approve-spend', { takeId }],
    ['take.decline-spend', { takeId }],
  ];
  for (const [name, input] of asked)
    for (const actor of [{ ...boss, token }, { ...boss, door: 'mcp' } as const])
      await expect(ask(name, actor, input), name).rejects.toMatchObject({ code: 'jobs.person-only' });
});

test('an overrun blocks its project until an owner acknowledges it, or the cap of that project is raised', async () => {
  for (const way of ['unblock', 'raise'] as const) {
    const { projectId, takeId, hold } = await crew();
    await hold(100_000);
    await database.db.transaction((tx) => settle(tx, { takeId, amountUsdMicros: 300_000, basis: 'provider', nowMs }));
    const next = await takeIn(database.db, { projectId });
    expect(await hold(1, next)).toMatchObject({ outcome: 'refused', refusals: [{ kind: 'blocked' }] });
    if (way === 'unblock') {
      await expect(ask('ledger.unblock', person('user_producer'), { projectId })).rejects.toMatchObject({ code: 'jobs.not-allowed' });
      expect(await ask('ledger.unblock', person('user_owner'), { projectId })).toEqual({
        acknowledged: [{ takeId, overUsdMicros: 200_000 }],
      });
    } else {
      await expect(ask('ledger.set-cap', person('user_owner'), { scope: 'project', key: projectId, capUsd: 6 })).rejects.toMatchObject({
        code: 'jobs.owner-only',
      });
      // Lowering is no decision to go on.
      expect(await ask('ledger.set-cap', boss, { scope: 'project', key: projectId, capUsd: 4 })).toMatchObject({ isUnblocked: false });
      expect(await ask('ledger.set-cap', boss, { scope: 'project', key: projectId, capUsd: 6 })).toMatchObject({
        capUsdMicros: 6_000_000,
        isUnblocked: true,
      });
    }
    expect(await hold(1, next)).toMatchObject({ outcome: 'allowed' });
    expect(await lastTold(projectId)).toMatchObject({ kind: 'project.unblocked' });
  }
});

test('an unknown take is listed with its evidence, and a person closes it as paid, as not happened, or has it go on under its task id', async () => {
  const [paid, not, found] = [await lostTake(), await lostTake(), await lostTake()];
  const list = (await ask('ledger.unknown', boss, {})) as { items: Record<string, unknown>[] };
  expect(list.items.find(({ takeId }) => takeId === paid.takeId)).toMatchObject({
    mostUsdMicros: 400_000,
    lookUp: 'none',
    clientKey: paid.takeId,
    sentAt: '2026-11-22T12:00:00.000Z',
    reason: 'no reply',
    request: { prompt: 'rain' },
  });
  await expect(ask('ledger.resolve', person('user_artist'), { takeId: paid.takeId, answer: 'did-not-happen' })).rejects.toMatchObject({
    code: 'jobs.not-allowed',
  });
  for (const wrong of [{ answer: 'happened' }, { answer: 'happened', taskId: 'a', paidUsd: 1 }, { answer: 'did-not-happen', paidUsd: 1 }])
    await expect(ask('ledger.resolve', boss, { takeId: paid.takeId, ...wrong })).rejects.toMatchObject({ code: 'jobs.unknown-needs-fact' });

  const producer = person('user_producer');
  expect(await ask('ledger.resolve', producer, { takeId: paid.takeId, answer: 'happened', paidUsd: 0.35 })).toMatchObject({
    outcome: 'closed',
  });
  expect(await rowOf(paid.takeId)).toMatchObject({ state: 'closed', moneyState: 'settled', settledUsdMicros: 350_000 });
  expect(await ask('ledger.resolve', producer, { takeId: not.takeId, answer: 'did-not-happen' })).toMatchObject({ outcome: 'closed' });
  expect(await rowOf(not.takeId)).toMatchObject({ state: 'closed', moneyState: 'none' });
  expect(await kindsOf(not.takeId)).toEqual(['reserve', 'unknown', 'release']);

  expect(await ask('ledger.resolve', producer, { takeId: found.takeId, answer: 'ask-again' })).toMatchObject({ outcome: 'asked' });
  expect(await rowOf(found.takeId)).toMatchObject({ state: 'unknown' });
  expect(await ask('ledger.resolve', producer, { takeId: found.takeId, answer: 'happened', taskId: 'task-77' })).toMatchObject({
    outcome: 'goes-on',
  });
  expect(await rowOf(found.takeId)).toMatchObject({ state: 'shooting', moneyState: 'reserved', taskId: 'task-77', endedAt: null });
  expect(woken.filter((id) => id === found.takeId)).toHaveLength(2);
  for (const { takeId } of [paid, not, found])
    await expect(ask('ledger.resolve', producer, { takeId, answer: 'did-not-happen' })).rejects.toMatchObject({
      code: 'jobs.take-not-unknown',
    });
  const other = await lostTake();
  await expect(ask('ledger.resolve', producer, { takeId: other.takeId, answer: 'happened', taskId: 'task-77' })).rejects.toMatchObject({
    code: 'jobs.task-of-another',
  });
  expect(await auditBudgets(database.db)).toEqual([]);
});

test('two people who give one task to two takes at the same time are told apart', async () => {
  const [one, two] = [await lostTake(), await lostTake()];
  const give = ({ takeId }: { takeId: string }) => ask('ledger.resolve', boss, { takeId, answer: 'happened', taskId: 'task-88' });
  const told = await Promise.allSettled([give(one), give(two)]);
  const refused = told.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
  expect(refused).toMatchObject([{ code: 'jobs.task-of-another' }]);
});

test('a take that is asked for again is under way until its provider has been asked', async () => {
  const { takeId } = await lostTake();
  const endedAt = async () => (await database.db.select().from(take).where(eq(take.id, takeId)))[0]?.endedAt;
  expect(await endedAt()).not.toBeNull();
  await ask('ledger.resolve', boss, { takeId, answer: 'ask-again' });
  expect(await endedAt()).toBeNull();
});

test('what somebody else may not see they cannot ask for either', async () => {
  const { projectId, takeId } = await lostTake();
  const stranger = person('user_stranger');
  for (const [name, input] of [
    ['ledger.entries', { projectId }],
    ['ledger.entries', { takeId }],
    ['ledger.report', { projectId }],
    ['ledger.csv', { projectId }],
    ['ledger.caps', { projectId }],
    ['ledger.unknown', { projectId }],
    ['ledger.resolve', { takeId, answer: 'ask-again' }],
    ['ledger.unblock', { projectId }],
  ] as const)
    await expect(ask(name, stranger, input), name).rejects.toMatchObject({ code: 'jobs.no-such-thing' });
  expect(await ask('ledger.entries', stranger, {})).toEqual({ items: [], nextCursor: null });
  expect(await ask('ledger.report', stranger, { by: 'project' })).toEqual({ lines: [] });
  expect(((await ask('ledger.caps', stranger, {})) as { caps: unknown[] }).caps).toHaveLength(1);
});

test('a CSV in pages is one file, and its sums are those of the report', async () => {
  const { projectId } = await lostTake();
  let csv = '';
  let cursor: unknown;
  do {
    const page = await ask('ledger.csv', boss, { projectId, limit: 1, ...(cursor === undefined ? {} : { cursor }) });
    csv += page['csv'];
    cursor = page['nextCursor'] ?? undefined;
  } while (cursor !== undefined);
  const lines = csv.split('\r\n').slice(0, -1);
  expect(lines[0]).toMatch(/^seq,at,day,kind,/);
  expect(lines.slice(1).map((line) => line.split(',')[3])).toEqual(['reserve', 'unknown']);
  expect(await ask('ledger.report', boss, { by: 'project', projectId })).toMatchObject({
    lines: [{ key: projectId, unknownUsdMicros: 400_000, heldUsdMicros: 0 }],
  });
});

test('money that a provider gives back later is booked once, by an owner, and never more than was paid', async () => {
  const { takeId, hold } = await crew();
  const owner = person('user_owner');
  await hold(400_000);
  expect(await ask('ledger.refund', owner, { takeId })).toMatchObject({ isBooked: false, spentUsdMicros: 0 });
  await database.db.transaction((tx) => settle(tx, { takeId, amountUsdMicros: 350_000, basis: 'provider', nowMs }));
  await expect(ask('ledger.refund', person('user_producer'), { takeId })).rejects.toMatchObject({ code: 'jobs.not-allowed' });
  expect(await ask('ledger.refund', owner, { takeId, amountUsd: 0.05, note: 'half of it was black' })).toMatchObject({
    isBooked: true,
    spentUsdMicros: 300_000,
  });
  expect(await lastTold(takeId)).toMatchObject({ kind: 'take.changed', data: { moneyState: 'settled' } });
  expect(await ask('ledger.refund', owner, { takeId, amountUsd: 0.05 })).toMatchObject({ isBooked: false, spentUsdMicros: 300_000 });
  expect(await ask('ledger.audit', boss, {})).toEqual({ differences: [] });
  await expect(ask('ledger.audit', owner, {})).rejects.toMatchObject({ code: 'jobs.owner-only' });
});

test('every change of money tells those who watch', async () => {
  const { takeId } = await lostTake();
  await ask('ledger.resolve', boss, { takeId, answer: 'did-not-happen' });
  const told = await database.db
    .select({ kind: event.kind, data: event.data })
    .from(event)
    .where(eq(event.subjectId, takeId))
    .orderBy(event.seq);
  expect(told.at(-1)).toMatchObject({ kind: 'take.changed', data: { state: 'closed', moneyState: 'none' } });
});
