import { createHash } from 'node:crypto';
import { Shot } from '@fantascope/film';
import { cacheDir } from '@fantascope/lift/lifted';
import { and, desc, eq } from 'drizzle-orm';
import { z } from 'zod';
import { asset, job } from '../database/schema/index.ts';
import { filesNamedIn } from '../operation/documents.ts';
import { cleanNotices } from './clean-reason.ts';
import type { JobKind, JobRoom, JobRow } from './job-room.ts';
import { layOutFiles } from './lay-out-files.ts';
import { renderInProcess } from './render/render-process.ts';
import { inWorkFolder } from './work-folder.ts';

/** Input of a job control-render: the shot with asset ids for files, and what a model's request asks of the stage. */
export const ControlInput = z.strictObject({
  shot: Shot,
  make: z.array(z.string()).min(1),
  wants: z.strictObject({
    names: z.array(z.string()),
    model: z.string(),
    aspectRatio: z.number().optional(),
    isGoingOn: z.boolean(),
    frames: z.number().optional(),
    widthPx: z.number().optional(),
    heightPx: z.number().optional(),
  }),
  frame: z.strictObject({
    widthPx: z.number(),
    heightPx: z.number(),
    fps: z.union([z.literal(24), z.literal(25), z.literal(30), z.literal(50), z.literal(60)]),
  }),
});
export type ControlInput = z.infer<typeof ControlInput>;

/** Output of one: the files on the shelf, by what the request calls them. They are no assets and can be made again: `gc` clears them once they are old. */
export const ControlOutput = z.looseObject({
  files: z.array(z.strictObject({ name: z.string(), sha256: z.string(), mime: z.string(), fileName: z.string() })),
});
export type ControlOutput = z.infer<typeof ControlOutput>;

/** Counted up when the same shot is drawn differently. */
const DRAWN = 1;

/** Names what is made by all it depends on: the shot, the bytes of the files it names, and the request. */
export async function controlKey(
  db: JobRoom['database']['db'],
  { projectId, input }: Readonly<{ projectId: string; input: ControlInput }>,
): Promise<string> {
  const bytes: [string, string | undefined][] = [];
  for (const id of filesNamedIn(input.shot)) {
    const [row] = await db
      .select({ sha256: asset.sha256 })
      .from(asset)
      .where(and(eq(asset.id, id), eq(asset.projectId, projectId)));
    bytes.push([id, row?.sha256]);
  }
  // The model's name is only for sentences.
  const { model: _, ...wants } = input.wants;
  // The camera's moves are drawn, not the words they were told in.
  const { sentence: _told, ...shot } = input.shot;
  return createHash('sha256')
    .update(JSON.stringify([DRAWN, { ...input, shot, wants }, bytes]))
    .digest('hex');
}

/** What an earlier job of the same key has made, if all of it is still on the shelf. */
async function madeBefore({ database, assets }: JobRoom, { projectId, key }: JobRow): Promise<ControlOutput | null> {
  if (projectId === null || key === null) return null;
  const [row] = await database.db
    .select({ output: job.output })
    .from(job)
    .where(and(eq(job.projectId, projectId), eq(job.key, key), eq(job.state, 'done')))
    .orderBy(desc(job.endedAt))
    .limit(1);
  const output = ControlOutput.safeParse(row?.output).data;
  if (output === undefined) return null;
  for (const { sha256 } of output.files) if (!(await assets.has(sha256))) return null;
  return { files: output.files };
}

/** The files a model is led by: drawn by the stage before anything is sent or paid. */
export const controlRender: JobKind = {
  make: async ({ row, room, signal, tell }) => {
    const known = await madeBefore(room, row);
    if (known !== null) return async () => known;
    const { home, settings, assets } = room;
    const input = ControlInput.parse(row.input);
    return await inWorkFolder({ home, jobId: row.id }, async (folder) => {
      const shot = await layOutFiles(input.shot, { folder, projectId: row.projectId as string, room });
      const {
        make,
        frame,
        wants: { aspectRatio, frames, widthPx, heightPx, ...wants },
      } = input;
      const asked = {
        ...wants,
        ...(aspectRatio === undefined ? {} : { aspectRatio }),
        ...(frames === undefined ? {} : { frames }),
        ...(widthPx === undefined ? {} : { widthPx }),
        ...(heightPx === undefined ? {} : { heightPx }),
      };
      const task = { task: 'control', shot, folder, make, wants: asked, frame, cache: cacheDir(settings.env) } as const;
      const made = await renderInProcess(task, { env: settings.env, signal, onProgress: tell });
      const files: ControlOutput['files'] = [];
      for (const { path, ...file } of made.files ?? []) files.push({ ...file, sha256: (await assets.adopt(path)).sha256 });
      return async () => ({ files, notices: cleanNotices(made.notices, room) });
    });
  },
};
