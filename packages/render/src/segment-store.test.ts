import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SegmentStore } from './segment-store.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'store-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const longAgo = new Date('2020-01-01');

test('a segment is found only after it was finished', async () => {
  const store = await SegmentStore.open({ folder, isKept: true });
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
  const store = await SegmentStore.open({ folder, isKept: true });
  await store.find('wanted');
  await store.close();
  expect(readdirSync(folder).sort()).toEqual([`${process.ppid}-1.part`, 'new.mp4', 'wanted.mp4']);
});

test('a folder that is not kept is gone afterwards', async () => {
  const own = join(folder, 'own');
  const store = await SegmentStore.open({ folder: own, isKept: false });
  writeFileSync(store.newPart(), 'frames');
  await store.close();
  expect(existsSync(own)).toBe(false);
});
