import { setTimeout as pause } from 'node:timers/promises';
import { newId, Shot } from '@fantascope/film';
import { catalogue } from '@fantascope/models';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addAsset } from '../../packages/jobs/src/assets/add-asset.ts';
import { job, setting, shot, take, worker } from '../../packages/jobs/src/database/schema/index.ts';
import { cancelTake } from '../../packages/jobs/src/takes/cancel.ts';
import { providerLimitsSetting } from '../../packages/jobs/src/takes/provider-limits.ts';
import { shootTake } from '../../packages/jobs/src/takes/shoot.ts';
import { quick, samplePicture } from '../takes/desk.ts';
import { openWorkDesk, type WorkDesk } from './work-desk.ts';

let desk: WorkDesk;
beforeAll(async () => {
  const models = catalogue().filter(({ id }) => id === 'comfyui/wan-vace');
  desk = await openWorkDesk(['kling-v1', 'comfyui'], { models, patience: { ...quick, fetches: 1 } });
  const one = { atOnce: 1 };
  await desk.studio.database.db
    .insert(setting)
    .values({ name: providerLimitsSetting, value: { 'kling-v1': one, comfyui: one }, setAt: new Date(), byUserId: 'user_desk' });
});
afterAll(() => desk[Symbol.asyncDispose]());

async function until<T>(ask: () => Promise<T>, is: (value: T) => boolean): Promise<T> {
  for (const endMs = performance.now() + 30_000; performance.now() < endMs; await pause(20)) {
    const value = await ask();
    if (is(value)) return value;
  }
  throw new Error(`it did not come so far: ${JSON.stringify(await ask())}`);
}

test('a take whose file does not come keeps no place of its provider, and its file is fetched later', async () => {
  const { db } = desk.studio.database;
  desk.emulators['kling-v1']?.misbehave('html-result');
  const { takeId } = await desk.shoot('kling-v1');
  const waiting = await until(
    () => desk.rowOf(takeId),
    ({ wakeAt, heldBy }) => wakeAt !== null && heldBy === null,
  );
  expect(waiting).toMatchObject({ state: 'shooting', endedAt: null });
  // The one place there is.
  const next = await desk.shoot('kling-v1');
  await desk.until(next.takeId, 'ready');
  expect(await desk.rowOf(takeId)).toMatchObject({ state: 'shooting', heldBy: null });
  await db
    .update(take)
    .set({ wakeAt: sql`clock_timestamp()`, updatedAt: sql`clock_timestamp() - interval '1 minute'` })
    .where(eq(take.id, takeId));
  await desk.until(takeId, 'ready');
  expect(desk.emulators['kling-v1']?.bill).toHaveLength(2);
});

test('a take that waits for its control video keeps no place of its provider', async () => {
  const { studio, projectId } = desk;
  const { db } = studio.database;
  const at = new Date();
  const ids = { nowMs: Date.now(), random: Math.random };
  const [picture, shotId, planId, takeId] = [newId('asset', ids), newId('shot', ids), newId('plan', ids), newId('take', ids)];
  // Of other bytes than the desk's own, which nobody has measured.
  const stored = await studio.assets.put(Buffer.concat([samplePicture.bytes, Buffer.from([0])]));
  const blob = { ...stored, mime: 'image/png', figures: { widthPx: 600, heightPx: 400 } };
  await db.transaction(async (tx) => {
    await addAsset(tx, studio.assets, {
      ...{ id: picture, projectId, name: 'a.png', kind: 'image', origin: 'upload', createdBy: 'user_desk', at, blob },
    });
  });
  const camera = { lengthSec: 1, moves: [{ kind: 'dolly', distanceM: 0.1 }] };
  const document = Shot.parse({ subject: 'a cup', picture, depth: 'heuristic', camera });
  await db.insert(shot).values({ id: shotId, projectId, name: 'a cup', document, revision: 1, createdAt: at, updatedAt: at });
  // Its drawing is in the hands of a worker of another machine, which takes its time.
  const now = sql`clock_timestamp()`;
  const other = { id: 'worker_other', startedAt: now, heartbeatAt: now, machine: 'elsewhere', pid: 1, bornAt: '', version: 'test' };
  await db.insert(worker).values(other);
  const jobId = takeId.replace('take_', 'job_');
  const drawing = { id: jobId, projectId, kind: 'control-render', state: 'running', input: {}, byUserId: 'user_desk', heldBy: other.id };
  await db.insert(job).values({ ...drawing, createdAt: at, updatedAt: at });
  const actor = { userId: 'user_desk', isServerOwner: true, door: 'http' } as const;
  await shootTake(studio, { actor, takeId, shotId, of: { model: 'comfyui/wan-vace', planId } });
  await until(
    () => desk.work.engine.stateOf(takeId),
    (state) => state === 'done',
  );
  const next = await desk.shoot('comfyui');
  await desk.until(next.takeId, 'ready');
  expect(await desk.rowOf(takeId)).toMatchObject({ state: 'reserved', heldBy: null, endedAt: null });
  expect(await cancelTake(studio, { takeId, byUserId: 'user_desk' })).toMatchObject({ outcome: 'cancelled' });
});
