import { Film, type FrameSize, type Shot } from '@fantascope/film';
import type { TakeRequest } from '@fantascope/models';
import { and, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '../database/database.ts';
import { take } from '../database/schema/index.ts';
import { appendEvent } from '../events/event-log.ts';
import { takeLabelFor } from '../labels/label-for.ts';
import { enterRender } from './enter-render.ts';
import { drawFilm } from './film-render.ts';
import type { JobKind } from './job-room.ts';

/** Input of a job stage-take: the take's shot as a film of one. */
export const StageTakeInput = z.strictObject({ film: Film, name: z.string() });

/** The frame of a shape (width over height) where nobody asks for another: 1920 pixels on its longer side. */
export function usualSize(aspectRatio: number): FrameSize {
  const even = (px: number) => 2 * Math.round(px / 2);
  return aspectRatio >= 1 ? { widthPx: 1920, heightPx: even(1920 / aspectRatio) } : { widthPx: even(1920 * aspectRatio), heightPx: 1920 };
}

/** A shot as the film of one that our stage draws for a take: as large as the plan says, else 1920 pixels on the longer side in the camera's own shape. */
export function filmOfTake(shot: Shot, { widthPx, heightPx, fps }: Pick<TakeRequest, 'widthPx' | 'heightPx' | 'fps'>): Film {
  const size = widthPx !== undefined && heightPx !== undefined ? { widthPx, heightPx } : usualSize(shot.camera.aspectRatio);
  return filmOfShot(shot, { ...size, fps: fps ?? 30 });
}

/** A shot as a film of one: nothing stands before it, so it begins with a cut. Throws a ZodError for a frame that no film has. */
export function filmOfShot(shot: Shot, frame: Readonly<{ widthPx: number; heightPx: number; fps: number }>): Film {
  return Film.parse({
    format: 'fantascope/film',
    version: 1,
    title: { en: shot.name ?? 'A shot' },
    ...frame,
    shots: [{ ...shot, transition: { kind: 'cut' } }],
  });
}

async function change(
  tx: Tx,
  takeId: string | null,
  set: Readonly<{ state: string; reason?: string; assetId?: string; lengthMs?: number; at: Date }>,
) {
  const { at, ...fields } = set;
  const isEnd = fields.state !== 'shooting';
  const [row] = await tx
    .update(take)
    .set({ ...fields, updatedAt: at, ...(isEnd ? { endedAt: at } : {}) })
    .where(and(eq(take.id, takeId ?? ''), isNull(take.endedAt)))
    .returning();
  if (row === undefined) return;
  const data = {
    state: row.state,
    moneyState: row.moneyState,
    isEmulated: false,
    ...(fields.reason === undefined ? {} : { reason: fields.reason }),
  };
  await appendEvent(tx, { projectId: row.projectId, subjectId: row.id, kind: 'take.changed', data, at });
}

/** A take on our own stage: drawn here, exact and free, ready in the moment that its file is entered. */
export const stageTake: JobKind = {
  begun: (tx, { takeId }, at) => change(tx, takeId, { state: 'shooting', at }),
  make: async (work) => {
    const { row, room } = work;
    const input = StageTakeInput.parse(row.input);
    const label = await takeLabelFor(room, { projectId: row.projectId as string, film: input.film, produceId: row.takeId ?? row.id });
    const { render, made, notices } = await drawFilm(work, { ...input, format: 'h264', outside: 'clamp', label });
    return async (tx, at) => {
      const assetId = await enterRender(tx, { row, room, at, render });
      await change(tx, row.takeId, { state: 'ready', assetId, lengthMs: Math.round((1000 * made.frames) / made.fps), at });
      return { assetId, ...made, notices };
    };
  },
  ended: (tx, { takeId }, { state, reason, at }) => change(tx, takeId, { state, reason, at }),
};
