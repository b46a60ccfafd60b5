import { Fault } from '@fantascope/film';
import { and, eq, isNull } from 'drizzle-orm';
import { asset, blob } from '../database/schema/index.ts';
import type { Studio } from '../studio.ts';
import type { Figures } from './check/figures.ts';
import { viewOf } from './derive/view-of.ts';
import type { View } from './derive/views.ts';
import { typeOfMime } from './file-type.ts';

/** Bytes as they are served: under which name and type, and whether a browser may show them in a page. */
export type ServedFile = Readonly<{ sha256: string; bytes: number; mime: string; name: string; isInline: boolean }>;

/** What is served of an asset: its own bytes, or a view of it, made where there is none yet. The type is the one that was sniffed, never the sender's. Throws jobs.no-such-thing, also for a removed one, and the faults of viewOf. */
export async function assetBytes(
  studio: Studio,
  { assetId, view }: Readonly<{ assetId: string; view: View | 'bytes' }>,
): Promise<ServedFile> {
  const [row] = await studio.database.db
    .select({
      id: asset.id,
      name: asset.name,
      kind: asset.kind,
      sha256: asset.sha256,
      bytes: blob.bytes,
      mime: blob.mime,
      figures: blob.figures,
    })
    .from(asset)
    .innerJoin(blob, eq(blob.sha256, asset.sha256))
    .where(and(eq(asset.id, assetId), isNull(asset.removedAt)));
  if (row === undefined) throw new Fault('jobs.no-such-thing', { id: assetId });
  if (view === 'bytes') {
    const type = typeOfMime(row.mime);
    const { sha256, bytes, name } = row;
    return { sha256, bytes, name, mime: type?.mime ?? 'application/octet-stream', isInline: type?.isInline === true };
  }
  const made = await viewOf(studio, { file: { ...row, figures: row.figures as Figures }, view });
  const ending = made.mime === 'application/json' ? 'json' : 'webp';
  return { ...made, name: `${row.name.replace(/\.\w+$/, '')} · ${view}.${ending}`, isInline: true };
}
