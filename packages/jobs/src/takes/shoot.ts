import { createHash } from 'node:crypto';
import { Fault, type Shot } from '@fantascope/film';
import { type CatalogueEntry, wires } from '@fantascope/models';
import { compile, type Facts, isRefusal, type Plan } from '@fantascope/plan';
import { allowedMoney, isLoopbackUrl, usdMicros } from '@fantascope/take';
import { and, eq, inArray } from 'drizzle-orm';
import type { Tx } from '../database/database.ts';
import { asset, blob, plan as planTable, project, shot, take } from '../database/schema/index.ts';
import { appendEvent } from '../events/event-log.ts';
import { type Refusal, refusalFault } from '../ledger/refusal.ts';
import { reserve } from '../ledger/reserve.ts';
import type { Actor } from '../people/actor.ts';
import type { Studio } from '../studio.ts';
import { filmOfTake } from '../works/stage-take.ts';
import { enterJob, jobOfTake, type NewJob, runJob } from '../works/start-job.ts';
import { castOf, isCastChanged } from './cast-of.ts';
import { type Followed, followedNow, isGoingOn } from './chain/take-to-follow.ts';
import { limitsOf } from './provider-limits.ts';
import { providerOf, queueOf, stageWire } from './provider-of.ts';
import { placeOfEntry } from './provider-way.ts';
import { frameOfFilm, shotInFilm } from './shot-in-film.ts';
import type { TakeRoom } from './take-room.ts';
import { takeWorkflowName } from './take-workflow.ts';

/** What is to be shot, and how much it may cost. */
export type ShootAsked = Readonly<{
  actor: Actor;
  /** The take's id, made by the caller: asking twice is shooting once. */
  takeId: string;
  shotId: string;
  /** A model to compile for now; or a stored plan, by its id and the hash that was confirmed. */
  of: Readonly<{ model: string; planId: string }> | Readonly<{ planId: string; hash: string }>;
  /** The most it may cost, millionths of a dollar. Needed only where no price is known: then all of it is set aside. */
  mostUsdMicros?: number;
  /** 1 a person waiting (default), 2 usual, 3 a batch. */
  priority?: 1 | 2 | 3;
  parentTakeId?: string;
  /** The take of the shot before that it goes on from, where it does; default: the one that stands for that shot now. */
  follows?: Followed;
  /** Whether a plan of the shot's revision, for who would be asked now, is the one that was confirmed. Default: nothing had to be. */
  isConfirmed?: (plan: Plan, known: Readonly<{ revision: number; isEmulated: boolean }>) => boolean;
}>;

/** A take as it was entered. `waiting`: over the member's cap, until an owner approves it. */
export type Shooting = Readonly<{
  takeId: string;
  planId: string;
  state: string;
  isEmulated: boolean;
  heldUsdMicros: number;
  over?: Refusal;
}>;

/** What a confirmation names: the request, its price, and whose pictures go with it. */
export function planHash({ model, request, estimateUsd, losses, cast }: Plan): string {
  return createHash('sha256').update(JSON.stringify({ model, request, estimateUsd, losses, cast })).digest('hex').slice(0, 32);
}

/** Whether an emulated provider would be asked for a model's take now. One whose address nobody has set is none: shooting says so. */
export async function isEmulatedNow(studio: Pick<Studio, 'catalogue' | 'settings' | 'ports' | 'home'>, model: string): Promise<boolean> {
  const entry = studio.catalogue.byId(model);
  if (entry === undefined || entry.wire === stageWire) return false;
  const place = await placeOfEntry(entry, studio).catch((error: unknown) => {
    if (error instanceof Fault) return null;
    throw error;
  });
  return place?.address.isEmulated === true;
}

/**
 * Enters a take and sets its money aside, in one transaction, and then starts its workflow; what a crash leaves unstarted is started by the
 * sweep. Throws the faults of the plan and of the caps: then there is no take.
 */
