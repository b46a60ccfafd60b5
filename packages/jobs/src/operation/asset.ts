import { Fault } from '@fantascope/film';
import { and, desc, eq, inArray, isNotNull, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { type AssetRow, assetColumns } from '../assets/add-asset.ts';
import { assetName } from '../assets/asset-name.ts';
import { Figures } from '../assets/check/figures.ts';
import { collectGarbage } from '../assets/collect-garbage.ts';
import { views, viewsOf } from '../assets/derive/views.ts';
import { assetKinds, typeOfMime } from '../assets/file-type.ts';
import { findByWords } from '../assets/find-by-words.ts';
import { wordsVector } from '../assets/search-words.ts';
import { LINK_MOST_SEC, linkKey } from '../assets/signed-link.ts';
import { usageOf } from '../assets/usage.ts';
import type { Tx } from '../database/database.ts';
import { asset, blob } from '../database/schema/index.ts';
import { appendEvent } from '../events/event-log.ts';
import { isByLook, lookFields, pageByLook } from './asset-look.ts';
import { idOf, Time, timeText } from './id-fields.ts';
import { type Call, operation } from './operation.ts';
import { after, cutPage, pageFields, pageOf } from './page.ts';

const assetId = idOf('asset');
const origins = ['upload', 'take', 'render', 'import', 'export', 'frame'] as const;

/** An asset as the doors show it. Its bytes are at `/assets/{id}/bytes`, its views at `/assets/{id}/thumb` and so on. */
export const ShownAsset = z.strictObject({
  id: assetId,
  projectId: idOf('project'),
  name: z.string(),
  kind: z.enum(assetKinds),
  origin: z.enum(origins),
  /** The take, job or import it came from. */
  fromId: z.string().nullable(),
  mime: z.string(),
  bytes: z.number().int(),
  sha256: z.string(),
  figures: Figures,
  /** What is made of it on demand. */
  views: z.array(z.enum(views)),
  createdBy: z.string(),
  createdAt: Time,
  removedAt: Time.nullable(),
});
type Shown = z.input<typeof ShownAsset>;
type BlobRow = Pick<typeof blob.$inferSelect, 'bytes' | 'mime' | 'figures'>;

/** A row and its bytes' as the doors show them. */
export function shownAsset({ words: _, ...row }: AssetRow, { bytes, mime, figures }: BlobRow): Shown {
  const kind = row.kind as Shown['kind'];
  return {
    ...{ ...row, kind, origin: row.origin as Shown['origin'], mime, bytes, figures: figures as Figures, views: [...viewsOf[kind]] },
    createdAt: timeText(row.createdAt),
    removedAt: row.removedAt === null ? null : timeText(row.removedAt),
  };
}

async function one(tx: Pick<Tx, 'select'>, id: string): Promise<Readonly<{ row: AssetRow; file: BlobRow }>> {
  const [found] = await tx
    .select({ row: assetColumns, file: { bytes: blob.bytes, mime: blob.mime, figures: blob.figures } })
    .from(asset)
    .innerJoin(blob, eq(blob.sha256, asset.sha256))
    .where(eq(asset.id, id));
  if (found === undefined) throw new Fault('jobs.no-such-thing', { id });
  return found;
}

/** Assets by their ids, in that order; one that has gone meanwhile is left out. */
async function shownInOrder(tx: Pick<Tx, 'select'>, ids: readonly string[]): Promise<readonly Shown[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .select({ row: assetColumns, file: { bytes: blob.bytes, mime: blob.mime, figures: blob.figures } })
    .from(asset)
    .innerJoin(blob, eq(blob.sha256, asset.sha256))
    .where(inArray(asset.id, [...ids]));
  const byId = new Map(rows.map(({ row, file }) => [row.id, shownAsset(row, file)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** Changes one asset's row, with its event, under a lock of the row. */
async function change(
  { studio }: Call,
  {
    id,
    kind,
    set,
  }: Readonly<{ id: string; kind: string; set: (tx: Tx, row: AssetRow, file: BlobRow) => Promise<Partial<AssetRow> | null> }>,
): Promise<Shown> {
  const at = new Date(studio.ports.nowMs());
  return studio.database.db.transaction(async (tx) => {
    await tx.select({ id: asset.id }).from(asset).where(eq(asset.id, id)).for('update');
    const { row, file } = await one(tx, id);
    const values = await set(tx, row, file);
    if (values === null) return shownAsset(row, file);
    const [written] = await tx.update(asset).set(values).where(eq(asset.id, id)).returning(assetColumns);
    const data = values.name === undefined ? {} : { name: values.name };
    await appendEvent(tx, { projectId: row.projectId, subjectId: id, kind, data, at });
    return shownAsset(written as AssetRow, file);
  });
}

/** Files of a project: found, named, removed, looked at, and cleared away once nobody names them. They come in by their own doors (uploads, takes). */
export const assetOperations = [
  operation({
    name: 'asset.list',
    says: {
      en: 'Lists the files of a project, newest first, by kind, origin and words of their names; or by colours and layout, the most alike first.',
      zh: '按类型、来源与名称词语列出项目素材，最新的在前；也可按色彩与构图查找，最相近的在前。',
    },
    input: z.strictObject({
      projectId: idOf('project'),
      kind: z.enum(assetKinds).optional(),
      origin: z.enum(origins).optional(),
      words: z.string().max(200).optional(),
      ...lookFields,
      /** Those that were removed, instead. */
      isRemoved: z.boolean().default(false),
      ...pageFields,
    }),
    output: pageOf(ShownAsset),
    rights: { role: 'viewer' },
    effect: 'reads',
    isIdempotent: true,
    route: { method: 'GET', path: '/projects/{projectId}/assets' },
    run: async ({ projectId, kind, origin, words, isRemoved, cursor, limit, ...look }, { studio }) => {
      const { db } = studio.database;
      if (isByLook(look)) {
        const { ids, nextCursor } = await pageByLook(studio, { ...look, projectId, kind, origin, words, isRemoved, cursor, limit });
        const shown = await shownInOrder(db, ids);
        return { items: [...shown], nextCursor };
      }
      const time = isRemoved ? asset.removedAt : asset.createdAt;
      const place = after(cursor, { time, id: asset.id });
      const shownOf = (tx: Pick<Tx, 'select'>) =>
        tx
          .select({ row: assetColumns, file: { bytes: blob.bytes, mime: blob.mime, figures: blob.figures } })
          .from(asset)
          .innerJoin(blob, eq(blob.sha256, asset.sha256))
          .orderBy(desc(time), desc(asset.id))
          .limit(limit + 1);
      const rows =
        words === undefined
          ? await shownOf(db).where(
              and(
                eq(asset.projectId, projectId),
                isRemoved ? isNotNull(asset.removedAt) : isNull(asset.removedAt),
                kind === undefined ? undefined : eq(asset.kind, kind),
                origin === undefined ? undefined : eq(asset.origin, origin),
                place,
              ),
            )
          : await db.transaction(
              async (tx) => {
                const ids = await findByWords(tx, { projectId, words, kind, origin, isRemoved, after: place, limit: limit + 1 });
                return ids.length === 0 ? [] : shownOf(tx).where(inArray(asset.id, [...ids]));
              },
              // One moment for all its questions: what is found is shown as it was found.
              { isolationLevel: 'repeatable read', accessMode: 'read only' },
            );
      const page = cutPage(rows, { limit, placeOfRow: ({ row }) => ({ atMs: (row.removedAt ?? row.createdAt).getTime(), id: row.id }) });
      return { items: page.items.map(({ row, file }) => shownAsset(row, file)), nextCursor: page.nextCursor };
    },
  }),
  operation({
    name: 'asset.show',
    says: { en: 'Shows one file: what it is, what was measured of it, where it came from.', zh: '显示单个素材：类型、实测数据与来源。' },
    input: z.strictObject({ assetId }),
    output: ShownAsset,
    rights: { role: 'viewer' },
    effect: 'reads',
    isIdempotent: true,
    route: { method: 'GET', path: '/assets/{assetId}' },
    run: async (input, { studio }) => {
      const { row, file } = await one(studio.database.db, input.assetId);
      return shownAsset(row, file);
    },
  }),
  operation({
    name: 'asset.rename',
    says: { en: 'Gives a file another name; its ending stays that of what it is.', zh: '为素材改名；扩展名始终与实际类型一致。' },
    input: z.strictObject({ assetId, name: z.string().trim().min(1).max(300) }),
    output: ShownAsset,
    rights: { role: 'artist' },
    effect: 'writes',
    isIdempotent: true,
    route: { method: 'PUT', path: '/assets/{assetId}/name' },
    run: (input, call) =>
      change(call, {
        id: input.assetId,
        kind: 'asset.renamed',
        set: async (_, row, file) => {
          const name = assetName(input.name, typeOfMime(file.mime) ?? { ending: 'bin', kind: row.kind as Shown['kind'] });
          return name === row.name ? null : { name, words: wordsVector(name) };
        },
      }),
  }),
  operation({
    name: 'asset.usage',
    says: {
      en: 'Lists what names a file: films, shots, cast, and the kept or locked take it belongs to.',
      zh: '列出引用某素材的影片、镜头、角色，以及它所属的已保留或已锁定成片。',
    },
    input: z.strictObject({ assetId }),
    output: z.strictObject({
      items: z.array(z.strictObject({ kind: z.enum(['film', 'shot', 'cast', 'take']), id: z.string(), name: z.string() })),
    }),
    rights: { role: 'viewer' },
    effect: 'reads',
    isIdempotent: true,
    route: { method: 'GET', path: '/assets/{assetId}/usage' },
    run: async (input, { studio }) => {
      const { db } = studio.database;
      const { row } = await one(db, input.assetId);
      return { items: [...(await usageOf(db, { assetId: row.id, projectId: row.projectId }))] };
    },
  }),
  operation({
    name: 'asset.remove',
    says: {
      en: 'Takes a file out of the lists. It can be restored until it is cleared away; one that is still named is removed only with `isForced`.',
      zh: '将素材移出列表；清理之前可以恢复。仍被引用的素材需设 `isForced` 才能移除。',
    },
    input: z.strictObject({ assetId, isForced: z.boolean().default(false) }),
    output: ShownAsset,
    rights: { role: 'artist' },
    effect: 'writes',
    isIdempotent: true,
    route: { method: 'DELETE', path: '/assets/{assetId}' },
    run: (input, call) =>
      change(call, {
        id: input.assetId,
        kind: 'asset.removed',
        set: async (tx, row) => {
          if (row.removedAt !== null) return null;
          const uses = input.isForced ? [] : await usageOf(tx, { assetId: row.id, projectId: row.projectId });
          const [first] = uses;
          if (first !== undefined) throw new Fault('jobs.asset-in-use', { asset: row.id, count: uses.length, first: first.id });
          return { removedAt: new Date(call.studio.ports.nowMs()) };
        },
      }),
  }),
  operation({
    name: 'asset.restore',
    says: { en: 'Puts a removed file back into the lists.', zh: '将已移除的素材放回列表。' },
    input: z.strictObject({ assetId }),
    output: ShownAsset,
    rights: { role: 'artist' },
    effect: 'writes',
    isIdempotent: true,
    route: { method: 'PUT', path: '/assets/{assetId}/restored' },
    run: (input, call) =>
      change(call, {
        id: input.assetId,
        kind: 'asset.restored',
        set: async (_, row) => (row.removedAt === null ? null : { removedAt: null }),
      }),
  }),
  operation({
    name: 'asset.link',
    says: {
      en: 'Makes an address at which anyone who has it can read a file or one of its views, for a time (default an hour, at most a week).',
      zh: '生成一个限时地址（默认一小时，最长一周），持有者即可读取该素材或其视图。',
    },
    input: z.strictObject({
      assetId,
      view: z.enum(['bytes', ...views]).default('bytes'),
      expiresSec: z.coerce.number().int().min(1).max(LINK_MOST_SEC).default(3600),
    }),
    output: z.strictObject({ url: z.string(), expiresAt: Time }),
    rights: { role: 'viewer' },
    // A read: the link gives no more than its maker can see, and is kept nowhere.
    effect: 'reads',
    isIdempotent: true,
    route: { method: 'GET', path: '/assets/{assetId}/link' },
    run: async (input, { studio }) => {
      const { row } = await one(studio.database.db, input.assetId);
      if (row.removedAt !== null) throw new Fault('jobs.no-such-thing', { id: row.id });
      const path = linkedPath(row.id, input.view);
      const untilSec = Math.floor(studio.ports.nowMs() / 1000) + input.expiresSec;
      const url = `${path}?key=${await linkKey(studio.home, { path, untilSec })}`;
      const { publicUrl } = studio.settings;
      return { url: publicUrl === undefined ? url : new URL(url, publicUrl).href, expiresAt: timeText(new Date(untilSec * 1000)) };
    },
  }),
  operation({
    name: 'asset.gc',
    says: {
      en: 'Says which files nobody names any more, and with `isDryRun: false` clears them away for good.',
      zh: '列出已无人引用的文件；设 `isDryRun: false` 时将其永久清理。',
    },
    input: z.strictObject({
      isDryRun: z.boolean().default(true),
      /** How long something has to lie unused first, hours. */
      graceHours: z
        .number()
        .min(1)
        .max(24 * 365)
        .default(72),
    }),
    output: z.strictObject({
      isDryRun: z.boolean(),
      blobs: z.number().int(),
      bytes: z.number().int(),
      /** Removed assets that were forgotten. */
      assets: z.number().int(),
      /** The first hundred. */
      freed: z.array(z.strictObject({ sha256: z.string(), bytes: z.number().int(), why: z.enum(['unused', 'unknown']) })),
    }),
    rights: 'server-owner',
    effect: 'writes',
    isIdempotent: true,
    route: { method: 'POST', path: '/assets/gc' },
    run: async ({ isDryRun, graceHours }, { studio, signal }) => {
      const report = await collectGarbage(studio, { isDryRun, graceMs: graceHours * 3_600_000, signal });
      return { ...report, freed: [...report.freed] };
    },
  }),
] as const;

/** Where a link leads, without the key: the path that is signed. */
export function linkedPath(id: string, view: string): `/${string}` {
  return `/a/${id}/${view}`;
}
