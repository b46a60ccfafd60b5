import { Fault, newId } from '@fantascope/film';
import { addAsset } from '../assets/add-asset.ts';
import { assetName } from '../assets/asset-name.ts';
import type { StoredBlob } from '../assets/asset-store.ts';
import { checkFile } from '../assets/check/check-file.ts';
import type { Figures } from '../assets/check/figures.ts';
import { type FileType, sniffFile } from '../assets/file-type.ts';
import type { Tx } from '../database/database.ts';
import type { JobRoom, JobRow } from './job-room.ts';

/** A rendered film on the shelf, measured, and not entered yet. */
export type ShelvedRender = Readonly<{ stored: StoredBlob; type: FileType; figures: Figures; name: string }>;

/** Measures a rendered file as one that was sent by a stranger would be, and puts it on the shelf. Throws jobs.file-unreadable. */
export async function shelveRender(
  path: string,
  { name: given, assets, signal }: Readonly<{ name: string; signal: AbortSignal }> & Pick<JobRoom, 'assets'>,
): Promise<ShelvedRender> {
  const type = await sniffFile(path);
  if (type === undefined) throw new Fault('jobs.unknown-file', { name: given });
  const name = assetName(given, type);
  const figures = await checkFile({ path, name, type }, { signal });
  return { stored: await assets.adopt(path), type, figures, name };
}

/** Enters a rendered file as an asset of the job's project. Gives the asset's id. */
export async function enterRender(
  tx: Tx,
  { row, room, at, render }: Readonly<{ row: JobRow; room: JobRoom; at: Date; render: ShelvedRender }>,
): Promise<string> {
  const { stored, type, figures, name } = render;
  const { mime, kind } = type;
  const { id: fromId, byUserId: createdBy } = row;
  const projectId = row.projectId as string;
  const id = newId('asset', { nowMs: at.getTime(), random: room.ports.random });
  const blob = { ...stored, mime, figures };
  await addAsset(tx, room.assets, {
    id,
    projectId,
    blob,
    name,
    kind,
    origin: row.takeId === null ? 'render' : 'take',
    fromId: row.takeId ?? fromId,
    createdBy,
    at,
  });
  return id;
}