export async function shootTake(studio: Studio & Pick<TakeRoom, 'pause'>, asked: ShootAsked): Promise<Shooting> {
  const { actor } = asked;
  const { database, catalogue, ports, settings } = studio;
  const known = await entered(database.db, asked.takeId);
  if (known !== null) return known;
  const { model, plan: compiled, planId, shotRow, isNew } = await planned(studio, asked);
  const entry = catalogue.byId(model);
  if (entry === undefined) throw new Fault('take.no-such-model', { model });
  checkCanBeSent(compiled, entry);
  const isStage = entry.wire === stageWire;
  const address = isStage ? null : (await placeOfEntry(entry, studio)).address;
  const isEmulated = address?.isEmulated ?? false;
  const plan = await following(database.db, { plan: compiled, shotRow, isEmulated, given: asked.follows });
  if (asked.isConfirmed?.(plan, { revision: shotRow.revision, isEmulated }) === false)
    throw new Fault('jobs.plan-changed', { plan: planId });
  const amount = heldFor(plan, entry, asked.mostUsdMicros);
  const provider = providerOf(entry);
  const nowMs = ports.nowMs();
  const at = new Date(nowMs);
  const shooting = await database.db.transaction(async (tx): Promise<Shooting> => {
    const { revision, archivedAt } = shot;
    const [row] = await tx.select({ revision, archivedAt }).from(shot).where(eq(shot.id, asked.shotId)).for('share');
    const [home] = await tx.select({ archivedAt: project.archivedAt }).from(project).where(eq(project.id, shotRow.projectId));
    if (row?.archivedAt !== null) throw new Fault('jobs.archived', { id: asked.shotId });
    if (home?.archivedAt !== null) throw new Fault('jobs.archived', { id: shotRow.projectId });
    if (row.revision !== shotRow.revision) throw new Fault('jobs.plan-changed', { plan: planId });
    if (isNew) {
      const values = { id: planId, projectId: shotRow.projectId, shotId: shotRow.id, shotRevision: shotRow.revision, model };
      await tx
        .insert(planTable)
        .values({ ...values, hash: planHash(plan), document: plan, createdAt: at })
        .onConflictDoNothing();
    } else if (plan.follows !== undefined) await tx.update(planTable).set({ document: plan }).where(eq(planTable.id, planId));
    const values = {
      ...{ id: asked.takeId, projectId: shotRow.projectId, shotId: shotRow.id, planId, byUserId: actor.userId },
      ...{ tokenId: actor.token?.id ?? null, model, wire: entry.wire, provider, state: 'reserved', moneyState: 'none', isEmulated },
      ...{ priority: asked.priority ?? 1, parentTakeId: asked.parentTakeId ?? null, createdAt: at, updatedAt: at },
    };
    const made = await tx.insert(take).values(values).onConflictDoNothing().returning({ id: take.id });
    // The same call, run at the same time by a process that was taken for dead.
    if (made.length === 0) return (await entered(tx, asked.takeId)) as Shooting;
    const reserved = await reserve(tx, {
      ...{ takeId: asked.takeId, amountUsdMicros: amount.usdMicros, basis: amount.basis, nowMs },
      defaults: { dayUsdMicros: settings.capPerDayUsdMicros, projectUsdMicros: settings.capPerProjectUsdMicros },
    });
    if (reserved.outcome === 'refused') throw refusalFault(reserved.refusals);
    const state = reserved.outcome === 'waiting' ? 'waiting' : 'reserved';
    const heldUsdMicros = reserved.outcome === 'allowed' ? reserved.heldUsdMicros : 0;
    const data = { state, moneyState: heldUsdMicros > 0 ? 'reserved' : 'none', isEmulated, model, shotId: shotRow.id };
    await appendEvent(tx, { projectId: shotRow.projectId, subjectId: asked.takeId, kind: 'take.changed', data, at });
    if (isStage) await enterJob(tx, stageJob(asked, { shotRow, wanted: await shotInFilm(tx, shotRow), plan, at }));
    return {
      takeId: asked.takeId,
      planId,
      state,
      isEmulated,
      heldUsdMicros,
      ...(reserved.outcome === 'waiting' ? { over: reserved.over } : {}),
    };
  });
  await studio.pause?.('after-reserve', asked.takeId);
  // What cannot be started now is started by the sweep.
  if (isStage) await runJob(studio.engine, { id: jobOfTake(asked.takeId), priority: asked.priority ?? 1 }).catch(() => undefined);
  else if (shooting.state === 'reserved' && address !== null) {
    const start = { takeId: asked.takeId, provider, priority: asked.priority ?? 1, isNear: isLoopbackUrl(address.baseUrl) };
    // The take is entered and its money set aside: what cannot be started now is started by the sweep, and the caller is not told of a failure.
    await startTake(studio, start).catch(() => undefined);
    await studio.pause?.('after-start', asked.takeId);
  }
  return shooting;
}

