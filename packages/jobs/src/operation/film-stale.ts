import { changedParts, Fault, Film, Shot, type ShotPart, shotParts } from '@fantascope/film';
import type { Plan } from '@fantascope/plan';
import { and, desc, eq, inArray, isNull, or } from 'drizzle-orm';
import { z } from 'zod';
import type { Db } from '../database/database.ts';
import { film, plan, revision, shot, take } from '../database/schema/index.ts';
import type { Studio } from '../studio.ts';
import { castOf, isCastChanged } from '../takes/cast-of.ts';
import { followedNow } from '../takes/chain/take-to-follow.ts';
import { planFor } from '../takes/shoot.ts';
import { takesInFilm } from '../works/film-footage.ts';
import { withStoredShots } from './film-shots.ts';
import { idOf } from './id-fields.ts';
import { operation } from './operation.ts';

const Redo = z.strictObject({ lowUsd: z.number(), highUsd: z.number(), source: z.string(), asOf: z.string() }).nullable();

const Stale = z.strictObject({
  shotId: idOf('shot'),
  /** The shot's place in the film, from 0. */
  index: z.number().int(),
  takeId: idOf('take'),
  model: z.string(),
  isEmulated: z.boolean(),
  isLocked: z.boolean(),
  /** Whether somebody approved it. */
  isApproved: z.boolean(),
  /** Whether it stands for its shot in the film now. */
  isInFilm: z.boolean(),
  /** The revision of the shot that it was made from. */
  revision: z.number().int(),
  changed: z.array(z.enum([...shotParts])),
  /** What shooting the shot as it is now on the same model would cost, estimated; null where no price is known or the model cannot make it now. */
  redo: Redo,
});
type Row = Readonly<{
  take: typeof take.$inferSelect;
  shotRevision: number;
  made: unknown;
  before: unknown;
  now: typeof shot.$inferSelect;
}>;

/** Of takes without a word from anybody only the newest of its shot counts, and only where no other of it does. */
function standingOf(rows: readonly Row[], placedIds: ReadonlySet<string>): readonly Row[] {
  const counts = ({ take: { id, verdict, isLocked } }: Row) => verdict === 'kept' || isLocked || placedIds.has(id);
  const newest = new Map(rows.toReversed().map((row) => [row.now.id, row]));
  const decided = new Set(rows.filter(counts).map(({ now }) => now.id));
  return rows.filter((row) => counts(row) || (!decided.has(row.now.id) && newest.get(row.now.id) === row));
}

/** Takes of some shots that somebody approved, locked or placed in the film, with `isEach` also those that nobody has judged, newest first, each with its shot as it was then and is now. An imported one has no such shot. */
async function decidedTakes(
  db: Db,
  { shotIds, placedIds, isEach }: Readonly<{ shotIds: readonly string[]; placedIds: ReadonlySet<string>; isEach: boolean }>,
): Promise<readonly Row[]> {
  const isDecided = or(
    eq(take.verdict, 'kept'),
    eq(take.isLocked, true),
    inArray(take.id, [...placedIds]),
    isEach ? isNull(take.verdict) : undefined,
  );
  const rows = await db
    .select({ take, shotRevision: plan.shotRevision, made: plan.document, before: revision.document, now: shot })
    .from(take)
    .innerJoin(plan, eq(plan.id, take.planId))
    .innerJoin(shot, eq(shot.id, take.shotId))
    .innerJoin(revision, and(eq(revision.ofId, shot.id), eq(revision.revision, plan.shotRevision)))
    .where(and(inArray(take.shotId, [...shotIds]), eq(take.state, 'ready'), isDecided))
    .orderBy(desc(take.createdAt), desc(take.id));
  return isEach ? standingOf(rows, placedIds) : rows;
}

/** The plan of a take's shot as it is now; null where the model refuses it as it is now, or is gone. */
function planNow(studio: Studio, { now, take: { model } }: Row): Promise<Plan | null> {
  return planFor(studio, { of: now, model }).catch((error: unknown) => {
    if (error instanceof Fault) return null;
    throw error;
  });
}

