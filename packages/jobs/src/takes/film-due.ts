import { changedParts, Fault, Film, Shot } from '@fantascope/film';
import type { Plan } from '@fantascope/plan';
import { and, desc, eq, inArray, isNotNull, isNull, or } from 'drizzle-orm';
import type { Db } from '../database/database.ts';
import { film, plan as planTable, revision, shot, take } from '../database/schema/index.ts';
import { withStoredShots } from '../operation/film-shots.ts';
import type { Studio } from '../studio.ts';
import { castOf, isCastChanged } from './cast-of.ts';
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
  for (const each of rows.toSorted((a, b) => (places.get(a.id) ?? 0) - (places.get(b.id) ?? 0))) {
    const isNamed = shotIds?.includes(each.id) ?? false;
    if (shotIds !== undefined && !isNamed) continue;
    const state = await stateOf(db, { row: each, taken: taken.get(each.id) ?? [], isEmulated });
    const told = { shotId: each.id, index: places.get(each.id) ?? 0, name: each.name };
    const isDue = state === 'unshot' || state === 'stale' || (state === 'approved' && isNamed);
    if (!isDue) shots.push({ ...told, state, plan: null, problem: null });
    else shots.push({ ...told, ...(await planned(studio, { of: each, model, state })) });
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
  { row, taken, isEmulated }: Readonly<{ row: typeof shot.$inferSelect; taken: readonly Taken[]; isEmulated: boolean }>,
): Promise<DueState> {
  if (taken.some(({ take: { endedAt, moneyState } }) => endedAt === null || moneyState === 'unknown')) return 'underway';
  const wanted = Shot.parse(row.document);
  const cast = await castOf(db, { ...row, names: wanted.cast ?? [] });
  // What an emulator has made stands for nothing once the model itself would be asked.
  const standing = taken.filter(({ take: { verdict, isEmulated: was } }) => verdict !== 'rejected' && (isEmulated || !was));
  const shows = ({ made, before }: Taken) =>
    before === null || (changedParts(Shot.parse(before), wanted).length === 0 && !isCastChanged(made as Plan, cast));
  if (standing.some(shows)) return 'fresh';
  if (standing.some(({ take: { isLocked } }) => isLocked) || (row.isLocked && standing.length > 0)) return 'locked';
  if (standing.some(({ take: { verdict } }) => verdict === 'kept')) return 'approved';
  return standing.length === 0 ? 'unshot' : 'stale';
}
