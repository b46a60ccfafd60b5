import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import type { AssetStore } from './asset-store.ts';
import { openFolderStore } from './folder-store.ts';

const folders: string[] = [];
const freshFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'fantascope-shelf-'));
  folders.push(folder);
  return folder;
};
async function listed(store: AssetStore) {
  const all = [];
  for await (const each of store.list()) all.push(each);
  return all;
}
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});
const bytes = Buffer.from('幻镜 asset bytes');
const sha256 = createHash('sha256').update(bytes).digest('hex');

test('bytes come back under their hash, whole and in ranges, and the same bytes lie there once', async () => {
  const store = await openFolderStore(freshFolder());
  expect(await store.put(Readable.from([bytes.subarray(0, 5), bytes.subarray(5)]))).toEqual({ sha256, bytes: bytes.byteLength });
  expect(await store.put(bytes)).toEqual({ sha256, bytes: bytes.byteLength });
  expect(await buffer(await store.read(sha256))).toEqual(bytes);
  expect(await buffer(await store.read(sha256, { start: 3, end: 9 }))).toEqual(bytes.subarray(3, 9));
  expect(await buffer(await store.read(sha256, { start: 4, end: 4 }))).toEqual(Buffer.alloc(0));
  expect(await listed(store)).toEqual([{ sha256, bytes: bytes.byteLength }]);
});

test('a stream that breaks off, is too long, or is not what was promised leaves nothing behind', async () => {
  const folder = freshFolder();
  const store = await openFolderStore(folder);
  const broken = Readable.from(
    (async function* () {
      yield bytes;
      throw new Error('the line was cut');
    })(),
  );
  await expect(store.put(broken)).rejects.toThrow();
  await expect(store.put(bytes, { mostBytes: 3 })).rejects.toMatchObject({ code: 'jobs.too-large' });
  await expect(store.put(bytes, { expectSha256: '0'.repeat(64) })).rejects.toMatchObject({ code: 'jobs.hash-differs' });
  expect(readdirSync(join(folder, 'incoming'))).toEqual([]);
  expect(await listed(store)).toEqual([]);
});

test('a file of this machine is moved onto the shelf', async () => {
  const folder = freshFolder();
  const store = await openFolderStore(folder);
  const path = join(freshFolder(), 'take.mp4');
  writeFileSync(path, bytes);
  expect(await store.adopt(path)).toEqual({ sha256, bytes: bytes.byteLength });
  expect(await store.has(sha256)).toBe(true);
  await expect(store.adopt(path)).rejects.toThrow();
});

test('a name that is no hash never reaches the disk', async () => {
  const store = await openFolderStore(freshFolder());
  for (const name of ['../../etc/passwd', '', 'A'.repeat(64), `${sha256}/..`])
    await expect(store.read(name)).rejects.toMatchObject({ code: 'jobs.no-such-blob' });
});

test('what is not there is said so', async () => {
  const store = await openFolderStore(freshFolder());
  expect(await store.has(sha256)).toBe(false);
  expect(await store.size(sha256)).toBeNull();
  await expect(store.localPath(sha256)).rejects.toMatchObject({ code: 'jobs.no-such-blob' });
});
