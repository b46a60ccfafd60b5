import { Fault } from '@fantascope/film';
import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { take } from '../database/schema/index.ts';
import { TakeManifest } from '../takes/take-manifest.ts';
import { takeManifestOf } from '../takes/take-manifest-of.ts';
import { startJob } from '../works/start-job.ts';
import { takeFileBytes } from '../works/take-export.ts';
import { takeFileOf } from '../works/take-import.ts';
import { idOf } from './id-fields.ts';
import { ShownJob, shownJob } from './job.ts';
import { operation } from './operation.ts';

const takeId = idOf('take');
/** How the take may be used, as its owner says: an SPDX name or a sentence. */
const licence = z.string().trim().min(1).max(300).optional();
/** 1 a person waiting, 2 usual, 3 a batch. */
const priority = z.union([z.literal(1), z.literal(2), z.literal(3)]).default(1);

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
      en: 'Makes a ready take one portable file of its project, with its recipe and every file it was made from. Watch the job, or its events.',
      zh: '将成片连同配方与所用文件导出为项目中的一个可移植文件。可查看任务或其事件。',
    },
    input: z.strictObject({ takeId, licence, priority }),
    output: ShownJob,
    rights: { role: 'artist' },
    effect: 'writes',
    isIdempotent: false,
    route: { method: 'POST', path: '/takes/{takeId}/export' },
    run: async (asked, { studio, actor, newId }) => {
      const [row] = await studio.database.db.select({ projectId: take.projectId }).from(take).where(eq(take.id, asked.takeId));
      if (row === undefined) throw new Fault('jobs.no-such-thing', { id: asked.takeId });
      const { projectId } = row;
      // The take as it is now: what is changed afterwards does not change what goes out.
      const input = {
        takeId: asked.takeId,
        manifest: await takeManifestOf(studio, { takeId: asked.takeId, licence: asked.licence ?? null }),
      };
      takeFileBytes(input);
      const job = { id: newId('job'), projectId, kind: 'take-export', input, byUserId: actor.userId, priority: asked.priority };
      return shownJob(await startJob(studio, { ...job, takeId: asked.takeId, at: new Date(studio.ports.nowMs()) }));
    },
  }),
  operation({
    name: 'take.import',
    says: {
      en: 'Remakes a take here from an uploaded take file: its shot, its files, and the take, marked as imported. Nothing is sent or paid. Watch the job, or its events.',
      zh: '由已上传的成片文件在此重建镜头、文件与成片（标记为导入）。不发送请求，也不产生费用。可查看任务或其事件。',
    },
    input: z.strictObject({ projectId: idOf('project'), assetId: idOf('asset'), priority }),
    output: ShownJob,
    rights: { role: 'artist' },
    effect: 'writes',
    isIdempotent: false,
    route: { method: 'POST', path: '/projects/{projectId}/takes/import' },
    run: async ({ projectId, assetId, priority: wanted }, { studio, actor, newId }) => {
      await takeFileOf(studio.database.db, { assetId, projectId });
      const input = { assetId, ids: { take: newId('take'), shot: newId('shot'), plan: newId('plan') } };
      const job = { id: newId('job'), projectId, kind: 'take-import', input, byUserId: actor.userId, priority: wanted };
      return shownJob(await startJob(studio, { ...job, at: new Date(studio.ports.nowMs()) }));
    },
  }),
] as const;
