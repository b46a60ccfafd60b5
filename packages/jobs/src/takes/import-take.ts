import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Fault, newId, Shot, schemaProblem } from '@fantascope/film';
import { and, eq } from 'drizzle-orm';
import { type AssetOrigin, addAsset } from '../assets/add-asset.ts';
import { assetName } from '../assets/asset-name.ts';
import type { StoredBlob } from '../assets/asset-store.ts';
import { checkFile } from '../assets/check/check-file.ts';
import type { Figures } from '../assets/check/figures.ts';
import { type FileType, sniffFile } from '../assets/file-type.ts';
import { receive } from '../assets/incoming.ts';
import { assetFolder } from '../assets/open-asset-store.ts';
import type { Tx } from '../database/database.ts';
import { asset, plan as planTable, shot, take } from '../database/schema/index.ts';
import { appendEvent } from '../events/event-log.ts';
import { checkFiles } from '../operation/documents.ts';
import { keepRevision } from '../operation/revisions.ts';
import type { Studio } from '../studio.ts';
import { planFor, planHash } from './shoot.ts';
import { readTakeFile, type TakeFile } from './take-file.ts';
import type { ManifestFile, TakeManifest } from './take-manifest.ts';

/** A take file that is to be remade here, and the ids of what it becomes: asking twice is importing once. */
export type ImportAsked = Readonly<{
  projectId: string;
  /** The uploaded take file. */
  assetId: string;
  ids: Readonly<{ take: string; shot: string; plan: string }>;
  byUserId: string;
  signal?: AbortSignal;
}>;

type Brought = Readonly<{ blob: StoredBlob; type: FileType; figures: Figures; name: string }>;

const broken = (problemEn: string, problemZh: string) => new Fault('jobs.bad-take-file', { problemEn, problemZh });

