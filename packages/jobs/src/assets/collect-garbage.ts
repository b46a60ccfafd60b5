import { and, eq, inArray, sql } from 'drizzle-orm';
import { advisoryLocks } from '../database/advisory-locks.ts';
import type { Db, Tx } from '../database/database.ts';
import { asset, blob, derived } from '../database/schema/index.ts';
import type { Studio } from '../studio.ts';
import { lockBlob } from './add-asset.ts';

/** Something that is, or would be, cleared away. unused: no asset has these bytes; unknown: bytes on the shelf that were never entered. */
export type Garbage = Readonly<{ sha256: string; bytes: number; why: 'unused' | 'unknown' }>;

/** What clearing away came to, or would come to. `freed` are the first hundred. */
export type GarbageReport = Readonly<{ isDryRun: boolean; blobs: number; bytes: number; assets: number; freed: readonly Garbage[] }>;

const PAGE = 500;
const SHOWN = 100;

/**
 * Whether a blob is named by nobody: no asset that lives, was removed lately, or is still named by a document; no view made of such a blob; no take
 * whose file it is and that has not become an asset yet. `cutoff` is the end of the time of grace.
 */
function isUnused(cutoff: Date) {
  const before = sql`${cutoff.toISOString()}::timestamptz`;
  return sql`${blob.storedAt} < ${before}
    and not exists (
      select 1 from ${asset} a where a.sha256 = ${blob.sha256} and (
        a.removed_at is null or a.removed_at >= ${before}
        or exists (select 1 from fantascope.shot d where d.project_id = a.project_id and d.archived_at is null and d.document::text like '%"' || a.id || '"%')
        or exists (select 1 from fantascope.film d where d.project_id = a.project_id and d.archived_at is null and d.document::text like '%"' || a.id || '"%')
        or exists (select 1 from fantascope."cast" d where d.project_id = a.project_id and d.archived_at is null and d.document::text like '%"' || a.id || '"%')))
    and not exists (select 1 from ${derived} v where v.sha256 = ${blob.sha256})
    and not exists (
      select 1 from fantascope.take_row r join fantascope.take t on t.id = r.take_id
      where r.kind = 'settle' and t.asset_id is null and r.row -> 'file' ->> 'sha256' = ${blob.sha256})`;
}

async function pageOfUnused(db: Db | Tx, { cutoff, after, sha256 }: Readonly<{ cutoff: Date; after?: string; sha256?: string }>) {
  return db
    .select({ sha256: blob.sha256, bytes: blob.bytes })
    .from(blob)
    .where(
      and(
        isUnused(cutoff),
        after === undefined ? undefined : sql`${blob.sha256} > ${after}`,
        sha256 === undefined ? undefined : eq(blob.sha256, sha256),
      ),
    )
    .orderBy(blob.sha256)
    .limit(PAGE);
}

