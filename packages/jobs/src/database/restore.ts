import { createReadStream, existsSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { Fault } from '@fantascope/film';
import type { ClientBase, Pool } from 'pg';
import type { AssetStore } from '../assets/asset-store.ts';
import { type BackupManifest, readManifest } from './backup-manifest.ts';
import { checkLoad, migrate } from './migrate.ts';
import { quoted, readRows } from './table-rows.ts';

/** What a backup is restored into. All of it empty. */
export type RestoreOptions = Readonly<{
  from: string;
  /** Of a database that has taken no step (`reachDatabase`). */
  pool: Pool;
  assets: AssetStore;
  home: string;
  nowMs: () => number;
}>;

type Blob = Readonly<{ sha256: string; bytes: number }>;

async function* blobsOf(folder: string): AsyncGenerator<Blob> {
  for await (const line of createInterface({ input: createReadStream(join(folder, 'blobs.txt'), 'utf8') })) {
    const [sha256 = '', bytes] = line.split(' ');
    yield { sha256, bytes: Number(bytes) };
  }
}

/** Puts the blobs on the shelf, each checked by its hash; takes them off again where one is not what it should be. */
async function shelveBlobs(folder: string, assets: AssetStore): Promise<void> {
  const put: string[] = [];
  try {
    for await (const { sha256, bytes } of blobsOf(folder)) {
      const stored = await assets.put(createReadStream(join(folder, 'blobs', sha256.slice(0, 2), sha256)), { expectSha256: sha256 });
      put.push(sha256);
      if (stored.bytes !== bytes) throw new Error(`${sha256} has ${stored.bytes} bytes instead of ${bytes}`);
    }
  } catch (cause) {
    for (const sha256 of put) await assets.remove(sha256);
    const problemEn = 'a blob is missing or not as it was written';
    throw new Fault('jobs.backup-unreadable', { path: folder, problemEn, problemZh: '有素材缺失或与写入时不同' }, { cause });
  }
}

async function putRows(client: ClientBase, folder: string, { tables, sequences }: BackupManifest): Promise<void> {
  for (const { file, rows, ...table } of tables) {
    const put = await readRows(client, table, join(folder, file));
    if (put !== rows) throw new Error(`${file} held ${put} rows instead of ${rows}`);
  }
  for (const { schema, sequence, value, isCalled } of sequences)
    await client.query('select setval($1::regclass, $2::bigint, $3)', [quoted({ schema, table: sequence }), value, isCalled]);
}

/**
 * Makes restored rows right for another PostgreSQL, whose transactions are counted anew: an event from the old count would lie in the future, unseen,
 * and new ones before every reader's place. And calls off what was not sent yet: the server that the backup was made of may have sent it since.
 */
async function beginAnew(client: ClientBase, nowMs: number): Promise<void> {
  // Told twice is kept out by the deliveries themselves; left out would be for ever.
  await client.query(`update fantascope.webhook_endpoint w set xid = 0, seq = coalesce(
    (select min(e.seq) - 1 from fantascope.event e where e.project_id = w.project_id and (e.xid, e.seq) > (w.xid, w.seq)),
    (select max(e.seq) from fantascope.event e), w.seq)`);
  await client.query('update fantascope.event set xid = 0');
  await client.query(
    `update fantascope.take t set cancel_asked_at = coalesce(cancel_asked_at, $1) where ended_at is null and state = 'reserved'
       and not exists (select 1 from fantascope.take_row r where r.take_id = t.id)`,
    [new Date(nowMs)],
  );
}

/**
 * Restores a backup into an empty database, shelf and data folder; a backup of an older version is brought to the newest step on the way. Takes
 * that were sent then are gone on with, so the server it was made from must not run any more; those that were not are called off. Throws jobs.backup-unreadable and
 * jobs.restore-not-empty; then nothing was changed.
 */
export async function restore({ from, pool, assets, home, nowMs }: RestoreOptions): Promise<BackupManifest> {
  const folder = resolve(from);
  const manifest = await readManifest(folder);
  for (const { file } of manifest.files)
    if (existsSync(join(home, file))) throw new Fault('jobs.restore-not-empty', { whereEn: join(home, file), whereZh: join(home, file) });
  for await (const _ of assets.list()) throw new Fault('jobs.restore-not-empty', { whereEn: 'the asset store', whereZh: '素材库' });
  const client = await pool.connect();
  await checkLoad(client, manifest.steps).finally(() => client.release());
  await shelveBlobs(folder, assets);
  const into = async (empty: ClientBase) => {
    await putRows(empty, folder, manifest);
    await beginAnew(empty, nowMs());
  };
  try {
    await migrate(pool, { nowMs, load: { steps: manifest.steps, into } });
  } catch (error) {
    for await (const { sha256 } of blobsOf(folder)) await assets.remove(sha256);
    throw error;
  }
  for (const { file } of manifest.files) await copyFile(join(folder, file), join(home, file));
  return manifest;
}
