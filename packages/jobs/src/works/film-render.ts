import { join } from 'node:path';
import { Film } from '@fantascope/film';
import { cacheDir } from '@fantascope/lift/lifted';
import { type FilmSealed, openFilmSeal } from '@fantascope/media/credentials';
import { filmFormats } from '@fantascope/media/formats';
import { z } from 'zod';
import { ExportLabel } from '../labels/label-for.ts';
import { cleanNotices } from './clean-reason.ts';
import { enterRender, type ShelvedRender, shelveRender } from './enter-render.ts';
import { ShotTake } from './film-footage.ts';
import { sourcesOf } from './film-sources.ts';
import type { JobKind, JobWork } from './job-room.ts';
import { layOutFiles } from './lay-out-files.ts';
import { renderInProcess } from './render/render-process.ts';
import type { RenderMade } from './render/render-task.ts';
import { inWorkFolder } from './work-folder.ts';

/** The formats a render is made in: those that are one file. */
export const renderFormats = filmFormats.filter((format) => format !== 'png') as readonly Exclude<(typeof filmFormats)[number], 'png'>[];

/** Input of a job film-render: the film as it was when it was asked for, its files named by asset ids. */
export const FilmRenderInput = z.strictObject({
  /** What it is a render of, for whoever lists jobs. */
  of: z.union([
    z.strictObject({ filmId: z.string(), revision: z.number().int() }),
    z.strictObject({ shotId: z.string(), revision: z.number().int() }),
  ]),
  film: Film,
  format: z.enum(renderFormats),
  /** What becomes of a move that leaves what its picture has: shortened, refused, or made all the same. */
  outside: z.enum(['clamp', 'refuse', 'allow']),
  name: z.string(),
  /** Takes that stand for shots in place of the stage. */
  footage: z.array(ShotTake).default([]),
  /** A job that an older version entered carries none. */
  label: ExportLabel.optional(),
});
export type FilmRenderInput = z.infer<typeof FilmRenderInput>;

const endings = { h264: 'mp4', vp9: 'webm', av1: 'webm', prores: 'mov', gif: 'gif', webp: 'webp' } as const;

/** What a film became, and what is to be said of it. */
export type FilmDrawn = Readonly<{
  render: ShelvedRender;
  made: NonNullable<RenderMade['film']>;
  notices: RenderMade['notices'];
  credentials: FilmSealed;
}>;

/** Draws a film to a file on the shelf. */
export async function drawFilm(
  { row, room, signal, tell }: JobWork,
  { film, format, outside, name, footage = [], label }: Omit<FilmRenderInput, 'of' | 'footage'> & Partial<Pick<FilmRenderInput, 'footage'>>,
): Promise<FilmDrawn> {
  const { home, settings, assets } = room;
  return await inWorkFolder({ home, jobId: row.id }, async (folder) => {
    const projectId = row.projectId as string;
    const placed = await layOutFiles({ film, footage }, { folder, projectId, room });
    const out = join(folder, `film.${endings[format]}`);
    const { filesOf, footage: takes } = await sourcesOf(room.database.db, { projectId, film, footage });
    const { env } = settings;
    const seal = await openFilmSeal(film, { from: filesOf, footage: takes, out, home, env, nowMs: room.ports.nowMs(), signal });
    const task = {
      ...({ task: 'film', film: placed.film, folder, out, format, outside, cache: cacheDir(env) } as const),
      footage: placed.footage.map(({ index, file, sha256 }) => ({ index, file, key: sha256 })),
      ...(label === undefined ? {} : { label }),
    } as const;
    const made = await renderInProcess(task, { env, signal, onProgress: tell });
    // Here and not by the process that drew: no key of a person's goes to it.
    await seal.lastWrite?.(out);
    const { notices, ...credentials } = seal.end();
    const render = await shelveRender(out, { name: `${name}.${endings[format]}`, assets, signal });
    return { render, made: made.film as FilmDrawn['made'], notices: cleanNotices([...made.notices, ...notices], room), credentials };
  });
}

/** A film or a shot becomes a file of its project. */
export const filmRender: JobKind = {
  make: async (work) => {
    const input = FilmRenderInput.parse(work.row.input);
    const { render, made, notices, credentials } = await drawFilm(work, input);
    const takes = input.footage.map(({ index, takeId, model }) => ({ index, takeId, model }));
    const label = input.label === undefined ? null : { level: input.label.level, tags: input.label.tags };
    return async (tx, at) => {
      const assetId = await enterRender(tx, { row: work.row, room: work.room, at, render });
      return { assetId, ...made, notices, takes, label, credentials };
    };
  },
};
