import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Fault } from '@fantascope/film';
import { diskFault } from '@fantascope/media';
import { z } from 'zod';
import { addAsset, sameAsset } from '../assets/add-asset.ts';
import { assetName } from '../assets/asset-name.ts';
import { receive } from '../assets/incoming.ts';
import { MOST_ARCHIVE_BYTES, type Packed, storedZip } from '../assets/stored-zip.ts';
import { TakeManifest } from '../takes/take-manifest.ts';
import type { JobKind, JobWork } from './job-room.ts';
import { inWorkFolder } from './work-folder.ts';

const fileType = { mime: 'application/vnd.fantascope.take+zip', kind: 'take-file', ending: 'take' } as const;
/** Of an archive's own: two headers and a name for each of at most 66 files. */
const HEADERS_BYTES = 66 * 400;

/** Input of a job take-export: the take as it was when it was asked for. */
export const TakeExportInput = z.strictObject({ takeId: z.string(), manifest: TakeManifest });
export type TakeExportInput = z.infer<typeof TakeExportInput>;

function manifestBytes(manifest: TakeManifest): Buffer {
  return Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
}

/** The files of a manifest, each once. */
function filesOf({ media, references }: TakeManifest) {
  return [...new Map([media, ...references].map((each) => [each.file, each])).values()];
}

/** Bytes that a take file will have. Throws jobs.take-too-big for more than a take file holds (4 GB), before anything is written. */
export function takeFileBytes({ takeId, manifest }: TakeExportInput): number {
  const bytes = filesOf(manifest).reduce((sum, file) => sum + file.bytes, manifestBytes(manifest).length);
  const mostBytes = MOST_ARCHIVE_BYTES - HEADERS_BYTES;
  if (bytes > mostBytes) throw new Fault('jobs.take-too-big', { take: takeId, bytes, mostBytes });
  return bytes;
}

async function packed(manifest: TakeManifest, { assets }: JobWork['room']): Promise<readonly Packed[]> {
  const files: Packed[] = [{ name: 'manifest.json', bytes: manifestBytes(manifest) }];
  for (const { file, sha256, bytes } of filesOf(manifest)) files.push({ name: file, path: await assets.localPath(sha256), size: bytes });
  return files;
}

/** Passes chunks on and tells how many bytes there were so far. */
async function* told(source: AsyncIterable<Buffer>, tell: (bytes: number) => void): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of source) {
    yield chunk;
    bytes += chunk.length;
    tell(bytes);
  }
}

/** Writes the archive and puts it on the shelf; the same take gives the same bytes. */
async function shelve({ row, room, signal, tell }: JobWork, input: TakeExportInput) {
  const { home, assets } = room;
  const whole = takeFileBytes(input);
  return await inWorkFolder({ home, jobId: row.id }, async (folder) => {
    const part = join(folder, 'take.part');
    try {
      const archive = told(storedZip(await packed(input.manifest, room)), (bytes) => tell(Math.min(1, bytes / whole)));
      await receive(Readable.from(archive), part, { signal });
    } catch (error) {
      if (error instanceof Fault || signal.aborted || (error as NodeJS.ErrnoException).code === undefined) throw error;
      throw diskFault(error, part);
    }
    return await assets.adopt(part);
  });
}

/** A ready take becomes one file of its project: its manifest and every file that it names. */
export const takeExport: JobKind = {
  make: async (work) => {
    const { row, room } = work;
    const input = TakeExportInput.parse(row.input);
    const { manifest, takeId } = input;
    const stored = await shelve(work, input);
    const { mime, kind } = fileType;
    const name = assetName(`${manifest.recipe.shot?.name ?? takeId}.take`, fileType);
    const { widthPx, heightPx, lengthSec, fps } = manifest.media.figures;
    const blob = { ...stored, mime, figures: { widthPx, heightPx, lengthSec, fps } };
    return async (tx, at) => {
      const projectId = row.projectId as string;
      const made = { id: row.id.replace(/^job_/, 'asset_'), projectId, name, kind, fromId: takeId, createdBy: row.byUserId, at };
      const { id } =
        (await sameAsset(tx, { projectId, sha256: stored.sha256, name })) ??
        (await addAsset(tx, room.assets, { ...made, blob, origin: 'export' }));
      return { assetId: id, takeId, ...stored };
    };
  },
};