/**
 * A plan with the take that it goes on from, where it does. Throws jobs.nothing-before where there is none, and jobs.plan-changed where the plan has gone on from another
 * before.
 */
async function following(
  db: Studio['database']['db'],
  {
    plan,
    shotRow,
    isEmulated,
    given,
  }: Readonly<{ plan: Plan; shotRow: typeof shot.$inferSelect; isEmulated: boolean; given: Followed | undefined }>,
): Promise<Plan> {
  if (!isGoingOn(plan)) return plan;
  const follows = given ?? (await followedNow(db, { shot: shotRow, isEmulated }));
  if (follows === null) throw new Fault('jobs.nothing-before', { shot: shotRow.id });
  if (plan.follows !== undefined && plan.follows.takeId !== follows.takeId) throw new Fault('jobs.plan-changed', { plan: shotRow.id });
  return { ...plan, follows };
}

/** A take on our own stage is drawn by a job, from its shot as it is now. */
function stageJob(
  { takeId, actor, priority = 1 }: ShootAsked,
  { shotRow, wanted, plan, at }: Readonly<{ shotRow: typeof shot.$inferSelect; wanted: Shot; plan: Plan; at: Date }>,
): NewJob {
  const film = filmOfTake(wanted, plan.request);
  const { projectId, name } = shotRow;
  return { id: jobOfTake(takeId), projectId, kind: 'stage-take', input: { film, name }, byUserId: actor.userId, priority, takeId, at };
}

/** Starts a reserved take's workflow in its provider's queue. A failure is no fault of the take: the sweep starts what is not started. */
export async function startTake(
  { database, engine }: Pick<Studio, 'database' | 'engine'>,
  { takeId, provider, priority, isNear }: Readonly<{ takeId: string; provider: string; priority: number; isNear: boolean }>,
): Promise<void> {
  const { atOnce, startsPerMin } = await limitsOf(database.db, { provider, isNear });
  const queue = queueOf(provider);
  await engine.queue(queue, {
    ...(atOnce === undefined ? {} : { atOnce }),
    ...(startsPerMin === undefined ? {} : { perPeriod: { starts: startsPerMin, periodSec: 60 } }),
  });
  await engine.start(takeWorkflowName, takeId, { queue, priority });
}

/** A take that was entered before under this id. */
async function entered(db: Pick<Tx, 'select'>, takeId: string): Promise<Shooting | null> {
  const [row] = await db.select().from(take).where(eq(take.id, takeId));
  if (row === undefined) return null;
  const { planId, state, isEmulated, reservedUsdMicros } = row;
  return { takeId, planId: planId ?? '', state, isEmulated, heldUsdMicros: reservedUsdMicros };
}

type Planned = Readonly<{ model: string; plan: Plan; planId: string; shotRow: typeof shot.$inferSelect; isNew: boolean }>;

async function planned(studio: Studio, { shotId, of }: ShootAsked): Promise<Planned> {
  const { db } = studio.database;
  const [shotRow] = await db.select().from(shot).where(eq(shot.id, shotId));
  if (shotRow === undefined) throw new Fault('jobs.no-such-thing', { id: shotId });
  if ('model' in of) {
    const plan = await planFor(studio, { of: shotRow, model: of.model });
    return { model: of.model, plan, planId: of.planId, shotRow, isNew: true };
  }
  const [stored] = await db
    .select()
    .from(planTable)
    .where(and(eq(planTable.id, of.planId), eq(planTable.shotId, shotId)));
  if (stored === undefined) throw new Fault('jobs.no-such-thing', { id: of.planId });
  const document = stored.document as Plan;
  const { cast: names = [] } = shotRow.document as Readonly<{ cast?: readonly string[] }>;
  const isRecast = isCastChanged(document, await castOf(db, { ...shotRow, names }));
  if (stored.hash !== of.hash || stored.shotRevision !== shotRow.revision || isRecast)
    throw new Fault('jobs.plan-changed', { plan: of.planId });
  return { model: stored.model, plan: document, planId: stored.id, shotRow, isNew: false };
}

