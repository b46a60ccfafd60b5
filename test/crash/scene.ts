import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Emulator, faultStages, faultsOf, startEmulator } from '@fantascope/emulators';
import { newId } from '@fantascope/film';
import { Client } from 'pg';
import type { AssetStore } from '../../packages/jobs/src/assets/asset-store.ts';
import { openAssetStore } from '../../packages/jobs/src/assets/open-asset-store.ts';
import type { Database } from '../../packages/jobs/src/database/database.ts';
import { databasePlace } from '../../packages/jobs/src/database/database-place.ts';
import { EmbeddedServer } from '../../packages/jobs/src/database/embedded-server.ts';
import { databaseAt, openDatabase } from '../../packages/jobs/src/database/open-database.ts';
import { postmasterPid } from '../../packages/jobs/src/database/postmaster.ts';
import { asset, blob, project } from '../../packages/jobs/src/database/schema/index.ts';
import { samplePicture } from '../takes/desk.ts';
import { type AssetBucket, openAssetBucket } from './asset-bucket.ts';
import { keyNameOf, type Recipe, recipeOf } from './recipe.ts';
import type { Told } from './told.ts';

/** One process that was killed: its number, where, and when. */
export type Kill = Readonly<{ point: string; pid: number; atMs: number }>;

/** A process that takes orders and works. */
export type Child = { process: ChildProcess; port: number; worker: string; isReady: boolean; order: string; ended: Promise<void> };

/** A database, a shelf and emulators, and processes that work on them and can be killed. */
export type Scene = Readonly<{
  home: string;
  database: Database;
  assets: AssetStore;
  emulators: ReadonlyMap<string, Emulator>;
  children: ReadonlySet<Child>;
  kills: readonly Kill[];
  /** Processes that stopped themselves because their database was away for too long. */
  fences: readonly Kill[];
  /** Processes that ended without being killed. */
  crashes: readonly string[];
  start: (options: Readonly<{ order: string; kill: Told['kill']; machine?: string }>) => Child;
  killDatabase: () => Promise<void>;
  close: () => Promise<void>;
}>;

const script = fileURLToPath(new URL('./child.ts', import.meta.url));

/** Where the assets of a scene lie: in its folder, or in a bucket of an S3 server that, like the emulators, is not among what is killed. */
export type SceneAssets = 'folder' | 's3';

