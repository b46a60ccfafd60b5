import { readFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../packages/jobs/src/database/open-database.ts';
import { machineOwner } from '../../packages/jobs/src/people/person.ts';
import { levelsAbove } from '../../packages/stage/src/sketch/picture-sketch.ts';
import type { BenchRow } from '../row.ts';
import { seedHouse } from '../seed-house.ts';
import { inHome, p95, start, stop } from './server.ts';

/** Pictures and films of the project that is asked, all with a sketch. A quarter of what is seeded is sound, a fiftieth removed. */
const PICTURES = Number(process.env['BENCH_PICTURES'] ?? 100_000);
const asked = 60;
const PAGE = 200;

/** A sketch as somebody's picture might have it. */
const someSketch = () => Array.from(levelsAbove, (most) => Math.floor(Math.random() * (most + 1)).toString(17)).join('');

/** Searching by look among very many pictures. */
export const rows: readonly BenchRow[] = [
  {
    name: 'server.likeness.p95Ms',
    unit: 'ms',
    measure: () =>
      inHome(async (home, env) => {
        const database = await openDatabase({ env, home });
        try {
          const owner = await machineOwner(database.db, { nowMs: Date.now, random: Math.random });
          const assets = Math.round(PICTURES / 0.75 / 0.98);
          await seedHouse(database.pool, { assets, takes: 1, shots: 1, projects: 1, seed: 'house', ownerId: owner.id });
          await database.pool.query(
            `update fantascope.asset set sketch = repeat(('x' || md5(id))::bit(128)::text || ('x' || md5(name))::bit(128)::text, 5)::bit(1264) where kind <> 'audio'`,
          );
          await database.pool.query('vacuum (analyze) fantascope.asset');
          const { rows: some } = await database.pool.query<{ id: string; project: string; count: number }>(
            `select id, project_id as project, count(*) over ()::int as count from fantascope.asset where sketch is not null and removed_at is null order by md5(id) limit ${asked}`,
          );
          const project = some[0]?.project ?? '';
          const server = await start([process.execPath, 'apps/server/src/main.ts'], {
            ...env,
            FANTASCOPE_DATABASE_URL: database.url,
            FANTASCOPE_WORK: '0',
          });
          try {
            const token = (await readFile(join(home, 'local.token'), 'utf8')).trim();
            const kinds: Record<string, (at: number) => string> = {
              'like a file': (at) => `likeAssetId=${some[at % some.length]?.id}`,
              'like a picture': () => `likeSketch=${someSketch()}`,
              'of a kind': () => `likeSketch=${someSketch()}&kind=image`,
              'with a word that all have': () => `likeSketch=${someSketch()}&words=clip`,
              'with a word of one in 3000': (at) => `likeSketch=${someSketch()}&words=word${at}`,
              'of a colour': () => 'colours=red',
              'of two colours': () => `colours=dark&colours=blue&likeSketch=${someSketch()}`,
            };
            const ask = async (query: string) => {
              const sentMs = performance.now();
              const reply = await fetch(`${server.url}/api/v1/projects/${project}/assets?limit=${PAGE}&${query}`, {
                headers: { authorization: `Bearer ${token}` },
              });
              const { nextCursor } = (await reply.json()) as { nextCursor: string | null };
              if (!reply.ok) throw new Error(`${query}: ${reply.status}`);
              return { ms: performance.now() - sentMs, nextCursor };
            };
            const own: string[] = [];
            const all: number[] = [];
            for (const [name, queryAt] of Object.entries(kinds)) {
              const times: number[] = [];
              // The first five warm the cache of a server that has just started.
              for (let at = -5; at < asked / 2; at += 1) {
                const query = queryAt(at + 5);
                const first = await ask(query);
                if (at >= 0) times.push(first.ms);
                const next = first.nextCursor === null ? null : await ask(`${query}&cursor=${first.nextCursor}`);
                if (at >= 0 && next !== null) times.push(next.ms);
              }
              own.push(`${name} ${p95(times).toFixed(0)}`);
              all.push(p95(times));
            }
            return {
              value: Number(Math.max(...all).toFixed(1)),
              note: `the slowest way of searching ${some[0]?.count} sketched pictures of a project by look, ${PAGE} a page, first and second pages over HTTP, one after another, nothing taken out (load ${loadavg()[0]?.toFixed(1)} on ${cpus().length} cores): ${own.join(', ')}`,
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
