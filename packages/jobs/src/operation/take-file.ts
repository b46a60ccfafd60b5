import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { blob, take } from '../database/schema/index.ts';
import { exportTake } from '../takes/export-take.ts';
import { importTake } from '../takes/import-take.ts';
import { TakeManifest } from '../takes/take-manifest.ts';
import { takeManifestOf } from '../takes/take-manifest-of.ts';
import { ShownAsset, shownAsset } from './asset.ts';
import { idOf } from './id-fields.ts';
import { operation } from './operation.ts';
import { ShownTake, shownTake } from './take-shapes.ts';

const takeId = idOf('take');
/** How the take may be used, as its owner says: an SPDX name or a sentence. */
const licence = z.string().trim().min(1).max(300).optional();

/** Takes on their way to another studio and from there. */
export const takeFileOperations = [
  operation({
    name: 'take.manifest',
    says: {
      en: 'Shows how a ready take was made: recipe, camera, references, lineage, cost, times, licence.',
      zh: '显示成片的制作信息：配方、摄影机、参考、来源、费用、时间与许可。',
    },
    input: z.strictObject({ takeId, licence }),
    output: TakeManifest,
    rights: { role: 'viewer' },
    effect: 'reads',
    isIdempotent: true,
    route: { method: 'GET', path: '/takes/{takeId}/manifest' },
    run: (input, { studio }) => takeManifestOf(studio, { takeId: input.takeId, licence: input.licence ?? null }),
  }),
  operation({
    name: 'take.export',
    says: {
      en: 'Makes a ready take one portable file, with its recipe and every file it was made from.',
      zh: '将成片连同配方与所用文件导出为一个可移植文件。',
    },
    input: z.strictObject({ takeId, licence }),
    output: ShownAsset,
    rights: { role: 'artist' },
    effect: 'writes',
    isIdempotent: true,
    route: { method: 'POST', path: '/takes/{takeId}/export' },
    run: async (input, { studio, actor, newId, signal }) => {
      const row = await exportTake(studio, {
        ...{ takeId: input.takeId, assetId: newId('asset'), licence: input.licence ?? null, byUserId: actor.userId, signal },
      });
      const [file] = await studio.database.db.select().from(blob).where(eq(blob.sha256, row.sha256));
      return shownAsset(row, file as typeof blob.$inferSelect);
    },
  }),
  operation({
    name: 'take.import',
    says: {
      en: 'Remakes a take here from an uploaded take file: its shot, its files, and the take, marked as imported. Nothing is sent or paid.',
      zh: '由已上传的成片文件在此重建镜头、文件与成片（标记为导入）。不发送请求，也不产生费用。',
    },
    input: z.strictObject({ projectId: idOf('project'), assetId: idOf('asset') }),
    output: ShownTake,
    rights: { role: 'artist' },
    effect: 'writes',
    isIdempotent: false,
    route: { method: 'POST', path: '/projects/{projectId}/takes/import' },
    run: async ({ projectId, assetId }, { studio, actor, newId, signal }) => {
      const ids = { take: newId('take'), shot: newId('shot'), plan: newId('plan') };
      await importTake(studio, { projectId, assetId, ids, byUserId: actor.userId, signal });
      const [row] = await studio.database.db.select().from(take).where(eq(take.id, ids.take));
      return shownTake(row as typeof take.$inferSelect);
    },
  }),
] as const;
