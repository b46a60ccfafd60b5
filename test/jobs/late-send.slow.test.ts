import { setTimeout as pause } from 'node:timers/promises';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { take, takeRow, worker } from '../../packages/jobs/src/database/schema/index.ts';
import { openWorkDesk, realPorts, type WorkDesk } from './work-desk.ts';

// The clock of a worker that is stopped behind its intent for as long as it takes others to take it for dead.
let stoppedMs = 0;
let onIntent: ((takeId: string) => Promise<void>) | undefined;
let desk: WorkDesk;
beforeAll(async () => {
  desk = await openWorkDesk(['kling-v1', 'fal-queue'], {
    ports: { ...realPorts, nowMs: () => Date.now() + stoppedMs },
    pause: async (point, takeId) => {
      if (point === 'after-intent') await onIntent?.(takeId);
    },
  });
});
afterAll(() => desk[Symbol.asyncDispose]());

test('a worker that was stopped between the intent and the request sends nothing once another has had the take in hand', async () => {
  const { db } = desk.studio.database;
  const now = sql`clock_timestamp()`;
  const mark = { machine: 'elsewhere', pid: 1, bornAt: '', version: 'test' };
  // Dead by the time that the take is let go: its hold is nobody's then.
  await db.insert(worker).values({ id: 'worker_other', startedAt: now, heartbeatAt: now, ...mark });
  onIntent = async (takeId) => {
    stoppedMs += 25_000;
    await db.update(take).set({ heldBy: 'worker_other' }).where(eq(take.id, takeId));
  };
  const { takeId } = await desk.shoot('kling-v1');
  const { engine } = desk.work;
  for (let tries = 0; tries < 1000 && (await engine.stateOf(takeId)) !== 'failed'; tries += 1) await pause(20);
  expect(await engine.stateOf(takeId)).toBe('failed');
  expect(desk.emulators['kling-v1']?.submits()).toBe(0);
  expect(await desk.rowOf(takeId)).toMatchObject({ state: 'sent', heldBy: 'worker_other', endedAt: null });
  // The other is fenced in its turn: the take is looked up, is not there, and is for a person to decide.
  await db.update(worker).set({ fencedAt: now }).where(eq(worker.id, 'worker_other'));
  await desk.until(takeId, 'unknown');
  expect(desk.emulators['kling-v1']?.submits()).toBe(0);
  const rows = await db.select().from(takeRow).where(eq(takeRow.takeId, takeId)).orderBy(takeRow.seq);
  expect(rows.map(({ kind }) => kind)).toEqual(['intent', 'unknown']);
});

test('a worker that was stopped there and still has its take sends it', async () => {
  onIntent = async () => {
    stoppedMs += 6000;
  };
  const { takeId } = await desk.shoot('fal-queue');
  await desk.until(takeId, 'ready');
  expect(desk.emulators['fal-queue']?.submits()).toBe(1);
});
