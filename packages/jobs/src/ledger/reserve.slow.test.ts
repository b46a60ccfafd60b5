import { newId } from '@fantascope/film';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../database/database.ts';
import { apiToken, ledgerEntry, project, take } from '../database/schema/index.ts';
import { testDatabase } from '../database/test-database.ts';
import { approveSpend, declineSpend } from './approve.ts';
import { auditBudgets } from './audit.ts';
import { memberKey, readBudgets } from './budgets.ts';
import { setCap } from './caps.ts';
import { type Reserved, reserve } from './reserve.ts';
import { settle } from './settle.ts';
import { takeIn } from './test-take.ts';

let database: Database;
beforeAll(async () => {
  database = await testDatabase({ connections: 40 });
});
afterAll(() => database.close());

const noonMs = Date.UTC(2026, 10, 22, 12);
const roomy = { dayUsdMicros: 1e12, projectUsdMicros: 1e12 };
const fresh = () => newId('project', { nowMs: noonMs, random: Math.random });

async function ask(takeId: string, amountUsdMicros: number, { nowMs = noonMs, defaults = roomy } = {}): Promise<Reserved> {
  return database.db.transaction((tx) => reserve(tx, { takeId, amountUsdMicros, basis: 'estimate', nowMs, defaults }));
}

test('a hundred reservations at once over real connections hold the cap of a project to the cent', async () => {
  const projectId = fresh();
  const defaults = { ...roomy, projectUsdMicros: 5_000_000 };
  // 130 000 × 38 = 4.94 USD; the 39th would make 5.07.
  const takes = await Promise.all(Array.from({ length: 100 }, () => takeIn(database.db, { projectId })));
  const outcomes = await Promise.all(takes.map((takeId) => ask(takeId, 130_000, { defaults })));
  expect(outcomes.filter(({ outcome }) => outcome === 'allowed')).toHaveLength(38);
  for (const each of outcomes)
    if (each.outcome === 'refused')
      expect(each.refusals).toEqual([
        {
          kind: 'cap',
          scope: 'project',
          key: projectId,
          capUsdMicros: 5_000_000,
          leftUsdMicros: expect.any(Number),
          askedUsdMicros: 130_000,
          raisedBy: 'server-owner',
        },
      ]);
  // What is left takes a smaller one to the last cent, and not a cent more.
  const [last, more] = await Promise.all([takeIn(database.db, { projectId }), takeIn(database.db, { projectId })]);
  expect(await ask(last, 60_000, { defaults })).toEqual({ outcome: 'allowed', heldUsdMicros: 60_000 });
  expect(await ask(more, 10_000, { defaults })).toMatchObject({ outcome: 'refused', refusals: [{ leftUsdMicros: 0 }] });
  expect(await readBudgets(database.db, 'project', [projectId])).toMatchObject([{ heldUsdMicros: 5_000_000, spentUsdMicros: 0 }]);
  expect(await auditBudgets(database.db)).toEqual([]);
});

test('every kind of cap holds under parallel reservations of many projects, members, providers and tokens, and none waits in a circle', async () => {
  const projects = [fresh(), fresh(), fresh()];
  const tokenId = newId('token', { nowMs: noonMs, random: Math.random });
  await database.db.insert(apiToken).values({
    id: tokenId,
    userId: 'user_a',
    name: 'agent',
    hash: tokenId,
    scopes: ['spend'],
    spendLimitUsdMicros: 700_000,
    createdAt: new Date(noonMs),
  });
  const nowMs = noonMs + 40 * 86_400_000;
  await database.db.transaction(async (tx) => {
    await setCap(tx, { scope: 'provider', key: 'beta' }, { usdMicros: 900_000, byUserId: 'user_owner', nowMs });
    await setCap(
      tx,
      { scope: 'member', key: memberKey({ projectId: projects[0] as string, userId: 'user_b' }) },
      { usdMicros: 400_000, byUserId: 'user_owner', nowMs },
    );
  });
  const takes = await Promise.all(
    Array.from({ length: 120 }, (_, at) =>
      takeIn(database.db, {
        projectId: projects[at % 3] as string,
        userId: at % 2 === 0 ? 'user_a' : 'user_b',
        provider: at % 5 < 2 ? 'beta' : 'alpha',
        ...(at % 7 === 0 ? { tokenId } : {}),
      }),
    ),
  );
  const defaults = { dayUsdMicros: 5_000_000, projectUsdMicros: 2_000_000 };
  await Promise.all(takes.map((takeId) => ask(takeId, 100_000, { nowMs, defaults })));
  const { db } = database;
  const held = async (scope: 'day' | 'project' | 'provider' | 'token' | 'member', key: string) =>
    (await readBudgets(db, scope, [key]))[0]?.heldUsdMicros ?? 0;
  for (const id of projects) expect(await held('project', id)).toBeLessThanOrEqual(2_000_000);
  expect(await held('provider', 'beta')).toBe(900_000);
  expect(await held('token', tokenId)).toBeLessThanOrEqual(700_000);
  expect(await held('member', memberKey({ projectId: projects[0] as string, userId: 'user_b' }))).toBeLessThanOrEqual(400_000);
  expect(await held('day', '2027-01-01')).toBe(5_000_000);
  expect(await auditBudgets(db)).toEqual([]);
});

