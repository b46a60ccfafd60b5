import type { ChildProcess } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { newId } from '@fantascope/film';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { addAsset } from '../../packages/jobs/src/assets/add-asset.ts';
import { storedZip } from '../../packages/jobs/src/assets/stored-zip.ts';
import { takeIn } from '../../packages/jobs/src/assets/take-in.ts';
import { realFilm, realPicture } from '../../packages/jobs/src/assets/test-files.ts';
import { asset, event, take } from '../../packages/jobs/src/database/schema/index.ts';
import { operationNamed } from '../../packages/jobs/src/operation/operations.ts';
import { perform } from '../../packages/jobs/src/operation/perform.ts';
import { readTakeFile } from '../../packages/jobs/src/takes/take-file.ts';
import { given, openRenderScene, type RenderScene, until } from './render-scene.ts';

const actor = { userId: 'user_desk', isServerOwner: true, door: 'http' } as const;
let scene: RenderScene;
let archive: Buffer;
beforeAll(async () => {
  scene = await openRenderScene();
  archive = await takeFileOf(await filmBytes(), 4);
});
afterAll(() => scene.close());
// What a killed worker leaves in it is housekeeping's.
let before: readonly string[] = [];
beforeEach(async () => {
  before = await readdir(join(scene.home, 'work')).catch(() => []);
});

const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

async function filmBytes(): Promise<Buffer> {
  const path = join(scene.home, 'film.mp4');
  realFilm(path);
  return readFile(path);
}

/** Calls an operation as a door does. */
async function call<T>(name: string, input: Readonly<Record<string, unknown>>): Promise<T> {
  const performed = await perform(scene.studio, operationNamed(name) as never, { actor, input, signal: new AbortController().signal });
  return (performed as { output: T }).output;
}

/** A take file as another studio would have made it: one film and some pictures. */
async function takeFileOf(film: Buffer, pictures: number): Promise<Buffer> {
  const references = await Promise.all(
    Array.from({ length: pictures }, async (_, at) => ({
      bytes: Buffer.from(await realPicture(20 + at)),
      ending: 'png',
      mime: 'image/png',
    })),
  );
  const files = [{ bytes: film, ending: 'mp4', mime: 'video/mp4' }, ...references].map(({ bytes, ending, mime }, at) => {
    const sha256 = hashOf(bytes);
    return { bytes, told: { file: `media/${sha256}.${ending}`, sha256, bytes: bytes.length, mime, name: `${at}.${ending}`, figures: {} } };
  });
  const at = '2026-11-22T12:00:00.000Z';
  const manifest = {
    ...{
      format: 'fantascope/take',
      version: 1,
      software: { name: 'fantascope', version: '0.1.0' },
      camera: null,
      lineage: [],
      licence: null,
    },
    take: {
      ...{ id: 'take_01J00000000000000000000000', model: 'kling/v2.1-master', wire: 'kling-v1', provider: 'kling' },
      ...{ isEmulated: true, verdict: null, createdAt: at, endedAt: at },
    },
    media: files[0]?.told,
    recipe: { request: {}, shot: null, losses: [], carriers: [] },
    references: files.slice(1).map(({ told }) => ({ ...told, assetId: newId('asset', given()) })),
    cost: { state: 'settled', currency: 'USD', settledUsdMicros: 1, estimatedUsd: null, own: null },
  };
  const packed = files.map(({ bytes, told }) => ({ name: told.file, bytes }));
  return buffer(Readable.from(storedZip([{ name: 'manifest.json', bytes: Buffer.from(JSON.stringify(manifest)) }, ...packed])));
}

async function filesAtWork(): Promise<readonly string[]> {
  const work = join(scene.home, 'work');
  const own = (await readdir(work).catch(() => [])).filter((name) => !before.includes(name));
  return (await Promise.all(own.map((name) => readdir(join(work, name)).catch(() => [])))).flat();
}

/** Asks for a job, starts a worker and does something to both while it is at work on it; asks for another where the worker was faster than that. */
async function atWork(
  ask: (n: number) => Promise<string>,
  meanwhile: (worker: ChildProcess, id: string) => Promise<unknown>,
): Promise<string> {
  for (let n = 0; n < 5; n += 1) {
    const id = await ask(n);
    const worker = scene.startWorker();
    const hasEnded = async () => (await scene.jobRow(id)).endedAt !== null;
    await until(async () => (await filesAtWork()).length > 0 || (await hasEnded()), Boolean);
    const isDone = await meanwhile(worker, id).then(hasEnded, hasEnded);
    if (!isDone || (await scene.jobRow(id)).state === 'cancelled') return id;
    worker.kill('SIGKILL');
  }
  throw new Error('the worker was faster five times');
}

async function kill(worker: ChildProcess): Promise<void> {
  worker.kill('SIGKILL');
  await once(worker, 'exit');
}

