import { Fault } from '@fantascope/film';
import { ownFolder } from '@fantascope/take';
import type { AssetStore } from '../assets/asset-store.ts';
import { openAssetStore } from '../assets/open-asset-store.ts';
import { backup } from './backup.ts';
import type { BackupManifest } from './backup-manifest.ts';
import { takenSteps } from './migrate.ts';
import { type ReachedDatabase, reachDatabase } from './open-database.ts';
import { restore } from './restore.ts';

/** Whose database and shelf: as a server with this environment and data folder would open them. */
export type HomeOptions = Readonly<{
  env: Readonly<Record<string, string | undefined>>;
  home: string;
  nowMs: () => number;
}>;

async function within<T>(
  { env, home, nowMs }: HomeOptions,
  work: (parts: Readonly<{ database: ReachedDatabase; assets: AssetStore }>) => Promise<T>,
): Promise<T> {
  await ownFolder(home);
  const database = await reachDatabase({ env, home });
  try {
    return await work({ database, assets: await openAssetStore({ env, home, nowMs }) });
  } finally {
    await database.close();
  }
}

/** `fantascope backup`: beside a running server, or without one. Throws jobs.backup-nothing and what `backup` throws. */
export function backupHome(options: HomeOptions & Readonly<{ to: string; software: string }>): Promise<BackupManifest> {
  return within(options, async ({ database: { pool }, assets }) => {
    const client = await pool.connect();
    const steps = await takenSteps(client).finally(() => client.release());
    if (steps.length === 0) throw new Fault('jobs.backup-nothing', { home: options.home });
    return backup({ ...options, pool, assets });
  });
}

/** `fantascope restore`: into a data folder and database where nothing is. Throws what `restore` throws. */
export function restoreHome(options: HomeOptions & Readonly<{ from: string }>): Promise<BackupManifest> {
  return within(options, ({ database: { pool }, assets }) => restore({ ...options, pool, assets }));
}
