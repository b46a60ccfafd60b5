import { type Candidate, chosenTake, type Film, withEditTakes } from '@fantascope/film';
import { and, eq, inArray, isNotNull } from 'drizzle-orm';
import { z } from 'zod';
import type { Db } from '../database/database.ts';
import { asset, take } from '../database/schema/index.ts';

/** A take that stands for a shot of a film: its file is an asset, `index` the shot's place. */
export const ShotTake = z.strictObject({
  index: z.number().int(),
  takeId: z.string(),
  model: z.string(),
  isEmulated: z.boolean(),
  file: z.string(),
  sha256: z.string(),
});
export type ShotTake = z.infer<typeof ShotTake>;

type Asked = Readonly<{
  projectId: string;
  film: Film;
  /** Which of a shot's takes. Default: `chosenTake`, the one that stands in the film. */
  choose?: <T extends Candidate>(takes: readonly T[], placed: string | undefined) => T | null;
}>;

/** The takes that stand for shots of a film, in its order: those placed in it, else the newest approved ones. Every other shot is drawn by the stage. */
export async function takesInFilm(db: Db, { projectId, film, choose = chosenTake }: Asked): Promise<readonly ShotTake[]> {
  const ids = film.shots.flatMap(({ id }) => (id === undefined ? [] : [id]));
  if (ids.length === 0) return [];
  const rows = await db
    .select({ take, sha256: asset.sha256, kind: asset.kind })
    .from(take)
    .innerJoin(asset, eq(asset.id, take.assetId))
    .where(and(eq(take.projectId, projectId), inArray(take.shotId, ids), isNotNull(take.assetId)));
  const byShot = Map.groupBy(rows, (row) => row.take.shotId);
  const { takes: placed } = withEditTakes(film);
  return film.shots.flatMap(({ id = '' }, index) => {
    const of = (byShot.get(id) ?? []).map(({ take: each, sha256, kind }) => ({
      id: each.id,
      verdict: each.verdict,
      assetId: each.assetId,
      lengthSec: kind === 'video' && each.lengthMs !== null ? each.lengthMs / 1000 : null,
      createdAt: each.createdAt.toISOString(),
      sha256,
      shown: { takeId: each.id, model: each.model, isEmulated: each.isEmulated },
    }));
    const chosen = choose(of, placed?.[id]);
    return chosen?.assetId == null ? [] : [{ index, ...chosen.shown, file: chosen.assetId, sha256: chosen.sha256 }];
  });
}