test('by default a day and a project take 5 USD each, and a refusal says every cap that is too small, what is left and who raises it', async () => {
  const projectId = fresh();
  const nowMs = noonMs + 50 * 86_400_000;
  const defaults = { dayUsdMicros: 5_000_000, projectUsdMicros: 5_000_000 };
  const [first, second] = await Promise.all([takeIn(database.db, { projectId }), takeIn(database.db, { projectId })]);
  expect(await ask(first, 4_999_999, { nowMs, defaults })).toMatchObject({ outcome: 'allowed' });
  expect(await ask(second, 2, { nowMs, defaults })).toEqual({
    outcome: 'refused',
    refusals: [
      {
        kind: 'cap',
        scope: 'project',
        key: projectId,
        capUsdMicros: 5_000_000,
        leftUsdMicros: 1,
        askedUsdMicros: 2,
        raisedBy: 'server-owner',
      },
      {
        kind: 'cap',
        scope: 'day',
        key: '2027-01-11',
        capUsdMicros: 5_000_000,
        leftUsdMicros: 1,
        askedUsdMicros: 2,
        raisedBy: 'server-owner',
      },
    ],
  });
  // A refusal has left nothing behind.
  expect(await database.db.select().from(ledgerEntry).where(eq(ledgerEntry.takeId, second))).toEqual([]);
  expect(await ask(second, 1, { nowMs, defaults })).toMatchObject({ outcome: 'allowed' });
  expect(await auditBudgets(database.db)).toEqual([]);
});

test('a token spends nothing until a person sets its limit, nor once it is revoked', async () => {
  const projectId = fresh();
  const tokenId = newId('token', { nowMs: noonMs, random: Math.random });
  const facts = { id: tokenId, userId: 'user_a', name: 'agent', hash: tokenId, scopes: ['spend'], createdAt: new Date(noonMs) };
  await database.db.insert(apiToken).values(facts);
  const takeId = await takeIn(database.db, { projectId, tokenId });
  const refused = {
    outcome: 'refused',
    refusals: [{ scope: 'token', key: tokenId, capUsdMicros: 0, leftUsdMicros: 0, raisedBy: 'token-owner' }],
  };
  expect(await ask(takeId, 1)).toMatchObject(refused);
  await database.db
    .update(apiToken)
    .set({ spendLimitUsdMicros: 100, revokedAt: new Date(noonMs) })
    .where(eq(apiToken.id, tokenId));
  expect(await ask(takeId, 1)).toMatchObject(refused);
  await database.db.update(apiToken).set({ revokedAt: null }).where(eq(apiToken.id, tokenId));
  expect(await ask(takeId, 100)).toMatchObject({ outcome: 'allowed' });
});

test('over a member limit a take waits and holds nothing; an owner approves it or declines it', async () => {
  const projectId = fresh();
  const { db } = database;
  await db.transaction((tx) =>
    setCap(
      tx,
      { scope: 'member', key: memberKey({ projectId, userId: 'user_a' }) },
      { usdMicros: 50_000, byUserId: 'user_owner', nowMs: noonMs },
    ),
  );
  const [one, two] = await Promise.all([takeIn(db, { projectId }), takeIn(db, { projectId })]);
  expect(await ask(one, 60_000)).toMatchObject({
    outcome: 'waiting',
    over: { scope: 'member', leftUsdMicros: 50_000, raisedBy: 'project-owner' },
  });
  expect(await ask(two, 70_000)).toMatchObject({ outcome: 'waiting' });
  expect(await readBudgets(db, 'project', [projectId])).toMatchObject([{ heldUsdMicros: 0 }]);
  const [waiting] = await db.select().from(take).where(eq(take.id, one));
  expect(waiting).toMatchObject({ state: 'waiting', moneyState: 'none' });

  const decided = { byUserId: 'user_owner', nowMs: noonMs };
  // The caps that are not the member's hold for an approval too.
  const tight = { ...roomy, projectUsdMicros: 59_999 };
  expect(await db.transaction((tx) => approveSpend(tx, { takeId: one, ...decided, defaults: tight }))).toMatchObject({
    outcome: 'refused',
    refusals: [{ scope: 'project' }],
  });
  expect(await db.transaction((tx) => approveSpend(tx, { takeId: one, ...decided, defaults: roomy }))).toEqual({
    outcome: 'allowed',
    heldUsdMicros: 60_000,
  });
  await db.transaction((tx) => declineSpend(tx, { takeId: two, ...decided }));
  expect(await db.select({ state: take.state, money: take.moneyState }).from(take).where(eq(take.id, one))).toEqual([
    { state: 'reserved', money: 'reserved' },
  ]);
  expect(await db.select({ state: take.state, money: take.moneyState }).from(take).where(eq(take.id, two))).toEqual([
    { state: 'cancelled', money: 'none' },
  ]);
  for (const takeId of [one, two])
    await expect(db.transaction((tx) => approveSpend(tx, { takeId, ...decided, defaults: roomy }))).rejects.toMatchObject({
      code: 'jobs.not-waiting',
    });
  await expect(ask(two, 1)).rejects.toMatchObject({ code: 'jobs.money-ended' });
  expect(await auditBudgets(db)).toEqual([]);
});

