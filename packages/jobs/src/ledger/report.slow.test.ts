import { newId } from '@fantascope/film';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../database/database.ts';
import { member, take, takeRow } from '../database/schema/index.ts';
import { testDatabase } from '../database/test-database.ts';
import type { Actor } from '../people/actor.ts';
import { readEntries } from './entries.ts';
import { refund } from './give-back.ts';
import { listCaps } from './list-caps.ts';
import { readReport } from './report.ts';
import { reserve } from './reserve.ts';
import { settle } from './settle.ts';
import { sightOf } from './sight.ts';
import { takeIn } from './test-take.ts';
import { markUnknown } from './unknown.ts';
import { readUnknown } from './unknown-list.ts';

let database: Database;
const noonMs = Date.UTC(2026, 10, 22, 12);
const dayMs = 86_400_000;
const defaults = { dayUsdMicros: 1e12, projectUsdMicros: 5_000_000 };
const [one, two] = [1, 2].map(() => newId('project', { nowMs: noonMs, random: Math.random })) as [string, string];
const actor = (userId: string, rest: Partial<Actor> = {}): Actor => ({ userId, isServerOwner: false, door: 'http', ...rest });
const owner = actor('user_owner', { isServerOwner: true });

/** Shot, ended as told, and judged. */
async function shot(
  facts: Parameters<typeof takeIn>[1],
  {
    heldUsdMicros,
    paidUsdMicros,
    verdict = null,
    state = 'ready',
  }: { heldUsdMicros: number; paidUsdMicros: number | null; verdict?: 'kept' | 'rejected' | null; state?: string },
): Promise<string> {
  const { db } = database;
  const nowMs = facts.nowMs ?? noonMs;
  const takeId = await takeIn(db, facts);
  await db.transaction((tx) => reserve(tx, { takeId, amountUsdMicros: heldUsdMicros, basis: 'estimate', nowMs, defaults }));
  await db.update(take).set({ state, verdict }).where(eq(take.id, takeId));
  await db.transaction(async (tx) => {
    if (paidUsdMicros === null) await markUnknown(tx, { takeId, nowMs });
    else await settle(tx, { takeId, amountUsdMicros: paidUsdMicros, basis: 'provider', nowMs });
  });
  return takeId;
}

let lost = '';
beforeAll(async () => {
  database = await testDatabase();
  const { db } = database;
  await shot({ projectId: one, userId: 'user_a' }, { heldUsdMicros: 500, paidUsdMicros: 400, verdict: 'kept' });
  await shot({ projectId: one, userId: 'user_a', model: 'alpha/two' }, { heldUsdMicros: 500, paidUsdMicros: 500, verdict: 'rejected' });
  const back = await shot({ projectId: one, userId: 'user_b', nowMs: noonMs + dayMs }, { heldUsdMicros: 300, paidUsdMicros: 300 });
  await db.transaction((tx) => refund(tx, { takeId: back, nowMs: noonMs + dayMs, basis: 'provider', amountUsdMicros: 100 }));
  lost = await shot(
    { projectId: two, userId: 'user_b', provider: 'beta', model: 'beta/one' },
    { heldUsdMicros: 900, paidUsdMicros: null, state: 'unknown' },
  );
  await shot(
    { projectId: two, userId: 'user_b', provider: 'beta', model: 'beta/one' },
    { heldUsdMicros: 100, paidUsdMicros: 150, verdict: 'kept' },
  );
  const joined = (projectId: string, userId: string, role: string) => ({ projectId, userId, role, createdAt: new Date(noonMs) });
  await db.insert(member).values([joined(one, 'user_a', 'artist'), joined(one, 'user_b', 'producer'), joined(two, 'user_b', 'artist')]);
});
afterAll(() => database.close());

