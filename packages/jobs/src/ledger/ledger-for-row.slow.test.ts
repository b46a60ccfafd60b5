import { newId } from '@fantascope/film';
import { JournalRow, type Money } from '@fantascope/take';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../database/database.ts';
import { ledgerEntry, take } from '../database/schema/index.ts';
import { testDatabase } from '../database/test-database.ts';
import { auditBudgets } from './audit.ts';
import { type LedgerStep, ledgerForRow } from './ledger-for-row.ts';
import { reserve } from './reserve.ts';
import { takeIn } from './test-take.ts';

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const noonMs = Date.UTC(2026, 10, 22, 12);
const defaults = { dayUsdMicros: 1e12, projectUsdMicros: 1e12 };
const reserved = (usdMicros: number): Money => ({ state: 'reserved', usdMicros, basis: 'estimate' });
const problem = { code: 'busy', message: 'no', isRetryLater: false };

/** A take with money set aside, and a way to tell the ledger what its journal says next. */
async function heldTake(amountUsdMicros: number) {
  const projectId = newId('project', { nowMs: noonMs, random: Math.random });
  const takeId = await takeIn(database.db, { projectId });
  await database.db.transaction((tx) => reserve(tx, { takeId, amountUsdMicros, basis: 'estimate', nowMs: noonMs, defaults }));
  const tell = (row: object, by = {}): Promise<LedgerStep> =>
    database.db.transaction((tx) => ledgerForRow(tx, JournalRow.parse({ v: 1, take: takeId, atMs: noonMs, ...row }), by));
  const intent = (money: Money) =>
    tell({
      kind: 'intent',
      purpose: 'shoot',
      model: 'alpha/one',
      wire: 'alpha-v1',
      makes: 'video',
      baseUrl: 'http://127.0.0.1:1',
      dialect: {},
      isEmulated: true,
      clientKey: takeId,
      request: {},
      requestSha256: 'x',
      estimate: null,
      ceilingUsdMicros: null,
      money,
      out: '',
      losses: [],
      dropped: [],
    });
  const ticket = () => tell({ kind: 'ticket', ticket: { wire: 'alpha-v1', taskId: takeId }, by: 'look-up', warnings: [] });
  const settled = (money: Money, state = 'ready') => tell({ kind: 'settle', state, money });
  const kinds = async () =>
    (
      await database.db.select({ kind: ledgerEntry.kind }).from(ledgerEntry).where(eq(ledgerEntry.takeId, takeId)).orderBy(ledgerEntry.seq)
    ).map(({ kind }) => kind);
  const money = async () => {
    const [row] = await database.db.select().from(take).where(eq(take.id, takeId));
    return { state: row?.moneyState, settled: row?.settledUsdMicros };
  };
  const last = async () =>
    (await database.db.select().from(ledgerEntry).where(eq(ledgerEntry.takeId, takeId)).orderBy(ledgerEntry.seq)).at(-1);
  return { takeId, tell, intent, ticket, settled, kinds, money, last };
}

test('nothing is sent for which less is held than it may cost', async () => {
  const held = await heldTake(500);
  await expect(held.intent(reserved(501))).rejects.toMatchObject({ code: 'jobs.not-reserved' });
  await held.intent(reserved(500));
  await held.tell({ kind: 'refused', problem, money: { state: 'none', usdMicros: 0, basis: 'none' } });
  expect(await held.money()).toEqual({ state: 'none', settled: 0 });
  await expect(held.intent(reserved(500))).rejects.toMatchObject({ code: 'jobs.not-reserved' });
  const free = await heldTake(0);
  await free.intent({ state: 'none', usdMicros: 0, basis: 'none' });
  expect(await free.kinds()).toEqual([]);
});

test('a take that goes well is reserved and settled; the same rows again move nothing', async () => {
  const held = await heldTake(500);
  for (let times = 0; times < 2; times += 1) {
    await held.intent(reserved(500)).catch((error) => expect(times === 1 && error.code).toBe('jobs.not-reserved'));
    await held.ticket();
    await held.settled({ state: 'settled', usdMicros: 480, basis: 'provider', own: { amount: 480, unit: 'USD' } });
    await held.tell({ kind: 'placed', out: '' });
  }
  expect(await held.kinds()).toEqual(['reserve', 'settle']);
  expect(await held.money()).toEqual({ state: 'settled', settled: 480 });
});

