import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Emulator, faultStages, faultsOf, startEmulator } from '@fantascope/emulators';
import { newId } from '@fantascope/film';
import { openFolderStore } from '../../packages/jobs/src/assets/folder-store.ts';
import type { Database } from '../../packages/jobs/src/database/database.ts';
import { databasePlace } from '../../packages/jobs/src/database/database-place.ts';
import { EmbeddedServer } from '../../packages/jobs/src/database/embedded-server.ts';
import { databaseAt, openDatabase } from '../../packages/jobs/src/database/open-database.ts';
import { postmasterPid } from '../../packages/jobs/src/database/postmaster.ts';
import { asset, blob, project } from '../../packages/jobs/src/database/schema/index.ts';
import { samplePicture } from '../takes/desk.ts';
import { crashWires, keyNameOf, type Recipe, recipeOf } from './recipe.ts';
import { type CrashReport, reportOf } from './report.ts';
import { allPoints, type Told } from './told.ts';

/** What a run is asked for. */
export type CrashOptions = Readonly<{
  kills: number;
  takes: number;
  seed: number;
  isSabotaged: boolean;
  /** Default: all that have an emulator. */
  wires?: readonly string[];
  onStep?: (line: string) => void;
}>;

/** One process that was killed: which worker it was, where, and when. */
export type Kill = Readonly<{ point: string; worker: string; atMs: number }>;

const script = fileURLToPath(new URL('./child.ts', import.meta.url));
/** How many processes are at work at once. */
const CHILDREN = 2;
/** A process that does not come to its point in this time is killed at random instead, milliseconds. */
const POINT_MS = 8000;
/** How long is waited for the last takes to end, milliseconds. */
const END_MS = 180_000;

/** Numbers in 0..1 by a seed (Park and Miller 1988). */
function randomOf(seed: number): () => number {
  let state = (seed % 2147483646) + 1;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

type Child = { process: ChildProcess; port: number; worker: string; isReady: boolean; order: string; ended: Promise<void> };

/** Kills servers, workers and the database at every named point and at random while takes of all wires are made, and counts what became of them. */
export async function crashRun(options: CrashOptions): Promise<CrashReport> {
  const { kills: wantedKills, seed, isSabotaged, onStep = () => undefined } = options;
  const random = randomOf(seed);
  const wires = options.wires ?? crashWires;
  const home = await mkdtemp(join(tmpdir(), 'fantascope-crash-'));
  const givenUrl = process.env['FANTASCOPE_TEST_DATABASE_URL'];
  const own = givenUrl === undefined ? null : await givenDatabase(givenUrl);
  const databaseEnv = own === null ? { FANTASCOPE_DATABASE_HOME: '/var/lib/fantascope-tests' } : { FANTASCOPE_DATABASE_URL: own.url };
  const emulators = new Map<string, Emulator>();
  const children = new Set<Child>();
  const kills: Kill[] = [];
  let database: Database | undefined;
  try {
    for (const [at, wire] of wires.entries()) {
      // Webhooks have their own tests; a task that is forgotten or never ends would only be waited for.
      const of = faultsOf(wire).filter((fault) => faultStages[fault] !== 'webhook');
      emulators.set(
        wire,
        await startEmulator(wire, { workMs: 400, slowMs: 200, retryAfterSec: 0, faults: { seed: seed + at, ratio: 0.12, of } }),
      );
    }
    const recipes: Recipe[] = [];
    for (const [wire, server] of emulators) recipes.push(await recipeOf(wire, server));
    const env: Record<string, string> = { ...databaseEnv };
    for (const [wire, { credential }] of emulators) if (credential !== '') env[keyNameOf(wire)] = credential;
    database = await openDatabase({ env, home, connections: 4 });
    const told: Told = { home, env, recipes, kill: null, isSabotaged, ...(await seeded(database, home)) };

    const orders = ordersOf(wantedKills, random);
    const accepted = new Set<string>();
    const start = (kill: Told['kill'], order: string): Child => spawnChild({ ...told, kill }, order, { children, kills, onStep });
    const shooting = shootAll({
      count: options.takes,
      wires,
      random,
      accepted,
      live: () => [...children].filter(({ isReady }) => isReady),
      pacing: () => orders.length > 0,
    });
    const running = killAll({ orders, start, random, children, database, home, env, kills, isGiven: own !== null });
    await running;
    onStep(`${kills.length} kills done; letting the rest run out`);
    for (let at = 0; at < CHILDREN; at += 1) start(null, 'none');
    await shooting;
    await drained(database, END_MS);
    return await reportOf({ database, home, emulators, accepted, kills, seed, points: allPoints });
  } finally {
    const ending = [...children].map(({ process: child, ended }) => {
      child.kill('SIGTERM');
      return Promise.race([ended, pause(8000).then(() => child.kill('SIGKILL'))]);
    });
    await Promise.all(ending);
    for (const emulator of emulators.values()) await emulator.close();
    await database?.close();
    await own?.drop();
    if (own === null) {
      const place = await databasePlace(home, databaseEnv);
      await (await EmbeddedServer.open(place)).close({ evenInUse: true });
      for (const folder of [place.folder, place.socket]) await rm(folder, { recursive: true, force: true });
    }
    await rm(home, { recursive: true, force: true });
  }
}

/** Every named point three times and more, the database now and then, and the rest at random; shuffled by the seed. */
function ordersOf(kills: number, random: () => number): string[] {
  const orders: string[] = [];
  const rounds = kills >= allPoints.length * 4 ? 4 : kills >= allPoints.length * 3 ? 3 : kills >= allPoints.length ? 1 : 0;
  for (let round = 0; round < rounds; round += 1) orders.push(...allPoints);
  if (rounds === 0) orders.push(...[...allPoints].sort(() => random() - 0.5).slice(0, Math.max(1, kills - 2)));
  const rest = Math.max(0, kills - orders.length);
  for (let at = 0; at < rest; at += 1) orders.push(at % 4 === 3 ? 'database' : 'random');
  return orders.slice(0, kills).sort(() => random() - 0.5);
}

function spawnChild(
  told: Told,
  order: string,
  { children, kills, onStep }: Readonly<{ children: Set<Child>; kills: Kill[]; onStep: (line: string) => void }>,
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
    running.on('close', (_, signal) => {
      children.delete(child);
      child.isReady = false;
      if (signal === 'SIGKILL') kills.push({ point: child.order, worker: child.worker, atMs: Date.now() });
      resolve();
    }),
  );
  return child;
}

