import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openDatabase } from '../../packages/jobs/src/database/open-database.ts';
import { machineOwner } from '../../packages/jobs/src/people/person.ts';
import type { BenchRow } from '../row.ts';
import { seedHouse } from '../seed-house.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const count = (name: string, usual: number) => Number(process.env[name] ?? usual);
/** What lies in the house: 1 000 000 assets and 200 000 takes unless the environment says less. */
const size = {
  assets: count('BENCH_ASSETS', 1_000_000),
  takes: count('BENCH_TAKES', 200_000),
  shots: count('BENCH_SHOTS', 20_000),
  projects: 40,
};

/** Places that each list is asked at. */
const asked = 100;

/** A server of a row. */
export type Started = Readonly<{ child: ChildProcess; url: string }>;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Starts the server and waits for the first 200 of /readyz; `ms` from the start of the command. */
export async function start(command: readonly string[], env: NodeJS.ProcessEnv): Promise<Started & Readonly<{ ms: number }>> {
  const port = await freePort();
  const startMs = performance.now();
  const [program = '', ...args] = command;
  const child = spawn(program, [...args, '--port', String(port)], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const url = `http://127.0.0.1:${port}`;
  for (;;) {
    if (child.exitCode !== null || performance.now() - startMs > 120_000) throw new Error('the server did not start');
    const isReady = await fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) return { child, url, ms: performance.now() - startMs };
    await pause(10);
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Ends a server and waits until its own process is gone: npm ends before what it has started. */
export async function stop({ child }: Started, home: string): Promise<void> {
  // It is ready a moment before it has written down who it is.
  let text: string | null = null;
  while (text === null) text = await readFile(join(home, 'server.json'), 'utf8').catch(() => pause(20, null));
  const { pid } = JSON.parse(text) as { pid: number };
  child.kill('SIGTERM');
  while (isAlive(pid)) await pause(20);
}

/** A data folder of its own; as root its database lies beside those of the tests. */
export async function inHome<T>(work: (home: string, env: NodeJS.ProcessEnv) => Promise<T>): Promise<T> {
  const home = await mkdtemp(join(tmpdir(), 'fantascope-bench-'));
  const env = { FANTASCOPE_HOME: home, FANTASCOPE_DATABASE_HOME: '/var/lib/fantascope-bench' };
  try {
    return await work(home, env);
  } finally {
    await rm(home, { recursive: true, force: true });
    if (process.getuid?.() === 0) await rm(env.FANTASCOPE_DATABASE_HOME, { recursive: true, force: true });
  }
}

const cursorOf = (atMs: number, id: string) => Buffer.from(JSON.stringify([atMs, id])).toString('base64url');
/** What 95 of 100 stay below. */
export const p95 = (ms: readonly number[]) => [...ms].sort((a, b) => a - b)[Math.floor(ms.length * 0.95)] as number;

/** A house that answers: how soon, and how fast when it is full. */
export const rows: readonly BenchRow[] = [
  {
    name: 'server.start.warmMs',
    unit: 'ms',
    measure: () =>
      inHome(async (home, env) => {
        const times: number[] = [];
        // The first makes the database; a warm start is every later one.
        for (let k = 0; k < 6; k += 1) {
          const server = await start(['npm', 'start', '--silent', '--'], env);
          times.push(server.ms);
          await stop(server, home);
        }
        const [first = 0, ...warm] = times;
        return {
          value: Math.round(warm.sort((a, b) => a - b)[Math.floor(warm.length / 2)] as number),
          note: `npm start until /readyz says 200, embedded database stopped before; median of ${warm.length}; the first, which makes the database, ${Math.round(first)} ms`,
        };
      }),
  },
  {
    name: 'server.list.p95Ms',
    unit: 'ms',
    measure: () =>
      inHome(async (home, env) => {
        const database = await openDatabase({ env, home });
        try {
          const ports = { nowMs: Date.now, random: Math.random };
          const owner = await machineOwner(database.db, ports);
          const startMs = performance.now();
          await seedHouse(database.pool, { ...size, seed: 'house', ownerId: owner.id });
          const seededSec = (performance.now() - startMs) / 1000;
          await database.pool.query(
            `insert into fantascope.setting (name, value, by_user_id, set_at)
             select name, '100000', 'user_bench', now() from unnest(array['rate.addressPerMinute', 'rate.personPerMinute']) name`,
          );
          const node = process.execPath;
          const server = await start([node, 'apps/server/src/main.ts'], {
            ...env,
            FANTASCOPE_DATABASE_URL: database.url,
            FANTASCOPE_WORK: '0',
          });
          try {
            const token = (await readFile(join(home, 'local.token'), 'utf8')).trim();
            const project = `project_${'1'.padStart(26, '0')}`;
            const { rows: shots } = await database.pool.query<{ id: string }>(
              'select id from fantascope.shot where project_id = $1 limit 50',
              [project],
            );
            const places = async (table: string, time: string, where = 'true') =>
              (
                await database.pool.query<{ ms: string; id: string }>(
                  `select extract(epoch from ${time}) * 1000 as ms, id from fantascope.${table} tablesample bernoulli (5) where ${where} order by md5(id) limit 200`,
                )
              ).rows.map(({ ms, id }) => cursorOf(Math.round(Number(ms)), id));
            const searched = (words: string) => `/projects/${project}/assets?words=${encodeURIComponent(words)}`;
            const inAssets = await places('asset', 'created_at');
            const found = (words: string) => inAssets.map((cursor) => `${searched(words)}&cursor=${cursor}`);
            const lists: Record<string, readonly string[]> = {
              'project.list': ['/projects?limit=20'],
              'shot.list': (await places('shot', 'updated_at')).map((cursor) => `/projects/${project}/shots?cursor=${cursor}`),
              'take.list': (await places('take', 'created_at')).map((cursor) => `/projects/${project}/takes?cursor=${cursor}`),
              'take.list by state': (await places('take', 'created_at')).map(
                (cursor, at) => `/projects/${project}/takes?state=${['ready', 'failed', 'unknown', 'cancelled'][at % 4]}&cursor=${cursor}`,
              ),
              'take.list by shot': shots.map(({ id }) => `/projects/${project}/takes?shotId=${id}`),
              'asset.list': inAssets.map((cursor) => `/projects/${project}/assets?cursor=${cursor}`),
              'asset.list by kind': inAssets.map((cursor) => `/projects/${project}/assets?kind=audio&cursor=${cursor}`),
              'asset.list by origin': inAssets.map((cursor) => `/projects/${project}/assets?origin=upload&cursor=${cursor}`),
              'asset.list by common word': found('clip'),
              'asset.list by beginning': Array.from({ length: 50 }, (_, n) => searched(`word${n}`)),
              'asset.list by a word of one in 3000': Array.from({ length: 50 }, (_, n) => searched(`word${n * 7} mp4`)),
              'asset.list by a word of one in 600': [searched('robot'), searched('赛博'), searched('朋克')],
              'asset.list by no word there is': [searched('nowhere'), searched('子虚乌有')],
              'asset.list by two words': ['day harbour', 'word7 night', 'clip robot', 'robot clip', '雨夜 长街', 'clip 赛博'].map(searched),
              'asset.list by one letter of Han': [...'雨凤春夏秋月'].map(searched),
              'asset.list by words of Han': found('雨夜长街'),
              'asset.list by word and kind': ['audio', 'lut'].map((kind) => `${searched('day')}&kind=${kind}`),
              'member.list': [`/projects/${project}/members`],
              'asset.list removed': (await places('asset', 'removed_at', 'removed_at is not null')).map(
                (cursor) => `/projects/${project}/assets?isRemoved=true&cursor=${cursor}`,
              ),
            };
            const own: string[] = [];
            const all: number[] = [];
            const firsts: number[] = [];
            const timed = async (paths: readonly string[]): Promise<number> => {
              const best: number[] = [];
              const first: number[] = [];
              // The first ten warm the plan and the cache of a server that has just started.
              for (let k = -10; k < 3 * asked; k += 1) {
                const at = (k + asked) % asked;
                const path = paths[at % paths.length] as string;
                const sentMs = performance.now();
                const reply = await fetch(`${server.url}/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } });
                await reply.arrayBuffer();
                if (!reply.ok) throw new Error(`${path}: ${reply.status}`);
                const ms = performance.now() - sentMs;
                if (k >= 0 && k < asked) first.push(ms);
                if (k >= 0) best[at] = Math.min(best[at] ?? ms, ms);
              }
              firsts.push(p95(first));
              return p95(best);
            };
            for (const [name, paths] of Object.entries(lists)) {
              const ms = await timed(paths);
              own.push(`${name} ${ms.toFixed(1)}`);
              all.push(ms);
            }
            const firstMs = Math.max(...firsts);
            // Not among them: that no file has both can only be known by putting both lists together from end to end.
            const apartMs = await timed([searched('day night'), searched('night day')]);
            return {
              value: Number(Math.max(...all).toFixed(1)),
              note: `the slowest of its lists, 50 rows a page from ${asked} places anywhere in it over HTTP, one after another, three times round, each place's quickest counted, as other work on the machine delays some (${firstMs.toFixed(1)} the first time round; load ${loadavg()[0]?.toFixed(1)} on ${cpus().length} cores): ${own.join(', ')}; ${size.assets} assets, ${size.takes} takes, half of them in the project asked; two words of a third of the files each that never come together, not counted: ${apartMs.toFixed(1)}; seeded in ${seededSec.toFixed(0)} s`,
            };
          } finally {
            await stop(server, home);
          }
        } finally {
          await database.close();
        }
      }),
  },
];
