import { changedParts, Fault, Film, Shot, withEditTakes } from '@fantascope/film';
import type { Plan } from '@fantascope/plan';
import { and, desc, eq, inArray, isNotNull, isNull, or } from 'drizzle-orm';
import type { Db } from '../database/database.ts';
import { film, plan as planTable, revision, shot, take } from '../database/schema/index.ts';
import { withStoredShots } from '../operation/film-shots.ts';
import type { Studio } from '../studio.ts';
import { castOf, isCastChanged } from './cast-of.ts';
import { isGoingOn, shotsBefore, takeToFollow } from './chain/take-to-follow.ts';
import { isEmulatedNow, planFor } from './shoot.ts';

/**
 * Why a shot of a film is to be shot or is left. unshot: nothing stands for it that a person would take. stale: it, or its cast, was changed since. fresh: a
 * take shows what it asks for. underway: a take of it is not over, or nobody knows how it ended. approved: it is stale, and a person has approved what stands
 * for it, so it is only redone by name. locked: the same, and never redone here. refused: the model cannot make it.
 */
export const dueStates = ['unshot', 'stale', 'fresh', 'underway', 'approved', 'locked', 'refused'] as const;
export type DueState = (typeof dueStates)[number];

/** A shot of a film as one model would be asked for it now. `plan` is there for what is due: unshot, stale, and approved ones that are asked for by name. */
export type DueShot = Readonly<{
  shotId: string;
  /** Its place in the film, from 0. */
  index: number;
  name: string;
  state: DueState;
  plan: Plan | null;
  problem: Fault | null;
  /** What it goes on from, where it continues the shot before: a take that is there or under way, or the one that is due with it (null). */
  follows: Readonly<{ shotId: string; takeId: string | null }> | null;
}>;

type Taken = Readonly<{
  take: typeof take.$inferSelect;
  made: unknown;
  before: unknown;
}>;

/** The stored shots of a film in its order, with what is to be shot of them on a model. `shotIds`: only those, approved ones too. Throws jobs.no-such-thing. */
export async function filmDue(
  studio: Pick<Studio, 'database' | 'catalogue' | 'settings' | 'ports' | 'home'>,
  { filmId, model, shotIds }: Readonly<{ filmId: string; model: string; shotIds?: readonly string[] }>,
): Promise<Readonly<{ projectId: string; isEmulated: boolean; shots: readonly DueShot[] }>> {
  const { db } = studio.database;
  const [row] = await db.select().from(film).where(eq(film.id, filmId));
  if (row === undefined) throw new Fault('jobs.no-such-thing', { id: filmId });
  const document = Film.parse(await withStoredShots(db, { filmId, document: row.document }));
  const places = new Map(document.shots.flatMap(({ id }, index) => (id === undefined ? [] : [[id, index] as const])));
  for (const id of shotIds ?? []) if (!places.has(id)) throw new Fault('jobs.foreign-shot', { shot: id });
  const rows = await db
    .select()
    .from(shot)
    .where(and(inArray(shot.id, [...places.keys()]), isNull(shot.archivedAt)));
  const taken = Map.groupBy(await takesOf(db, [...places.keys()]), ({ take: { shotId } }) => shotId ?? '');
  const isEmulated = await isEmulatedNow(studio, model);
  const shots: DueShot[] = [];
  const before = shotsBefore(document);
  const due = new Set<string>();
  const { takes: placed } = withEditTakes(document);
  /** What a shot that continues the one before it would go on from now. */
  const followsOf = (shotId: string): Readonly<{ shotId: string; takeId: string | null }> | null => {
    const beforeId = before.get(shotId);
    if (beforeId === undefined) return null;
    if (due.has(beforeId)) return { shotId: beforeId, takeId: null };
    const takes = (taken.get(beforeId) ?? []).map((each) => each.take);
    const takeId = takeToFollow(takes, { placed: placed?.[beforeId], isEmulated });
    return takeId === null ? null : { shotId: beforeId, takeId };
  };
  for (const each of rows.toSorted((a, b) => (places.get(a.id) ?? 0) - (places.get(b.id) ?? 0))) {
    const isNamed = shotIds?.includes(each.id) ?? false;
    if (shotIds !== undefined && !isNamed) continue;
    const follows = followsOf(each.id);
    const state = await stateOf(db, { row: each, taken: taken.get(each.id) ?? [], isEmulated, beforeId: follows?.takeId ?? null });
    const told = { shotId: each.id, index: places.get(each.id) ?? 0, name: each.name };
    const isDue = state === 'unshot' || state === 'stale' || (state === 'approved' && isNamed);
    if (!isDue) {
      shots.push({ ...told, state, plan: null, problem: null, follows: null });
      continue;
    }
    const wanted = await planned(studio, { of: each, model, state });
    const isChained = wanted.plan !== null && isGoingOn(wanted.plan);
    if (isChained && follows === null) {
      const problem = new Fault('jobs.nothing-before', { shot: each.name });
      shots.push({ ...told, state: 'refused', plan: null, problem, follows: null });
      continue;
    }
    shots.push({ ...told, ...wanted, follows: isChained ? follows : null });
    if (wanted.plan !== null) due.add(each.id);
  }
  return { projectId: row.projectId, isEmulated, shots };
}