test('a lost reply is unknown, a found one goes on, and only then it is settled', async () => {
  const held = await heldTake(500);
  await held.intent(reserved(500));
  await held.tell({ kind: 'unknown', reason: 'no reply', lookUp: 'unclear', money: { ...reserved(500), state: 'unknown' } });
  await held.tell({ kind: 'unknown', reason: 'no reply', lookUp: 'none', money: { ...reserved(500), state: 'unknown' } });
  expect(await held.money()).toEqual({ state: 'unknown', settled: 0 });
  await held.ticket();
  expect(await held.money()).toEqual({ state: 'reserved', settled: 0 });
  expect(await held.settled({ state: 'settled', usdMicros: 620, basis: 'provider', own: { amount: 620, unit: 'USD' } })).toMatchObject({
    overUsdMicros: 120,
  });
  expect(await held.kinds()).toEqual(['reserve', 'unknown', 'found', 'settle', 'overrun']);
});

test('a failed take: a charge of 0 is a refund, silence about money is unknown, and a person closes it', async () => {
  const waived = await heldTake(500);
  await waived.settled({ state: 'refunded', usdMicros: 0, basis: 'provider', own: { amount: 0, unit: 'units' } }, 'failed');
  expect(await waived.kinds()).toEqual(['reserve', 'refund']);
  expect(await waived.money()).toEqual({ state: 'refunded', settled: 0 });

  const silent = [await heldTake(500), await heldTake(500)] as const;
  for (const each of silent) {
    await each.settled({ ...reserved(500), state: 'unknown' }, 'failed');
    expect(await each.money()).toEqual({ state: 'unknown', settled: 0 });
  }
  const by = { byUserId: 'user_owner' };
  await silent[0].tell({ kind: 'closed', money: { state: 'settled', usdMicros: 350, basis: 'person' } }, by);
  await silent[1].tell({ kind: 'closed', money: { state: 'none', usdMicros: 0, basis: 'person' } }, by);
  expect(await silent[0].money()).toEqual({ state: 'settled', settled: 350 });
  expect(await silent[1].money()).toEqual({ state: 'none', settled: 0 });
  expect(await silent[0].last()).toMatchObject({ kind: 'settle', basis: 'person', byUserId: 'user_owner' });
  expect(await silent[1].last()).toMatchObject({ kind: 'release', basis: 'person', byUserId: 'user_owner' });
});

test('a charge in yuan is kept as it is and settled in dollars at a dated rate, rounded up; one in units nobody has priced counts at the estimate', async () => {
  const yuan = await heldTake(500_000);
  await yuan.settled({ ...reserved(500_000), state: 'settled', own: { amount: 2_100_001, unit: 'CNY' } });
  // 2.100001 × 0.142858 = 0.30000194…
  expect(await yuan.last()).toMatchObject({
    kind: 'settle',
    spentUsdMicros: 300_002,
    basis: 'provider',
    ownAmount: 2_100_001,
    ownUnit: 'CNY',
    rateId: 'rate_house_cny_2026',
  });

  const units = await heldTake(500_000);
  await units.settled({ ...reserved(500_000), state: 'settled', own: { amount: 3.5, unit: 'units' } });
  expect(await units.last()).toMatchObject({
    kind: 'settle',
    spentUsdMicros: 500_000,
    basis: 'estimate',
    ownAmount: 3_500_000,
    ownUnit: 'units',
    rateId: null,
  });

  // It brought nothing, and its provider says what that cost.
  const failed = await heldTake(500_000);
  await failed.settled({ ...reserved(500_000), state: 'unknown', own: { amount: 700_000, unit: 'CNY' } }, 'failed');
  expect(await failed.money()).toEqual({ state: 'settled', settled: 100_001 });
  expect(await auditBudgets(database.db)).toEqual([]);
});
