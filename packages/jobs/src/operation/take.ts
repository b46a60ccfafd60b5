import { Fault } from '@fantascope/film';
import type { Plan } from '@fantascope/plan';
import { and, asc, desc, eq } from 'drizzle-orm';
import { z } from 'zod';
import { plan, shot, take, takeRow } from '../database/schema/index.ts';
import { appendEvent } from '../events/event-log.ts';
import { cancelTake } from '../takes/cancel.ts';
import { isEmulatedNow, planFor, planHash, type ShootAsked, shootTake } from '../takes/shoot.ts';
import { idOf, Time, timeText } from './id-fields.ts';
import { type Call, operation, type Preview } from './operation.ts';
import { after, cutPage, pageFields, pageOf } from './page.ts';
import { ShownTake, shownTake } from './take-shapes.ts';

const takeId = idOf('take');

const ShootInput = z.strictObject({
  shotId: idOf('shot'),
  /** A model to compile for now; or a plan that was kept, with the hash it was shown with. */
  model: z.string().min(1).max(200).optional(),
  planId: idOf('plan').optional(),
  hash: z.string().max(100).optional(),
  /** The most it may cost, US dollars; needed where no price is known, and then all of it is set aside. */
  mostUsd: z.number().min(0).max(100_000).optional(),
  /** 1 a person waiting, 2 usual, 3 a batch. */
  priority: z.union([z.literal(1), z.literal(2), z.literal(3)]).optional(),
  parentTakeId: takeId.optional(),
});
type Shoot = z.output<typeof ShootInput>;

/** Exactly one of a model and a plan with its hash. Throws jobs.model-or-plan. */
function wantedOf(input: Shoot, freshPlanId: () => `plan_${string}`): ShootAsked['of'] {
  const { model, planId, hash } = input;
  if (model !== undefined && planId === undefined && hash === undefined) return { model, planId: freshPlanId() };
  if (model === undefined && planId !== undefined && hash !== undefined) return { planId, hash };
  throw new Fault('jobs.model-or-plan');
}

// The ceiling is part of what is confirmed: with another one the same plan may cost more. So is who is asked: what was shown for an emulated
// provider, which costs nothing, must not become a request to the real one because somebody has stopped the emulators since.
function confirmationOf(
  document: Plan,
  { revision, mostUsd, isEmulated }: Readonly<{ revision: number; mostUsd: number | undefined; isEmulated: boolean }>,
): string {
  return `${planHash(document)}.${revision}${mostUsd === undefined ? '' : `.${mostUsd}`}${isEmulated ? '.emulated' : ''}`;
}

/** What would be sent and set aside, as a person or an agent sees it before it costs anything. */
async function previewOf(input: Shoot, { studio }: Call): Promise<Preview> {
  const { db } = studio.database;
  const [row] = await db.select().from(shot).where(eq(shot.id, input.shotId));
  if (row === undefined) throw new Fault('jobs.no-such-thing', { id: input.shotId });
  const of = wantedOf(input, () => 'plan_none');
  let document: Awaited<ReturnType<typeof planFor>>;
  if ('model' in of) document = await planFor(studio, { of: row, model: of.model });
  else {
    const [stored] = await db
      .select()
      .from(plan)
      .where(and(eq(plan.id, of.planId), eq(plan.shotId, row.id)));
    if (stored === undefined) throw new Fault('jobs.no-such-thing', { id: of.planId });
    document = stored.document as typeof document;
  }
  const { model, carriers, losses, estimateUsd } = document;
  const isEmulated = await isEmulatedNow(studio, model);
  return {
    hash: confirmationOf(document, { revision: row.revision, mostUsd: input.mostUsd, isEmulated }),
    shown: { model, carriers, losses, estimateUsd, mostUsd: input.mostUsd ?? null, isEmulated },
  };
}

