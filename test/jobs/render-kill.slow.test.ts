import { once } from 'node:events';
import { readdir, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { Film, newId } from '@fantascope/film';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asset, blob, event, idempotency, job } from '../../packages/jobs/src/database/schema/index.ts';
import { keepHouse } from '../../packages/jobs/src/works/housekeeping.ts';
import { startJob } from '../../packages/jobs/src/works/start-job.ts';
import { given, openRenderScene, type RenderScene, until } from './render-scene.ts';

let scene: RenderScene;
beforeAll(async () => {
  scene = await openRenderScene();
});
afterAll(() => scene.close());

test('a render whose worker is killed is finished by another from the segments that are there, once, with nothing half-made', async () => {
  const { home, database, studio, projectId, pictureId, startWorker, segments, jobRow } = scene;
  const camera = { lengthSec: 14, moves: [{ kind: 'dolly', distanceM: 0.1 }] };
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

  const before = await readdir(join(home, 'work'));
  const there = (await segments()).length;
  const doomed = startWorker();
  // At work on it itself: a segment that the first one's encoder still wrote is no sign of that.
  await until(
    () => readdir(join(home, 'work')),
    (names) => names.some((name) => !before.includes(name)),
  );
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
  expect(made.map((each) => each.blob.figures)).toMatchObject([{ frames: 420, widthPx: 640, heightPx: 360, lengthSec: 14 }]);
  const told = await database.db.select().from(event).where(eq(event.subjectId, id)).orderBy(event.seq);
  expect(told.filter(({ kind }) => kind === 'job.changed').map(({ data }) => (data as { state: string }).state)).toEqual([
    'queued',
    'running',
    'done',
  ]);
  // The row ends in the workflow's last step; the workflow a moment later, if it is left to.
  await until(
    () => studio.engine.stateOf(id),
    (state) => state === 'done',
  );
  other.kill('SIGTERM');
});

test('housekeeping clears what only grows, by its age, and leaves what is young or was made', async () => {
  const { home, database, studio, projectId } = scene;
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
  const left = await readdir(join(home, 'work'));
  expect(left.length).toBeGreaterThanOrEqual(1);
  for (const name of left) {
    expect(name).toMatch(/^job_/);
    await utimes(join(home, 'work', name), old, old);
  }
  const signal = new AbortController().signal;
  const room = { ...studio, worker: { id: studio.engine.workerId, signal, gone: signal }, calledOff: null as never };
  const made = await db.select().from(asset);
  expect(await keepHouse(room, studio.engine)).toMatchObject({ idempotency: 1, events: 1, files: left.length, workflows: 0 });
  expect(await db.select({ key: idempotency.key }).from(idempotency)).toEqual([{ key: 'young' }]);
  expect(await db.select().from(asset)).toEqual(made);
  expect(await readdir(join(home, 'work'))).toEqual([]);
  // The render's own workflow, once it is old enough; its row stays.
  expect(await studio.engine.forget({ endedBeforeMs: Date.now() + 1000, most: 100 })).toBeGreaterThanOrEqual(1);
  expect(await db.select().from(job)).toHaveLength(1);
});