/** A backup copies the bytes of its moment; until it is done nothing of them goes. Before the blob's own lock, so that nobody who enters bytes waits for a backup. */
async function waitForBackups(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${advisoryLocks.blobsKept}::bigint)`);
}

/**
 * Forgets a blob nobody names, and only then clears its bytes. Both are done with the name locked and everything looked at again: whoever enters
 * the same bytes meanwhile (addBlob) comes before, and they stay, or after, and sees that they are gone. Bytes put on the shelf again within the
 * time of grace stay in any case, because whoever put them there has not entered them yet.
 */
async function clear(
  { database, assets }: Pick<Studio, 'database' | 'assets'>,
  sha256: string,
  cutoff: Date,
): Promise<{ isFreed: boolean; assets: number }> {
  const { db } = database;
  const forgotten = await db.transaction(async (tx) => {
    await waitForBackups(tx);
    await lockBlob(tx, sha256);
    const [row] = await tx.select({ sha256: blob.sha256 }).from(blob).where(eq(blob.sha256, sha256));
    if (row === undefined) return 0;
    const [unused] = await pageOfUnused(tx, { cutoff, sha256 });
    if (unused === undefined) return null;
    await tx.delete(derived).where(eq(derived.ofSha256, sha256));
    const gone = await tx.delete(asset).where(eq(asset.sha256, sha256)).returning({ id: asset.id });
    await tx.delete(blob).where(eq(blob.sha256, sha256));
    return gone.length;
  });
  if (forgotten === null) return { isFreed: false, assets: 0 };
  const isFreed = await db.transaction(async (tx) => {
    await waitForBackups(tx);
    await lockBlob(tx, sha256);
    const [row] = await tx.select({ sha256: blob.sha256 }).from(blob).where(eq(blob.sha256, sha256));
    return row === undefined && (await assets.remove(sha256, { storedBeforeMs: cutoff.getTime() }));
  });
  return { isFreed, assets: forgotten };
}

/**
 * Clears away what nobody names and has not been touched for a time of grace; first, and unless told otherwise, only says what that would be.
 * A process that dies on the way leaves bytes that nobody has entered, which the next run finds.
 */
export async function collectGarbage(
  studio: Pick<Studio, 'database' | 'assets' | 'ports'>,
  { isDryRun, graceMs, signal }: Readonly<{ isDryRun: boolean; graceMs: number; signal?: AbortSignal }>,
): Promise<GarbageReport> {
  const { database, assets, ports } = studio;
  const cutoff = new Date(ports.nowMs() - graceMs);
  const total = { blobs: 0, bytes: 0, assets: 0 };
  const freed: Garbage[] = [];
  const settle = async (found: Garbage): Promise<void> => {
    signal?.throwIfAborted();
    const cleared = isDryRun ? { isFreed: true, assets: 0 } : await clear(studio, found.sha256, cutoff);
    if (!cleared.isFreed) return;
    total.blobs += 1;
    total.bytes += found.bytes;
    total.assets += cleared.assets;
    if (freed.length < SHOWN) freed.push(found);
  };
  // A view is forgotten with what it was made of, and is itself found on the next round.
  for (let isMore = true; isMore; ) {
    const before = total.blobs;
    for (let after: string | undefined; ; ) {
      const page = await pageOfUnused(database.db, { cutoff, ...(after === undefined ? {} : { after }) });
      for (const each of page) await settle({ ...each, why: 'unused' });
      after = page.at(-1)?.sha256;
      if (after === undefined) break;
    }
    isMore = !isDryRun && total.blobs > before;
  }
  let batch: Garbage[] = [];
  const settleUnknown = async () => {
    if (batch.length === 0) return;
    const rows = await database.db
      .select({ sha256: blob.sha256 })
      .from(blob)
      .where(
        inArray(
          blob.sha256,
          batch.map(({ sha256 }) => sha256),
        ),
      );
    const known = new Set(rows.map(({ sha256 }) => sha256));
    for (const each of batch) if (!known.has(each.sha256)) await settle(each);
    batch = [];
  };
  const collected = await collectedHashes(database.db);
  for await (const { sha256, bytes, storedAtMs } of assets.list()) {
    if (storedAtMs >= cutoff.getTime() || collected.has(sha256)) continue;
    batch.push({ sha256, bytes, why: 'unknown' });
    if (batch.length >= PAGE) await settleUnknown();
  }
  await settleUnknown();
  return { isDryRun, ...total, freed };
}

/** Files of takes that are on the shelf and not yet entered: paid for, and the take's worker may have died in between. */
async function collectedHashes(db: Db): Promise<ReadonlySet<string>> {
  const { rows } = await db.execute<{ sha256: string | null }>(sql`
    select r.row -> 'file' ->> 'sha256' as sha256 from fantascope.take_row r join fantascope.take t on t.id = r.take_id
    where r.kind = 'settle' and t.asset_id is null`);
  return new Set(rows.flatMap(({ sha256 }) => (sha256 === null ? [] : [sha256])));
}