/** What a plan's request would cost, estimated; null where no price is known or there is no plan. */
export function redoOf(plan: Plan | null): z.input<typeof Redo> {
  const estimate = plan?.estimateUsd ?? null;
  return estimate === null ? null : { lowUsd: estimate.low, highUsd: estimate.high, source: estimate.source, asOf: estimate.asOf };
}

/** What of a shot differs from when a take of it was made. Its cast and the take before it lie outside it: where only those were changed, other words or pictures would be sent. */
async function changesOf(
  { database: { db } }: Pick<Studio, 'database'>,
  { made, before, now, take: { isEmulated } }: Row,
): Promise<readonly ShotPart[]> {
  const wanted = Shot.parse(now.document);
  const changed = new Set(changedParts(Shot.parse(before), wanted));
  const plan = made as Plan;
  if (isCastChanged(plan, await castOf(db, { ...now, names: wanted.cast ?? [] }))) changed.add('cast');
  // It began with a frame that is not the one before it any more.
  if (plan.follows !== undefined && (await followedNow(db, { shot: now, isEmulated }))?.takeId !== plan.follows.takeId)
    changed.add('chain');
  return shotParts.filter((part) => changed.has(part));
}

/** The places of a film’s stored shots, and the takes that stand for them. */
async function filmNow({ database: { db } }: Pick<Studio, 'database'>, filmId: string) {
  const [row] = await db.select().from(film).where(eq(film.id, filmId));
  if (row === undefined) throw new Fault('jobs.no-such-thing', { id: filmId });
  const document = Film.parse(await withStoredShots(db, { filmId, document: row.document }));
  const places = new Map(document.shots.flatMap(({ id }, index) => (id === undefined ? [] : [[id, index] as const])));
  const shown = await takesInFilm(db, { projectId: row.projectId, film: document });
  return { places, shownIds: new Set(shown.map(({ takeId }) => takeId)) };
}

/** Every decided take of a film, with `isEach` also the newest of a shot that has none, with what of its shot was changed since, and its plan for the shot as it is now. */
export async function decidedNow(studio: Studio, filmId: string, { isEach = false }: Readonly<{ isEach?: boolean }> = {}) {
  const { places, shownIds } = await filmNow(studio, filmId);
  const rows =
    places.size === 0 ? [] : await decidedTakes(studio.database.db, { shotIds: [...places.keys()], placedIds: shownIds, isEach });
  const decided: Readonly<{ row: Row; plan: Plan | null; changed: readonly ShotPart[] }>[] = [];
  for (const row of rows) {
    const plan = await planNow(studio, row);
    decided.push({ row, plan, changed: await changesOf(studio, row) });
  }
  return { places, shownIds, decided };
}

/** Takes that no longer show what their shot asks for. */
export const filmStaleOperations = [
  operation({
    name: 'film.stale',
    says: {
      en: 'Lists takes of a film whose shots were changed since, in what, and what a redo would cost as an estimate: approved, locked and placed ones, and of a shot without such the newest. Changes nothing.',
      zh: '列出影片中镜头已改动、因而过时的拍摄：已批准、已锁定或已用于成片的，以及没有这类拍摄的镜头的最新一次；给出改了什么与重拍的估算费用。不会更改任何内容。',
    },
    input: z.strictObject({ filmId: idOf('film') }),
    output: z.strictObject({ items: z.array(Stale) }),
    rights: { role: 'viewer' },
    effect: 'reads',
    isIdempotent: true,
    route: { method: 'GET', path: '/films/{filmId}/stale' },
    run: async ({ filmId }, { studio }) => {
      const { places, shownIds, decided } = await decidedNow(studio, filmId, { isEach: true });
      const items = decided.flatMap(({ row, plan, changed }): z.input<typeof Stale>[] => {
        if (changed.length === 0) return [];
        const { id: takeId, model, isEmulated, isLocked, verdict } = row.take;
        const { id: shotId } = row.now;
        return [
          {
            ...{ shotId, index: places.get(shotId) ?? 0, takeId, model, isEmulated, isLocked, isApproved: verdict === 'kept' },
            ...{ isInFilm: shownIds.has(takeId), revision: row.shotRevision, changed: [...changed], redo: redoOf(plan) },
          },
        ];
      });
      return { items: items.toSorted((a, b) => a.index - b.index) };
    },
  }),
] as const;