async function planned(
  studio: Pick<Studio, 'database' | 'catalogue'>,
  { of, model, state }: Readonly<{ of: typeof shot.$inferSelect; model: string; state: DueState }>,
): Promise<Pick<DueShot, 'state' | 'plan' | 'problem'>> {
  try {
    return { state, plan: await planFor(studio, { of, model }), problem: null };
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'take.refused-plan') throw error;
    return { state: 'refused', plan: null, problem: error };
  }
}

/** All takes of some shots, each with its plan and its shot as it was then; both null for an imported one. */
async function takesOf(db: Db, shotIds: readonly string[]): Promise<readonly Taken[]> {
  if (shotIds.length === 0) return [];
  return await db
    .select({ take, made: planTable.document, before: revision.document })
    .from(take)
    .leftJoin(planTable, eq(planTable.id, take.planId))
    .leftJoin(revision, and(eq(revision.ofId, take.shotId), eq(revision.revision, planTable.shotRevision)))
    .where(and(inArray(take.shotId, [...shotIds]), or(isNull(take.endedAt), isNotNull(take.assetId), eq(take.moneyState, 'unknown'))))
    .orderBy(desc(take.createdAt), desc(take.id));
}

async function stateOf(
  db: Db,
  {
    row,
    taken,
    isEmulated,
    beforeId,
  }: Readonly<{ row: typeof shot.$inferSelect; taken: readonly Taken[]; isEmulated: boolean; beforeId: string | null }>,
): Promise<DueState> {
  if (taken.some(({ take: { endedAt, moneyState } }) => endedAt === null || moneyState === 'unknown')) return 'underway';
  const wanted = Shot.parse(row.document);
  const cast = await castOf(db, { ...row, names: wanted.cast ?? [] });
  // What an emulator has made stands for nothing once the model itself would be asked.
  const standing = taken.filter(({ take: { verdict, isEmulated: was } }) => verdict !== 'rejected' && (isEmulated || !was));
  const shows = ({ made, before }: Taken) =>
    before === null ||
    (changedParts(Shot.parse(before), wanted).length === 0 &&
      !isCastChanged(made as Plan, cast) &&
      isStillBefore((made as Plan).follows?.takeId, beforeId));
  if (standing.some(shows)) return 'fresh';
  if (standing.some(({ take: { isLocked } }) => isLocked) || (row.isLocked && standing.length > 0)) return 'locked';
  if (standing.some(({ take: { verdict } }) => verdict === 'kept')) return 'approved';
  return standing.length === 0 ? 'unshot' : 'stale';
}

/** Whether a take began with the frame that it would begin with now; one that is due anew (null) will end otherwise. */
function isStillBefore(followed: string | undefined, beforeId: string | null): boolean {
  return followed === undefined || followed === beforeId;
}
