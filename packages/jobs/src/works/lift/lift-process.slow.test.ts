import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readSceneFile } from '@fantascope/lift';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { liftInProcess } from './lift-process.ts';

const picture = fileURLToPath(new URL('../../../../../examples/photos/chelsea.png', import.meta.url));
let folder: string;
let sha256: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fantascope-lift-'));
  sha256 = createHash('sha256')
    .update(await readFile(picture))
    .digest('hex');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

type Terms = Partial<Parameters<typeof liftInProcess>[1]> & Readonly<{ cache?: string; of?: string }>;
const lift = ({ cache = join(folder, 'cache'), of = picture, ...terms }: Terms = {}) =>
  liftInProcess(
    { picture: of, sha256, depth: 'heuristic', refresh: true, cache, folder },
    { env: { FANTASCOPE_HUB_URL: 'off' }, signal: new AbortController().signal, onNews: () => undefined, ...terms },
  );
const lifting = () =>
  execFileSync('ps', ['-ww', '-eo', 'ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.trim().startsWith(`${process.pid} `) && line.includes('lift-child.ts'));

test('a lift that grows past its memory, or that says nothing for too long, is stopped, and that is said', async () => {
  await expect(lift({ mostMib: 64 })).rejects.toMatchObject({ code: 'jobs.lift-memory', params: { mostMib: 64 } });
  await expect(lift({ silentMs: 40 })).rejects.toMatchObject({ code: 'jobs.lift-stuck' });
  expect(lifting()).toEqual([]);
});

test('a lift that is called off ends with its reason and leaves no process', async () => {
  const off = new AbortController();
  const reason = new Error('nobody reads');
  await expect(lift({ signal: off.signal, onNews: () => off.abort(reason) })).rejects.toBe(reason);
  expect(lifting()).toEqual([]);
});

test('where the cache cannot be written, the scene lies in the folder of the lift, and that is a notice', async () => {
  const taken = join(folder, 'taken');
  await mkdir(taken);
  // a file where the folder of scenes should come to lie
  execFileSync('touch', [join(taken, 'lifts')]);
  const { file, isKept, report } = await lift({ cache: taken });
  expect([isKept, file.startsWith(folder), report.notices.map(({ code }) => code).includes('lift.cache-not-written')]).toEqual([
    false,
    true,
    true,
  ]);
  expect((await readSceneFile(file)).source).toMatchObject({ sha256, widthPx: 451, heightPx: 300 });
});

test('what is wrong with a picture is its own fault', async () => {
  await expect(lift({ of: fileURLToPath(import.meta.url) })).rejects.toMatchObject({ code: 'lift.picture-not-a-picture' });
});
