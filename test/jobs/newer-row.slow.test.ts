import { setTimeout as pause } from 'node:timers/promises';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { take, takeRow } from '../../packages/jobs/src/database/schema/index.ts';
import { sweepTakes } from '../../packages/jobs/src/takes/sweep.ts';
import { openWorkDesk, type WorkDesk } from './work-desk.ts';

const told: string[] = [];
let desk: WorkDesk;
beforeAll(async () => {
  desk = await openWorkDesk(['kling-v1'], {
    onTrouble: (text) => told.push(text),
    pause: async (point, takeId) => {
      if (point !== 'after-ticket') return;
      const row = { v: 2, take: takeId, atMs: Date.now(), kind: 'handed-on' };
      await desk.studio.database.db.insert(takeRow).values({ takeId, kind: row.kind, row, workerId: 'worker_newer', at: new Date() });
    },
  });
});
afterAll(() => desk[Symbol.asyncDispose]());

test('a worker that meets a row of a newer version leaves the take to the newer workers, and says so once', async () => {
  const { db } = desk.studio.database;
  const { engine, room } = desk.work;
  const { takeId } = await desk.shoot('kling-v1');
  for (const endMs = performance.now() + 30_000; performance.now() < endMs; await pause(20)) {
    if ((await engine.stateOf(takeId)) === 'done') break;
  }
  expect(await engine.stateOf(takeId)).toBe('done');
  // As it was: neither ended nor decided, and in nobody's hands.
  expect(await desk.rowOf(takeId)).toMatchObject({ state: 'shooting', moneyState: 'reserved', heldBy: null, endedAt: null });
  const sentences = () => told.filter((text) => text.includes(takeId));
  expect(sentences()).toEqual([expect.stringContaining('handed-on')]);
  await db.update(take).set({ updatedAt: sql`clock_timestamp() - interval '1 minute'` }).where(eq(take.id, takeId));
  expect(await sweepTakes(room, engine)).toBe(0);
  // Another worker, which may be a newer one, takes it up.
  expect(await sweepTakes({ ...room, leftAlone: new Set() }, engine)).toBe(1);
  expect(desk.emulators['kling-v1']?.submits()).toBe(1);
});
