import { setTimeout as pause } from 'node:timers/promises';
import { Fault } from '@fantascope/film';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../database/database.ts';
import { worker } from '../database/schema/index.ts';
import { testDatabase } from '../database/test-database.ts';
import { usualPorts } from '../open-studio.ts';
import { keptAnswer, once } from './once.ts';

let database: Database;
beforeEach(async () => {
  database = await testDatabase();
});
afterEach(() => database.close());

/** A process that answers calls; `isListed`: its heartbeat is in the table. */
async function processOf(workerId: string, { isListed = true, aheadMs = 0 } = {}) {
  const now = new Date();
  const mark = { machine: 'm', pid: 1, bornAt: '1', version: 'test' };
  if (isListed) await database.db.insert(worker).values({ id: workerId, startedAt: now, heartbeatAt: now, ...mark });
  return { database, engine: { workerId }, ports: { ...usualPorts, nowMs: () => Date.now() + aheadMs } };
}
const call = { actorId: 'user_a', key: 'k', operation: 'take.shoot', input: { shotId: 'shot_1' } };

describe('a call with a key', () => {
  test('that broke off without a fault is run again with the ids it had, because it may have been done', async () => {
    const server = await processOf('worker_a');
    const ulids: string[] = [];
    const breaking = once(server, call, async (ulid) => {
      ulids.push(ulid);
      throw new Error('the connection broke while the commit was on its way');
    });
    await expect(breaking).rejects.toThrow('the connection broke');
    const other = await processOf('worker_b');
    expect(await once(other, call, async (ulid) => ulids.push(ulid))).toBe(2);
    expect(new Set(ulids).size).toBe(1);
    await expect(once(server, { ...call, input: {} }, async () => 0)).rejects.toMatchObject({ code: 'jobs.key-reused' });
  });

  test('that ended in a fault leaves its key free', async () => {
    const server = await processOf('worker_a');
    const refused = once(server, call, async () => {
      throw new Fault('jobs.last-owner', { project: 'p' });
    });
    await expect(refused).rejects.toMatchObject({ code: 'jobs.last-owner' });
    expect(await once(server, { ...call, input: {} }, async () => 'another')).toBe('another');
  });

  test('whose answer cannot be kept is answered all the same, and found by its ids the next time', async () => {
    const server = await processOf('worker_a');
    const ulids: string[] = [];
    const run = async (ulid: string) => {
      ulids.push(ulid);
      // PostgreSQL keeps no such character.
      return `done\u0000`;
    };
    expect(await once(server, call, run)).toBe('done\u0000');
    expect(await once(server, call, run)).toBe('done\u0000');
    expect(ulids).toEqual([ulids[0], ulids[0]]);
  });

  test.each([
    ['of a process that is in no list of workers', { isListed: false }],
    ['of one that is', { isListed: true }],
  ])('runs once for all who come at the same time, at the door %s', async (_what, listed) => {
    const server = await processOf('worker_a', listed);
    let runs = 0;
    const run = async () => {
      await pause(200);
      runs += 1;
      return runs;
    };
    expect(await Promise.all(Array.from({ length: 5 }, () => once(server, call, run)))).toEqual([1, 1, 1, 1, 1]);
  });

  test('is not taken up from a living process by one whose clock is ahead', async () => {
    const server = await processOf('worker_a');
    const ahead = await processOf('worker_b', { aheadMs: 60_000 });
    let runs = 0;
    const run = async () => {
      runs += 1;
      await pause(300);
      return runs;
    };
    const first = once(server, call, run);
    while (runs === 0) await pause(5);
    expect([await once(ahead, call, run), await first, runs]).toEqual([1, 1, 1]);
  });

  test('has a kept answer once it is answered, and none before', async () => {
    const server = await processOf('worker_a');
    expect(await keptAnswer(server, call)).toBeUndefined();
    await once(server, call, async () => ({ takeId: 'take_1' }));
    expect(await keptAnswer(server, call)).toEqual({ reply: { takeId: 'take_1' } });
    await expect(keptAnswer(server, { ...call, input: {} })).rejects.toMatchObject({ code: 'jobs.key-reused' });
  });
});
