import { newId } from '@fantascope/film';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database, Tx } from '../database/database.ts';
import { ledgerEntry, project, rate, take } from '../database/schema/index.ts';
import { testDatabase } from '../database/test-database.ts';
import { auditBudgets } from './audit.ts';
import { readBudgets } from './budgets.ts';
import { refund, release } from './give-back.ts';
import { rateOn } from './rates.ts';
import { reserve } from './reserve.ts';
import { settle } from './settle.ts';
import { takeIn } from './test-take.ts';
import { acknowledgeOverruns, openOverruns } from './unblock.ts';
import { markUnknown, resolveUnknown } from './unknown.ts';

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const noonMs = Date.UTC(2026, 10, 22, 12);
const defaults = { dayUsdMicros: 1e12, projectUsdMicros: 1_000_000 };
const inTx = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => database.db.transaction(work);
const fresh = () => newId('project', { nowMs: noonMs, random: Math.random });
const rowsOf = (takeId: string) =>
  database.db
    .select({
      kind: ledgerEntry.kind,
      held: ledgerEntry.heldUsdMicros,
      spent: ledgerEntry.spentUsdMicros,
      basis: ledgerEntry.basis,
      day: ledgerEntry.day,
    })
    .from(ledgerEntry)
    .where(eq(ledgerEntry.takeId, takeId))
    .orderBy(ledgerEntry.seq);
const moneyOf = async (takeId: string) => (await database.db.select().from(take).where(eq(take.id, takeId)))[0];

/** A take with money set aside for it. */
async function heldTake(amountUsdMicros: number, { projectId = fresh(), nowMs = noonMs, provider = 'alpha' } = {}) {
  const takeId = await takeIn(database.db, { projectId, provider });
  const reserved = await inTx((tx) => reserve(tx, { takeId, amountUsdMicros, basis: 'estimate', nowMs, defaults }));
  expect(reserved.outcome).toBe('allowed');
  return { takeId, projectId };
}

test('a take settled again after a crash, or by two workers at once, is paid once', async () => {
  const { takeId, projectId } = await heldTake(400_000);
  const once = () => inTx((tx) => settle(tx, { takeId, amountUsdMicros: 350_000, basis: 'provider', nowMs: noonMs }));
  const outcomes = await Promise.all([once(), once(), once(), once()]);
  expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['already', 'already', 'already', 'settled']);
  expect(await inTx((tx) => settle(tx, { takeId, amountUsdMicros: 999_999, basis: 'provider', nowMs: noonMs }))).toEqual({
    outcome: 'already',
    overUsdMicros: 0,
  });
  expect(await rowsOf(takeId)).toEqual([
    { kind: 'reserve', held: 400_000, spent: 0, basis: 'estimate', day: '2026-11-22' },
    { kind: 'settle', held: -400_000, spent: 350_000, basis: 'provider', day: '2026-11-22' },
  ]);
  expect(await moneyOf(takeId)).toMatchObject({ moneyState: 'settled', reservedUsdMicros: 400_000, settledUsdMicros: 350_000 });
  expect(await readBudgets(database.db, 'project', [projectId])).toMatchObject([{ heldUsdMicros: 0, spentUsdMicros: 350_000 }]);
  expect(await auditBudgets(database.db)).toEqual([]);
});

test('a transaction that is rolled back after settling has settled nothing', async () => {
  const { takeId } = await heldTake(100);
  const broken = inTx(async (tx) => {
    await settle(tx, { takeId, amountUsdMicros: 100, basis: 'provider', nowMs: noonMs });
    throw new Error('the disk is full');
  });
  await expect(broken).rejects.toThrow('the disk is full');
  expect(await moneyOf(takeId)).toMatchObject({ moneyState: 'reserved' });
  expect((await inTx((tx) => settle(tx, { takeId, amountUsdMicros: 100, basis: 'provider', nowMs: noonMs }))).outcome).toBe('settled');
});

