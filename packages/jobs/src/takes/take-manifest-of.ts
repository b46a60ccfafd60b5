import { Fault } from '@fantascope/film';
import type { Plan } from '@fantascope/plan';
import { and, desc, eq, inArray } from 'drizzle-orm';
import type { z } from 'zod';
import type { Figures } from '../assets/check/figures.ts';
import { typeOfMime } from '../assets/file-type.ts';
import type { Db } from '../database/database.ts';
import { asset, blob, ledgerEntry, plan as planTable, revision, shot, take } from '../database/schema/index.ts';
import { filesNamedIn } from '../operation/documents.ts';
import type { Studio } from '../studio.ts';
import { softwareVersion } from './software-version.ts';
import { type ManifestFile, ManifestRequest, TakeManifest } from './take-manifest.ts';
import { secretsOfEnvironment, withoutSecrets } from './without-secrets.ts';

type TakeRow = typeof take.$inferSelect;
type Lineage = TakeManifest['lineage'];

/** Takes a lineage goes back at most. */
const MOST_PARENTS = 50;

async function fileOf(db: Db, assetId: string, projectId: string): Promise<(ManifestFile & { assetId: string }) | null> {
  const [row] = await db
    .select({ name: asset.name, sha256: asset.sha256, bytes: blob.bytes, mime: blob.mime, figures: blob.figures })
    .from(asset)
    .innerJoin(blob, eq(blob.sha256, asset.sha256))
    .where(and(eq(asset.id, assetId), eq(asset.projectId, projectId)));
  if (row === undefined) return null;
  const { sha256, bytes, mime, name } = row;
  return {
    assetId,
    file: `media/${sha256}.${typeOfMime(mime)?.ending ?? 'bin'}`,
    sha256,
    bytes,
    mime,
    name,
    figures: row.figures as Figures,
  };
}

async function shotOf(db: Db, { shotId }: TakeRow, at: number | null): Promise<TakeManifest['recipe']['shot']> {
  if (shotId === null) return null;
  const [row] = await db.select({ name: shot.name, revision: shot.revision }).from(shot).where(eq(shot.id, shotId));
  if (row === undefined) return null;
  const number = at ?? row.revision;
  const [kept] = await db
    .select({ document: revision.document })
    .from(revision)
    .where(and(eq(revision.ofId, shotId), eq(revision.revision, number)));
  return kept === undefined ? null : { name: row.name, revision: number, document: kept.document as z.core.util.JSONType };
}

/** The takes a take was made from, nearest first; what came with an imported one goes on with its own. */
async function lineageOf(db: Db, row: TakeRow): Promise<Lineage> {
  const found: Lineage = [];
  const seen = new Set([row.id]);
  const elsewhere = (imported: unknown) => {
    if (imported === null) return;
    const { take: own, media, lineage } = imported as TakeManifest;
    found.push({ id: own.id, model: own.model, sha256: media.sha256, createdAt: own.createdAt }, ...lineage);
  };
  elsewhere(row.imported);
  for (let next = row.parentTakeId; next !== null && !seen.has(next) && found.length < MOST_PARENTS; ) {
    seen.add(next);
    const [parent] = await db
      .select()
      .from(take)
      .where(and(eq(take.id, next), eq(take.projectId, row.projectId)));
    if (parent === undefined) break;
    const file = parent.assetId === null ? null : await fileOf(db, parent.assetId, row.projectId);
    found.push({ id: parent.id, model: parent.model, sha256: file?.sha256 ?? null, createdAt: parent.createdAt.toISOString() });
    elsewhere(parent.imported);
    next = parent.parentTakeId;
  }
  return found.slice(0, MOST_PARENTS);
}

/** The fields of a request that go along; files, addresses, our keys and the provider's constants stay. */
function requestOf(request: unknown): TakeManifest['recipe']['request'] {
  const fields = Object.entries((request ?? {}) as object).filter(([name]) => name in ManifestRequest.shape);
  return ManifestRequest.parse(Object.fromEntries(fields));
}

async function costOf(db: Db, row: TakeRow, estimate: Plan['estimateUsd'] | undefined): Promise<TakeManifest['cost']> {
  const [own] = await db
    .select({ amountMicros: ledgerEntry.ownAmount, unit: ledgerEntry.ownUnit })
    .from(ledgerEntry)
    .where(and(eq(ledgerEntry.takeId, row.id), inArray(ledgerEntry.kind, ['settle', 'found'])))
    .orderBy(desc(ledgerEntry.seq))
    .limit(1);
  const hasOwn = typeof own?.amountMicros === 'number' && own.unit !== null;
  return {
    ...{ state: row.moneyState, currency: 'USD', settledUsdMicros: row.settledUsdMicros, estimatedUsd: estimate ?? null },
    own: hasOwn ? { amountMicros: own.amountMicros as number, unit: own.unit as string } : null,
  };
}

/** A provider's name; a server of one's own has an address, which is nobody else's to know. */
export function providerName(provider: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(provider) || provider.includes(':') ? 'own-server' : provider;
}

/**
 * Everything that is needed to understand a ready take and to make it again elsewhere, without keys, addresses or anything of this machine.
 * Throws jobs.no-such-thing and jobs.take-without-file.
 */
export async function takeManifestOf(
  { database, settings }: Pick<Studio, 'database' | 'settings'>,
  { takeId, licence }: Readonly<{ takeId: string; licence: string | null }>,
): Promise<TakeManifest> {
  const { db } = database;
  const [row] = await db.select().from(take).where(eq(take.id, takeId));
  if (row === undefined) throw new Fault('jobs.no-such-thing', { id: takeId });
  const media = row.assetId === null ? null : await fileOf(db, row.assetId, row.projectId);
  if (row.state !== 'ready' || media === null) throw new Fault('jobs.take-without-file', { take: takeId, state: row.state });
  const [stored] = row.planId === null ? [] : await db.select().from(planTable).where(eq(planTable.id, row.planId));
  const plan = stored?.document as Plan | undefined;
  const before = row.imported as TakeManifest | null;
  const told = await shotOf(db, row, before === null ? (stored?.shotRevision ?? null) : null);
  const ids = told === null ? [] : filesNamedIn(told.document).filter((name) => name.startsWith('asset_'));
  const references = [];
  for (const id of ids) {
    const file = await fileOf(db, id, row.projectId);
    if (file !== null) references.push(file);
  }
  const { assetId: _, ...own } = media;
  const manifest: TakeManifest = {
    format: 'fantascope/take',
    version: 1,
    software: { name: 'fantascope', version: softwareVersion },
    take: {
      ...{ id: row.id, model: row.model, wire: row.wire, provider: providerName(row.provider), isEmulated: row.isEmulated },
      ...{ verdict: row.verdict as TakeManifest['take']['verdict'], createdAt: row.createdAt.toISOString() },
      endedAt: row.endedAt?.toISOString() ?? null,
    },
    media: own,
    recipe: {
      request: before === null ? requestOf(plan?.request) : before.recipe.request,
      shot: told,
      losses: (before === null ? (plan?.losses ?? []) : before.recipe.losses) as never,
      carriers: (before === null ? (plan?.carriers ?? []) : before.recipe.carriers) as never,
    },
    camera: ((told?.document as { camera?: unknown } | undefined)?.camera ?? null) as never,
    references,
    lineage: await lineageOf(db, row),
    cost: before === null ? await costOf(db, row, plan?.estimateUsd) : before.cost,
    licence: licence ?? before?.licence ?? null,
  };
  return TakeManifest.parse(withoutSecrets(JSON.parse(JSON.stringify(manifest)), secretsOfEnvironment(settings.env)));
}
