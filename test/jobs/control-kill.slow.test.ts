import { type Emulator, startEmulator } from '@fantascope/emulators';
import { newId, Shot } from '@fantascope/film';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { shot, take } from '../../packages/jobs/src/database/schema/index.ts';
import { shootTake } from '../../packages/jobs/src/takes/shoot.ts';
import { given, openRenderScene, type RenderScene, until } from './render-scene.ts';

let emulator: Emulator;
let scene: RenderScene;
beforeAll(async () => {
  emulator = await startEmulator('comfyui', { workMs: 60 });
  scene = await openRenderScene({ FANTASCOPE_COMFYUI_URL: emulator.baseUrl });
});
afterAll(async () => {
  await scene.close();
  await emulator.close();
});

test('a take whose worker dies while its control video is drawn is drawn and sent by another, once', async () => {
  const { studio, database, projectId, pictureId, startWorker, segments, jobRow } = scene;
  const { db } = database;
  const camera = { lengthSec: 1, moves: [{ kind: 'dolly', distanceM: 0.1 }] };
  const document = Shot.parse({ subject: 'a cup of coffee', picture: pictureId, depth: 'heuristic', camera });
  const [shotId, takeId, planId] = [newId('shot', given()), newId('take', given()), newId('plan', given())];
  const at = new Date();
  await db.insert(shot).values({ id: shotId, projectId, name: 'a cup', document, revision: 1, createdAt: at, updatedAt: at });
  const actor = { userId: 'user_desk', isServerOwner: true, door: 'http' } as const;
  await shootTake(studio, { actor, takeId, shotId, of: { model: 'comfyui/wan-vace', planId } });
  const doomed = startWorker();
  const jobId = takeId.replace('take_', 'job_');
  await until(segments, (names) => names.length >= 1);
  expect(await jobRow(jobId)).toMatchObject({ state: 'running', tries: 1 });
  expect(emulator.submits()).toBe(0);
  doomed.kill('SIGKILL');

  startWorker();
  const rowOf = async () => (await db.select().from(take).where(eq(take.id, takeId)))[0];
  const row = await until(rowOf, (now) => now?.endedAt !== null);
  expect(row).toMatchObject({ state: 'ready', isEmulated: true, moneyState: 'none' });
  expect(await jobRow(jobId)).toMatchObject({ kind: 'control-render', state: 'done', tries: 2 });
  expect(emulator.submits()).toBe(1);
  expect(emulator.bill).toHaveLength(1);
});