test('rows of the ledger cannot be changed or removed, and a second row of a kind cannot be written past the functions either', async () => {
  const { takeId } = await heldTake(100);
  const { db } = database;
  await expect(db.execute(sql`update fantascope.ledger_entry set held_usd_micros = 0 where take_id = ${takeId}`)).rejects.toThrow();
  await expect(db.execute(sql`delete from fantascope.ledger_entry where take_id = ${takeId}`)).rejects.toThrow();
  const copy = sql`insert into fantascope.ledger_entry (at, kind, day, project_id, user_id, take_id, provider, model, held_usd_micros, spent_usd_micros, basis)
    select at, kind, day, project_id, user_id, take_id, provider, model, held_usd_micros, spent_usd_micros, basis from fantascope.ledger_entry where take_id = ${takeId}`;
  await expect(db.execute(copy)).rejects.toThrow();
  expect(await rowsOf(takeId)).toHaveLength(1);
});

test('what exceeds the reserve is booked as an overrun and blocks that project until a person acknowledges it', async () => {
  const { takeId, projectId } = await heldTake(300_000);
  const other = await heldTake(10_000);
  expect(await inTx((tx) => settle(tx, { takeId, amountUsdMicros: 420_000, basis: 'provider', nowMs: noonMs }))).toEqual({
    outcome: 'settled',
    overUsdMicros: 120_000,
  });
  expect((await rowsOf(takeId)).slice(1)).toMatchObject([
    { kind: 'settle', held: -300_000, spent: 300_000 },
    { kind: 'overrun', held: 0, spent: 120_000 },
  ]);
  const next = await takeIn(database.db, { projectId });
  const ask = () => inTx((tx) => reserve(tx, { takeId: next, amountUsdMicros: 1, basis: 'estimate', nowMs: noonMs, defaults }));
  expect(await ask()).toMatchObject({ outcome: 'refused', refusals: [{ kind: 'blocked', projectId }] });
  // Other projects go on.
  await heldTake(10_000, { projectId: other.projectId });
  expect(await openOverruns(database.db, projectId)).toMatchObject([{ takeId, overUsdMicros: 120_000 }]);
  expect(await inTx((tx) => acknowledgeOverruns(tx, projectId, { byUserId: 'user_owner', nowMs: noonMs }))).toHaveLength(1);
  expect(await openOverruns(database.db, projectId)).toEqual([]);
  expect(await ask()).toMatchObject({ outcome: 'allowed' });
  expect(await auditBudgets(database.db)).toEqual([]);
});

test('charges nothing was held for, overruns and reservations of one project at once do not wait for each other in a circle', async () => {
  const { db } = database;
  const projectId = fresh();
  const unheld = await Promise.all(Array.from({ length: 20 }, () => takeIn(db, { projectId })));
  const held = await Promise.all(Array.from({ length: 20 }, () => heldTake(100, { projectId })));
  const settled = [...unheld, ...held.map(({ takeId }) => takeId)].map((takeId) =>
    inTx((tx) => settle(tx, { takeId, amountUsdMicros: 150, basis: 'provider', nowMs: noonMs })),
  );
  const decided = Array.from({ length: 10 }, () =>
    inTx((tx) => acknowledgeOverruns(tx, projectId, { byUserId: 'user_owner', nowMs: noonMs })),
  );
  await Promise.all([...settled, ...decided]);
  expect(await readBudgets(db, 'project', [projectId])).toMatchObject([{ heldUsdMicros: 0, spentUsdMicros: 6000 }]);
  // Blocked exactly as long as there is something that nobody has acknowledged.
  const [row] = await db.select({ blocked: project.blockedReason }).from(project).where(eq(project.id, projectId));
  expect(row?.blocked !== null).toBe((await openOverruns(db, projectId)).length > 0);
  expect(await auditBudgets(db)).toEqual([]);
});

