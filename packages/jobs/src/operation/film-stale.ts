import { changedParts, Fault, Film, Shot, shotParts } from '@fantascope/film';
import type { Plan } from '@fantascope/plan';
import { and, desc, eq, inArray, or } from 'drizzle-orm';
import { z } from 'zod';
import type { Db } from '../database/database.ts';
import { film, plan, revision, shot, take } from '../database/schema/index.ts';
import type { Studio } from '../studio.ts';
import { planFor } from '../takes/shoot.ts';
import { takesInFilm } from '../works/film-footage.ts';
import { withStoredShots } from './film-shots.ts';
import { idOf } from './id-fields.ts';
import { operation } from './operation.ts';

const Stale = z.strictObject({
  shotId: idOf('shot'),
  /** The shot's place in the film, from 0. */
  index: z.number().int(),
  takeId: idOf('take'),
  model: z.string(),
  isEmulated: z.boolean(),
  isLocked: z.boolean(),
  /** Whether it stands for its shot in the film now. */
  isInFilm: z.boolean(),
  /** The revision of the shot that it was made from. */
  revision: z.number().int(),
  changed: z.array(z.enum([...shotParts])),
  /** What shooting the shot as it is now on the same model would cost, estimated; null where no price is known or the model cannot make it now. */
  redo: z.strictObject({ lowUsd: z.number(), highUsd: z.number(), source: z.string(), asOf: z.string() }).nullable(),
});
type Row = Readonly<{ take: typeof take.$inferSelect; shotRevision: number; before: unknown; now: typeof shot.$inferSelect }>;

/** Takes of some shots that somebody approved or locked, newest first, each with its shot as it was then and is now. An imported one has no such shot. */
async function decidedTakes(db: Db, shotIds: readonly string[]): Promise<readonly Row[]> {
  const rows = await db
    .select({ take, shotRevision: plan.shotRevision, before: revision.document, now: shot })
    .from(take)
    .innerJoin(plan, eq(plan.id, take.planId))
    .innerJoin(shot, eq(shot.id, take.shotId))
    .innerJoin(revision, and(eq(revision.ofId, shot.id), eq(revision.revision, plan.shotRevision)))
    .where(and(inArray(take.shotId, [...shotIds]), eq(take.state, 'ready'), or(eq(take.verdict, 'kept'), eq(take.isLocked, true))))
    .orderBy(desc(take.createdAt), desc(take.id));
  return rows;
}

async function redoOf(studio: Studio, { now, take: { model } }: Row): Promise<z.input<typeof Stale>['redo']> {
  const estimate = await planFor(studio, { of: now, model }).then(
    ({ estimateUsd }: Plan) => estimateUsd,
    (error: unknown) => {
      // The model refuses the shot as it is now, or is gone: then a redo has no price.
      if (error instanceof Fault) return null;
      throw error;
    },
  );
  return estimate === null ? null : { lowUsd: estimate.low, highUsd: estimate.high, source: estimate.source, asOf: estimate.asOf };
}

/** Takes that no longer show what their shot asks for. */
export const filmStaleOperations = [
  operation({
    name: 'film.stale',
    says: {
      en: 'Lists approved and locked takes of a film whose shots were changed since, in what, and what a redo would cost as an estimate. Changes nothing.',
      zh: '列出影片中镜头已改动、因而过时的已批准或已锁定拍摄：改了什么，以及重拍的估算费用。不会更改任何内容。',
    },
    input: z.strictObject({ filmId: idOf('film') }),
    output: z.strictObject({ items: z.array(Stale) }),
    rights: { role: 'viewer' },
    effect: 'reads',
    isIdempotent: true,
    route: { method: 'GET', path: '/films/{filmId}/stale' },
    run: async ({ filmId }, { studio }) => {
      const { db } = studio.database;
      const [row] = await db.select().from(film).where(eq(film.id, filmId));
      if (row === undefined) throw new Fault('jobs.no-such-thing', { id: filmId });
      const document = Film.parse(await withStoredShots(db, { filmId, document: row.document }));
      const places = new Map(document.shots.flatMap(({ id }, index) => (id === undefined ? [] : [[id, index] as const])));
      if (places.size === 0) return { items: [] };
      const shown = new Set((await takesInFilm(db, { projectId: row.projectId, film: document })).map(({ takeId }) => takeId));
      const items: z.input<typeof Stale>[] = [];
      for (const decided of await decidedTakes(db, [...places.keys()])) {
        const changed = changedParts(Shot.parse(decided.before), Shot.parse(decided.now.document));
        if (changed.length === 0) continue;
        const { id: takeId, model, isEmulated, isLocked } = decided.take;
        const { id: shotId } = decided.now;
        items.push({
          ...{ shotId, index: places.get(shotId) ?? 0, takeId, model, isEmulated, isLocked, isInFilm: shown.has(takeId) },
          ...{ revision: decided.shotRevision, changed: [...changed], redo: await redoOf(studio, decided) },
        });
      }
      return { items: items.toSorted((a, b) => a.index - b.index) };
    },
  }),
] as const;
