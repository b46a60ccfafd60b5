import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '@fantascope/film';
import { writeLastFrame } from '@fantascope/media';
import { and, eq } from 'drizzle-orm';
import { addAsset } from '../../assets/add-asset.ts';
import { asset, blob, take } from '../../database/schema/index.ts';
import { callId } from '../../operation/call-id.ts';
import { inWorkFolder } from '../../works/work-folder.ts';
import type { TakeRoom } from '../take-room.ts';
import { untilShelved } from '../until-shelved.ts';

/** One take has one last frame: made twice, by whomever, it is the same asset. */
function lastFrameId(takeId: string): string {
  return `asset_${callId(takeId.slice('take_'.length), 'last frame')}`;
}

/**
 * The very last frame of a finished take as an asset of its project, decoded from the take's file, made where it is not there yet. It says which take it came from.
 * Throws jobs.nothing-to-continue where the take has no file, and media.unreadable.
 */
export async function lastFrameOf(room: TakeRoom, takeId: string): Promise<string> {
  const { assets, home, ports, settings, worker } = room;
  const { db } = room.database;
  const id = lastFrameId(takeId);
  const [made] = await db.select({ sha256: asset.sha256 }).from(asset).where(eq(asset.id, id));
  if (made !== undefined && (await assets.has(made.sha256))) return id;
  const [row] = await db
    .select({ take, sha256: asset.sha256, mime: blob.mime, figures: blob.figures })
    .from(take)
    .innerJoin(asset, eq(asset.id, take.assetId))
    .innerJoin(blob, eq(blob.sha256, asset.sha256))
    .where(and(eq(take.id, takeId), eq(asset.projectId, take.projectId)));
  if (row === undefined || !row.mime.startsWith('video/')) throw new Fault('jobs.nothing-to-continue', { take: takeId });
  const { projectId, byUserId: createdBy } = row.take;
  const { widthPx, heightPx } = (row.figures ?? {}) as Readonly<{ widthPx?: number; heightPx?: number }>;
  const film = await assets.localPath(row.sha256);
  return await inWorkFolder({ home, jobId: takeId }, async (folder) => {
    const picture = join(folder, 'last-frame.png');
    await writeLastFrame(film, picture, { env: settings.env, signal: worker.signal });
    const bytes = await readFile(picture);
    const at = new Date(ports.nowMs());
    const keep = async () => {
      const stored = await assets.put(bytes);
      const figures = widthPx === undefined || heightPx === undefined ? {} : { widthPx, heightPx };
      const whole = {
        id,
        projectId,
        name: `${takeId}-last-frame.png`,
        kind: 'image',
        origin: 'frame',
        fromId: takeId,
        createdBy,
        at,
      } as const;
      await db.transaction((tx) => addAsset(tx, assets, { ...whole, blob: { ...stored, mime: 'image/png', figures } }));
      return id;
    };
    return await untilShelved(keep, { signal: worker.signal, sleep: ports.sleep });
  });
}
