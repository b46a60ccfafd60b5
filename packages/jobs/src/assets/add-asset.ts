import { Fault } from '@fantascope/film';
import { and, eq, getTableColumns, isNull, sql } from 'drizzle-orm';
import { advisoryLocks } from '../database/advisory-locks.ts';
import type { Tx } from '../database/database.ts';
import { asset, blob } from '../database/schema/index.ts';
import { appendEvent } from '../events/event-log.ts';
import type { AssetStore, StoredBlob } from './asset-store.ts';
import type { Figures } from './check/figures.ts';
import { wordsVector } from './search-words.ts';

/** How an asset came to be. `export`: a take file made here; `frame`: a frame of a take. */
export type AssetOrigin = 'upload' | 'take' | 'render' | 'import' | 'export' | 'frame';

/** An asset that is to be entered. Its bytes are on the shelf. */
export type NewAsset = Readonly<{
  id: string;
  projectId: string;
  blob: StoredBlob & Readonly<{ mime: string; figures: Figures | Readonly<Record<string, unknown>> }>;
  name: string;
  kind: string;
  origin: AssetOrigin;
  /** The take, job or import it came from. */
  fromId?: string | null;
  createdBy: string;
  at: Date;
}>;

/** A row of asset, but for what it looks like, which nobody reads row by row. */
export type AssetRow = Omit<typeof asset.$inferSelect, 'sketch'>;

const { sketch: _, ...columns } = getTableColumns(asset);
/** The columns of an `AssetRow`. */
export const assetColumns = columns;

/** Taken by whoever enters or clears bytes of a name, until the end of its transaction: neither happens within the other. */
export async function lockBlob(tx: Tx, sha256: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${advisoryLocks.blob}::int, hashtext(${sha256}))`);
}

/**
 * Enters bytes that are on the shelf, or does nothing where they are entered already. Throws jobs.blob-vanished where `gc` has cleared them
 * since they were put there; whoever still has them puts them there again.
 */
export async function addBlob(
  tx: Tx,
  {
    assets,
    name,
    blob: { sha256, bytes, mime, figures },
    at,
  }: Readonly<{ assets: Pick<AssetStore, 'has'>; name: string; blob: NewAsset['blob']; at: Date }>,
): Promise<void> {
  await lockBlob(tx, sha256);
  if (!(await assets.has(sha256))) throw new Fault('jobs.blob-vanished', { name });
  await tx.insert(blob).values({ sha256, bytes, mime, figures, storedAt: at }).onConflictDoNothing();
}

/** Enters bytes of the shelf as an asset of a project, with its event: the one way an asset comes to be. Throws jobs.blob-vanished. */
export async function addAsset(tx: Tx, assets: Pick<AssetStore, 'has'>, made: NewAsset): Promise<AssetRow> {
  const { id, projectId, name, kind, origin, fromId = null, createdBy, at } = made;
  const { sha256 } = made.blob;
  await addBlob(tx, { assets, name, blob: made.blob, at });
  const values = { id, projectId, sha256, name, kind, origin, fromId, createdBy, createdAt: at, words: wordsVector(name) };
  // The same bytes look the same, wherever they were looked at.
  const sketch = sql`(select a.sketch from fantascope.asset a where a.sha256 = ${sha256} and a.sketch is not null limit 1)`;
  const [row] = await tx
    .insert(asset)
    .values({ ...values, sketch })
    .onConflictDoNothing()
    .returning(columns);
  if (row === undefined) return existing(tx, id);
  await appendEvent(tx, { projectId, subjectId: id, kind: 'asset.added', data: { name, kind, origin, sha256 }, at });
  return row;
}

/** The same call once more, after a crash. */
async function existing(tx: Tx, id: string): Promise<AssetRow> {
  const [row] = await tx.select(columns).from(asset).where(eq(asset.id, id));
  if (row === undefined) throw new Fault('jobs.no-such-thing', { id });
  return row;
}

/** A living asset of a project with these bytes under this name, so that sending a file twice gives one. */
export async function sameAsset(
  tx: Tx,
  { projectId, sha256, name }: Readonly<{ projectId: string; sha256: string; name: string }>,
): Promise<AssetRow | undefined> {
  const [row] = await tx
    .select(columns)
    .from(asset)
    .where(and(eq(asset.sha256, sha256), eq(asset.projectId, projectId), eq(asset.name, name), isNull(asset.removedAt)))
    .limit(1);
  return row;
}