async function uploaded(): Promise<string> {
  const path = join(scene.home, 'sent.take');
  await writeFile(path, archive);
  const { id } = await takeIn(scene.studio, { path, name: 'sent.take', projectId: scene.projectId, byUserId: actor.userId });
  return id;
}

test('an export whose worker is killed is made by another, once and whole', async () => {
  const { database, studio, projectId, startWorker, jobRow } = scene;
  const at = new Date();
  const [takeId, assetId] = [newId('take', given()), newId('asset', given())];
  const bytes = randomBytes(120 * 2 ** 20);
  const stored = await studio.assets.put(bytes);
  await database.db.transaction((tx) =>
    addAsset(tx, studio.assets, {
      ...{ id: assetId, projectId, name: 'long.mp4', kind: 'video', origin: 'take', createdBy: actor.userId, at },
      blob: { ...stored, mime: 'video/mp4', figures: {} },
    }),
  );
  await database.db.insert(take).values({
    ...{ id: takeId, projectId, byUserId: actor.userId, model: 'kling/v2.1-master', wire: 'kling-v1', provider: 'kling', assetId },
    ...{ state: 'ready', moneyState: 'settled', settledUsdMicros: 1, createdAt: at, updatedAt: at, endedAt: at },
  });
  // Another licence is another file.
  const ask = async (n: number) => (await call<{ id: string }>('take.export', { takeId, licence: `licence ${n}` })).id;
  const id = await atWork(ask, kill);
  const own = id.replace('job_', 'asset_');
  const exported = () => database.db.select().from(asset).where(eq(asset.id, own));
  expect((await jobRow(id)).state).toBe('running');
  expect(await exported()).toEqual([]);

  const other = startWorker();
  const row = await until(
    () => jobRow(id),
    ({ endedAt }) => endedAt !== null,
  );
  expect(row).toMatchObject({ state: 'done', tries: 2, takeId });
  const made = await exported();
  expect(made).toMatchObject([{ fromId: takeId, kind: 'take-file', origin: 'export' }]);
  expect(row.output).toMatchObject({ assetId: own });
  const { manifest, entryOf } = await readTakeFile(await studio.assets.localPath(made[0]?.sha256 ?? ''));
  expect(manifest.media.sha256).toBe(stored.sha256);
  const { start, size } = entryOf(manifest.media);
  const file = await readFile(await studio.assets.localPath(made[0]?.sha256 ?? ''));
  expect(hashOf(file.subarray(start, start + size))).toBe(stored.sha256);
  other.kill('SIGTERM');
});

test('an import whose worker is killed is made by another, once and whole', async () => {
  const { database, projectId, startWorker, jobRow } = scene;
  const assetId = await uploaded();
  const id = await atWork(async () => (await call<{ id: string }>('take.import', { projectId, assetId })).id, kill);
  const { ids } = (await jobRow(id)).input as { ids: { take: string } };
  const imported = () => database.db.select().from(asset).where(eq(asset.fromId, ids.take));
  expect((await jobRow(id)).state).toBe('running');
  expect(await imported()).toEqual([]);

  const other = startWorker();
  const row = await until(
    () => jobRow(id),
    ({ endedAt }) => endedAt !== null,
  );
  expect(row).toMatchObject({ state: 'done', tries: 2 });
  const { takeId } = row.output as { takeId: string };
  expect(await database.db.select().from(take).where(eq(take.id, takeId))).toMatchObject([
    { state: 'ready', moneyState: 'none', projectId },
  ]);
  expect(takeId).toBe(ids.take);
  expect((await imported()).map(({ origin }) => origin)).toEqual(Array(5).fill('import'));
  const told = await database.db.select().from(event).where(eq(event.subjectId, takeId));
  expect(told).toMatchObject([{ kind: 'take.changed', data: { state: 'ready', isImported: true } }]);
  other.kill('SIGTERM');
});

test('an import that is called off under way ends as that, and nothing of it is kept', async () => {
  const { database, projectId, jobRow } = scene;
  const assetId = await uploaded();
  const started = new Set<ChildProcess>();
  const id = await atWork(
    async () => (await call<{ id: string }>('take.import', { projectId, assetId })).id,
    async (worker, jobId) => {
      started.add(worker);
      await call('job.cancel', { jobId });
    },
  );
  const row = await until(
    () => jobRow(id),
    ({ endedAt }) => endedAt !== null,
  );
  expect(row).toMatchObject({ state: 'cancelled', output: null, tries: 1 });
  const { ids } = row.input as { ids: { take: string } };
  expect(await database.db.select().from(take).where(eq(take.id, ids.take))).toEqual([]);
  expect(await database.db.select().from(asset).where(eq(asset.fromId, ids.take))).toEqual([]);
  await until(filesAtWork, (files) => files.length === 0);
  for (const worker of started) worker.kill('SIGTERM');
});
