import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Fault, Film, Shot } from '@fantascope/film';
import { diskFault } from '@fantascope/media';
import { and, eq, isNull } from 'drizzle-orm';
import { addAsset } from '../assets/add-asset.ts';
import { assetName } from '../assets/asset-name.ts';
import { checkFiles } from '../assets/check/check-file.ts';
import { sniffFile } from '../assets/file-type.ts';
import type { Db, Tx } from '../database/database.ts';
import { film, member, project, shot } from '../database/schema/index.ts';
import { appendEvent } from '../events/event-log.ts';
import type { Call } from '../operation/operation.ts';
import { keepRevision } from '../operation/revisions.ts';
import type { ShelvedRender } from '../works/enter-render.ts';
import { inWorkFolder } from '../works/work-folder.ts';
import { sampleName, samplePhotos, sampleShots, sampleTitle } from './letter.ts';

const photos = fileURLToPath(new URL('../../../../examples/photos/', import.meta.url));

/** A row of project. */
type ProjectRow = typeof project.$inferSelect;
/** What a person's sample project is: its row, and its film where that is still there. */
export type Sample = Readonly<{ row: ProjectRow; filmId: string | null }>;

/** A person's sample project; undefined for who has none. One that was archived is none. */
export async function sampleOf(db: Db | Tx, userId: string): Promise<Sample | undefined> {
  const [row] = await db
    .select()
    .from(project)
    .where(and(eq(project.sampleOf, userId), isNull(project.archivedAt)));
  if (row === undefined) return undefined;
  const [made] = await db
    .select({ id: film.id })
    .from(film)
    .where(and(eq(film.projectId, row.id), isNull(film.archivedAt)))
    .orderBy(film.createdAt)
    .limit(1);
  return { row, filmId: made?.id ?? null };
}

/**
 * Makes a person's sample project: photographs through the door of every upload, a film, its shots. All of it is entered in one transaction, so an
 * interrupted call leaves nothing but files that `asset.gc` clears. Throws jobs.no-sample where the photographs were not shipped.
 */
export async function makeSample({ studio, actor, newId, signal }: Call): Promise<Sample> {
  const { home, assets, database, ports } = studio;
  const at = new Date(ports.nowMs());
  const [projectId, filmId] = [newId('project'), newId('film')];
  const shelved = await inWorkFolder({ home, jobId: projectId }, (folder) => shelvePhotos({ folder, assets, signal }));
  return await database.db.transaction(async (tx): Promise<Sample> => {
    const values = { id: projectId, name: sampleName, sampleOf: actor.userId, createdAt: at };
    const [row] = await tx.insert(project).values(values).onConflictDoNothing().returning();
    if (row === undefined) {
      // The same person's other call was first.
      const known = await sampleOf(tx, actor.userId);
      if (known === undefined) throw new Fault('jobs.no-such-thing', { id: projectId });
      return known;
    }
    await tx.insert(member).values({ projectId, userId: actor.userId, role: 'owner', createdAt: at });
    await appendEvent(tx, { projectId, subjectId: projectId, kind: 'project.created', data: { name: sampleName }, at });
    const pictures = new Map<string, string>();
    for (const [index, { stored, type, figures, name }] of shelved.entries()) {
      const id = newId('asset');
      const blob = { ...stored, mime: type.mime, figures };
      await addAsset(tx, assets, { id, projectId, blob, name, kind: type.kind, origin: 'upload', createdBy: actor.userId, at });
      pictures.set(samplePhotos[index] ?? name, id);
    }
    const shots = sampleShots.map(({ name, photo, document }) => {
      const picture = pictures.get(photo);
      if (picture === undefined) throw new Fault('jobs.no-sample', { file: photo });
      return { id: newId('shot'), name, document: Shot.parse({ ...document, picture }) };
    });
    const document = Film.parse({
      format: 'fantascope/film',
      version: 1,
      title: sampleTitle,
      shots: shots.map((each) => ({ ...each.document, id: each.id, name: each.name })),
    });
    const times = { revision: 1, createdAt: at, updatedAt: at };
    const kept = { revision: 1, byUserId: actor.userId, at };
    await tx.insert(film).values({ id: filmId, projectId, title: sampleTitle.zh, document, ...times });
    await keepRevision(tx, { ofId: filmId, document, ...kept });
    await appendEvent(tx, { projectId, subjectId: filmId, kind: 'film.created', data: { title: sampleTitle.zh }, at });
    for (const { id, name, document: own } of shots) {
      await tx.insert(shot).values({ id, projectId, filmId, name, document: own, ...times });
      await keepRevision(tx, { ofId: id, document: own, ...kept });
      await appendEvent(tx, { projectId, subjectId: id, kind: 'shot.created', data: { name }, at });
    }
    return { row, filmId };
  });
}

/** Puts the photographs on the shelf by the way of every upload: sniffed, decoded in a child, adopted. */
async function shelvePhotos({
  folder,
  assets,
  signal,
}: Readonly<{ folder: string; signal: AbortSignal }> & Pick<Call['studio'], 'assets'>): Promise<readonly ShelvedRender[]> {
  const files = await Promise.all(
    samplePhotos.map(async (photo) => {
      const path = join(folder, photo);
      await copyFile(join(photos, photo), path).catch((error: NodeJS.ErrnoException) => {
        throw error.code === 'ENOENT' ? new Fault('jobs.no-sample', { file: photo }, { cause: error }) : diskFault(error, path);
      });
      const type = await sniffFile(path);
      if (type === undefined) throw new Fault('jobs.unknown-file', { name: photo });
      return { path, type, name: assetName(photo, type) };
    }),
  );
  const figures = await checkFiles(files, { signal });
  return await Promise.all(
    files.map(async ({ path, type, name }, at) => ({ stored: await assets.adopt(path), type, figures: figures[at] ?? {}, name })),
  );
}