type Killing = Readonly<{
  orders: string[];
  start: (kill: Told['kill'], order: string) => Child;
  random: () => number;
  children: Set<Child>;
  database: Database;
  home: string;
  env: Readonly<Record<string, string>>;
  kills: Kill[];
  isGiven: boolean;
}>;

/** Carries out the orders, with as many processes at once as there are. */
async function killAll({ orders, start, random, database, home, env, kills, isGiven }: Killing): Promise<void> {
  const lane = async (): Promise<void> => {
    for (;;) {
      const order = orders.shift();
      if (order === undefined) return;
      if (order === 'database') {
        await killDatabase(database, { home, env, isGiven });
        kills.push({ point: 'database', worker: '', atMs: Date.now() });
        await pause(300);
        continue;
      }
      const point = allPoints.find((each) => each === order);
      const child = start(point === undefined ? null : { at: point, nth: 1 + Math.floor(random() * 3) }, order);
      while (!child.isReady && child.process.exitCode === null && child.process.signalCode === null) await pause(20);
      const untilMs = performance.now() + (point === undefined ? 200 + random() * 2500 : POINT_MS);
      const isOver = () => child.process.exitCode !== null || child.process.signalCode !== null;
      while (!isOver() && performance.now() < untilMs) await pause(10);
      if (!isOver()) {
        // It was not reached: killed anyway, and the point comes back at the end.
        if (point !== undefined && orders.filter((each) => each === point).length < 5) orders.push(point);
        child.order = 'random';
        child.process.kill('SIGKILL');
      }
      await child.ended;
    }
  };
  await Promise.all(Array.from({ length: CHILDREN }, lane));
}

/** Kills the database's own process; on a given server, which is not ours to kill, every connection of this database. */
async function killDatabase(
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

/** Orders every take until a server has taken it, and calls some off. */
async function shootAll({
  count,
  wires,
  random,
  accepted,
  live,
  pacing,
}: Readonly<{
  count: number;
  wires: readonly string[];
  random: () => number;
  accepted: Set<string>;
  live: () => readonly Child[];
  pacing: () => boolean;
}>): Promise<void> {
  const ask = async (path: string): Promise<boolean> => {
    for (let tries = 0; tries < 600; tries += 1) {
      const child = live()[Math.floor(random() * live().length)];
      const reply =
        child === undefined
          ? null
          : await fetch(`http://127.0.0.1:${child.port}${path}`, { signal: AbortSignal.timeout(15_000) }).catch(() => null);
      await reply?.arrayBuffer().catch(() => undefined);
      if (reply !== null && (reply.ok || reply.status === 409)) return true;
      await pause(100);
    }
    return false;
  };
  for (let at = 0; at < count || pacing(); at += 1) {
    const takeId = newId('take', { nowMs: Date.now(), random });
    const wire = wires[at % wires.length] ?? '';
    if (await ask(`/shoot?take=${takeId}&wire=${wire}`)) accepted.add(takeId);
    if (random() < 0.05) void pause(random() * 1500).then(() => ask(`/cancel?take=${takeId}`));
    // Some at all times, and never so many that the machine does nothing else.
    await pause(pacing() ? 350 : 60);
  }
}

/** Waits until nothing goes on by itself any more. */
async function drained({ pool }: Database, mostMs: number): Promise<void> {
  const untilMs = performance.now() + mostMs;
  for (;;) {
    const open = await pool.query<{ count: string }>('select count(*) from fantascope.take where ended_at is null').catch(() => null);
    if (Number(open?.rows[0]?.count ?? 1) === 0 || performance.now() > untilMs) return;
    await pause(250);
  }
}

/** A project, and the picture that requests begin with. */
async function seeded({ db }: Database, home: string): Promise<Pick<Told, 'projectId' | 'pictureId'>> {
  const at = new Date();
  const given = { nowMs: at.getTime(), random: Math.random };
  const [projectId, pictureId] = [newId('project', given), newId('asset', given)];
  const store = await openFolderStore(join(home, 'assets'));
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
  const admin = await databaseless(url);
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

async function databaseless(url: string) {
  const { Client } = await import('pg');
  const client = new Client({ connectionString: url });
  await client.connect();
  return client;
}
