import { newId } from '@fantascope/film';
import type { StoredFile } from '@fantascope/take';
import { eq } from 'drizzle-orm';
import { addAsset } from '../assets/add-asset.ts';
import { typeOfMime } from '../assets/file-type.ts';
import { take } from '../database/schema/index.ts';
import { patiently } from './patiently.ts';
import { appendHeld } from './pg-journal.ts';
import type { TakeRoom } from './take-room.ts';
import { untilShelved } from './until-shelved.ts';

/** Makes a take's collected file, whose bytes are on the shelf, an asset of its project, and the take ready: one transaction, once. */
export async function keepAsset(room: TakeRoom, takeId: string, file: StoredFile): Promise<void> {
  const { database, ports, worker, assets } = room;
  const at = new Date(ports.nowMs());
  const assetId = newId('asset', { nowMs: at.getTime(), random: ports.random });
  const { sha256, bytes, mime, widthPx, heightPx, lengthSec, fps } = file;
  const kind = mime.startsWith('image/') ? 'image' : 'video';
  const name = `${takeId}.${typeOfMime(mime)?.ending ?? 'bin'}`;
  const keep = () =>
    database.db.transaction(async (tx) => {
      const [row] = await tx.select().from(take).where(eq(take.id, takeId)).for('no key update');
      if (row === undefined || row.assetId !== null) return;
      const { projectId, byUserId: createdBy } = row;
      const blob = { sha256, bytes, mime, figures: { widthPx, heightPx, lengthSec, fps } };
      await addAsset(tx, assets, { id: assetId, projectId, blob, name, kind, origin: 'take', fromId: takeId, createdBy, at });
      await tx.update(take).set({ assetId }).where(eq(take.id, takeId));
      await appendHeld(tx, { v: 1, take: takeId, atMs: at.getTime(), kind: 'placed', out: `asset:${assetId}` }, worker.id);
    });
  const patience = { signal: worker.signal, sleep: ports.sleep };
  await untilShelved(() => patiently(keep, patience), patience);
}
