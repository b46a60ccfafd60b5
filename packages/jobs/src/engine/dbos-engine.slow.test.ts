import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Database } from '../database/database.ts';
import { testDatabase } from '../database/test-database.ts';
import { ENGINE_SCHEMA, openDbosEngine } from './dbos-engine.ts';
import type { Engine, Workflow } from './engine.ts';

let database: Database;
let engine: Engine | undefined;
beforeEach(async () => {
  database = await testDatabase();
});
afterEach(async () => {
  await engine?.close({ graceMs: 1000 });
  engine = undefined;
  await database.close();
});

async function opened(
  workflows: Readonly<Record<string, Workflow>>,
  { workerId = 'worker_a', doesWork = true, signal = new AbortController().signal } = {},
): Promise<Engine> {
  const { url, pool } = database;
  engine = await openDbosEngine({ url, pool, workerId, workflows, doesWork, signal });
  return engine;
}
const until = async (what: () => boolean | Promise<boolean>) => {
  for (const endMs = performance.now() + 30_000; performance.now() < endMs; await pause(20)) if (await what()) return;
  throw new Error('it did not come to that');
};

test('a workflow started twice under one id runs once; a step that ended is not run again when it starts anew after a fault', async () => {
  const ran: string[] = [];
  let isBroken = true;
  const self = await opened({
    film: async (work) => {
      ran.push(await work.step('one', async () => `one ${work.id}`));
      if (isBroken) throw new Error('a disk is full');
      ran.push(await work.step('two', async () => 'two'));
    },
  });
  await self.start('film', 'job_1');
  await self.start('film', 'job_1');
  await until(async () => (await self.stateOf('job_1')) === 'failed');
  expect(ran).toEqual(['one job_1']);
  expect(await self.lost(['job_1', 'job_2'])).toEqual(['job_1', 'job_2']);
  isBroken = false;
  await self.ensure('film', 'job_1');
  await until(async () => (await self.stateOf('job_1')) === 'done');
  expect(ran).toEqual(['one job_1', 'one job_1', 'two']);
  expect(await self.stateOf('job_2')).toBe('missing');
});

test('a queue runs so many at once and the first in rank first; a waiting one can be called off', async () => {
  const order: string[] = [];
  let [atOnce, most] = [0, 0];
  const self = await opened({
    shot: async (work) => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      order.push(work.id);
      await pause(60);
      atOnce -= 1;
    },
  });
  await self.queue('take:kling', { atOnce: 1 });
  await self.start('shot', 'first', { queue: 'take:kling', priority: 3 });
  await until(() => order.length === 1);
  await self.start('shot', 'batch', { queue: 'take:kling', priority: 3 });
  await self.start('shot', 'off', { queue: 'take:kling', priority: 2 });
  await self.start('shot', 'person', { queue: 'take:kling', priority: 1 });
  await self.cancel('off');
  await until(async () => (await self.stateOf('batch')) === 'done');
  expect(order).toEqual(['first', 'person', 'batch']);
  expect(most).toBe(1);
  expect(await self.stateOf('off')).toBe('cancelled');
});

test('what a dead worker left is taken over, from its last step on; an engine that only starts work runs none', async () => {
  const stop = new AbortController();
  const ran: string[] = [];
  const shot: Workflow = async (work) => {
    await work.step('post', async () => void ran.push(`post by ${work.workerId}`));
    // Held up here by the worker's death: its signal is raised and it hangs.
    await pause(50);
    work.signal.throwIfAborted();
    await work.step('settle', async () => void ran.push(`settle by ${work.workerId}`));
  };
  const dying = await opened({ shot }, { workerId: 'worker_dead', signal: stop.signal });
  await dying.start('shot', 'take_1', { queue: 'take:kling' });
  await until(() => ran.length === 1);
  stop.abort();
  await dying.close({ graceMs: 500 });
  const starter = await opened({ shot }, { workerId: 'worker_door', doesWork: false });
  await starter.start('shot', 'take_2', { queue: 'take:kling' });
  expect(await starter.takeOver(['worker_dead'])).toBe(1);
  await pause(1500);
  expect(ran).toEqual(['post by worker_dead']);
  await starter.close();
  const heir = await opened({ shot }, { workerId: 'worker_heir' });
  await until(async () => (await heir.stateOf('take_1')) === 'done' && (await heir.stateOf('take_2')) === 'done');
  expect(ran.filter((line) => line.startsWith('post'))).toEqual(['post by worker_dead', 'post by worker_heir']);
  expect(ran.filter((line) => line.startsWith('settle'))).toHaveLength(2);
});

test('a workflow runs by the clock, once a tick', async () => {
  let ticks = 0;
  const self = await opened({
    sweep: async () => {
      ticks += 1;
    },
  });
  await self.schedule('sweep', '* * * * * *');
  await until(() => ticks >= 2);
});

test('its tables lie in a schema of their own', async () => {
  await opened({});
  const { rows } = await database.pool.query<{ schema: string }>(
    "select distinct table_schema as schema from information_schema.tables where table_name = 'workflow_status'",
  );
  expect(rows).toEqual([{ schema: ENGINE_SCHEMA }]);
});
