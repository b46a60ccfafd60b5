import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Film, newId } from '@fantascope/film';
import { type OpenStudio, openStudio } from '@fantascope/jobs';
import { testDatabase } from '@fantascope/jobs/test-database';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addAsset } from '../../packages/jobs/src/assets/add-asset.ts';
import type { Database } from '../../packages/jobs/src/database/database.ts';
import { asset, blob, event, idempotency, job, project } from '../../packages/jobs/src/database/schema/index.ts';
import { keepHouse } from '../../packages/jobs/src/works/housekeeping.ts';
import { startJob } from '../../packages/jobs/src/works/start-job.ts';
import { samplePicture } from '../takes/desk.ts';

const script = fileURLToPath(new URL('./render-worker.ts', import.meta.url));
const given = () => ({ nowMs: Date.now(), random: Math.random });
const projectId = newId('project', given());
const pictureId = newId('asset', given());

let home: string;
let database: Database;
let studio: OpenStudio;
let env: Record<string, string>;
const workers = new Set<ChildProcess>();

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'fantascope-render-'));
  database = await testDatabase();
  env = { FANTASCOPE_DATABASE_URL: database.url, FANTASCOPE_CACHE: join(home, 'cache') };
  studio = await openStudio({ env, home, doesWork: false });
  const at = new Date();
  await database.db.insert(project).values({ id: projectId, name: 'renders', createdAt: at });
  const stored = await studio.assets.put(samplePicture.bytes);
  await database.db.transaction((tx) =>
    addAsset(tx, studio.assets, {
      ...{ id: pictureId, projectId, name: 'coffee.png', kind: 'image', origin: 'upload', createdBy: 'user_desk', at },
      blob: { ...stored, mime: 'image/png', figures: {} },
    }),
  );
});
afterAll(async () => {
  for (const worker of workers) worker.kill('SIGKILL');
  await studio.close();
  await database.close();
  await rm(home, { recursive: true, force: true });
});

function startWorker(): ChildProcess {
  const own = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', FANTASCOPE_RENDER_WORKER: JSON.stringify({ home, env }) };
  const worker = spawn(process.execPath, [script], { env: own, stdio: ['ignore', 'pipe', 'inherit'] });
  workers.add(worker);
  return worker;
}

async function until<T>(ask: () => Promise<T>, is: (value: T) => boolean): Promise<T> {
  for (const endMs = performance.now() + 60_000; performance.now() < endMs; await pause(30)) {
    const value = await ask();
    if (is(value)) return value;
  }
  throw new Error(`it did not come to that: ${JSON.stringify(await ask())}`);
}

const jobRow = async (id: string) => (await database.db.select().from(job).where(eq(job.id, id)))[0] as typeof job.$inferSelect;
const segments = async () => (await readdir(join(home, 'cache', 'segments')).catch(() => [])).filter((name) => name.endsWith('.mp4'));

test('a render whose worker is killed is finished by another from the segments that are there, once, with nothing half-made', async () => {
  const camera = { lengthSec: 20, moves: [{ kind: 'dolly', distanceM: 0.1 }] };
  const film = Film.parse({
    ...{ format: 'fantascope/film', version: 1, title: { en: 'A cup' }, widthPx: 640, heightPx: 360 },
    shots: [{ picture: pictureId, depth: 'heuristic', camera }],
  });
  const id = newId('job', given());
  const input = { of: { shotId: 'shot_none', revision: 1 }, film, format: 'h264', outside: 'clamp', name: 'a cup' };
  await startJob(studio, { id, projectId, kind: 'film-render', input, byUserId: 'user_desk', at: new Date() });
  // One that is told to stop leaves the job as it stands, and its try does not count.
  const gentle = startWorker();
  await until(segments, (names) => names.length >= 1);
  gentle.kill('SIGTERM');
  await once(gentle, 'exit');
  expect(await jobRow(id)).toMatchObject({ state: 'running', tries: 0 });

  const doomed = startWorker();
  const there = (await segments()).length;
  await until(segments, (names) => names.length > there);
  doomed.kill('SIGKILL');
  const [half] = await database.db.select().from(asset).where(eq(asset.fromId, id));
  expect(half).toBeUndefined();
  expect((await jobRow(id)).state).toBe('running');

  const other = startWorker();
  const row = await until(
    () => jobRow(id),
    ({ endedAt }) => endedAt !== null,
  );
  expect(row).toMatchObject({ state: 'done', tries: 2 });
  expect((row.output as { reusedFrames: number }).reusedFrames).toBeGreaterThanOrEqual(75);
  const made = await database.db.select().from(asset).innerJoin(blob, eq(blob.sha256, asset.sha256)).where(eq(asset.fromId, id));
  expect(made.map((each) => each.blob.figures)).toMatchObject([{ frames: 600, widthPx: 640, heightPx: 360, lengthSec: 20 }]);
  const told = await database.db.select().from(event).where(eq(event.subjectId, id)).orderBy(event.seq);
  expect(told.filter(({ kind }) => kind === 'job.changed').map(({ data }) => (data as { state: string }).state)).toEqual([
    'queued',
    'running',
    'done',
  ]);
  other.kill('SIGTERM');
});

test('housekeeping clears what only grows, by its age, and leaves what is young or was made', async () => {
  const { db } = database;
  const old = new Date(Date.now() - 8 * 24 * 3_600_000);
  const call = { operation: 'shot.create', bodySha256: 'x', ulid: 'x', workerId: 'worker_none' };
  await db.insert(idempotency).values([
    { actorId: 'user_desk', key: 'old', at: old, ...call },
    { actorId: 'user_desk', key: 'young', at: new Date(), ...call },
  ]);
  const told = { projectId, subjectId: 'shot_none', kind: 'shot.changed', data: {} };
  await db.insert(event).values([
    { ...told, at: new Date(Date.now() - 91 * 24 * 3_600_000) },
    { ...told, at: old },
  ]);
  // What the killed worker has left.
  const [left] = await readdir(join(home, 'work'));
  expect(left).toMatch(/^job_/);
  await utimes(join(home, 'work', left ?? ''), old, old);
  const signal = new AbortController().signal;
  const room = { ...studio, worker: { id: studio.engine.workerId, signal, gone: signal }, calledOff: null as never };
  const made = await db.select().from(asset);
  expect(await keepHouse(room, studio.engine)).toMatchObject({ idempotency: 1, events: 1, files: 1, workflows: 0 });
  expect(await db.select({ key: idempotency.key }).from(idempotency)).toEqual([{ key: 'young' }]);
  expect(await db.select().from(asset)).toEqual(made);
  expect(await readdir(join(home, 'work'))).toEqual([]);
  // The render's own workflow, once it is old enough; its row stays.
  expect(await studio.engine.forget({ endedBeforeMs: Date.now() + 1000, most: 100 })).toBeGreaterThanOrEqual(1);
  expect(await db.select().from(job)).toHaveLength(1);
});
