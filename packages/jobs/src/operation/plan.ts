import { Fault } from '@fantascope/film';
import { adviceOf, compile, isRefusal, type Plan, type Refusal } from '@fantascope/plan';
import { and, desc, eq } from 'drizzle-orm';
import { z } from 'zod';
import { plan, shot } from '../database/schema/index.ts';
import { appendEvent } from '../events/event-log.ts';
import { keyStates, keyStatesOf } from '../takes/key-state.ts';
import { factsFor, planFor, planHash } from '../takes/shoot.ts';
import { shotInFilm } from '../takes/shot-in-film.ts';
import { usualWaits } from '../takes/usual-waits.ts';
import { idOf, Time, timeText } from './id-fields.ts';
import { operation } from './operation.ts';
import { after, cutPage, pageFields, pageOf } from './page.ts';

const Both = z.strictObject({ en: z.string(), zh: z.string() });
const Estimate = z.strictObject({ low: z.number(), high: z.number(), source: z.string(), asOf: z.string() });

/** What of a shot a model keeps, and by what; and what it does not do as asked. */
export const planParts = {
  carriers: z.array(z.looseObject({ part: z.string(), by: z.string(), as: z.string() })),
  losses: z.array(z.looseObject({ part: z.string(), kind: z.string(), severity: z.string(), text: Both })),
};

/** What one model would do with a shot: how each part is carried, what is lost, what it would cost. Null estimate: no price is known. */
const PlanLine = z.strictObject({
  model: z.string(),
  refused: z.strictObject({ code: z.string(), text: Both }).nullable(),
  ...planParts,
  estimateUsd: Estimate.nullable(),
  advice: Both.nullable(),
});

/** A line with whether the model can be asked now. `waitSec`: from asking to ready, the median of this server's last takes of it (at most 20); null without any. */
const AskedLine = PlanLine.extend({ keyState: z.enum(keyStates), waitSec: z.number().nullable() });

const StoredPlan = z.strictObject({
  id: idOf('plan'),
  shotId: idOf('shot'),
  shotRevision: z.number().int(),
  model: z.string(),
  /** Names exactly this request and price; `take.shoot` wants it as the confirmation. */
  hash: z.string(),
  line: PlanLine,
  /** The picture it starts from or changes, or null. */
  pictureId: z.string().nullable(),
  createdAt: Time,
});

type Line = z.input<typeof PlanLine>;

function lineOf(outcome: Plan | Refusal, advice: Line['advice'] = null): Line {
  if (isRefusal(outcome)) return { model: outcome.model, refused: outcome.refused, carriers: [], losses: [], estimateUsd: null, advice };
  const { model, carriers, losses, estimateUsd } = outcome;
  return {
    model,
    refused: null,
    carriers: carriers.map((each) => ({ ...each })),
    losses: losses.map((each) => ({ ...each })),
    estimateUsd,
    advice,
  };
}

type Row = typeof plan.$inferSelect;
const shown = (row: Row): z.input<typeof StoredPlan> => ({
  id: row.id,
  shotId: row.shotId,
  shotRevision: row.shotRevision,
  model: row.model,
  hash: row.hash,
  line: lineOf(row.document as Plan),
  pictureId: pictureIn(row.document as Plan),
  createdAt: timeText(row.createdAt),
});

function pictureIn({ needs }: Plan): string | null {
  const need = needs.find(({ kind }) => kind === 'picture');
  return need?.kind === 'picture' ? need.path : null;
}

/** What each model would keep, lose and charge, before anything is paid. */
export const planOperations = [
  operation({
    name: 'plan.all',
    says: {
      en: 'Compiles a shot for every model and says what each would keep, lose and charge. Nothing is stored or spent.',
      zh: '为所有模型编译镜头，说明各自保留、损失与价格；不存储、不花费。',
    },
    input: z.strictObject({ shotId: idOf('shot') }),
    output: z.strictObject({ items: z.array(AskedLine) }),
    rights: { role: 'viewer' },
    effect: 'reads',
    isIdempotent: true,
    route: { method: 'GET', path: '/shots/{shotId}/plans' },
    run: async ({ shotId }, { studio }) => {
      const { db } = studio.database;
      const [row] = await db.select().from(shot).where(eq(shot.id, shotId));
      if (row === undefined) throw new Fault('jobs.no-such-thing', { id: shotId });
      const wanted = await shotInFilm(db, row);
      const facts = await factsFor(db, { wanted, of: row });
      const states = await keyStatesOf(studio);
      const waits = await usualWaits(
        db,
        [...states].map(([model, { keyState }]) => ({ model, isEmulated: keyState === 'emulated' })),
      );
      return {
        items: studio.catalogue.entries.map((entry) => {
          const outcome = compile(wanted, entry, { facts });
          const line = lineOf(outcome, adviceOf(outcome, { shot: wanted, entry }));
          return { ...line, keyState: states.get(entry.id)?.keyState ?? 'missing', waitSec: waits.get(entry.id) ?? null };
        }),
      };
    },
  }),
  operation({
    name: 'plan.make',
    says: {
      en: 'Compiles a shot for one model and keeps the plan, so that exactly this can be confirmed and shot.',
      zh: '为一个模型编译镜头并保存方案，以便按此方案确认并拍摄。',
    },
    input: z.strictObject({ shotId: idOf('shot'), model: z.string().min(1).max(200) }),
    output: StoredPlan,
    rights: { role: 'artist' },
    effect: 'writes',
    isIdempotent: false,
    route: { method: 'POST', path: '/shots/{shotId}/plans' },
    run: async ({ shotId, model }, { studio, newId }) => {
      const { db } = studio.database;
      const [row] = await db.select().from(shot).where(eq(shot.id, shotId));
      if (row === undefined) throw new Fault('jobs.no-such-thing', { id: shotId });
      const document = await planFor(studio, { of: row, model });
      const id = newId('plan');
      const values = { id, projectId: row.projectId, shotId, shotRevision: row.revision, model, hash: planHash(document), document };
      const at = new Date(studio.ports.nowMs());
      await db.transaction(async (tx) => {
        const made = await tx
          .insert(plan)
          .values({ ...values, createdAt: at })
          .onConflictDoNothing()
          .returning({ id: plan.id });
        const told = { projectId: row.projectId, subjectId: id, kind: 'plan.made', data: { shotId, model }, at };
        if (made.length > 0) await appendEvent(tx, told);
      });
      const [stored] = await db.select().from(plan).where(eq(plan.id, id));
      return shown(stored as Row);
    },
  }),
  operation({
    name: 'plan.list',
    says: { en: 'Lists the plans kept for a shot, newest first.', zh: '列出镜头已保存的方案，最新的在前。' },
    input: z.strictObject({ shotId: idOf('shot'), ...pageFields }),
    output: pageOf(StoredPlan),
    rights: { role: 'viewer' },
    effect: 'reads',
    isIdempotent: true,
    route: { method: 'GET', path: '/shots/{shotId}/kept-plans' },
    run: async ({ shotId, cursor, limit }, { studio }) => {
      const rows = await studio.database.db
        .select()
        .from(plan)
        .where(and(eq(plan.shotId, shotId), after(cursor, { time: plan.createdAt, id: plan.id })))
        .orderBy(desc(plan.createdAt), desc(plan.id))
        .limit(limit + 1);
      const page = cutPage(rows, { limit, placeOfRow: (row) => ({ atMs: row.createdAt.getTime(), id: row.id }) });
      return { items: page.items.map(shown), nextCursor: page.nextCursor };
    },
  }),
] as const;
