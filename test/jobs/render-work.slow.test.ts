import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { newId } from '@fantascope/film';
import { catalogue } from '@fantascope/models';
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addAsset } from '../../packages/jobs/src/assets/add-asset.ts';
import { asset, blob, event, job, ledgerEntry, take, takeRow } from '../../packages/jobs/src/database/schema/index.ts';
import { operationNamed } from '../../packages/jobs/src/operation/operations.ts';
import { perform } from '../../packages/jobs/src/operation/perform.ts';
import { samplePicture } from '../takes/desk.ts';
import { openWorkDesk, type WorkDesk } from './work-desk.ts';

const actor = { userId: 'user_desk', isServerOwner: true, door: 'http' } as const;
// By rules: a model would have to be fetched.
const still = { subject: 'a cup of coffee', depth: 'heuristic', camera: { lengthSec: 1, moves: [{ kind: 'dolly', distanceM: 0.1 }] } };
const models = catalogue().filter(({ id }) => id === 'fantascope/stage' || id === 'comfyui/wan-vace');

let cache: string;
let desk: WorkDesk;
let picture: string;
beforeAll(async () => {
  cache = await mkdtemp(join(tmpdir(), 'fantascope-cache-'));
  desk = await openWorkDesk(['comfyui'], { models, env: { FANTASCOPE_CACHE: cache } });
  const { assets, database } = desk.studio;
  const stored = await assets.put(samplePicture.bytes);
  picture = newId('asset', { nowMs: Date.now(), random: Math.random });
  const figures = { widthPx: 600, heightPx: 400 };
  await database.db.transaction(async (tx) => {
    await tx.delete(asset);
    await tx.delete(blob);
    const made = { projectId: desk.projectId, name: 'coffee.png', kind: 'image', createdBy: 'user_desk', at: new Date() };
    await addAsset(tx, assets, { id: picture, ...made, blob: { ...stored, mime: 'image/png', figures }, origin: 'upload' });
  });
});
afterAll(async () => {
  await desk[Symbol.asyncDispose]();
  await rm(cache, { recursive: true, force: true });
});

/** Calls an operation as a door does. */
async function call<T>(operation: string, input: Readonly<Record<string, unknown>>): Promise<T> {
  const known = operationNamed(operation);
  if (known === undefined) throw new Error(`no operation is called ${operation}`);
  const performed = await perform(desk.studio, known, { actor, input, signal: new AbortController().signal });
  return (performed as { output: T }).output;
}

async function shotOf(document: Readonly<Record<string, unknown>>): Promise<string> {
  const { id } = await call<{ id: string }>('shot.create', {
    projectId: desk.projectId,
    name: 'a cup',
    document: { picture, ...document },
  });
  return id;
}

async function jobRow(id: string): Promise<typeof job.$inferSelect> {
  const [row] = await desk.studio.database.db.select().from(job).where(eq(job.id, id));
  return row as typeof job.$inferSelect;
}

async function untilJob(id: string, is: (row: typeof job.$inferSelect) => boolean): Promise<typeof job.$inferSelect> {
  for (const endMs = performance.now() + 60_000; performance.now() < endMs; await pause(20)) {
    const row = await jobRow(id);
    if (is(row)) return row;
  }
  throw new Error(`${id} did not come so far: ${JSON.stringify(await jobRow(id))}`);
}

/** Waits until something is being encoded. */
async function untilSegment(): Promise<void> {
  const isThere = async () => (await readdir(join(cache, 'segments')).catch(() => [])).some((name) => name.endsWith('.part'));
  for (const endMs = performance.now() + 30_000; performance.now() < endMs; await pause(20)) if (await isThere()) return;
  throw new Error('nothing is being encoded');
}

test('a shot rendered through its operation becomes an asset with as many frames as it is long, and every change is told', async () => {
  const shotId = await shotOf(still);
  const asked = await call<{ id: string; state: string }>('shot.render', { shotId, widthPx: 320, heightPx: 180 });
  expect(asked.state).toBe('queued');
  const row = await untilJob(asked.id, ({ endedAt }) => endedAt !== null);
  expect(row).toMatchObject({ state: 'done', tries: 1, progressPermille: 1000 });
  expect(JSON.stringify(row.output)).not.toContain(cache);
  const { db } = desk.studio.database;
  const [file] = await db.select().from(asset).innerJoin(blob, eq(blob.sha256, asset.sha256)).where(eq(asset.fromId, asked.id));
  expect(file?.asset).toMatchObject({
    id: (row.output as { assetId: string }).assetId,
    origin: 'render',
    kind: 'video',
    name: 'a cup.mp4',
  });
  expect(file?.blob.figures).toMatchObject({ widthPx: 320, heightPx: 180, frames: 30, fps: 30, lengthSec: 1 });
  const told = await db
    .select()
    .from(event)
    .where(and(eq(event.subjectId, asked.id), eq(event.kind, 'job.changed')))
    .orderBy(event.seq);
  expect(told.map(({ data }) => (data as { state: string }).state)).toEqual(['queued', 'running', 'done']);
  expect(await readdir(join(desk.studio.home, 'work'))).toEqual([]);
  const { items } = await call<{ items: readonly { id: string }[] }>('job.list', { projectId: desk.projectId });
  expect(items[0]?.id).toBe(asked.id);
});

