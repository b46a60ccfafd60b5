import { setTimeout as pause } from 'node:timers/promises';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { takeRow } from '../../packages/jobs/src/database/schema/index.ts';
import { hintChannel } from '../../packages/jobs/src/events/webhook-in.ts';
import { cancelTake } from '../../packages/jobs/src/takes/cancel.ts';
import { quick } from '../takes/desk.ts';
import { openWorkDesk, type WorkDesk } from './work-desk.ts';

// A worker that would not look again by itself for an hour.
const patience = { ...quick, pollFirstMs: 3_600_000, pollMostMs: 3_600_000, mostMs: 7_200_000 };
let desk: WorkDesk;
beforeAll(async () => {
  desk = await openWorkDesk(['fal-queue', 'kling-v1'], { patience, emulator: { workMs: 1500 } });
});
afterAll(() => desk[Symbol.asyncDispose]());

async function atWork(takeId: string): Promise<void> {
  for (let tries = 0; tries < 2000 && (await desk.rowOf(takeId)).state !== 'shooting'; tries += 1) await pause(10);
  expect((await desk.rowOf(takeId)).state).toBe('shooting');
}

test("a provider's call makes its take be asked after at once", async () => {
  const { takeId } = await desk.shoot('fal-queue');
  await atWork(takeId);
  // Until the emulator has it ready; a hint that comes too early finds it at work, and the next one finds the end.
  const ended = desk.until(takeId, 'ready');
  const hints = setInterval(() => void desk.studio.database.pool.query('select pg_notify($1, $2)', [hintChannel, takeId]), 300);
  await ended.finally(() => clearInterval(hints));
});

test('a take that is called off is called off at its provider at once, though nobody was looking', async () => {
  const { takeId, heldUsdMicros } = await desk.shoot('fal-queue');
  await atWork(takeId);
  const answer = await cancelTake(desk.studio, { takeId, byUserId: 'user_desk' });
  expect(answer).toEqual({ outcome: 'asked', canTell: true, mayCostUsdMicros: heldUsdMicros });
  const row = async () => (await desk.studio.database.db.select().from(takeRow).where(eq(takeRow.takeId, takeId))).map(({ kind }) => kind);
  for (let tries = 0; tries < 2000 && !(await row()).includes('cancel'); tries += 1) await pause(10);
  expect(await row()).toContain('cancel');
});

test('work that closes writes down what was answered, and the take goes on from there', async () => {
  const { takeId } = await desk.shoot('kling-v1');
  await atWork(takeId);
  await desk.work.close({ graceMs: 3000 });
  expect(await desk.rowOf(takeId)).toMatchObject({ state: 'shooting', endedAt: null });
  const kinds = await desk.studio.database.db.select().from(takeRow).where(eq(takeRow.takeId, takeId));
  expect(kinds.map(({ kind }) => kind)).toEqual(['intent', 'ticket']);
  const { rows } = await desk.studio.database.db.execute<{ fenced: boolean }>(
    sql`select fenced_at is not null as fenced from fantascope.worker`,
  );
  expect(rows).toEqual([{ fenced: true }]);
});