/** Sets a scene; `ratio` of the providers' answers are faults, by seed. The database is one of its own: it gets killed. */
export async function openScene({
  wires,
  seed,
  ratio,
  isSabotaged,
  assets: kind = 'folder',
  workMs = 400,
  isHasty = true,
  onStep = () => undefined,
}: Readonly<{
  wires: readonly string[];
  seed: number;
  ratio: number;
  isSabotaged: boolean;
  /** Default `folder`. */
  assets?: SceneAssets;
  workMs?: number;
  /** Processes poll and give up sooner than in earnest. Default true. */
  isHasty?: boolean;
  onStep?: (line: string) => void;
}>): Promise<Scene> {
  const home = await mkdtemp(join(tmpdir(), 'fantascope-crash-'));
  const givenUrl = process.env['FANTASCOPE_TEST_DATABASE_URL'];
  const own = givenUrl === undefined ? null : await givenDatabase(givenUrl);
  const databaseEnv = own === null ? { FANTASCOPE_DATABASE_HOME: '/var/lib/fantascope-tests' } : { FANTASCOPE_DATABASE_URL: own.url };
  const emulators = new Map<string, Emulator>();
  const children = new Set<Child>();
  const kills: Kill[] = [];
  const fences: Kill[] = [];
  const crashes: string[] = [];
  let database: Database | undefined;
  let bucket: AssetBucket | undefined;

  const close = async (): Promise<void> => {
    const ending = [...children].map(({ process: child, ended }) => {
      child.kill('SIGTERM');
      return Promise.race([ended, pause(8000).then(() => child.kill('SIGKILL'))]);
    });
    await Promise.all(ending);
    for (const emulator of emulators.values()) await emulator.close();
    await bucket?.close();
    await database?.close();
    await own?.drop();
    if (own === null) {
      const place = await databasePlace(home, databaseEnv);
      await (await EmbeddedServer.open(place)).close({ evenInUse: true });
      for (const folder of [place.folder, place.socket]) await rm(folder, { recursive: true, force: true });
    }
    await rm(home, { recursive: true, force: true });
  };

  try {
    for (const [at, wire] of wires.entries()) {
      // Webhooks have tests of their own.
      const of = faultsOf(wire).filter((fault) => faultStages[fault] !== 'webhook');
      const faults = ratio > 0 ? { faults: { seed: seed + at, ratio, of } } : {};
      emulators.set(wire, await startEmulator(wire, { workMs, slowMs: 200, retryAfterSec: 0, ...faults }));
    }
    const recipes: Recipe[] = [];
    for (const [wire, server] of emulators) recipes.push(await recipeOf(wire, server));
    if (kind === 's3') bucket = await openAssetBucket();
    const env: Record<string, string> = { ...databaseEnv, ...bucket?.env };
    for (const [wire, { credential }] of emulators) if (credential !== '') env[keyNameOf(wire)] = credential;
    database = await openDatabase({ env, home, connections: 4 });
    const assets = await openAssetStore({ env, home });
    const told: Told = { home, env, recipes, kill: null, isSabotaged, isHasty, ...(await seeded(database, assets)) };
    return {
      ...{ home, database, assets, emulators, children, kills, fences, crashes, close },
      start: ({ order, kill, machine }) => {
        const own = { ...told, kill, ...(machine === undefined ? {} : { machine }) };
        return spawnChild(own, order, { children, kills, fences, crashes, onStep });
      },
      killDatabase: async () => {
        if (database !== undefined) await endServer(database, { home, env, isGiven: own !== null });
        kills.push({ point: 'database', pid: 0, atMs: Date.now() });
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function spawnChild(
  told: Told,
  order: string,
  {
    children,
    kills,
    fences,
    crashes,
    onStep,
  }: Readonly<{ children: Set<Child>; kills: Kill[]; fences: Kill[]; crashes: string[]; onStep: (line: string) => void }>,
): Child {
  const env = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', FANTASCOPE_CRASH: JSON.stringify(told) };
  const running = spawn(process.execPath, [script], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const child: Child = { process: running, port: 0, worker: '', isReady: false, order, ended: Promise.resolve() };
  children.add(child);
  running.stdout.setEncoding('utf8').on('data', (text: string) => {
    const { port, worker } = JSON.parse(text) as { port: number; worker: string };
    Object.assign(child, { port, worker, isReady: true });
  });
  running.stderr.setEncoding('utf8').on('data', (text: string) => onStep(`  [${child.worker.slice(-4)}] ${text.trim().slice(0, 1500)}`));
  child.ended = new Promise((resolve) =>
    running.on('close', (code, signal) => {
      children.delete(child);
      child.isReady = false;
      if (signal === 'SIGKILL') kills.push({ point: child.order, pid: running.pid ?? 0, atMs: Date.now() });
      else if (code === 3) fences.push({ point: 'fenced', pid: running.pid ?? 0, atMs: Date.now() });
      // 0: told to end. Anything else is a crash of its own making.
      else if (code !== 0) crashes.push(`a process ended by itself with ${signal ?? code}`);
      resolve();
    }),
  );
  return child;
}

/** Kills the database's own process; on a given server, which is not ours to kill, every connection of this database. */
async function endServer(
  database: Database,
  { home, env, isGiven }: Readonly<{ home: string; env: Readonly<Record<string, string>>; isGiven: boolean }>,
): Promise<void> {
  if (isGiven) {
    await database.pool
      .query('select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()')
      .catch(() => undefined);
    return;
  }
  const pid = await postmasterPid((await databasePlace(home, env)).data);
  if (pid !== null) process.kill(pid, 'SIGKILL');
}

/** A project, and the picture that requests begin with. */
async function seeded({ db }: Database, store: AssetStore): Promise<Pick<Told, 'projectId' | 'pictureId'>> {
  const at = new Date();
  const given = { nowMs: at.getTime(), random: Math.random };
  const [projectId, pictureId] = [newId('project', given), newId('asset', given)];
  const { sha256, bytes } = await store.put(samplePicture.bytes);
  await db.insert(project).values({ id: projectId, name: 'crash', createdAt: at });
  await db.insert(blob).values({ sha256, bytes, mime: samplePicture.mime, storedAt: at });
  const name = samplePicture.fileName;
  await db
    .insert(asset)
    .values({ id: pictureId, projectId, sha256, name, kind: 'image', origin: 'upload', createdBy: 'user_crash', createdAt: at });
  return { projectId, pictureId };
}

/** A database of our own on a server that a setting names. */
async function givenDatabase(url: string): Promise<Readonly<{ url: string; drop: () => Promise<void> }>> {
  const name = `fantascope_crash_${process.pid}`;
  const admin = new Client({ connectionString: url });
  await admin.connect();
  await admin.query(`create database ${name} template template0 encoding 'UTF8'`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  await (await databaseAt(own.href)).close();
  return {
    url: own.href,
    drop: async () => {
      await admin.query(`drop database if exists ${name} with (force)`);
      await admin.end();
    },
  };
}