test('a report by project sums money and footage, kept and thrown away', async () => {
  const lines = await readReport(database.db, 'all', { by: 'project', filter: {} });
  const nothing = {
    reservedUsdMicros: 0,
    releasedUsdMicros: 0,
    heldUsdMicros: 0,
    unknownUsdMicros: 0,
    refundedUsdMicros: 0,
    overrunUsdMicros: 0,
    emulatedUsdMicros: 0,
    keptUsdMicros: 0,
    rejectedUsdMicros: 0,
    keptMs: 0,
    rejectedMs: 0,
    openMs: 0,
  };
  expect(lines).toEqual([
    {
      ...nothing,
      key: one,
      reservedUsdMicros: 1300,
      releasedUsdMicros: 200,
      spentUsdMicros: 1100,
      refundedUsdMicros: 100,
      keptUsdMicros: 400,
      rejectedUsdMicros: 500,
      takes: 3,
      keptMs: 5000,
      rejectedMs: 5000,
      openMs: 5000,
    },
    {
      ...nothing,
      key: two,
      reservedUsdMicros: 1000,
      spentUsdMicros: 150,
      unknownUsdMicros: 900,
      overrunUsdMicros: 50,
      keptUsdMicros: 150,
      takes: 2,
      keptMs: 5000,
    },
  ]);
});

test('whatever it is told by, the lines come to the same sum, and a filter leaves out what it says', async () => {
  for (const by of ['day', 'project', 'member', 'model', 'provider'] as const) {
    const lines = await readReport(database.db, 'all', { by, filter: {} });
    expect(lines.reduce((sum, { spentUsdMicros }) => sum + spentUsdMicros, 0)).toBe(1250);
    expect(lines.reduce((sum, { takes }) => sum + takes, 0)).toBe(5);
  }
  expect((await readReport(database.db, 'all', { by: 'day', filter: {} })).map(({ key, spentUsdMicros }) => [key, spentUsdMicros])).toEqual(
    [
      ['2026-11-23', 200],
      ['2026-11-22', 1050],
    ],
  );
  expect(await readReport(database.db, 'all', { by: 'model', filter: { provider: 'beta', toDay: '2026-11-22' } })).toMatchObject([
    { key: 'beta/one', spentUsdMicros: 150, takes: 2 },
  ]);
  expect(await readReport(database.db, 'all', { by: 'day', filter: { fromDay: '2026-11-23' } })).toMatchObject([
    { key: '2026-11-23', spentUsdMicros: 200, takes: 1 },
  ]);
});

test('what was set aside, and went beyond it, is what was paid, came back, is held and is unknown; emulated takes can be left out', async () => {
  for (const line of await readReport(database.db, 'all', { by: 'project', filter: {} })) {
    const { reservedUsdMicros, overrunUsdMicros, spentUsdMicros, releasedUsdMicros, heldUsdMicros, unknownUsdMicros } = line;
    expect(spentUsdMicros + releasedUsdMicros + heldUsdMicros + unknownUsdMicros).toBe(reservedUsdMicros + overrunUsdMicros);
  }
  const spent = async (emulated: 'only' | 'without') => {
    const lines = await readReport(database.db, 'all', { by: 'project', filter: { emulated } });
    return lines.reduce((sum, { spentUsdMicros }) => sum + spentUsdMicros, 0);
  };
  expect([await spent('without'), await spent('only')]).toEqual([1250, 0]);
});

test('an artist sees their own money, a producer the project, the owner of the server all, a token no more than its project', async () => {
  const { db } = database;
  const seen = async (who: Actor, projectId?: string) => {
    const page = await readEntries(db, await sightOf(db, who, { projectId }), { filter: {}, limit: 100 });
    return [...new Set(page.items.map((row) => `${row.projectId === one ? 'one' : 'two'} ${row.userId}`))].sort();
  };
  expect(await seen(actor('user_a'))).toEqual(['one user_a']);
  expect(await seen(actor('user_b'))).toEqual(['one user_a', 'one user_b', 'two user_b']);
  expect(await seen(actor('user_b'), two)).toEqual(['two user_b']);
  expect(await seen(actor('user_a'), two)).toEqual([]);
  expect(await seen(actor('user_nobody'))).toEqual([]);
  expect(await seen(owner)).toEqual(['one user_a', 'one user_b', 'two user_b']);
  const token = { id: 'token_1', scopes: ['read'], projectId: two, spendLimitUsdMicros: 0 } as const;
  expect(await seen({ ...owner, token })).toEqual(['two user_b']);
  expect(await seen({ ...owner, token }, one)).toEqual([]);
  const lines = await readReport(db, await sightOf(db, actor('user_a')), { by: 'member', filter: {} });
  expect(lines).toMatchObject([{ key: 'user_a', spentUsdMicros: 900, takes: 2 }]);
});

