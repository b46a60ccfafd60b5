import { join } from 'node:path';
import type { Environment } from '@fantascope/take';
import type { AssetStore } from './asset-store.ts';
import { openFolderStore } from './folder-store.ts';
import { s3Settings } from './s3-settings.ts';
import { openS3Store } from './s3-store.ts';

/** The folder of assets below the data folder. */
export function assetFolder(home: string): string {
  return join(home, 'assets');
}

/** Opens the bucket that FANTASCOPE_S3_* names, else the folder `assets` of the data folder. Throws jobs.s3-settings and jobs.s3-unreachable. */
export async function openAssetStore({
  env,
  home,
  nowMs = Date.now,
}: Readonly<{ env: Environment; home: string; nowMs?: () => number }>): Promise<AssetStore> {
  const settings = s3Settings(env);
  const folder = assetFolder(home);
  return settings === null ? openFolderStore(folder, { nowMs }) : openS3Store(settings, { folder, nowMs });
}
