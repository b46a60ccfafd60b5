import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Fault, newId, Shot, schemaProblem } from '@fantascope/film';
import { diskFault } from '@fantascope/media';
import { compile, isRefusal, type Plan } from '@fantascope/plan';
import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { addAsset } from '../assets/add-asset.ts';
import { assetName } from '../assets/asset-name.ts';
import type { StoredBlob } from '../assets/asset-store.ts';
import { checkFile } from '../assets/check/check-file.ts';
import type { Figures } from '../assets/check/figures.ts';
import { type FileType, sniffFile } from '../assets/file-type.ts';
import { receive } from '../assets/incoming.ts';
import type { Tx } from '../database/database.ts';
import { asset, plan as planTable, shot, take } from '../database/schema/index.ts';
import { appendEvent } from '../events/event-log.ts';
import { checkFiles } from '../operation/documents.ts';
import { keepRevision } from '../operation/revisions.ts';
import { planHash } from '../takes/shoot.ts';
import { readTakeFile, type TakeFile } from '../takes/take-file.ts';
import type { ManifestFile, TakeManifest } from '../takes/take-manifest.ts';
import type { JobKind, JobRoom, JobWork } from './job-room.ts';
import { inWorkFolder } from './work-folder.ts';

/** Input of a job take-import: the take file, an asset of the job's project, and the ids of what it becomes. */
export const TakeImportInput = z.strictObject({
  assetId: z.string(),
  ids: z.strictObject({ take: z.string(), shot: z.string(), plan: z.string() }),
});
export type TakeImportInput = z.infer<typeof TakeImportInput>;

type Brought = Readonly<{ blob: StoredBlob; type: FileType; figures: Figures; name: string }>;
type Entering = Readonly<{ projectId: string; ids: TakeImportInput['ids']; byUserId: string; at: Date }>;

const broken = (problemEn: string, problemZh: string) => new Fault('jobs.bad-take-file', { problemEn, problemZh });

/** The uploaded take file on the shelf. Throws jobs.no-such-thing, and jobs.bad-take-file for another kind of file. */
export async function takeFileOf(
  db: Pick<Tx, 'select'>,
  { assetId, projectId }: Readonly<{ assetId: string; projectId: string }>,
): Promise<Readonly<{ sha256: string }>> {
  const [sent] = await db
    .select({ sha256: asset.sha256, kind: asset.kind })
    .from(asset)
    .where(and(eq(asset.id, assetId), eq(asset.projectId, projectId)));
  if (sent === undefined) throw new Fault('jobs.no-such-thing', { id: assetId });
  if (sent.kind !== 'take-file') throw broken('it is no take file', '不是成片文件');
  return sent;
}

/** Brings one file of an archive in as if it had been sent by itself: hashed, sniffed, decoded in a child; what the manifest says of it counts for nothing. */
async function bring(
  { room, signal }: JobWork,
  file: ManifestFile,
  { archive, folder, entryOf }: Readonly<{ archive: string; folder: string; entryOf: TakeFile['entryOf'] }>,
): Promise<Brought> {
  const part = join(folder, file.sha256);
  const { start, size } = entryOf(file);
  try {
    const source = size === 0 ? Readable.from([]) : createReadStream(archive, { start, end: start + size - 1 });
    const { sha256 } = await receive(source, part, { mostBytes: room.settings.uploadMostBytes, signal });
    // The same bytes would come of every try.
    if (sha256 !== file.sha256) throw broken(`${file.file} holds other bytes than its name says`, `${file.file} 的内容与其名称不符`);
    const type = await sniffFile(part);
    if (type === undefined || type.kind === 'take-file') throw new Fault('jobs.unknown-file', { name: file.name.slice(0, 100) });
    const name = assetName(file.name, type);
    const figures = await checkFile({ path: part, name, type }, { signal });
    return { blob: await room.assets.adopt(part), type, figures, name };
  } catch (error) {
    if (error instanceof Fault || signal.aborted || (error as NodeJS.ErrnoException).code === undefined) throw error;
    throw diskFault(error, part);
  } finally {
    await rm(part, { force: true });
  }
}

/** The shot of a manifest with its files named by their new ids. Throws jobs.bad-take-file. */
function shotOf(document: unknown, newIds: ReadonlyMap<string, string>): Shot {
  const text = JSON.stringify(document).replaceAll(/"(asset_[0-9A-Z]{26})"/g, (whole, id: string) =>
    newIds.has(id) ? JSON.stringify(newIds.get(id)) : whole,
  );
  const parsed = Shot.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  const { problemEn, problemZh } = schemaProblem(parsed.error) as { problemEn: string; problemZh: string };
  throw broken(problemEn, problemZh);
}

/** A plan of our own for the same shot and model, where both are known here and fit; else null, until somebody makes one. Never the one of the file: what is sent to a provider may not come from a stranger. */
function planOf({ catalogue }: JobRoom, { model, document, picture }: Readonly<{ model: string; document: Shot; picture?: Brought }>) {
  const entry = catalogue.byId(model);
  if (entry === undefined) return null;
  const { widthPx, heightPx } = (picture?.figures ?? {}) as { widthPx?: number; heightPx?: number };
  const facts = widthPx === undefined || heightPx === undefined ? {} : { pictureSizePx: { widthPx, heightPx } };
  const plan = compile(document, entry, { facts });
  return isRefusal(plan) ? null : plan;
}

