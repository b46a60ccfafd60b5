// A film killed at ten moments nobody chose while it is made goes on each time where it was, and is in the end the film that nobody killed.
// Small and short here, for time's sake; FANTASCOPE_KILLED_FILM=1920x1080 does it with all 24 shots at that size, from scenes of the depth model.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { cacheDir } from '@fantascope/lift';
import { locateFfmpeg, probe } from '@fantascope/media';
import { afterAll, expect, test } from 'vitest';
import { measuredFilm } from '../../bench/film-120.ts';

const KILLS = 10;
const cli = join(import.meta.dirname, '../../apps/cli/bin/fantascope.mjs');
const asked = process.env['FANTASCOPE_KILLED_FILM'];
const [widthPx = 320, heightPx = 180] = asked?.split('x').map(Number) ?? [];
const shots = asked === undefined ? 3 : 24;
const lengthSec = shots * 5;
const folder = mkdtempSync(join(tmpdir(), 'fantascope-killed-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const filmFile = join(folder, 'film.yaml');
writeFileSync(filmFile, JSON.stringify(measuredFilm({ shots, widthPx, heightPx })));
const results = join(folder, 'results');

type Ended = Readonly<{ sec: number; code: number | null; said: string }>;

/** When a film under way is killed: so much later than when so many finished segments lie in its cache. */
type Kill = Readonly<{ segments: number; delaySec: number }>;

const segmentsIn = (cache: string) =>
  existsSync(join(cache, 'segments')) ? readdirSync(join(cache, 'segments')).filter((name) => name.endsWith('.mp4')).length : 0;

/** Makes the film as a person would; with `kill` it is killed by SIGKILL, as when a machine runs out of memory. */
function make(out: string, { cache, kill }: { cache: string; kill?: Kill }): Promise<Ended> {
  const startMs = performance.now();
  const depth = asked === undefined ? ['--depth', 'heuristic'] : [];
  const child = spawn(process.execPath, [cli, 'film', filmFile, '--out', out, ...depth, '--outside', 'clamp', '--json', '--lang', 'en'], {
    env: { ...process.env, FANTASCOPE_CACHE: cache, FANTASCOPE_HOME: join(folder, 'home') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  const isOver = new AbortController();
  const strike = async () => {
    while (kill !== undefined && segmentsIn(cache) < kill.segments) await pause(10, undefined, { signal: isOver.signal });
    await pause((kill?.delaySec ?? 0) * 1000, undefined, { signal: isOver.signal });
    child.kill('SIGKILL');
  };
  if (kill !== undefined) strike().catch(() => undefined);
  return new Promise((resolve) =>
    child.once('close', (code) => {
      isOver.abort();
      resolve({ sec: (performance.now() - startMs) / 1000, code, said });
    }),
  );
}

/** What every stream of a file holds, packet by packet, as ffmpeg sums it: names, times of making and signatures left out. */
async function streamsOf(file: string): Promise<string> {
  const { path } = locateFfmpeg({ env: process.env });
  const child = spawn(path, ['-nostdin', '-v', 'error', '-i', file, '-map', '0', '-c', 'copy', '-f', 'streamhash', '-'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let told = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (told += text));
  await new Promise((resolve) => child.once('close', resolve));
  return told;
}

test(`a film killed ${KILLS} times is the film that nobody killed`, { timeout: asked === undefined ? 300_000 : 1_800_000 }, async () => {
  const own = (name: string) => (asked === undefined ? join(folder, name) : cacheDir({ FANTASCOPE_CACHE: join(folder, name) }));
  // Scenes are lifted before, into the cache that both films take them from: the moments lie in the making of the film.
  const first = await make(join(folder, 'whole.mp4'), { cache: own('whole') });
  expect(first.said).toContain(`"frames": ${lengthSec * 30}`);
  rmSync(join(own('whole'), 'segments'), { recursive: true, force: true });
  const whole = await make(join(folder, 'whole.mp4'), { cache: own('whole') });
  const expected = await streamsOf(join(folder, 'whole.mp4'));
  expect(expected.trim().split('\n').length).toBe(2);
  const total = segmentsIn(own('whole'));
  rmSync(join(own('whole'), 'segments'), { recursive: true, force: true });

  const out = join(results, 'film.mp4');
  mkdirSync(results);
  const told: string[] = [];
  for (let at = 0; at < KILLS; at++) {
    const left = total - segmentsIn(own('whole'));
    // From its first breath on; each gets further than the one before by a share that nobody chose, so that all of them strike.
    const segments = total - left + Math.floor(Math.random() * 2 * (left / (KILLS + 1 - at)));
    const kill = { segments: Math.min(segments, total - 1), delaySec: Math.random() * (asked === undefined ? 0.5 : 2) };
    const ended = await make(out, { cache: own('whole'), kill });
    told.push(`${ended.sec.toFixed(1)} s (${segmentsIn(own('whole'))} of ${total} segments)`);
    expect(ended.code, told.join(', ')).toBeNull();
    // Nothing half-written stands under the film's name.
    expect(readdirSync(results)).not.toContain('film.mp4');
  }
  const last = await make(out, { cache: own('whole') });
  expect(last.said).toContain(`"frames": ${lengthSec * 30}`);
  expect(await streamsOf(out), `killed after ${told.join(', ')}`).toBe(expected);
  expect((await probe(out)).durationSec).toBeCloseTo(lengthSec, 1);
  // What the killed ones left is cleared away.
  expect(readdirSync(results)).toEqual(['film.mp4']);
  if (asked !== undefined)
    process.stderr.write(`killed after ${told.join(', ')}; the last run took ${last.sec.toFixed(1)} s of ${whole.sec.toFixed(1)} s\n`);
});
