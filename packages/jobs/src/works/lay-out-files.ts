import { copyFile, link } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '@fantascope/film';
import { and, eq, inArray } from 'drizzle-orm';
import { typeOfMime } from '../assets/file-type.ts';
import { asset, blob } from '../database/schema/index.ts';
import { filesNamedIn } from '../operation/documents.ts';
import type { JobRoom } from './job-room.ts';

/**
 * Lays every asset that a document names into a folder, under its id with the ending of what it is, and gives the document with those names in
 * place of the ids. A file of the shelf is linked, so that nothing is copied and nobody can clear it away meanwhile. Throws jobs.file-missing.
 */
export async function layOutFiles<T>(
  document: T,
  { folder, projectId, room }: Readonly<{ folder: string; projectId: string; room: Pick<JobRoom, 'database' | 'assets'> }>,
): Promise<T> {
  const ids = filesNamedIn(document);
  if (ids.length === 0) return document;
  const rows = await room.database.db
    .select({ id: asset.id, sha256: asset.sha256, mime: blob.mime })
    .from(asset)
    .innerJoin(blob, eq(blob.sha256, asset.sha256))
    .where(and(inArray(asset.id, [...ids]), eq(asset.projectId, projectId)));
  const found = new Map(rows.map((row) => [row.id, row]));
  const names = new Map<string, string>();
  for (const id of ids) {
    const row = found.get(id);
    if (row === undefined || !(await room.assets.has(row.sha256))) throw new Fault('jobs.file-missing', { part: 'picture', asset: id });
    const name = `${id}.${typeOfMime(row.mime)?.ending ?? 'bin'}`;
    const [from, to] = [await room.assets.localPath(row.sha256), join(folder, name)];
    // Another disk, or one that knows no links.
    await link(from, to).catch(() => copyFile(from, to));
    names.set(id, name);
  }
  return named(document, names) as T;
}

function named(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return names.get(value) ?? value;
  if (Array.isArray(value)) return value.map((each) => named(each, names));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, named(each, names)]));
}