/** What an archive holds, on the shelf and not entered yet. */
async function unpack(work: JobWork, { sha256 }: Readonly<{ sha256: string }>) {
  const { row, room, tell } = work;
  const archive = await room.assets.localPath(sha256);
  const { manifest, entryOf } = await readTakeFile(archive);
  const { media: film, references: named } = manifest;
  const wholeBytes = [film, ...named].reduce((sum, { bytes }) => sum + bytes, 0);
  return await inWorkFolder({ home: room.home, jobId: row.id }, async (folder) => {
    let doneBytes = 0;
    const next = async (file: ManifestFile): Promise<Brought> => {
      const brought = await bring(work, file, { archive, folder, entryOf });
      doneBytes += file.bytes;
      tell(doneBytes / wholeBytes);
      return brought;
    };
    const media = await next(film);
    if (media.type.kind !== 'video' && media.type.kind !== 'image')
      throw broken('its file is neither film nor picture', '其中的文件既不是影片也不是图片');
    const fresh = () => newId('asset', { nowMs: room.ports.nowMs(), random: room.ports.random });
    const references = new Map<string, Brought & { id: string }>();
    for (const file of named) references.set(file.assetId, { ...(await next(file)), id: fresh() });
    return { manifest, media: { ...media, id: fresh() }, references };
  });
}

/**
 * A take file of the project becomes a take: its film and references as assets, its shot, and the take as imported, unpaid; all in the transaction
 * that ends the job, or nothing. Fails with jobs.bad-take-file and the faults of an upload.
 */
export const takeImport: JobKind = {
  make: async (work) => {
    const { row, room } = work;
    const { assetId, ids } = TakeImportInput.parse(row.input);
    const projectId = row.projectId as string;
    const { manifest, media, references } = await unpack(work, await takeFileOf(room.database.db, { assetId, projectId }));
    const told = manifest.recipe.shot;
    const document = told === null ? null : shotOf(told.document, new Map([...references].map(([old, { id }]) => [old, id])));
    const picture = [...references.values()].find(({ id }) => id === document?.picture);
    const { model } = manifest.take;
    const plan = document === null ? null : planOf(room, { model, document, ...(picture === undefined ? {} : { picture }) });
    return async (tx, at) => {
      const entering = { projectId, ids, byUserId: row.byUserId, at };
      for (const { id, blob, type, figures, name } of [media, ...references.values()]) {
        const made = { id, projectId, name, kind: type.kind, fromId: ids.take, createdBy: row.byUserId, at };
        await addAsset(tx, room.assets, { ...made, blob: { ...blob, mime: type.mime, figures }, origin: 'import' });
      }
      if (document !== null) await enterShot(tx, entering, { name: told?.name ?? '', document });
      if (plan !== null) await enterPlan(tx, entering, plan);
      await enterTake(tx, entering, { manifest, media, hasShot: document !== null, hasPlan: plan !== null });
      return { takeId: ids.take, assetId: media.id, shotId: document === null ? null : ids.shot };
    };
  },
};

async function enterShot(
  tx: Tx,
  { projectId, ids, byUserId, at }: Entering,
  { name, document }: Readonly<{ name: string; document: Shot }>,
): Promise<void> {
  // A file it names and did not bring, or a path, is let in no more than from anybody.
  await checkFiles(tx, { projectId, document });
  await tx
    .insert(shot)
    .values({ id: ids.shot, projectId, name: name.trim() || ids.shot, document, revision: 1, createdAt: at, updatedAt: at });
  await keepRevision(tx, { ofId: ids.shot, revision: 1, document, byUserId, at });
  await appendEvent(tx, { projectId, subjectId: ids.shot, kind: 'shot.created', data: { name, isImported: true }, at });
}

async function enterPlan(tx: Tx, { projectId, ids, at }: Entering, plan: Plan): Promise<void> {
  const values = { id: ids.plan, projectId, shotId: ids.shot, shotRevision: 1, model: plan.model, hash: planHash(plan) };
  await tx.insert(planTable).values({ ...values, document: plan, createdAt: at });
}

type TakeEntered = Readonly<{ manifest: TakeManifest; media: Brought & { id: string }; hasShot: boolean; hasPlan: boolean }>;

async function enterTake(
  tx: Tx,
  { projectId, ids, byUserId, at }: Entering,
  { manifest, media, hasShot, hasPlan }: TakeEntered,
): Promise<void> {
  const { model, wire, provider, isEmulated } = manifest.take;
  const { lengthSec } = media.figures;
  const shotId = hasShot ? ids.shot : null;
  await tx.insert(take).values({
    ...{ id: ids.take, projectId, shotId, planId: hasPlan ? ids.plan : null, byUserId, model, wire, provider, isEmulated },
    ...{ state: 'ready', moneyState: 'none', assetId: media.id, imported: manifest },
    ...{ lengthMs: lengthSec === undefined ? null : Math.round(lengthSec * 1000), createdAt: at, updatedAt: at, endedAt: at },
  });
  const data = { state: 'ready', moneyState: 'none', isEmulated, model, isImported: true, shotId };
  await appendEvent(tx, { projectId, subjectId: ids.take, kind: 'take.changed', data, at });
}
