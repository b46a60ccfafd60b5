import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Fault } from '@fantascope/film';
import { diskFault } from '@fantascope/media';
import { eq } from 'drizzle-orm';
import { type AssetRow, addAsset, sameAsset } from '../assets/add-asset.ts';
import { assetName } from '../assets/asset-name.ts';
import { receive } from '../assets/incoming.ts';
import { assetFolder } from '../assets/open-asset-store.ts';
import { type Packed, storedZip } from '../assets/stored-zip.ts';
import { take } from '../database/schema/index.ts';
import type { Studio } from '../studio.ts';
import { takeManifestOf } from './take-manifest-of.ts';

const fileType = { mime: 'application/vnd.fantascope.take+zip', kind: 'take-file', ending: 'take' } as const;

/**
 * Makes a take one file: its manifest and every file that it names. The same take gives the same bytes, and they are one asset. Throws the faults of
 * takeManifestOf, jobs.no-such-blob, and jobs.bad-take-file for more than 4 GB.
 */
export async function exportTake(
  studio: Studio,
  {
    takeId,
    assetId,
    licence,
    byUserId,
    signal,
  }: Readonly<{ takeId: string; assetId: string; licence: string | null; byUserId: string; signal?: AbortSignal }>,
): Promise<AssetRow> {
  const { database, assets, ports, home } = studio;
  const manifest = await takeManifestOf(studio, { takeId, licence });
  const files: Packed[] = [{ name: 'manifest.json', bytes: Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`) }];
  const named = new Map([manifest.media, ...manifest.references].map((each) => [each.file, each]));
  for (const { file, sha256, bytes } of named.values()) files.push({ name: file, path: await assets.localPath(sha256), size: bytes });
  const part = join(assetFolder(home), 'incoming', randomUUID());
  try {
    await receive(Readable.from(storedZip(files)), part, signal === undefined ? {} : { signal });
    const stored = await assets.adopt(part);
    const at = new Date(ports.nowMs());
    const name = assetName(`${manifest.recipe.shot?.name ?? takeId}.take`, fileType);
    return await database.db.transaction(async (tx) => {
      const [row] = await tx.select({ projectId: take.projectId }).from(take).where(eq(take.id, takeId));
      const projectId = row?.projectId as string;
      const known = await sameAsset(tx, { projectId, sha256: stored.sha256, name });
      if (known !== undefined) return known;
      const { mime, kind } = fileType;
      const { widthPx, heightPx, lengthSec, fps } = manifest.media.figures;
      const figures = { widthPx, heightPx, lengthSec, fps };
      const blob = { ...stored, mime, figures };
      return addAsset(tx, assets, { id: assetId, projectId, blob, name, kind, origin: 'export', fromId: takeId, createdBy: byUserId, at });
    });
  } catch (error) {
    if (error instanceof RangeError)
      throw new Fault('jobs.bad-take-file', { problemEn: 'it would be longer than 4 GB', problemZh: '将超过 4 GB' });
    if (error instanceof Fault || signal?.aborted === true || (error as NodeJS.ErrnoException).code === undefined) throw error;
    throw diskFault(error, part);
  } finally {
    await rm(part, { force: true });
  }
}