test('a charge that comes after its money was released is an overrun, not a secret', async () => {
  const { takeId, projectId } = await heldTake(300_000);
  await inTx((tx) => markUnknown(tx, { takeId, nowMs: noonMs }));
  await inTx((tx) => resolveUnknown(tx, { answer: 'did-not-happen', byUserId: 'user_owner' }, { takeId, nowMs: noonMs }));
  expect(await inTx((tx) => settle(tx, { takeId, amountUsdMicros: 250_000, basis: 'provider', nowMs: noonMs }))).toEqual({
    outcome: 'settled',
    overUsdMicros: 250_000,
  });
  expect(await moneyOf(takeId)).toMatchObject({ moneyState: 'settled', settledUsdMicros: 250_000 });
  expect(await database.db.select({ blocked: project.blockedReason }).from(project).where(eq(project.id, projectId))).toEqual([
    { blocked: 'overrun' },
  ]);
});

test('unknown money counts against the caps at its worst, until somebody knows', async () => {
  const { takeId, projectId } = await heldTake(900_000);
  expect(await inTx((tx) => markUnknown(tx, { takeId, nowMs: noonMs }))).toBe(true);
  expect(await inTx((tx) => markUnknown(tx, { takeId, nowMs: noonMs }))).toBe(false);
  const next = await takeIn(database.db, { projectId });
  const ask = () => inTx((tx) => reserve(tx, { takeId: next, amountUsdMicros: 200_000, basis: 'estimate', nowMs: noonMs, defaults }));
  expect(await ask()).toMatchObject({ outcome: 'refused', refusals: [{ scope: 'project', leftUsdMicros: 100_000 }] });
  // Found at its provider after all: under way again, and held as before.
  expect(await inTx((tx) => resolveUnknown(tx, { answer: 'found' }, { takeId, nowMs: noonMs }))).toMatchObject({ outcome: 'found' });
  expect(await moneyOf(takeId)).toMatchObject({ moneyState: 'reserved' });
  expect(await ask()).toMatchObject({ outcome: 'refused' });
  await inTx((tx) => markUnknown(tx, { takeId, nowMs: noonMs }));
  expect(
    await inTx((tx) => resolveUnknown(tx, { answer: 'did-not-happen', byUserId: 'user_owner' }, { takeId, nowMs: noonMs })),
  ).toMatchObject({ outcome: 'released' });
  expect(await inTx((tx) => resolveUnknown(tx, { answer: 'happened', byUserId: 'user_owner' }, { takeId, nowMs: noonMs }))).toMatchObject({
    outcome: 'none',
  });
  expect(await ask()).toMatchObject({ outcome: 'allowed' });
  expect((await rowsOf(takeId)).map(({ kind }) => kind)).toEqual(['reserve', 'unknown', 'found', 'unknown', 'release']);
});

test("a person's word that it happened books all that was set aside, or what they read on the bill", async () => {
  const [whole, part] = [await heldTake(500), await heldTake(500)];
  for (const { takeId } of [whole, part]) await inTx((tx) => markUnknown(tx, { takeId, nowMs: noonMs }));
  await inTx((tx) => resolveUnknown(tx, { answer: 'happened', byUserId: 'user_owner' }, { takeId: whole.takeId, nowMs: noonMs }));
  await inTx((tx) =>
    resolveUnknown(tx, { answer: 'happened', amountUsdMicros: 420, byUserId: 'user_owner' }, { takeId: part.takeId, nowMs: noonMs }),
  );
  expect(await moneyOf(whole.takeId)).toMatchObject({ moneyState: 'settled', settledUsdMicros: 500 });
  expect(await moneyOf(part.takeId)).toMatchObject({ moneyState: 'settled', settledUsdMicros: 420 });
  expect((await rowsOf(part.takeId)).at(-1)).toMatchObject({ kind: 'settle', held: -500, spent: 420, basis: 'person' });
});

test('a take that goes over midnight stays on the day it was reserved, whole', async () => {
  const eveMs = Date.UTC(2026, 11, 31, 23, 59, 59, 999);
  const { takeId } = await heldTake(600, { nowMs: eveMs });
  const next = await heldTake(50, { nowMs: eveMs + 1 });
  await inTx((tx) => settle(tx, { takeId, amountUsdMicros: 700, basis: 'provider', nowMs: eveMs + 60_000 }));
  expect((await rowsOf(takeId)).map(({ day }) => day)).toEqual(['2026-12-31', '2026-12-31', '2026-12-31']);
  expect((await rowsOf(next.takeId)).map(({ day }) => day)).toEqual(['2027-01-01']);
  const days = await readBudgets(database.db, 'day', ['2026-12-31', '2027-01-01']);
  expect([...days].sort((a, b) => a.key.localeCompare(b.key))).toMatchObject([
    { key: '2026-12-31', heldUsdMicros: 0, spentUsdMicros: 700 },
    { key: '2027-01-01', heldUsdMicros: 50, spentUsdMicros: 0 },
  ]);
  expect(await auditBudgets(database.db)).toEqual([]);
});

