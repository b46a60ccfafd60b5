import { createHash } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { copyFile, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Fault } from '@fantascope/film';
import { diskFault } from '@fantascope/media';
import { syncFolder, writeDurably } from '@fantascope/take';
import type { ClientBase, Pool } from 'pg';
import type { AssetStore } from '../assets/asset-store.ts';
import { advisoryLocks } from './advisory-locks.ts';
import { type BackupManifest, fileSha256 } from './backup-manifest.ts';
import { takenSteps } from './migrate.ts';
import { quoted, tablesInOrder, writeRows } from './table-rows.ts';

/** The engine's schema is left out: takes and jobs are gone on with from their own rows, whatever engine finds them. */
const kept = ['fantascope', 'fantascope_auth'];

/** What a backup is made of. */
export type BackupOptions = Readonly<{
  pool: Pool;
  assets: AssetStore;
  home: string;
  /** The folder to make; must not exist. */
  to: string;
  nowMs: () => number;
  /** The version of Fantascope. */
  software: string;
}>;

async function sequencesOf(client: ClientBase): Promise<BackupManifest['sequences']> {
  const { rows } = await client.query<{ schema: string; table: string }>(
    'select schemaname as schema, sequencename as table from pg_sequences where schemaname = any($1) order by 1, 2',
    [kept],
  );
  const sequences: BackupManifest['sequences'] = [];
  for (const name of rows) {
    const state = await client.query<{ value: string; isCalled: boolean }>(
      `select last_value::text as value, is_called as "isCalled" from ${quoted(name)}`,
    );
    for (const { value, isCalled } of state.rows) sequences.push({ schema: name.schema, sequence: name.table, value, isCalled });
  }
  return sequences;
}

/** Copies a blob under its hash, checking it on the way. */
async function copyBlob(assets: AssetStore, { sha256, bytes }: Readonly<{ sha256: string; bytes: number }>, folder: string): Promise<void> {
  const hash = createHash('sha256');
  let copied = 0;
  const weigh = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      hash.update(chunk);
      copied += chunk.byteLength;
      done(null, chunk);
    },
  });
  const source = await assets.read(sha256).catch((cause: unknown) => {
    throw new Fault('jobs.backup-lacks', { sha256 }, { cause });
  });
  await mkdir(join(folder, sha256.slice(0, 2)), { recursive: true, mode: 0o700 });
  await pipeline(source, weigh, createWriteStream(join(folder, sha256.slice(0, 2), sha256), { flags: 'wx', mode: 0o600, flush: true }));
  if (copied !== bytes || hash.digest('hex') !== sha256) throw new Fault('jobs.backup-lacks', { sha256 });
}

async function copyBlobs(client: ClientBase, assets: AssetStore, folder: string): Promise<BackupManifest['blobs']> {
  const hash = createHash('sha256');
  const list = await open(join(folder, 'blobs.txt'), 'wx', 0o600);
  let count = 0;
  let sum = 0;
  try {
    await client.query('declare blobs no scroll cursor for select sha256, bytes::float8 as bytes from fantascope.blob order by sha256');
    for (;;) {
      const { rows } = await client.query<{ sha256: string; bytes: number }>('fetch 1000 from blobs');
      if (rows.length === 0) break;
      for (const blob of rows) {
        await copyBlob(assets, blob, join(folder, 'blobs'));
        count += 1;
        sum += blob.bytes;
      }
      const text = rows.map(({ sha256, bytes }) => `${sha256} ${bytes}\n`).join('');
      hash.update(text);
      await list.writeFile(text);
    }
    await list.sync();
  } finally {
    await list.close();
  }
  return { count, bytes: sum, sha256: hash.digest('hex') };
}

/** Writes everything into `part`, as one moment saw it, while the server goes on. */
async function writeAll(client: ClientBase, part: string, { assets, home, nowMs, software }: BackupOptions): Promise<BackupManifest> {
  await client.query('begin isolation level repeatable read read only');
  await client.query('select pg_advisory_xact_lock_shared($1)', [advisoryLocks.blobsKept]);
  const tables: BackupManifest['tables'] = [];
  for (const name of await tablesInOrder(client, kept)) {
    // Which steps were taken stands in the manifest; a restore takes them itself.
    if (name.table === 'migration') continue;
    const file = `${name.schema}.${name.table}.rows`;
    tables.push({ ...name, file, ...(await writeRows(client, name, join(part, file))) });
  }
  const files: BackupManifest['files'] = [];
  for (const file of ['config.json', 'models.json'] as const) {
    if (!existsSync(join(home, file))) continue;
    await copyFile(join(home, file), join(part, file));
    files.push({ file, sha256: await fileSha256(join(part, file)) });
  }
  return {
    format: 'fantascope-backup',
    version: 1,
    madeAt: new Date(nowMs()).toISOString(),
    software,
    steps: [...(await takenSteps(client))],
    tables,
    sequences: await sequencesOf(client),
    blobs: await copyBlobs(client, assets, part),
    files,
  };
}

/**
 * Writes the database and every asset into a new folder, whole or not at all, while the server works: the rows are those of one moment, and
 * every byte is checked by its hash. Secrets (keys, their key file) are not in it. Throws jobs.backup-in-the-way, jobs.backup-lacks and the
 * faults of the disk.
 */
export async function backup(options: BackupOptions): Promise<BackupManifest> {
  const to = resolve(options.to);
  if (existsSync(to)) throw new Fault('jobs.backup-in-the-way', { path: to });
  const part = `${to}.part-${process.pid}`;
  const client = await options.pool.connect();
  try {
    await mkdir(join(part, 'blobs'), { recursive: true, mode: 0o700 });
    const manifest = await writeAll(client, part, options);
    await client.query('commit');
    await writeDurably(join(part, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
    await rename(part, to);
    await syncFolder(dirname(to));
    client.release();
    return manifest;
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    client.release(true);
    if (error instanceof Fault || !('syscall' in (error as object))) throw error;
    throw diskFault(error, to);
  }
}
