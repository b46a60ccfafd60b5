import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cacheDir } from './cache-dir.ts';
import { findWeights, type WeightsFile, weightsPath } from './weights.ts';

let cache: string;
beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'weights-'));
  await mkdir(join(cache, 'weights'));
});
afterEach(() => rm(cache, { recursive: true }));

const bytes = Buffer.from('weights as they should be');
const whole: WeightsFile = {
  name: 'tiny',
  file: 'tiny.onnx',
  bytes: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
};

test('weights that are not there are missing, and the path says where they belong', async () => {
  expect(await findWeights('isnet-medium', { cache })).toEqual({
    outcome: 'missing',
    name: 'isnet-medium',
    path: join(cache, 'weights', 'isnet-medium.onnx'),
  });
});

test('whole weights are found, and the check is remembered beside them', async () => {
  await writeFile(weightsPath(cache, whole), bytes);
  expect((await findWeights(whole, { cache })).outcome).toBe('found');
  expect(await readFile(`${weightsPath(cache, whole)}.checked`, 'utf8')).toContain(whole.sha256);
  expect((await findWeights(whole, { cache })).outcome).toBe('found');
});

test('weights of another length or another hash are damaged, also after a check that passed', async () => {
  await writeFile(weightsPath(cache, whole), bytes);
  await findWeights(whole, { cache });
  await writeFile(weightsPath(cache, whole), bytes.subarray(1));
  expect((await findWeights(whole, { cache })).outcome).toBe('damaged');
  await writeFile(weightsPath(cache, whole), Buffer.from(bytes).fill(0));
  expect((await findWeights(whole, { cache })).outcome).toBe('damaged');
});

test('the cache folder is FANTASCOPE_CACHE, then the XDG cache, then the platform’s own', () => {
  const home = '/home/ann';
  expect(cacheDir({ FANTASCOPE_CACHE: '/fast/cache', XDG_CACHE_HOME: '/xdg' }, { home })).toBe('/fast/cache');
  expect(cacheDir({ FANTASCOPE_CACHE: '', XDG_CACHE_HOME: '/xdg' }, { home })).toBe('/xdg/fantascope');
  expect(cacheDir({}, { home, platform: 'linux' })).toBe('/home/ann/.cache/fantascope');
  expect(cacheDir({}, { home, platform: 'darwin' })).toBe('/home/ann/Library/Caches/Fantascope');
});