test('what is free needs no room, and a blocked project stops only what costs', async () => {
  const projectId = fresh();
  const [free, paid] = await Promise.all([takeIn(database.db, { projectId }), takeIn(database.db, { projectId })]);
  await database.db.update(project).set({ blockedReason: 'overrun' }).where(eq(project.id, projectId));
  expect(await ask(free, 0)).toEqual({ outcome: 'allowed', heldUsdMicros: 0 });
  expect(await ask(paid, 1)).toEqual({ outcome: 'refused', refusals: [{ kind: 'blocked', projectId, raisedBy: 'project-owner' }] });
});

test('an emulated take is in the ledger and counts against no day, project or provider; who may spend is rehearsed in counters of its own', async () => {
  const { db } = database;
  const [projectId, tokenId, nowMs] = [fresh(), newId('token', { nowMs: noonMs, random: Math.random }), noonMs + 80 * 86_400_000];
  const defaults = { dayUsdMicros: 500_000, projectUsdMicros: 500_000 };
  const token = { id: tokenId, userId: 'user_a', name: 'agent', hash: tokenId, scopes: ['spend'], createdAt: new Date(noonMs) };
  await db.insert(apiToken).values({ ...token, spendLimitUsdMicros: 300_000 });
  const emulated = await takeIn(db, { projectId, isEmulated: true });
  expect(await ask(emulated, 9_000_000, { nowMs, defaults })).toEqual({ outcome: 'allowed', heldUsdMicros: 9_000_000 });
  // All of what there is is still there.
  const paid = await takeIn(db, { projectId, tokenId });
  expect(await ask(paid, 300_000, { nowMs, defaults })).toMatchObject({ outcome: 'allowed' });
  const rehearsed = await takeIn(db, { projectId, tokenId, isEmulated: true });
  expect(await ask(rehearsed, 200_000, { nowMs, defaults })).toMatchObject({ outcome: 'allowed' });
  const more = await takeIn(db, { projectId, tokenId, isEmulated: true });
  expect(await ask(more, 200_000, { nowMs, defaults })).toMatchObject({
    outcome: 'refused',
    refusals: [{ scope: 'token', key: tokenId, leftUsdMicros: 100_000 }],
  });
  await db.transaction((tx) =>
    setCap(tx, { scope: 'member', key: memberKey({ projectId, userId: 'user_a' }) }, { usdMicros: 0, byUserId: 'user_owner', nowMs }),
  );
  const waiting = await takeIn(db, { projectId, isEmulated: true });
  expect(await ask(waiting, 100_000, { nowMs, defaults })).toMatchObject({ outcome: 'waiting' });
  // Costs more than was set aside: nothing is paid, and the project goes on.
  const settled = await db.transaction((tx) => settle(tx, { takeId: emulated, amountUsdMicros: 9_500_000, basis: 'provider', nowMs }));
  expect(settled).toEqual({ outcome: 'settled', overUsdMicros: 0 });
  expect(await db.select({ blocked: project.blockedReason }).from(project).where(eq(project.id, projectId))).toEqual([{ blocked: null }]);
  const rows = await db.select().from(ledgerEntry).where(eq(ledgerEntry.takeId, emulated)).orderBy(ledgerEntry.seq);
  expect(rows.map(({ kind, spentUsdMicros }) => [kind, spentUsdMicros])).toEqual([
    ['reserve', 0],
    ['settle', 9_000_000],
    ['overrun', 500_000],
  ]);
  expect(await readBudgets(db, 'project', [projectId])).toMatchObject([{ heldUsdMicros: 300_000, spentUsdMicros: 0 }]);
  expect(await readBudgets(db, 'token', [tokenId])).toMatchObject([{ heldUsdMicros: 300_000 }]);
  expect(await auditBudgets(db)).toEqual([]);
});