test('money comes back once: what was set aside, all that was paid, or a part of it', async () => {
  const [held, paid, part] = [await heldTake(500), await heldTake(500), await heldTake(500)];
  expect(await inTx((tx) => release(tx, { takeId: held.takeId, nowMs: noonMs }))).toBe(true);
  expect(await inTx((tx) => release(tx, { takeId: held.takeId, nowMs: noonMs }))).toBe(false);
  for (const { takeId } of [paid, part]) await inTx((tx) => settle(tx, { takeId, amountUsdMicros: 450, basis: 'provider', nowMs: noonMs }));
  expect(await inTx((tx) => release(tx, { takeId: paid.takeId, nowMs: noonMs }))).toBe(false);
  expect(await inTx((tx) => refund(tx, { takeId: paid.takeId, nowMs: noonMs, basis: 'provider' }))).toBe(true);
  expect(await inTx((tx) => refund(tx, { takeId: paid.takeId, nowMs: noonMs, basis: 'provider' }))).toBe(false);
  expect(await inTx((tx) => refund(tx, { takeId: part.takeId, nowMs: noonMs, basis: 'person', amountUsdMicros: 150 }))).toBe(true);
  expect(await moneyOf(held.takeId)).toMatchObject({ moneyState: 'none', settledUsdMicros: 0 });
  expect(await moneyOf(paid.takeId)).toMatchObject({ moneyState: 'refunded', settledUsdMicros: 0 });
  expect(await moneyOf(part.takeId)).toMatchObject({ moneyState: 'settled', settledUsdMicros: 300 });
  expect(await auditBudgets(database.db)).toEqual([]);
});

test('the audit names a counter that is not the sum of its rows', async () => {
  const { projectId } = await heldTake(500);
  const { db } = database;
  await db.execute(sql`update fantascope.budget set held_usd_micros = held_usd_micros + 7 where scope = 'project' and key = ${projectId}`);
  expect(await auditBudgets(db)).toEqual([
    { scope: 'project', key: projectId, heldUsdMicros: 507, spentUsdMicros: 0, rowsHeldUsdMicros: 500, rowsSpentUsdMicros: 0 },
  ]);
  await db.execute(sql`update fantascope.budget set held_usd_micros = held_usd_micros - 7 where scope = 'project' and key = ${projectId}`);
  expect(await auditBudgets(db)).toEqual([]);
});

test('a rate of the day is used from its date on', async () => {
  const add = (id: string, usdMicrosPerUnit: number, asOf: string) =>
    database.db
      .insert(rate)
      .values({ id, currency: 'credits/alpha', usdMicrosPerUnit, asOf, source: 'the list of prices', at: new Date(noonMs) });
  await add('rate_a', 10_000, '2026-10-01');
  await add('rate_b', 12_000, '2026-11-20');
  const on = (day: string) => inTx((tx) => rateOn(tx, 'credits/alpha', { day, nowMs: noonMs }));
  expect(await on('2026-11-19')).toMatchObject({ id: 'rate_a' });
  expect(await on('2026-11-20')).toMatchObject({ id: 'rate_b' });
  expect(await on('2026-01-01')).toMatchObject({ id: 'rate_a' });
  expect(await inTx((tx) => rateOn(tx, 'credits/beta', { day: '2026-11-20', nowMs: noonMs }))).toBeNull();
  expect(await inTx((tx) => rateOn(tx, 'CNY', { day: '2026-11-22', nowMs: noonMs }))).toMatchObject({
    usdMicrosPerUnit: 142_858,
    asOf: '2026-11-22',
  });
});
