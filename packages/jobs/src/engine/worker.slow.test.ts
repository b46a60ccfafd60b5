import { setTimeout as pause } from 'node:timers/promises';
import { eq, sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Database } from '../database/database.ts';
import { worker } from '../database/schema/index.ts';
import { testDatabase } from '../database/test-database.ts';
import { ownMark } from './machine-mark.ts';
import { Worker } from './worker.ts';

let database: Database;
beforeEach(async () => {
  database = await testDatabase();
});
afterEach(() => database.close());

const ports = {
  nowMs: Date.now,
  random: Math.random,
  sleep: (ms: number, signal?: AbortSignal) => pause(ms, undefined, signal === undefined ? {} : { signal }).catch(() => undefined),
};
const pulse = { beatMs: 20, stopMs: 400, fenceMs: 60_000 };
const opened = (id: string, options: Partial<Parameters<typeof Worker.open>[0]> = {}) =>
  Worker.open({ id, db: database.db, ports, mark: { ...ownMark(), machine: id }, version: '1', pulse, ...options });
const rowOf = async (id: string) => (await database.db.select().from(worker).where(eq(worker.id, id)))[0];
const until = async (what: () => boolean | Promise<boolean>) => {
  for (const endMs = performance.now() + 20_000; performance.now() < endMs; await pause(10)) if (await what()) return;
  throw new Error('it did not come to that');
};

test('a heartbeat is written again and again', async () => {
  await using self = await opened('worker_a');
  const first = (await rowOf('worker_a'))?.heartbeatAt.getTime() ?? 0;
  await until(async () => ((await rowOf('worker_a'))?.heartbeatAt.getTime() ?? 0) > first);
  expect(self.signal.aborted).toBe(false);
});

test('a worker that others have fenced stops', async () => {
  await using self = await opened('worker_a');
  await database.db.update(worker).set({ fencedAt: sql`clock_timestamp()` });
  await until(() => self.signal.aborted);
  expect(self.signal.reason).toMatchObject({ code: 'jobs.worker-fenced' });
});

test('a worker that cannot write its heartbeat stops itself, though its database does not even answer', async () => {
  await using self = await opened('worker_a');
  const blocker = await database.pool.connect();
  await blocker.query('begin');
  await blocker.query('lock table fantascope.worker in access exclusive mode');
  await until(() => self.signal.aborted);
  await blocker.query('rollback');
  blocker.release();
  expect(self.signal.reason).toMatchObject({ code: 'jobs.worker-fenced' });
});

test("the silent are fenced, and so are the dead of one's own machine; the living are left alone", async () => {
  const own = ownMark();
  await using self = await opened('worker_a', { mark: own });
  await using other = await opened('worker_b');
  const at = sql`clock_timestamp()`;
  const base = { startedAt: at, version: '1', pid: 2 ** 22 + 1, bornAt: '1' };
  await database.db.insert(worker).values([
    { id: 'worker_dead', heartbeatAt: at, ...base, machine: own.machine },
    { id: 'worker_elsewhere', heartbeatAt: at, ...base, machine: 'another' },
    { id: 'worker_silent', heartbeatAt: sql`clock_timestamp() - interval '2 minutes'`, ...base, machine: 'another' },
  ]);
  await self.fenceDead();
  const fenced = (await database.db.select().from(worker)).filter(({ fencedAt }) => fencedAt !== null).map(({ id }) => id);
  expect(fenced.sort()).toEqual(['worker_dead', 'worker_silent']);
  expect(other.signal.aborted).toBe(false);
  const taken: string[] = [];
  const failing = self.takeOver(async () => {
    throw new Error('the engine is away');
  });
  await expect(failing).rejects.toThrow('away');
  // What was not taken over stays to be taken over.
  await self.takeOver(async (dead) => taken.push(...dead));
  expect(taken.sort()).toEqual(['worker_dead', 'worker_silent']);
  expect(await self.takeOver(async () => undefined)).toEqual([]);
});

test('a worker that closes fences itself, so that the others need not wait for its silence', async () => {
  const self = await opened('worker_a');
  await self.close();
  expect((await rowOf('worker_a'))?.fencedAt).not.toBe(null);
});