/** Compiles a stored shot for a model. Throws take.no-such-model, take.refused-plan. */
export async function planFor(
  { database, catalogue }: Pick<Studio, 'database' | 'catalogue'>,
  { of, model }: Readonly<{ of: Readonly<{ document: unknown; projectId: string; filmId: string | null }>; model: string }>,
): Promise<Plan> {
  const entry = catalogue.byId(model);
  if (entry === undefined) throw new Fault('take.no-such-model', { model });
  const wanted = await shotInFilm(database.db, of);
  const plan = compile(wanted, entry, { facts: await factsFor(database.db, { wanted, of }) });
  if (isRefusal(plan)) {
    const { en, zh } = plan.refused.text;
    throw new Fault('take.refused-plan', { model, problemEn: en, problemZh: zh });
  }
  return plan;
}

/** What is known of a stored shot beside its words: the sizes of its picture and of the mask over it, and who is in it. */
export async function factsFor(
  db: Pick<Tx, 'select'>,
  { wanted, of: { projectId, filmId } }: Readonly<{ wanted: Shot; of: Readonly<{ projectId: string; filmId: string | null }> }>,
): Promise<Facts> {
  const size = wanted.picture === undefined ? null : await pictureSizeOf(db, { assetId: wanted.picture, projectId });
  const mask = wanted.paintMask === undefined ? null : await pictureSizeOf(db, { assetId: wanted.paintMask, projectId });
  const cast = await castOf(db, { names: wanted.cast ?? [], projectId, filmId });
  const frame = await frameOfFilm(db, filmId);
  return {
    ...(frame === null ? {} : { frame }),
    ...(size === null ? {} : { pictureSizePx: size }),
    ...(mask === null ? {} : { paintMaskSizePx: mask }),
    ...(cast.length === 0 ? {} : { cast }),
  };
}

async function pictureSizeOf(db: Pick<Tx, 'select'>, { assetId, projectId }: Readonly<{ assetId: string; projectId: string }>) {
  const [row] = await db
    .select({ figures: blob.figures })
    .from(asset)
    .innerJoin(blob, eq(asset.sha256, blob.sha256))
    .where(and(inArray(asset.id, [assetId]), eq(asset.projectId, projectId)));
  const { widthPx, heightPx } = (row?.figures ?? {}) as { widthPx?: number; heightPx?: number };
  return widthPx === undefined || heightPx === undefined ? null : { widthPx, heightPx };
}

/** Throws where a plan is nothing that one request to a provider can carry. */
function checkCanBeSent({ model, needs, next }: Plan, entry: CatalogueEntry): void {
  if (entry.wire !== stageWire && wires[entry.wire] === undefined) throw new Fault('take.no-wire', { model, wire: entry.wire });
  if (next !== undefined && next.length > 0) throw new Fault('jobs.plan-in-parts', { model, parts: next.length + 1 });
  if (needs.some(({ kind }) => kind === 'workflow')) throw new Fault('take.no-workflow', { model, path: 'models.json' });
}

/** What is set aside: the higher figure of the estimate, or all that a person allows where no price is known. Throws take.unpriced. */
function heldFor(plan: Plan, entry: CatalogueEntry, mostUsdMicros: number | undefined) {
  const { estimateUsd } = plan;
  const own = estimateUsd === null ? mostUsdMicros : usdMicros(Math.max(estimateUsd.low, estimateUsd.high));
  const ceiling = own === undefined ? null : { usdMicros: mostUsdMicros ?? own, acceptsUnpriced: mostUsdMicros !== undefined };
  return allowedMoney({ plan, entry, ceiling });
}
