import { stat } from 'node:fs/promises';
import { Fault, newId } from '@fantascope/film';
import type { Studio } from '../studio.ts';
import { type AssetOrigin, type AssetRow, addAsset, sameAsset } from './add-asset.ts';
import { assetName } from './asset-name.ts';
import type { ChildBounds } from './check/bounded-child.ts';
import { checkFile } from './check/check-file.ts';
import { sniffFile } from './file-type.ts';

/** A file that a person or a program has sent, whole on this machine. */
export type Sent = Readonly<{
  path: string;
  name: string;
  projectId: string;
  byUserId: string;
  origin?: AssetOrigin;
  fromId?: string;
  /** Default: a new one. */
  assetId?: string;
  bounds?: ChildBounds;
}>;

/**
 * Takes a sent file in: sniffed, bounded, decoded in a child, put on the shelf and entered. Once it is on the
 * shelf the file is gone from its place. The same bytes under the same name are one asset. Throws jobs.unknown-file, jobs.too-large, jobs.file-unreadable and jobs.file-too-big.
 */
export async function takeIn(studio: Pick<Studio, 'database' | 'assets' | 'ports' | 'settings'>, sent: Sent): Promise<AssetRow> {
  const { database, assets, ports, settings } = studio;
  const { path, projectId, byUserId, origin = 'upload', fromId = null } = sent;
  const { size } = await stat(path);
  if (size > settings.uploadMostBytes) throw new Fault('jobs.too-large', { mostBytes: settings.uploadMostBytes });
  const type = await sniffFile(path);
  const shownName = [...sent.name].slice(0, 100).join('');
  if (type === undefined) throw new Fault('jobs.unknown-file', { name: shownName });
  const name = assetName(sent.name, type);
  const figures = await checkFile({ path, name, type }, sent.bounds);
  const stored = await assets.adopt(path);
  const at = new Date(ports.nowMs());
  const id = sent.assetId ?? newId('asset', { nowMs: at.getTime(), random: ports.random });
  const { mime, kind } = type;
  return await database.db.transaction(async (tx) => {
    const known = await sameAsset(tx, { projectId, sha256: stored.sha256, name });
    if (known !== undefined) return known;
    return addAsset(tx, assets, {
      id,
      projectId,
      blob: { ...stored, mime, figures },
      name,
      kind,
      origin,
      fromId,
      createdBy: byUserId,
      at,
    });
  });
}
