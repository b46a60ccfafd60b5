import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SegmentStore } from './segment-store.ts';

let cacheDir = '';
let folder = '';
beforeEach(() => {
  cacheDir = mkdtempSync(join(tmpdir(), 'store-'));
  folder = join(cacheDir, 'segments');
  mkdirSync(folder);
});
afterEach(() => rmSync(cacheDir, { recursive: true, force: true }));

const longAgo = new Date('2020-01-01');

test('a segment is found only after it was finished', async () => {
  const store = await SegmentStore.open({ cacheDir });
  const part = store.newPart();
  writeFileSync(part, 'frames');
  expect(await store.find('abc')).toBeUndefined();
  const file = await store.commit(part, 'abc');
  expect(await store.find('abc')).toBe(file);
  expect(readdirSync(folder)).toEqual(['abc.mp4']);
});

test('closing removes what dead processes left and what is long unused, and nothing of a living one', async () => {
  // No process has id 2^22 + 1: Linux gives out at most 2^22, macOS 99998.
  writeFileSync(join(folder, `${2 ** 22 + 1}-1.part`), 'left');
  writeFileSync(join(folder, `${process.ppid}-1.part`), 'being made');
  for (const name of ['old.mp4', 'wanted.mp4', 'new.mp4']) writeFileSync(join(folder, name), 'x');
  for (const name of ['old.mp4', 'wanted.mp4']) utimesSync(join(folder, name), longAgo, longAgo);
  const store = await SegmentStore.open({ cacheDir });
  await store.find('wanted');
  await store.close();
  expect(readdirSync(folder).sort()).toEqual([`${process.ppid}-1.part`, 'new.mp4', 'wanted.mp4']);
});

test('without a cache two runs of one process have folders of their own, gone afterwards', async () => {
  const [one, other] = await Promise.all([SegmentStore.open({}), SegmentStore.open({})]);
  const parts = [one.newPart(), other.newPart(), one.newPart()];
  expect(new Set(parts).size).toBe(3);
  expect(dirname(parts[0] as string)).not.toBe(dirname(parts[1] as string));
  for (const part of parts) writeFileSync(part, 'frames');
  await one.close();
  expect(existsSync(parts[0] as string)).toBe(false);
  expect(existsSync(parts[1] as string)).toBe(true);
  await other.close();
  expect(existsSync(dirname(parts[1] as string))).toBe(false);
});

test('two stores on one cache never name the same part', async () => {
  const [one, other] = await Promise.all([SegmentStore.open({ cacheDir }), SegmentStore.open({ cacheDir })]);
  expect(one.newPart()).not.toBe(other.newPart());
});

test.each(['/dev/null/cache', ...(process.platform === 'linux' ? ['/proc/nope/cache'] : [])])(
  'a cache that cannot be (%s) is replaced by a folder of the run',
  async (impossible) => {
    const store = await SegmentStore.open({ cacheDir: impossible });
    const part = store.newPart();
    writeFileSync(part, 'frames');
    expect(existsSync(part)).toBe(true);
    await store.close();
    expect(existsSync(part)).toBe(false);
  },
);