test('pages of entries show every row once, in either order, also while rows come in', async () => {
  const { db } = database;
  const before = await readEntries(db, 'all', { filter: {}, limit: 200 });
  for (const order of ['newest-first', 'oldest-first'] as const) {
    const seqs: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await readEntries(db, 'all', { filter: {}, limit: 3, order, cursor });
      seqs.push(...page.items.map(({ seq }) => seq));
      cursor = page.nextCursor ?? undefined;
      if (seqs.length === 3)
        await shot({ projectId: one, userId: 'user_c', nowMs: noonMs + 9 * dayMs }, { heldUsdMicros: 1, paidUsdMicros: 0 });
    } while (cursor !== undefined);
    expect(new Set(seqs).size).toBe(seqs.length);
    for (const { seq } of before.items) expect(seqs).toContain(seq);
  }
  await expect(readEntries(db, 'all', { filter: {}, limit: 3, cursor: '1 or 1=1' })).rejects.toMatchObject({ code: 'jobs.bad-cursor' });
  // A filter is data, never SQL.
  expect((await readEntries(db, 'all', { filter: { model: "x' or '1'='1" }, limit: 3 })).items).toEqual([]);
});

test('an unknown take is listed with what a person needs to find it', async () => {
  const { db } = database;
  const row = {
    clientKey: lost,
    requestSha256: 'abc',
    request: { prompt: 'rain '.repeat(100), lengthSec: 5, firstFrame: { name: 'a.png' }, seed: 0 },
  };
  await db.insert(takeRow).values([
    { takeId: lost, kind: 'intent', row, workerId: 'worker_1', at: new Date(noonMs + 1000) },
    { takeId: lost, kind: 'unknown', row: { lookUp: 'unclear' }, workerId: 'worker_1', at: new Date(noonMs + 2000) },
    { takeId: lost, kind: 'unknown', row: { lookUp: 'none' }, workerId: 'worker_1', at: new Date(noonMs + 3000) },
  ]);
  expect(await readUnknown(db, await sightOf(db, actor('user_b')), { limit: 10 })).toEqual([
    expect.objectContaining({
      takeId: lost,
      provider: 'beta',
      mostUsdMicros: 900,
      sentAt: new Date(noonMs + 1000),
      noticedAt: new Date(noonMs + 3000),
      lookUp: 'none',
      clientKey: lost,
      request: { prompt: `${'rain '.repeat(60)}…`, lengthSec: 5, seed: 0 },
    }),
  ]);
  expect(await readUnknown(db, await sightOf(db, actor('user_a')), { limit: 10 })).toEqual([]);
  expect(await readUnknown(db, 'all', { limit: 10, before: { atMs: noonMs, id: lost } })).toEqual([]);
});

test('caps are listed with what is used and left, to those who may see it', async () => {
  const { db } = database;
  const at = { nowMs: noonMs, defaults };
  const mine = await listCaps(db, await sightOf(db, actor('user_a')), at);
  expect(mine.map(({ scope, key }) => `${scope} ${key}`)).toEqual(['day 2026-11-22', `project ${one}`, `member ${one}/user_a`]);
  expect(mine[1]).toMatchObject({ capUsdMicros: 5_000_000, isDefault: true, spentUsdMicros: expect.any(Number), raisedBy: 'server-owner' });
  expect(mine[2]).toMatchObject({ capUsdMicros: null, leftUsdMicros: null, spentUsdMicros: 900 });
  const all = await listCaps(db, 'all', at);
  expect(all.find(({ scope, key }) => scope === 'provider' && key === 'beta')).toMatchObject({ heldUsdMicros: 900, spentUsdMicros: 150 });
});
