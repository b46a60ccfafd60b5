import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { newId } from '@fantascope/film';
import { type OpenStudio, openStudio } from '@fantascope/jobs';
import { testDatabase } from '@fantascope/jobs/test-database';
import { eq } from 'drizzle-orm';
import { addAsset } from '../../packages/jobs/src/assets/add-asset.ts';
import type { Database } from '../../packages/jobs/src/database/database.ts';
import { job, project } from '../../packages/jobs/src/database/schema/index.ts';
import { samplePicture } from '../takes/desk.ts';

const script = fileURLToPath(new URL('./render-worker.ts', import.meta.url));
/** Clock and chance for ids of a test. */
export const given = () => ({ nowMs: Date.now(), random: Math.random });

/** A studio that only asks, a project with a picture, and workers in processes that can be killed. */
export type RenderScene = Readonly<{
  home: string;
  database: Database;
  studio: OpenStudio;
  projectId: string;
  pictureId: string;
  startWorker: () => ChildProcess;
  jobRow: (id: string) => Promise<typeof job.$inferSelect>;
  /** Names of finished segments in the cache. */
  segments: () => Promise<readonly string[]>;
  close: () => Promise<void>;
}>;

/** Opens one; `more` is environment for the studio and its workers. */
export async function openRenderScene(more: Readonly<Record<string, string>> = {}): Promise<RenderScene> {
  const home = await mkdtemp(join(tmpdir(), 'fantascope-render-'));
  const database = await testDatabase();
  const env = { FANTASCOPE_DATABASE_URL: database.url, FANTASCOPE_CACHE: join(home, 'cache'), ...more };
  const studio = await openStudio({ env, home, doesWork: false });
  const workers = new Set<ChildProcess>();
  const [projectId, pictureId] = [newId('project', given()), newId('asset', given())];
  const at = new Date();
  await database.db.insert(project).values({ id: projectId, name: 'renders', createdAt: at });
  const stored = await studio.assets.put(samplePicture.bytes);
  await database.db.transaction((tx) =>
    addAsset(tx, studio.assets, {
      ...{ id: pictureId, projectId, name: 'coffee.png', kind: 'image', origin: 'upload', createdBy: 'user_desk', at },
      blob: { ...stored, mime: 'image/png', figures: {} },
    }),
  );
  return {
    ...{ home, database, studio, projectId, pictureId },
    startWorker: () => {
      const own = {
        PATH: process.env['PATH'] ?? '',
        HOME: process.env['HOME'] ?? '',
        FANTASCOPE_RENDER_WORKER: JSON.stringify({ home, env }),
      };
      const worker = spawn(process.execPath, [script], { env: own, stdio: ['ignore', 'pipe', 'inherit'] });
      workers.add(worker);
      return worker;
    },
    jobRow: async (id) => (await database.db.select().from(job).where(eq(job.id, id)))[0] as typeof job.$inferSelect,
    segments: async () => (await readdir(join(home, 'cache', 'segments')).catch(() => [])).filter((name) => name.endsWith('.mp4')),
    close: async () => {
      for (const worker of workers) worker.kill('SIGKILL');
      await studio.close();
      await database.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** Asks until the answer is as wanted; throws after a minute. */
export async function until<T>(ask: () => Promise<T>, is: (value: T) => boolean): Promise<T> {
  for (const endMs = performance.now() + 60_000; performance.now() < endMs; await pause(30)) {
    const value = await ask();
    if (is(value)) return value;
  }
  throw new Error(`it did not come to that: ${JSON.stringify(await ask())}`);
}
