import { Fault, Film, LabelLevel, LabelPolicy, Shot } from '@fantascope/film';
import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { film, setting, shot } from '../database/schema/index.ts';
import { appendEvent } from '../events/event-log.ts';
import { ExportLabel, labelFor, leastFor } from '../labels/label-for.ts';
import { policyOf, policySetting } from '../labels/label-policy.ts';
import { takesInFilm } from '../works/film-footage.ts';
import { filmOfShot, usualSize } from '../works/stage-take.ts';
import { withStoredShots } from './film-shots.ts';
import { idOf, Time, timeText } from './id-fields.ts';
import { operation } from './operation.ts';
import { personOnly } from './person-only.ts';

const projectId = idOf('project');
const Policy = z.strictObject({
  /** What holds: the stricter of the two below. */
  policy: LabelPolicy,
  server: LabelPolicy,
  /** The project's own; null where it says nothing of its own. */
  project: LabelPolicy.nullable(),
  byUserId: z.string().nullable(),
  setAt: Time.nullable(),
});
const shown = ({ setAt, ...inForce }: Awaited<ReturnType<typeof policyOf>>): z.input<typeof Policy> => ({
  ...inForce,
  setAt: setAt === null ? null : timeText(setAt),
});

/** AI labels: what a project's exports have to carry, and the label of a file that is made elsewhere. */
export const labelOperations = [
  operation({
    name: 'label.policy',
    says: {
      en: 'Shows how exports of a project have to say that a machine had a part in them.',
      zh: '查看项目导出文件必须如何标注“AI 生成”。',
    },
    input: z.strictObject({ projectId }),
    output: Policy,
    rights: { role: 'viewer' },
    effect: 'reads',
    isIdempotent: true,
    route: { method: 'GET', path: '/projects/{projectId}/label-policy' },
    run: async (input, { studio }) => shown(await policyOf(studio, input.projectId)),
  }),
  operation({
    name: 'label.set-policy',
    says: {
      en: "Sets a project's own policy for labels, or takes it back (null). The server's holds where it is stricter.",
      zh: '设置或撤销（null）项目自己的标识策略；服务器策略更严格时以服务器为准。',
    },
    input: z.strictObject({ projectId, policy: LabelPolicy.nullable() }),
    output: Policy,
    rights: { role: 'owner' },
    effect: 'writes',
    isIdempotent: true,
    route: { method: 'PUT', path: '/projects/{projectId}/label-policy' },
    run: async ({ projectId: id, policy }, { studio, actor }) => {
      personOnly(actor, 'label.set-policy');
      const at = new Date(studio.ports.nowMs());
      await studio.database.db.transaction(async (tx) => {
        const name = policySetting(id);
        const row = { value: policy, byUserId: actor.userId, setAt: at };
        if (policy === null) await tx.delete(setting).where(eq(setting.name, name));
        else
          await tx
            .insert(setting)
            .values({ name, ...row })
            .onConflictDoUpdate({ target: setting.name, set: row });
        await appendEvent(tx, { projectId: id, subjectId: id, kind: 'project.label-policy', data: { policy }, at });
      });
      return shown(await policyOf(studio, id));
    },
  }),
  operation({
    name: 'film.label',
    says: {
      en: 'Shows what an export of a film has to carry at least: whether a model painted in it, and which takes stand for its shots.',
      zh: '查看影片导出时至少需要的标识：其中是否含模型生成的画面，以及各镜头所用的拍摄。',
    },
    input: z.strictObject({ filmId: idOf('film') }),
    output: z.strictObject({
      policy: LabelPolicy,
      isGenerated: z.boolean(),
      least: LabelLevel,
      /** By the shot's place in the film, from 0; every other shot is drawn by the stage. */
      takes: z.array(z.strictObject({ index: z.number().int(), takeId: idOf('take'), model: z.string(), isEmulated: z.boolean() })),
    }),
    rights: { role: 'viewer' },
    effect: 'reads',
    isIdempotent: true,
    route: { method: 'GET', path: '/films/{filmId}/label' },
    run: async ({ filmId }, { studio }) => {
      const { db } = studio.database;
      const [row] = await db.select().from(film).where(eq(film.id, filmId));
      if (row === undefined) throw new Fault('jobs.no-such-thing', { id: filmId });
      const document = Film.parse(await withStoredShots(db, { filmId, document: row.document }));
      const footage = await takesInFilm(db, { projectId: row.projectId, film: document });
      const { policy, isGenerated, least } = await leastFor(studio, { projectId: row.projectId, film: document, footage });
      return { policy, isGenerated, least, takes: footage.map(({ file: _, sha256: __, ...each }) => each) };
    },
  }),
  operation({
    name: 'shot.label',
    says: {
      en: 'Gives the label that a file of a shot has to carry that is made elsewhere, as in a browser. Less than the policy asks is refused.',
      zh: '给出在别处（如浏览器）制作的镜头文件必须携带的标识；低于策略要求时拒绝。',
    },
    input: z.strictObject({ shotId: idOf('shot'), label: LabelLevel.optional() }),
    output: ExportLabel.extend({ least: LabelLevel, policy: LabelPolicy }),
    rights: { role: 'viewer' },
    effect: 'reads',
    isIdempotent: true,
    route: { method: 'GET', path: '/shots/{shotId}/label' },
    run: async ({ shotId, label: asked }, { studio }) => {
      const [row] = await studio.database.db.select().from(shot).where(eq(shot.id, shotId));
      if (row === undefined) throw new Fault('jobs.no-such-thing', { id: shotId });
      const own = Shot.parse(row.document);
      const of = { projectId: row.projectId, film: filmOfShot(own, { ...usualSize(own.camera.aspectRatio), fps: 30 }), footage: [] };
      const label = await labelFor(studio, { ...of, asked, produceId: `${row.id}@${row.revision}` });
      const { least, policy } = await leastFor(studio, of);
      return { ...label, least, policy };
    },
  }),
] as const;
