import { newId } from '@fantascope/film';
import type { StoredFile } from '@fantascope/take';
import { eq } from 'drizzle-orm';
import { asset, blob, take } from '../database/schema/index.ts';
import { patiently } from './patiently.ts';
import { appendHeld } from './pg-journal.ts';
import type { TakeRoom } from './take-room.ts';

const extensions: Readonly<Record<string, string>> = {
  'video/mp4': 'mp4',
  'video/webm': 'webm',
  'video/quicktime': 'mov',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
};

/** Makes a take's collected file, whose bytes are on the shelf, an asset of its project, and the take ready: one transaction, once. */
export async function keepAsset(room: TakeRoom, takeId: string, file: StoredFile): Promise<void> {
  const { database, ports, worker } = room;
  const at = new Date(ports.nowMs());
  const assetId = newId('asset', { nowMs: at.getTime(), random: ports.random });
  const { sha256, bytes, mime, widthPx, heightPx, lengthSec, fps } = file;
  const kind = mime.startsWith('image/') ? 'image' : 'video';
  await patiently(
    () =>
      database.db.transaction(async (tx) => {
        const [row] = await tx.select().from(take).where(eq(take.id, takeId)).for('no key update');
        if (row === undefined || row.assetId !== null) return;
        const figures = { widthPx, heightPx, lengthSec, fps };
        await tx.insert(blob).values({ sha256, bytes, mime, figures, storedAt: at }).onConflictDoNothing();
        const name = `${takeId}.${extensions[mime] ?? 'bin'}`;
        const { projectId, byUserId } = row;
        await tx
          .insert(asset)
          .values({ id: assetId, projectId, sha256, name, kind, origin: 'take', fromId: takeId, createdBy: byUserId, createdAt: at });
        await tx.update(take).set({ assetId }).where(eq(take.id, takeId));
        await appendHeld(tx, { v: 1, take: takeId, atMs: at.getTime(), kind: 'placed', out: `asset:${assetId}` }, worker.id);
      }),
    { signal: worker.signal, sleep: ports.sleep },
  );
}
