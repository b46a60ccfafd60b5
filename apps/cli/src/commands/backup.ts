import { resolve } from 'node:path';
import { type BackupManifest, backupHome, restoreHome } from '@fantascope/jobs';
import { dataDir } from '@fantascope/take';
import type { Setting } from '../setting.ts';

const figuresOf = ({ tables, blobs }: BackupManifest) => ({
  rows: tables.reduce((sum, { rows }) => sum + rows, 0),
  blobs: blobs.count,
  mb: (blobs.bytes / 1e6).toFixed(1),
});

const resultOf = (folder: string, manifest: BackupManifest) => {
  const { rows, blobs } = figuresOf(manifest);
  return { folder, madeAt: manifest.madeAt, rows, blobs, bytes: manifest.blobs.bytes };
};

/** Writes database and assets into a new folder. */
export async function makeBackup(folder: string, { door, env, version }: Setting & Readonly<{ version: string }>): Promise<void> {
  const to = resolve(folder);
  const manifest = await backupHome({ env, home: dataDir(env), to, nowMs: Date.now, software: version });
  door.line(door.text.backup.made(to, figuresOf(manifest)));
  door.line(door.text.backup.noKeys);
  door.result(resultOf(to, manifest));
}

/** Puts a backup into an empty place. */
export async function restoreBackup(folder: string, { door, env }: Setting): Promise<void> {
  const home = dataDir(env);
  const manifest = await restoreHome({ env, home, from: resolve(folder), nowMs: Date.now });
  door.line(door.text.backup.restored(home, figuresOf(manifest)));
  door.line(door.text.backup.once);
  door.result(resultOf(home, manifest));
}
