import { Fault, Film, LabelLevel, Shot, say, type WordCode, type WordParams } from '@fantascope/film';
import { and, desc, eq } from 'drizzle-orm';
import { z } from 'zod';
import { film, job, shot } from '../database/schema/index.ts';
import { labelFor } from '../labels/label-for.ts';
import { shotInFilm } from '../takes/shot-in-film.ts';
import { cancelJob } from '../works/cancel-job.ts';
import { takesInFilm } from '../works/film-footage.ts';
import { type FilmRenderInput, renderFormats } from '../works/film-render.ts';
import { filmOfShot, usualSize } from '../works/stage-take.ts';
import { startJob } from '../works/start-job.ts';
import { withStoredShots } from './film-shots.ts';
import { idOf, Time, timeText } from './id-fields.ts';
import { type Call, operation } from './operation.ts';
import { after, cutPage, pageFields, pageOf } from './page.ts';

const jobId = idOf('job');
const sidePx = z.number().int().min(64).max(4096).multipleOf(2).optional();

/** How a render is asked for: the frame of the document, or another. One side alone keeps the document's shape. */
const frameFields = {
  widthPx: sidePx,
  heightPx: sidePx,
  fps: Film.shape.fps.unwrap().optional(),
  format: z.enum(renderFormats).default('h264'),
  /** What becomes of a move that leaves what its picture has; default: a film refuses it, a shot shortens it, and says so. */
  outside: z.enum(['clamp', 'refuse', 'allow']).optional(),
  /** How the file says that a machine had a part in it; default: as the policy asks at least. Less is refused. */
  label: LabelLevel.optional(),
  /** 1 a person waiting, 2 usual, 3 a batch. */
  priority: z.union([z.literal(1), z.literal(2), z.literal(3)]).default(1),
};
type Asked = Readonly<{ widthPx?: number | undefined; heightPx?: number | undefined; fps?: Film['fps'] | undefined }>;

/** A job as the doors show it. `output` names what was made (`assetId`), once it is done. */
export const ShownJob = z.strictObject({
  id: jobId,
  projectId: idOf('project').nullable(),
  takeId: idOf('take').nullable(),
  kind: z.string(),
  state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  progressPermille: z.number().int(),
  priority: z.number().int(),
  isCalledOff: z.boolean(),
  output: z.json(),
  /** Why it failed, in both languages. */
  problem: z.strictObject({ code: z.string(), en: z.string(), zh: z.string() }).nullable(),
  byUserId: z.string(),
  createdAt: Time,
  updatedAt: Time,
  endedAt: Time.nullable(),
});

type Row = typeof job.$inferSelect;
type Shown = z.input<typeof ShownJob>;
/** A row as the doors show it. */
export function shownJob(row: Row): Shown {
  const { id, projectId, takeId, kind, progressPermille, priority, byUserId, cancelAskedAt, endedAt } = row;
  const problem = row.problem as { code: WordCode; params: WordParams } | null;
  return {
    ...{ id, projectId, takeId, kind, progressPermille, priority, byUserId },
    state: row.state as Shown['state'],
    isCalledOff: cancelAskedAt !== null,
    output: (row.output ?? null) as Shown['output'],
    problem: problem === null ? null : { code: problem.code, en: say('en', problem), zh: say('zh', problem) },
    createdAt: timeText(row.createdAt),
    updatedAt: timeText(row.updatedAt),
    endedAt: endedAt === null ? null : timeText(endedAt),
  };
}

/** The frame asked for, in the shape of a document's own where only one side was named. */
function sized<T extends Readonly<{ widthPx: number; heightPx: number; fps: Film['fps'] }>>(
  own: T,
  { widthPx, heightPx, fps = own.fps }: Asked,
) {
  const ratio = own.widthPx / own.heightPx;
  const even = (value: number) => 2 * Math.round(value / 2);
  const size = {
    widthPx: widthPx ?? (heightPx === undefined ? own.widthPx : even(heightPx * ratio)),
    heightPx: heightPx ?? (widthPx === undefined ? own.heightPx : even(widthPx / ratio)),
  };
  return { ...size, fps };
}

async function begin(
  { studio, actor, newId }: Call,
  {
    input: asked,
    label: level,
    ...wanted
  }: Readonly<{ projectId: string; input: Omit<FilmRenderInput, 'label'>; label: LabelLevel | undefined; priority: 1 | 2 | 3 }>,
): Promise<Shown> {
  const { film, footage } = asked;
  const isPlayed = new Set(footage.map(({ index }) => index));
  for (const [index, { picture, animatic, name }] of film.shots.entries())
    if (picture === undefined && animatic === undefined && !isPlayed.has(index))
      throw new Fault('jobs.shot-without-picture', { shot: name ?? String(index + 1) });
  const id = newId('job');
  const label = await labelFor(studio, { projectId: wanted.projectId, film, footage, asked: level, produceId: id });
  const at = new Date(studio.ports.nowMs());
  const row = await startJob(studio, { id, kind: 'film-render', byUserId: actor.userId, at, ...wanted, input: { ...asked, label } });
  return shownJob(row);
}