/** Takes: shot, watched, called off, judged. */
export const takeOperations = [
  operation({
    name: 'take.shoot',
    says: {
      en: 'Shoots a shot on a model: sets the money aside under your caps and sends it, once. It may cost what the plan says.',
      zh: '用一个模型拍摄镜头：在上限内预留费用并只发送一次；可能产生方案所示的费用。',
    },
    input: ShootInput,
    output: z.strictObject({
      takeId,
      planId: idOf('plan'),
      state: z.string(),
      isEmulated: z.boolean(),
      heldUsdMicros: z.number().int(),
      /** Set where it waits for an owner's approval: over which cap, and what is left of it. */
      over: z.json().optional(),
    }),
    rights: { role: 'artist' },
    effect: 'spends',
    isIdempotent: false,
    route: { method: 'POST', path: '/shots/{shotId}/takes' },
    preview: previewOf,
    run: async (input, { studio, actor, newId, confirmed }) => {
      const { shotId, mostUsd, priority, parentTakeId } = input;
      const id = newId('take');
      const shooting = await shootTake(studio, {
        actor,
        takeId: id,
        shotId,
        of: wantedOf(input, () => newId('plan')),
        ...(mostUsd === undefined ? {} : { mostUsdMicros: Math.ceil(mostUsd * 1_000_000) }),
        ...(priority === undefined ? {} : { priority }),
        ...(parentTakeId === undefined ? {} : { parentTakeId }),
        // Looked at where it is shot: between the question and this, somebody may have changed the shot.
        ...(confirmed === undefined ? {} : { isConfirmed: (shown, known) => confirmationOf(shown, { ...known, mostUsd }) === confirmed }),
      });
      const { over, ...rest } = shooting;
      return { ...rest, ...(over === undefined ? {} : { over: over as never }) };
    },
  }),
  operation({
    name: 'take.list',
    says: { en: 'Lists the takes of a project or of one shot, newest first.', zh: '列出项目或某个镜头的成片，最新的在前。' },
    input: z.strictObject({
      projectId: idOf('project'),
      shotId: idOf('shot').optional(),
      state: z.string().max(20).optional(),
      ...pageFields,
    }),
    output: pageOf(ShownTake),
    rights: { role: 'viewer' },
    effect: 'reads',
    isIdempotent: true,
    route: { method: 'GET', path: '/projects/{projectId}/takes' },
    run: async ({ projectId, shotId, state, cursor, limit }, { studio }) => {
      const rows = await studio.database.db
        .select()
        .from(take)
        .where(
          and(
            eq(take.projectId, projectId),
            shotId === undefined ? undefined : eq(take.shotId, shotId),
            state === undefined ? undefined : eq(take.state, state),
            after(cursor, { time: take.createdAt, id: take.id }),
          ),
        )
        .orderBy(desc(take.createdAt), desc(take.id))
        .limit(limit + 1);
      const page = cutPage(rows, { limit, placeOfRow: (row) => ({ atMs: row.createdAt.getTime(), id: row.id }) });
      return { items: page.items.map(shownTake), nextCursor: page.nextCursor };
    },
  }),
  operation({
    name: 'take.show',
    says: { en: 'Shows one take with everything that happened to it.', zh: '查看一次拍摄及其全部经过。' },
    input: z.strictObject({ takeId }),
    output: z.strictObject({
      take: ShownTake,
      /** Its journal: intent, ticket, unknown, settle … in order. */
      rows: z.array(z.strictObject({ kind: z.string(), at: Time, row: z.json() })),
    }),
    rights: { role: 'viewer' },
    effect: 'reads',
    isIdempotent: true,
    route: { method: 'GET', path: '/takes/{takeId}' },
    run: async (input, { studio }) => {
      const { db } = studio.database;
      const [row] = await db.select().from(take).where(eq(take.id, input.takeId));
      if (row === undefined) throw new Fault('jobs.no-such-thing', { id: input.takeId });
      const rows = await db.select().from(takeRow).where(eq(takeRow.takeId, row.id)).orderBy(asc(takeRow.seq)).limit(500);
      return { take: shownTake(row), rows: rows.map(({ kind, at, row: whole }) => ({ kind, at: timeText(at), row: whole as never })) };
    },
  }),
  operation({
    name: 'take.cancel',
    says: {
      en: 'Calls a take off. Before it was sent nothing is paid; after that its provider is told where it can be, and may charge all the same.',
      zh: '取消一次拍摄。发送之前不产生费用；发送之后会尽可能通知服务方，但仍可能计费。',
    },
    input: z.strictObject({ takeId }),
    output: z.strictObject({
      outcome: z.enum(['cancelled', 'asked']),
      /** Whether its provider can be told at all. */
      canTell: z.boolean(),
      mayCostUsdMicros: z.number().int(),
    }),
    rights: { role: 'artist' },
    effect: 'writes',
    isIdempotent: true,
    route: { method: 'POST', path: '/takes/{takeId}/cancel' },
    run: async (input, { studio, actor }) => {
      const answer = await cancelTake(studio, { takeId: input.takeId, byUserId: actor.userId });
      return { canTell: false, ...answer };
    },
  }),
  operation({
    name: 'take.judge',
    says: {
      en: 'Keeps a take, rejects it, or takes the word back. A locked take keeps its word.',
      zh: '保留、弃用一次拍摄，或收回决定；已锁定的不可更改。',
    },
    input: z.strictObject({ takeId, verdict: z.enum(['kept', 'rejected']).nullable() }),
    output: ShownTake,
    rights: { role: 'reviewer' },
    effect: 'writes',
    isIdempotent: true,
    route: { method: 'PUT', path: '/takes/{takeId}/verdict' },
    run: async ({ takeId: id, verdict }, { studio }) => {
      const at = new Date(studio.ports.nowMs());
      return studio.database.db.transaction(async (tx) => {
        const [row] = await tx.select().from(take).where(eq(take.id, id)).for('no key update');
        if (row === undefined) throw new Fault('jobs.no-such-thing', { id });
        if (row.isLocked && row.verdict !== verdict) throw new Fault('jobs.locked', { id });
        if (row.verdict === verdict) return shownTake(row);
        const [written] = await tx.update(take).set({ verdict, updatedAt: at }).where(eq(take.id, id)).returning();
        await appendEvent(tx, { projectId: row.projectId, subjectId: id, kind: 'take.judged', data: { verdict }, at });
        return shownTake(written ?? row);
      });
    },
  }),
  operation({
    name: 'take.lock',
    says: {
      en: 'Locks a take, or unlocks it: the word on a locked one does not change.',
      zh: '锁定或解锁一次拍摄：锁定后其去留不再改变。',
    },
    input: z.strictObject({ takeId, isLocked: z.boolean() }),
    output: ShownTake,
    rights: { role: 'producer' },
    effect: 'writes',
    isIdempotent: true,
    route: { method: 'PUT', path: '/takes/{takeId}/lock' },
    run: async ({ takeId: id, isLocked }, { studio }) => {
      const at = new Date(studio.ports.nowMs());
      return studio.database.db.transaction(async (tx) => {
        const [row] = await tx.update(take).set({ isLocked, updatedAt: at }).where(eq(take.id, id)).returning();
        if (row === undefined) throw new Fault('jobs.no-such-thing', { id });
        await appendEvent(tx, { projectId: row.projectId, subjectId: id, kind: isLocked ? 'take.locked' : 'take.unlocked', data: {}, at });
        return shownTake(row);
      });
    },
  }),
] as const;