test('a film is rendered as it was when it was asked for, in its own shape where one side is named', async () => {
  const shots = [1, 2].map((n) => ({ ...still, picture, name: `shot ${n}`, camera: { lengthSec: 0.5, moves: [] } }));
  const document = { format: 'fantascope/film', version: 1, title: { zh: '一杯咖啡' }, widthPx: 1280, heightPx: 720, fps: 24, shots };
  const { id: filmId } = await call<{ id: string }>('film.create', { projectId: desk.projectId, document });
  const { id } = await call<{ id: string }>('film.render', { filmId, widthPx: 320 });
  await call('film.change', { filmId, document: { ...document, shots: shots.slice(1) } });
  const row = await untilJob(id, ({ endedAt }) => endedAt !== null);
  expect(row).toMatchObject({ state: 'done', input: { of: { filmId, revision: 1 } } });
  const { db } = desk.studio.database;
  const [file] = await db.select().from(asset).innerJoin(blob, eq(blob.sha256, asset.sha256)).where(eq(asset.fromId, id));
  expect(file?.asset.name).toBe('一杯咖啡.mp4');
  expect(file?.blob.figures).toMatchObject({ widthPx: 320, heightPx: 180, frames: 24, fps: 24 });
  const bare = { ...document, shots: [{ camera: { moves: [] } }] };
  const empty = await call<{ id: string }>('film.create', { projectId: desk.projectId, document: bare });
  await expect(call('film.render', { filmId: empty.id })).rejects.toMatchObject({ code: 'jobs.shot-without-picture' });
});

test('a render that is called off ends as that, and nothing of it is kept', async () => {
  const shotId = await shotOf({ ...still, camera: { ...still.camera, lengthSec: 60 } });
  const { id } = await call<{ id: string }>('shot.render', { shotId, widthPx: 640, heightPx: 360 });
  await untilSegment();
  expect(await call('job.cancel', { jobId: id })).toEqual({ outcome: 'asked' });
  const row = await untilJob(id, ({ endedAt }) => endedAt !== null);
  expect(row).toMatchObject({ state: 'cancelled', output: null });
  expect(await desk.studio.database.db.select().from(asset).where(eq(asset.fromId, id))).toEqual([]);
  expect(await readdir(join(desk.studio.home, 'work'))).toEqual([]);
  expect((await readdir(join(cache, 'segments'))).filter((name) => name.endsWith('.part'))).toEqual([]);
  await expect(call('job.cancel', { jobId: id })).rejects.toMatchObject({ code: 'jobs.job-ended' });
});

test('a render that can never succeed fails at once, with a sentence in both languages and no path of this machine', async () => {
  const far = { ...still, camera: { lengthSec: 1, moves: [{ kind: 'truck', distanceM: 40 }] } };
  const { id } = await call<{ id: string }>('shot.render', { shotId: await shotOf(far), widthPx: 320, heightPx: 180, outside: 'refuse' });
  const row = await untilJob(id, ({ endedAt }) => endedAt !== null);
  expect(row).toMatchObject({ state: 'failed', tries: 1 });
  const { problem } = await call<{ problem: { en: string; zh: string } }>('job.show', { jobId: id });
  expect(problem.zh).toMatch(/[\u4e00-\u9fff]/);
  expect(JSON.stringify(row)).not.toContain(desk.studio.home);
});

test('a take on our own stage is drawn here, ready and free', async () => {
  const shotId = await shotOf({ ...still, camera: { ...still.camera, lengthSec: 0.5 } });
  const { takeId, heldUsdMicros } = await call<{ takeId: string; heldUsdMicros: number }>('take.shoot', {
    shotId,
    model: 'fantascope/stage',
  });
  expect(heldUsdMicros).toBe(0);
  const row = await desk.until(takeId, 'ready');
  expect(row).toMatchObject({ moneyState: 'none', settledUsdMicros: 0, lengthMs: 500, provider: 'stage', isEmulated: false });
  const { db } = desk.studio.database;
  expect(await db.select().from(ledgerEntry).where(eq(ledgerEntry.takeId, takeId))).toEqual([]);
  const [file] = await db
    .select()
    .from(blob)
    .innerJoin(asset, eq(asset.sha256, blob.sha256))
    .where(eq(asset.id, row.assetId ?? ''));
  expect(file?.blob.figures).toMatchObject({ widthPx: 1920, heightPx: 1080, frames: 15 });
  // Its data says how it was made, as an export's does; nothing is written over a take.
  const path = (await desk.studio.assets.localPath(file?.blob.sha256 ?? '')) ?? '';
  const asked = ['-v', 'error', '-show_entries', 'format_tags', '-of', 'json', path];
  const { tags } = (JSON.parse(execFileSync('ffprobe', asked, { encoding: 'utf8' })) as { format: { tags: Record<string, string> } })
    .format;
  expect(JSON.parse(tags['AIGC'] ?? '')).toMatchObject({ Label: '1', ProduceID: takeId });
  expect(tags['DigitalSourceType']).toMatch(/algorithmicallyEnhanced$/);
  const told = await db
    .select()
    .from(event)
    .where(and(eq(event.subjectId, takeId), eq(event.kind, 'take.changed')))
    .orderBy(event.seq);
  expect(told.map(({ data }) => (data as { state: string }).state)).toEqual(['reserved', 'shooting', 'ready']);
});

