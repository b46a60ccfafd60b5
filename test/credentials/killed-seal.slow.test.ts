// A film that is killed while its credentials are written has no half-written file under its name: it is not there, or it is whole and its credentials hold.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { startCli } from './run-cli.ts';
import { readCredentials } from './second-reader.ts';

const folder = mkdtempSync(join(tmpdir(), 'killed-seal-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const results = join(folder, 'results');
const out = join(results, 'film.mp4');

writeFileSync(
  join(folder, 'film.json'),
  JSON.stringify({
    ...{ format: 'fantascope/film', version: 1, title: { en: 'Sea' }, widthPx: 320, heightPx: 180 },
    shots: [{ animatic: { place: 'sea', hour: 'dusk' }, camera: 'pan left', lengthSec: 1 }],
  }),
);

/** Makes the film; it is killed as soon as `isTime` says so. Gives its exit code, null where it was killed. */
async function make(isTime: () => boolean): Promise<number | null> {
  const child = startCli(['film', join(folder, 'film.json'), '--out', out, '--json'], { folder });
  for (const stream of [child.stdout, child.stderr]) stream?.resume();
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  let isOver = false;
  child.once('close', () => (isOver = true));
  while (!isOver && !isTime()) await pause(1);
  child.kill('SIGKILL');
  return await ended;
}

const beside = () => readdirSync(results).filter((name) => name !== 'film.mp4');

test('killed in the last write, and at moments around it, nothing half-written has the film’s name; the next try clears away what is left', async () => {
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results);
  expect(await make(() => false)).toBe(0);
  rmSync(out);
  const left: number[] = [];
  for (const afterMs of [0, 5, 20, 60, 120, 200, 300]) {
    // The moment counts from when the film is joined and gets its credentials: its part lies beside its name.
    let seenMs: number | undefined;
    const code = await make(() => {
      if (seenMs === undefined && beside().some((name) => name.endsWith('.part'))) seenMs = performance.now();
      return seenMs !== undefined && performance.now() - seenMs >= afterMs;
    });
    if (code === null) left.push(afterMs);
    if (!existsSync(out)) continue;
    expect(readCredentials(readFileSync(out)).problems, `killed ${afterMs} ms after it was joined`).toEqual([]);
    rmSync(out);
  }
  expect(left.length).toBeGreaterThanOrEqual(3);
  expect(await make(() => false)).toBe(0);
  expect(readCredentials(readFileSync(out)).problems).toEqual([]);
  expect(readdirSync(results)).toEqual(['film.mp4']);
}, 180_000);