/** Brings one file of an archive in as if it had been sent by itself: hashed, sniffed, decoded in a child; what the manifest says of it counts for nothing. */
async function bring(
  studio: Studio,
  archive: string,
  { file, entryOf, signal }: Readonly<{ file: ManifestFile; entryOf: TakeFile['entryOf']; signal?: AbortSignal }>,
): Promise<Brought> {
  const part = join(assetFolder(studio.home), 'incoming', randomUUID());
  const { start, size } = entryOf(file);
  try {
    const bounds = { mostBytes: studio.settings.uploadMostBytes, expectSha256: file.sha256, ...(signal === undefined ? {} : { signal }) };
    const source = size === 0 ? Readable.from([]) : createReadStream(archive, { start, end: start + size - 1 });
    await receive(source, part, bounds);
    const type = await sniffFile(part);
    if (type === undefined || type.kind === 'take-file') throw new Fault('jobs.unknown-file', { name: file.name.slice(0, 100) });
    const name = assetName(file.name, type);
    const figures = await checkFile({ path: part, name, type }, signal === undefined ? {} : { signal });
    return { blob: await studio.assets.adopt(part), type, figures, name };
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

/** The take a call has imported before; null where there is none. */
async function before(db: Pick<Tx, 'select'>, takeId: string): Promise<boolean> {
  return (await db.select({ id: take.id }).from(take).where(eq(take.id, takeId))).length > 0;
}

/**
 * Remakes a take here: its file and references as assets, its shot, and the take as imported, unpaid. The plan is compiled anew from the shot, never
 * taken from the file: what is sent to a provider may not come from a stranger. Throws jobs.bad-take-file and the faults of an upload; then
 * nothing was imported.
 */
export async function importTake(studio: Studio, asked: ImportAsked): Promise<void> {
  const { database, assets, ports } = studio;
  const { projectId, ids, byUserId, signal } = asked;
  if (await before(database.db, ids.take)) return;
  const [sent] = await database.db
    .select({ sha256: asset.sha256, kind: asset.kind })
    .from(asset)
    .where(and(eq(asset.id, asked.assetId), eq(asset.projectId, projectId)));
  if (sent === undefined) throw new Fault('jobs.no-such-thing', { id: asked.assetId });
  if (sent.kind !== 'take-file') throw broken('it is no take file', '不是成片文件');
  const archive = await assets.localPath(sent.sha256);
  const { manifest, entryOf } = await readTakeFile(archive);
  const going = { entryOf, ...(signal === undefined ? {} : { signal }) };
  const media = await bring(studio, archive, { file: manifest.media, ...going });
  if (media.type.kind !== 'video' && media.type.kind !== 'image')
    throw broken('its file is neither film nor picture', '其中的文件既不是影片也不是图片');
  const at = new Date(ports.nowMs());
  const fresh = () => newId('asset', { nowMs: at.getTime(), random: ports.random });
  const references = new Map<string, Brought & { id: string }>();
  for (const file of manifest.references)
    references.set(file.assetId, { ...(await bring(studio, archive, { file, ...going })), id: fresh() });
  const told = manifest.recipe.shot;
  const document = told === null ? null : shotOf(told.document, new Map([...references].map(([old, { id }]) => [old, id])));
  const mediaId = fresh();
  await database.db.transaction(async (tx) => {
    if (await before(tx, ids.take)) return;
    const enter = (id: string, { blob, type, figures, name }: Brought, origin: AssetOrigin) =>
      addAsset(tx, assets, {
        id,
        projectId,
        blob: { ...blob, mime: type.mime, figures },
        name,
        kind: type.kind,
        origin,
        fromId: ids.take,
        createdBy: byUserId,
        at,
      });
    await enter(mediaId, media, 'import');
    for (const each of references.values()) await enter(each.id, each, 'import');
    if (document !== null) await enterShot(tx, { asked, name: told?.name ?? '', document, at });
    await enterTake(tx, { asked, manifest, mediaId, media, hasShot: document !== null, at });
  });
  if (document !== null) await enterPlan(studio, { asked, model: manifest.take.model, document, at });
}

async function enterShot(
  tx: Tx,
  { asked, name, document, at }: Readonly<{ asked: ImportAsked; name: string; document: Shot; at: Date }>,
): Promise<void> {
  const { projectId, ids, byUserId } = asked;
  // A file it names and did not bring, or a path, is let in no more than from anybody.
  await checkFiles(tx, { projectId, document });
  await tx
    .insert(shot)
    .values({ id: ids.shot, projectId, name: name.trim() || ids.shot, document, revision: 1, createdAt: at, updatedAt: at });
  await keepRevision(tx, { ofId: ids.shot, revision: 1, document, byUserId, at });
  await appendEvent(tx, { projectId, subjectId: ids.shot, kind: 'shot.created', data: { name, isImported: true }, at });
}

type TakeEntered = Readonly<{ asked: ImportAsked; manifest: TakeManifest; mediaId: string; media: Brought; hasShot: boolean; at: Date }>;

async function enterTake(tx: Tx, { asked, manifest, mediaId, media, hasShot, at }: TakeEntered): Promise<void> {
  const { projectId, ids, byUserId } = asked;
  const { model, wire, provider, isEmulated } = manifest.take;
  const { lengthSec } = media.figures;
  await tx.insert(take).values({
    ...{ id: ids.take, projectId, shotId: hasShot ? ids.shot : null, byUserId, model, wire, provider, isEmulated },
    ...{ state: 'ready', moneyState: 'none', assetId: mediaId, imported: manifest },
    ...{ lengthMs: lengthSec === undefined ? null : Math.round(lengthSec * 1000), createdAt: at, updatedAt: at, endedAt: at },
  });
  const data = { state: 'ready', moneyState: 'none', isEmulated, model, isImported: true, shotId: hasShot ? ids.shot : null };
  await appendEvent(tx, { projectId, subjectId: ids.take, kind: 'take.changed', data, at });
}

/** A plan of our own for the same shot and model, where both are known here; else there is none until somebody makes one. */
async function enterPlan(
  studio: Studio,
  { asked, model, document, at }: Readonly<{ asked: ImportAsked; model: string; document: Shot; at: Date }>,
): Promise<void> {
  const { projectId, ids } = asked;
  const { db } = studio.database;
  let plan: Awaited<ReturnType<typeof planFor>>;
  try {
    plan = await planFor(studio, { document, projectId, model });
  } catch (error) {
    if (error instanceof Fault && (error.code === 'take.no-such-model' || error.code === 'take.refused-plan')) return;
    throw error;
  }
  await db.transaction(async (tx) => {
    const values = {
      id: ids.plan,
      projectId,
      shotId: ids.shot,
      shotRevision: 1,
      model,
      hash: planHash(plan),
      document: plan,
      createdAt: at,
    };
    await tx.insert(planTable).values(values).onConflictDoNothing();
    await tx.update(take).set({ planId: ids.plan }).where(eq(take.id, ids.take));
  });
}
