import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { AssetStore } from './asset-store.ts';
import { openAssetStore } from './open-asset-store.ts';
import { openS3Store } from './s3-store.ts';

/** What is used of s3rver, which has no types of its own. */
type BucketServer = Readonly<{
  run: () => Promise<{ port: number }>;
  close: () => Promise<void>;
  httpServer: Server;
  store: { putBucket: (name: string) => Promise<void> };
}>;
const S3rver = createRequire(import.meta.url)('s3rver') as new (options: Readonly<Record<string, unknown>>) => BucketServer;

const folders: string[] = [];
const freshFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'fantascope-shelf-'));
  folders.push(folder);
  return folder;
};
async function listed(store: AssetStore) {
  const all = [];
  for await (const { sha256, bytes } of store.list()) all.push({ sha256, bytes });
  return all;
}
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});
const bytes = Buffer.from('幻镜 asset bytes');
const sha256 = createHash('sha256').update(bytes).digest('hex');

let bucketServer: BucketServer;
let bucketFolder: string;
let port: number;
let buckets = 0;
beforeAll(async () => {
  bucketFolder = mkdtempSync(join(tmpdir(), 'fantascope-buckets-'));
  bucketServer = new S3rver({ port: 0, address: '127.0.0.1', silent: true, directory: bucketFolder });
  ({ port } = await bucketServer.run());
});
afterAll(async () => {
  bucketServer.httpServer.closeAllConnections();
  await bucketServer.close();
  rmSync(bucketFolder, { recursive: true, force: true });
});
async function freshBucket(): Promise<Record<string, string>> {
  buckets += 1;
  const bucket = `shelf-${buckets}`;
  await bucketServer.store.putBucket(bucket);
  return {
    FANTASCOPE_S3_ENDPOINT: `http://127.0.0.1:${port}`,
    FANTASCOPE_S3_BUCKET: bucket,
    FANTASCOPE_S3_ACCESS_KEY_ID: 'S3RVER',
    FANTASCOPE_S3_SECRET_ACCESS_KEY: 'S3RVER',
    FANTASCOPE_S3_PREFIX: 'studio/one',
  };
}
const settingsOf = (env: Record<string, string>) => ({
  endpoint: env['FANTASCOPE_S3_ENDPOINT'] as string,
  bucket: env['FANTASCOPE_S3_BUCKET'] as string,
  ...{ region: 'us-east-1', accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER', prefix: 'x/', isReachable: true },
});

const shelves: Record<string, (home: string) => Promise<AssetStore>> = {
  folder: (home) => openAssetStore({ env: {}, home }),
  bucket: async (home) => openAssetStore({ env: await freshBucket(), home }),
};

describe.each(Object.keys(shelves))('a shelf in a %s', (kind) => {
  const openAt = shelves[kind] as (home: string) => Promise<AssetStore>;
  const fresh = () => openAt(freshFolder());

  test('bytes come back under their hash, whole and in ranges, and the same bytes lie there once', async () => {
    const store = await fresh();
    expect(await store.put(Readable.from([bytes.subarray(0, 5), bytes.subarray(5)]))).toEqual({ sha256, bytes: bytes.byteLength });
    expect(await store.put(bytes)).toEqual({ sha256, bytes: bytes.byteLength });
    expect(await store.size(sha256)).toBe(bytes.byteLength);
    expect(await buffer(await store.read(sha256))).toEqual(bytes);
    expect(await buffer(await store.read(sha256, { start: 3, end: 9 }))).toEqual(bytes.subarray(3, 9));
    expect(await buffer(await store.read(sha256, { start: 4, end: 4 }))).toEqual(Buffer.alloc(0));
    expect(await listed(store)).toEqual([{ sha256, bytes: bytes.byteLength }]);
  });

  test('a stream that breaks off, is too long, or is not what was promised leaves nothing behind', async () => {
    const home = freshFolder();
    const store = await openAt(home);
    const broken = Readable.from(
      (async function* () {
        yield bytes;
        throw new Error('the line was cut');
      })(),
    );
    await expect(store.put(broken)).rejects.toThrow();
    await expect(store.put(bytes, { mostBytes: 3 })).rejects.toMatchObject({ code: 'jobs.too-large' });
    await expect(store.put(bytes, { expectSha256: '0'.repeat(64) })).rejects.toMatchObject({ code: 'jobs.hash-differs' });
    expect(readdirSync(join(home, 'assets', 'incoming'))).toEqual([]);
    expect(await listed(store)).toEqual([]);
  });

  test('a file of this machine is moved onto the shelf', async () => {
    const store = await fresh();
    const path = join(freshFolder(), 'take.mp4');
    writeFileSync(path, bytes);
    expect(await store.adopt(path)).toEqual({ sha256, bytes: bytes.byteLength });
    expect(await store.has(sha256)).toBe(true);
    expect(existsSync(path)).toBe(false);
    await expect(store.adopt(path)).rejects.toMatchObject({ code: 'media.write-failed' });
  });

  test('programs get a file of this machine, also another process that has just begun', async () => {
    const store = await fresh();
    await store.put(bytes);
    const path = await store.localPath(sha256);
    expect(await buffer((await import('node:fs')).createReadStream(path))).toEqual(bytes);
  });

  test('a name that is no hash never reaches the disk or the bucket', async () => {
    const store = await fresh();
    for (const name of ['../../etc/passwd', '', 'A'.repeat(64), `${sha256}/..`]) {
      await expect(store.read(name)).rejects.toMatchObject({ code: 'jobs.no-such-blob' });
      await expect(store.localPath(name)).rejects.toMatchObject({ code: 'jobs.no-such-blob' });
      await expect(store.remove(name)).rejects.toMatchObject({ code: 'jobs.no-such-blob' });
    }
  });

  test('what is not there is said so', async () => {
    const store = await fresh();
    expect(await store.has(sha256)).toBe(false);
    expect(await store.size(sha256)).toBeNull();
    await expect(store.localPath(sha256)).rejects.toMatchObject({ code: 'jobs.no-such-blob' });
    await expect(store.read(sha256)).rejects.toMatchObject({ code: 'jobs.no-such-blob' });
  });

  test('bytes are removed, but not those that somebody has put there again since', async () => {
    const store = await fresh();
    await store.put(bytes);
    expect(await store.remove(sha256, { storedBeforeMs: Date.now() - 60_000 })).toBe(false);
    expect(await buffer(await store.read(sha256))).toEqual(bytes);
    expect(await store.remove(sha256, { storedBeforeMs: Date.now() + 60_000 })).toBe(true);
    expect(await store.has(sha256)).toBe(false);
    await expect(store.localPath(sha256)).rejects.toMatchObject({ code: 'jobs.no-such-blob' });
    expect(await store.remove(sha256)).toBe(true);
  });

  test('what a dead process left half received is swept at the next opening, what is young is not', async () => {
    const home = freshFolder();
    await openAt(home);
    const incoming = join(home, 'assets', 'incoming');
    for (const name of ['old', 'young']) writeFileSync(join(incoming, name), 'half');
    const longAgo = new Date(Date.now() - 2 * 3_600_000);
    utimesSync(join(incoming, 'old'), longAgo, longAgo);
    await openAt(home);
    expect(readdirSync(incoming)).toEqual(['young']);
  });
});

test('a long file goes to a bucket in parts and comes back whole', async () => {
  const store = await openS3Store(settingsOf(await freshBucket()), { folder: freshFolder(), mostInOneBytes: 2 ** 20 });
  const long = Buffer.alloc(17 * 2 ** 20);
  for (let at = 0; at < long.length; at += 4) long.writeUInt32LE((at * 2654435761) >>> 0, at);
  const stored = await store.put(long);
  expect(stored).toEqual({ sha256: createHash('sha256').update(long).digest('hex'), bytes: long.length });
  const other = await openS3Store(settingsOf({ ...(await freshBucket()), FANTASCOPE_S3_BUCKET: `shelf-${buckets - 1}` }), {
    folder: freshFolder(),
  });
  expect((await buffer(await other.read(stored.sha256))).equals(long)).toBe(true);
});

test('a bucket gives an address that reads one file without a key, as the type we say', async () => {
  const env = await freshBucket();
  const store = await openS3Store(settingsOf(env), { folder: freshFolder() });
  await store.put(bytes);
  const url = await store.presign(sha256, { expiresSec: 60, mime: 'image/png', disposition: 'attachment' });
  const reply = await fetch(url as string);
  expect(Buffer.from(await reply.arrayBuffer())).toEqual(bytes);
  expect(reply.headers.get('content-type')).toBe('image/png');
  expect((await fetch((url as string).replace('S3RVER', 'SOMEBODY'))).status).toBe(403);
  expect((await openAssetStore({ env: {}, home: freshFolder() })).kind).toBe('folder');
});

test('copies of a bucket are dropped where there are too many of them, the longest unused first', async () => {
  const folder = freshFolder();
  const store = await openS3Store(settingsOf(await freshBucket()), { folder, copiesMostBytes: 10 });
  const first = await store.put(Buffer.from('the first'));
  const old = new Date(Date.now() - 3_600_000);
  utimesSync(await store.localPath(first.sha256), old, old);
  const second = await store.put(Buffer.from('the second'));
  expect(readdirSync(join(folder, 'copies'))).toEqual([second.sha256]);
  expect(await buffer((await import('node:fs')).createReadStream(await store.localPath(first.sha256)))).toEqual(Buffer.from('the first'));
});

test('half of the settings of a bucket, a bucket that is not there and a wrong key are said so, without the key', async () => {
  const home = freshFolder();
  const env = await freshBucket();
  const { FANTASCOPE_S3_BUCKET: _, ...half } = env;
  await expect(openAssetStore({ env: half, home })).rejects.toMatchObject({
    code: 'jobs.s3-settings',
    params: { setting: 'FANTASCOPE_S3_BUCKET' },
  });
  const secret = 'a-secret-that-nobody-may-read';
  for (const wrong of [
    { FANTASCOPE_S3_BUCKET: 'not-there' },
    { FANTASCOPE_S3_ACCESS_KEY_ID: 'somebody', FANTASCOPE_S3_SECRET_ACCESS_KEY: secret },
  ]) {
    const fault = await openAssetStore({ env: { ...env, ...wrong }, home }).catch((error: unknown) => error as Error);
    expect(fault).toMatchObject({ code: 'jobs.s3-unreachable' });
    expect(JSON.stringify(fault) + (fault as Error).message).not.toContain(secret);
  }
});