test('a take led by a control video gets it drawn before it is sent; the same shot again is not drawn twice', async () => {
  const { db } = desk.studio.database;
  const shotId = await shotOf({ ...still, camera: { lengthSec: 1, moves: [{ kind: 'dolly', distanceM: 0.15 }] } });
  const shoot = () => call<{ takeId: string }>('take.shoot', { shotId, model: 'comfyui/wan-vace' });
  const { takeId } = await shoot();
  await desk.until(takeId, 'ready');
  const [drawn] = await db.select().from(job).where(eq(job.takeId, takeId));
  expect(drawn).toMatchObject({ kind: 'control-render', state: 'done' });
  const { files } = (drawn as { output: { files: readonly { name: string; sha256: string }[] } }).output;
  expect(files.map(({ name }) => name).sort()).toEqual(['control/colour', 'control/mask', 'picture']);
  for (const { sha256 } of files) expect(await desk.studio.assets.has(sha256)).toBe(true);
  const rows = await db.select().from(takeRow).where(eq(takeRow.takeId, takeId)).orderBy(takeRow.seq);
  expect(rows[0]?.kind).toBe('intent');
  expect(drawn?.endedAt?.getTime()).toBeLessThanOrEqual(rows[0]?.at.getTime() ?? 0);
  expect(desk.emulators['comfyui']?.bill.filter(({ request }) => JSON.stringify(request).includes('WanVaceToVideo'))).toHaveLength(1);

  const again = await shoot();
  await desk.until(again.takeId, 'ready');
  const [known] = await db.select().from(job).where(eq(job.takeId, again.takeId));
  expect((known as { output: { files: unknown } }).output.files).toEqual(files);
  expect(known?.key).toBe(drawn?.key);
});

test('a take whose control video cannot be drawn is refused before anything is sent or paid', async () => {
  const { db, pool } = desk.studio.database;
  const shotId = await shotOf({ ...still, depth: picture, motions: [] });
  const submits = desk.emulators['comfyui']?.submits() ?? 0;
  // A table of colours that is none.
  const bad = await desk.studio.assets.put(Buffer.from('LUT_3D_SIZE 2\n0 0 0\n'));
  const lut = newId('asset', { nowMs: Date.now(), random: Math.random });
  await db.transaction((tx) =>
    addAsset(tx, desk.studio.assets, {
      ...{ id: lut, projectId: desk.projectId, name: 'bad.cube', kind: 'lut', origin: 'upload', createdBy: 'user_desk', at: new Date() },
      blob: { ...bad, mime: 'application/x-cube', figures: {} },
    }),
  );
  await pool.query(`update fantascope.shot set document = jsonb_set(document, '{grade}', $2) where id = $1`, [
    shotId,
    JSON.stringify({ lut }),
  ]);
  const { takeId } = await call<{ takeId: string }>('take.shoot', { shotId, model: 'comfyui/wan-vace' });
  const row = await desk.until(takeId, 'refused');
  expect(row).toMatchObject({ moneyState: 'none', settledUsdMicros: 0 });
  expect(row.reason).toContain('could not be made');
  expect(desk.emulators['comfyui']?.submits()).toBe(submits);
  expect(await db.select().from(take).where(eq(take.id, takeId))).toHaveLength(1);
});

test('calling a take off while its control video is drawn ends the drawing too, and nothing is sent', async () => {
  const { db } = desk.studio.database;
  const shotId = await shotOf({ ...still, camera: { lengthSec: 5, moves: [{ kind: 'dolly', distanceM: 0.12 }] } });
  const submits = desk.emulators['comfyui']?.submits() ?? 0;
  const { takeId } = await call<{ takeId: string }>('take.shoot', { shotId, model: 'comfyui/wan-vace' });
  const jobId = takeId.replace('take_', 'job_');
  await untilJob(jobId, (row) => row?.state === 'running');
  expect(await call('take.cancel', { takeId })).toMatchObject({ outcome: 'cancelled', mayCostUsdMicros: 0 });
  expect(await untilJob(jobId, ({ endedAt }) => endedAt !== null)).toMatchObject({ state: 'cancelled', output: null });
  await desk.until(takeId, 'cancelled');
  expect(await db.select().from(takeRow).where(eq(takeRow.takeId, takeId))).toEqual([]);
  expect(desk.emulators['comfyui']?.submits()).toBe(submits);
});

test('housekeeping is on the schedule of the workers', async () => {
  const { rows } = await desk.studio.database.pool.query<{ schedule_name: string }>(
    'select schedule_name from fantascope_engine.workflow_schedules',
  );
  expect(rows).toEqual([{ schedule_name: 'housekeeping' }]);
});