/** Renders and other longer work: asked for, watched, called off. */
export const jobOperations = [
  operation({
    name: 'film.render',
    says: {
      en: 'Renders a film to one file of its project, on this server: takes that stand for shots as they were made, the stage for the others. Free; watch the job, or its events.',
      zh: '在本服务器上把影片渲染为项目中的单个文件：已选用的拍摄原样放入，其余由舞台绘制。免费；可查看任务或其事件。',
    },
    input: z.strictObject({ filmId: idOf('film'), ...frameFields }),
    output: ShownJob,
    rights: { role: 'artist' },
    effect: 'writes',
    isIdempotent: false,
    route: { method: 'POST', path: '/films/{filmId}/renders' },
    run: async ({ filmId, format, outside = 'refuse', priority, label, ...frame }, call) => {
      const [row] = await call.studio.database.db.select().from(film).where(eq(film.id, filmId));
      if (row === undefined) throw new Fault('jobs.no-such-thing', { id: filmId });
      const own = Film.parse(await withStoredShots(call.studio.database.db, { filmId, document: row.document }));
      const document = Film.parse({ ...own, ...sized(own, frame) });
      const footage = [...(await takesInFilm(call.studio.database.db, { projectId: row.projectId, film: document }))];
      const input = { of: { filmId, revision: row.revision }, film: document, format, outside, name: row.title, footage };
      return begin(call, { projectId: row.projectId, input, label, priority });
    },
  }),
  operation({
    name: 'shot.render',
    says: {
      en: 'Renders a shot on the stage to a file of its project: free, with exactly its camera; nothing in the picture is invented.',
      zh: '在舞台上把镜头渲染为项目中的文件：免费、运镜精确，不生成画面内容。',
    },
    input: z.strictObject({ shotId: idOf('shot'), ...frameFields }),
    output: ShownJob,
    rights: { role: 'artist' },
    effect: 'writes',
    isIdempotent: false,
    route: { method: 'POST', path: '/shots/{shotId}/renders' },
    run: async ({ shotId, format, outside = 'clamp', priority, label, ...frame }, call) => {
      const [row] = await call.studio.database.db.select().from(shot).where(eq(shot.id, shotId));
      if (row === undefined) throw new Fault('jobs.no-such-thing', { id: shotId });
      const { camera } = await shotInFilm(call.studio.database.db, row);
      const size = sized({ ...usualSize(camera.aspectRatio), fps: 30 }, frame);
      const input = {
        of: { shotId, revision: row.revision },
        film: filmOfShot(Shot.parse(row.document), size),
        format,
        outside,
        name: row.name,
        footage: [],
      };
      return begin(call, { projectId: row.projectId, input, label, priority });
    },
  }),
  operation({
    name: 'job.list',
    says: { en: 'Lists the renders and other longer work of a project, newest first.', zh: '列出项目中的渲染等任务，最新的在前。' },
    input: z.strictObject({
      projectId: idOf('project'),
      state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']).optional(),
      ...pageFields,
    }),
    output: pageOf(ShownJob),
    rights: { role: 'viewer' },
    effect: 'reads',
    isIdempotent: true,
    route: { method: 'GET', path: '/projects/{projectId}/jobs' },
    run: async ({ projectId, state, cursor, limit }, { studio }) => {
      const rows = await studio.database.db
        .select()
        .from(job)
        .where(
          and(
            eq(job.projectId, projectId),
            state === undefined ? undefined : eq(job.state, state),
            after(cursor, { time: job.createdAt, id: job.id }),
          ),
        )
        .orderBy(desc(job.createdAt), desc(job.id))
        .limit(limit + 1);
      const page = cutPage(rows, { limit, placeOfRow: (row) => ({ atMs: row.createdAt.getTime(), id: row.id }) });
      return { items: page.items.map(shownJob), nextCursor: page.nextCursor };
    },
  }),
  operation({
    name: 'job.show',
    says: { en: 'Shows a render or other longer work: how far it is, and what it made.', zh: '查看渲染等任务的进度与结果。' },
    input: z.strictObject({ jobId }),
    output: ShownJob,
    rights: { role: 'viewer' },
    effect: 'reads',
    isIdempotent: true,
    route: { method: 'GET', path: '/jobs/{jobId}' },
    run: async (input, { studio }) => {
      const [row] = await studio.database.db.select().from(job).where(eq(job.id, input.jobId));
      if (row === undefined) throw new Fault('jobs.no-such-thing', { id: input.jobId });
      return shownJob(row);
    },
  }),
  operation({
    name: 'job.cancel',
    says: { en: 'Calls a render or other longer work off; nothing half-made is kept.', zh: '取消渲染等任务；不保留半成品。' },
    input: z.strictObject({ jobId }),
    output: z.strictObject({
      /** asked: it is under way, and its worker stops it. */
      outcome: z.enum(['cancelled', 'asked']),
    }),
    rights: { role: 'artist' },
    effect: 'writes',
    isIdempotent: true,
    route: { method: 'POST', path: '/jobs/{jobId}/cancel' },
    run: async (input, { studio }) => ({ outcome: await cancelJob(studio, { jobId: input.jobId }) }),
  }),
] as const;
