import { Fault, type Shot } from '@fantascope/film';
import { goingOn, type Plan, ratioOf } from '@fantascope/plan';
import { isSentWhole, needsStage } from '@fantascope/render/control';
import { givenPath, needsOf } from '@fantascope/take';
import { and, eq } from 'drizzle-orm';
import { asset, blob, plan as planTable, revision, shot } from '../database/schema/index.ts';
import type { ControlInput } from '../works/control-render.ts';
import { isGoingOn } from './chain/take-to-follow.ts';
import { shotInFilm } from './shot-in-film.ts';
import type { TakeRoom } from './take-room.ts';

type Db = TakeRoom['database']['db'];

/** What the stage can make of what a request names. */
const stageNames = /^(picture|last-frame|reference-video|control\/(colour|mask|depth)|motion-mask\/\d+)$/;
/** Pictures that every provider can read. */
export const sentMimes = /^image\/(png|jpeg|webp)$/;
/** Pixels across where a request names no size. */
const WIDE_PX = 1920;

/**
 * What has to be drawn before a plan can be sent: control and reference clips, a last frame, masks, and the picture where it is not sent as it is.
 * Null where nothing has to be. `frameOf` gives the asset of the frame that the shot begins with where it continues another. Throws jobs.no-such-thing.
 */
export async function controlWants(
  db: Db,
  { planId, projectId, frameOf }: Readonly<{ planId: string; projectId: string; frameOf: () => Promise<string> }>,
): Promise<ControlInput | null> {
  const [stored] = await db.select().from(planTable).where(eq(planTable.id, planId));
  if (stored === undefined) throw new Fault('jobs.no-such-thing', { id: planId });
  const plan = stored.document as Plan;
  const names = needsOf(plan.request).filter((name) => stageNames.test(name) && givenPath(plan, name) === undefined);
  if (names.length === 0) return null;
  const need = plan.needs.find(({ kind }) => kind === 'picture');
  const picture = need?.kind === 'picture' ? need : undefined;
  const isFramed = needsStage(names) || names.some((name) => name.startsWith('motion-mask/'));
  const isFromFrame = isGoingOn(plan);
  // The frame is sent as it is; only what is drawn from it needs the stage.
  if (isFromFrame && !isFramed) return null;
  const file = picture === undefined ? undefined : await pictureOf(db, { assetId: picture.path, projectId });
  // A picture nobody has measured is sent as it is: there is nothing to hold it against.
  if (!isFramed && file?.size === undefined) return null;
  const own = await shotAt(db, { shotId: stored.shotId, at: stored.shotRevision });
  const wanted = isFromFrame ? { ...goingOn(own), picture: await frameOf() } : own;
  const { frames, widthPx, heightPx } = plan.request;
  const aspectRatio = picture?.aspect === undefined ? undefined : ratioOf(picture.aspect);
  const wants = {
    ...{ names: [...names], model: stored.model, isGoingOn: isFromFrame },
    ...(aspectRatio === undefined ? {} : { aspectRatio }),
    ...(frames === undefined ? {} : { frames }),
    ...(widthPx === undefined ? {} : { widthPx }),
    ...(heightPx === undefined ? {} : { heightPx }),
  };
  const isWhole =
    file !== undefined &&
    sentMimes.test(file.mime) &&
    (file.size === undefined ? !needsStage(names) : isSentWhole({ ...wants, aspectRatio }, { shot: wanted, size: file.size }));
  const make = names.filter((name) => name !== 'picture' || !isWhole);
  if (make.length === 0) return null;
  const tall = 2 * Math.round(WIDE_PX / wanted.camera.aspectRatio / 2);
  return { shot: wanted, make, wants, frame: { widthPx: WIDE_PX, heightPx: tall, fps: 30 } };
}

async function pictureOf(db: Db, { assetId, projectId }: Readonly<{ assetId: string; projectId: string }>) {
  const [row] = await db
    .select({ mime: blob.mime, figures: blob.figures })
    .from(asset)
    .innerJoin(blob, eq(asset.sha256, blob.sha256))
    .where(and(eq(asset.id, assetId), eq(asset.projectId, projectId)));
  if (row === undefined) return undefined;
  const { widthPx, heightPx } = (row.figures ?? {}) as { widthPx?: number; heightPx?: number };
  return { mime: row.mime, size: widthPx === undefined || heightPx === undefined ? undefined : { widthPx, heightPx } };
}

/** The shot as it was when the plan was made. */
async function shotAt(db: Db, { shotId, at }: Readonly<{ shotId: string; at: number }>): Promise<Shot> {
  const [old] = await db
    .select({ document: revision.document })
    .from(revision)
    .where(and(eq(revision.ofId, shotId), eq(revision.revision, at)));
  const [now] =
    old === undefined
      ? await db
          .select({ document: shot.document })
          .from(shot)
          .where(and(eq(shot.id, shotId), eq(shot.revision, at)))
      : [old];
  if (now === undefined) throw new Fault('jobs.no-such-thing', { id: shotId });
  const [row] = await db.select({ filmId: shot.filmId }).from(shot).where(eq(shot.id, shotId));
  return shotInFilm(db, { filmId: row?.filmId ?? null, document: now.document });
}
