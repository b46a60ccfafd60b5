import { Fault } from '@fantascope/film';
import { eq } from 'drizzle-orm';
import { asset, blob } from '../../database/schema/index.ts';
import { atOnce } from '../check/at-once.ts';
import { runBounded } from '../check/bounded-child.ts';
import type { Figures } from '../check/figures.ts';
import type { DeriveAnswer, DeriveAsked } from './derive-child.ts';
import { keepSketch } from './keep-sketch.ts';
import { deriveModule, type ViewRoom, viewOf } from './view-of.ts';
import { viewsOf } from './views.ts';

async function rowOf({ database }: ViewRoom, assetId: string) {
  const [row] = await database.db
    .select({ id: asset.id, kind: asset.kind, sha256: asset.sha256, sketch: asset.sketch, mime: blob.mime, figures: blob.figures })
    .from(asset)
    .innerJoin(blob, eq(blob.sha256, asset.sha256))
    .where(eq(asset.id, assetId));
  if (row === undefined) throw new Fault('jobs.no-such-thing', { id: assetId });
  return row;
}

/**
 * What an asset looks like, as bits: what is kept of it, else looked at now, with its thumbnail made where there is none. Throws jobs.no-look for
 * what has no picture (sound, tables of colours, scenes, take files), jobs.no-such-thing and the faults of viewOf.
 */
export async function sketchOfAsset(room: ViewRoom, assetId: string): Promise<string> {
  const row = await rowOf(room, assetId);
  if (row.sketch !== null) return row.sketch;
  if (viewsOf[row.kind as keyof typeof viewsOf]?.includes('thumb') !== true)
    throw new Fault('jobs.no-look', { asset: assetId, kind: row.kind });
  const thumb = await viewOf(room, { file: { ...row, figures: row.figures as Figures }, view: 'thumb' });
  const made = await rowOf(room, assetId);
  if (made.sketch !== null) return made.sketch;
  // A thumbnail from before there were sketches.
  const asked: DeriveAsked = { path: await room.assets.localPath(thumb.sha256), mime: thumb.mime, view: 'sketch', out: '', lengthSec: 0 };
  const ended = await atOnce(() => runBounded(deriveModule, asked));
  const sketch = ended.end === 'answered' ? (ended.answer as DeriveAnswer).sketch : undefined;
  if (sketch === undefined)
    throw new Fault('jobs.file-unreadable', {
      name: assetId,
      problemEn: 'nothing is seen in its thumbnail',
      problemZh: '无法读取其缩略图',
    });
  await keepSketch(room.database.db, { sha256: row.sha256, sketch });
  const { sketch: kept } = await rowOf(room, assetId);
  if (kept === null) throw new Fault('jobs.no-such-thing', { id: assetId });
  return kept;
}
