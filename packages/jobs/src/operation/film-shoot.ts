import { say } from '@fantascope/film';
import { z } from 'zod';
import { dueStates } from '../takes/film-due.ts';
import { dueOf, type FilmShooting, shootFilm } from '../takes/shoot-film.ts';
import { idOf } from './id-fields.ts';
import { Micros } from './ledger-shapes.ts';
import { operation } from './operation.ts';
import { planParts } from './plan.ts';

const Price = z.strictObject({ lowUsd: z.number(), highUsd: z.number(), asOf: z.string() }).nullable();
const Both = z.strictObject({ en: z.string(), zh: z.string() });
const Estimate = z.strictObject({ low: z.number(), high: z.number(), source: z.string(), asOf: z.string() }).nullable();

const DueLine = z.strictObject({
  shotId: idOf('shot'),
  /** The shot's place in the film, from 0. */
  index: z.number().int(),
  name: z.string(),
  state: z.enum(dueStates),
  estimateUsd: Estimate,
  /** Why the model cannot make it. */
  problem: Both.nullable(),
});

/** With what of the shot the model keeps, and by what, and what is lost; both empty for a shot that is left alone. */
const LookedAtLine = DueLine.extend(planParts);

const ShootInput = z.strictObject({
  filmId: idOf('film'),
  model: z.string().min(1).max(200),
  /** Only these shots, approved ones too. Default: all that are unshot or stale; never an approved or locked one. */
  shotIds: z.array(idOf('shot')).min(1).max(2000).optional(),
  /** The most all of it may cost, US dollars. Needed where no price is known: then each shot has its part of it. */
  mostUsd: z.number().min(0).max(100_000).optional(),
  /** 1 a person waiting, 2 usual, 3 a batch. Default 2. */
  priority: z.union([z.literal(1), z.literal(2), z.literal(3)]).optional(),
});

const lineOf = ({ shotId, index, name, state, plan, problem }: FilmShooting['due']): z.input<typeof DueLine> => ({
  ...{ shotId, index, name, state, estimateUsd: plan?.estimateUsd ?? null },
  problem: problem === null ? null : { en: say('en', problem), zh: say('zh', problem) },
});

const lookedAt = (due: FilmShooting['due']): z.input<typeof LookedAtLine> => ({
  ...lineOf(due),
  carriers: (due.plan?.carriers ?? []).map((each) => ({ ...each })),
  losses: (due.plan?.losses ?? []).map((each) => ({ ...each })),
});

const given = ({ filmId, model, shotIds, mostUsd }: z.output<typeof ShootInput>) => ({
  ...{ filmId, model },
  ...(shotIds === undefined ? {} : { shotIds }),
  ...(mostUsd === undefined ? {} : { mostUsd }),
});

/** Shooting a whole film on a model: what is unshot or stale, and nothing else. */
export const filmShootOperations = [
  operation({
    name: 'film.due',
    says: {
      en: 'Lists the shots of a film with what is unshot or stale on a model, what shooting that would keep, lose and cost, as an estimate. Changes nothing, costs nothing.',
      zh: '列出影片的镜头：用某个模型尚未拍摄或已过时的镜头，以及拍摄它们的保留、损失与估算费用。不会更改任何内容，也不花费。',
    },
    input: z.strictObject({ filmId: idOf('film'), model: z.string().min(1).max(200) }),
    output: z.strictObject({ items: z.array(LookedAtLine), due: z.number().int(), price: Price, isEmulated: z.boolean() }),
    rights: { role: 'viewer' },
    effect: 'reads',
    isIdempotent: true,
    route: { method: 'GET', path: '/films/{filmId}/due' },
    run: async ({ filmId, model }, { studio }) => {
      const { shots, due, price, isEmulated } = await dueOf(studio, { filmId, model });
      return { items: shots.map(lookedAt), due: due.length, price, isEmulated };
    },
  }),
  operation({
    name: 'film.shoot',
    says: {
      en: 'Shoots the unshot and stale shots of a film on a model: prices all of it, sets the money aside under your caps and sends each shot once. Approved and locked shots stay as they are; approved ones are redone only by name.',
      zh: '用一个模型拍摄影片中尚未拍摄和已过时的镜头：先算出总价，在上限内预留费用，每个镜头只发送一次。已批准和已锁定的镜头保持不变；已批准的镜头只有点名时才重拍。',
    },
    input: ShootInput,
    output: z.strictObject({
      items: z.array(DueLine.extend({ takeId: idOf('take').nullable(), takeState: z.string().nullable(), heldUsdMicros: Micros })),
      /** How many takes were entered. */
      takes: z.number().int(),
      heldUsdMicros: Micros,
      price: Price,
      isEmulated: z.boolean(),
    }),
    rights: { role: 'artist' },
    effect: 'spends',
    isIdempotent: false,
    route: { method: 'POST', path: '/films/{filmId}/takes' },
    preview: async (input, { studio }) => {
      const { hash, shots, price, isEmulated } = await dueOf(studio, given(input));
      return { hash, shown: { items: shots.map(lookedAt), price, mostUsd: input.mostUsd ?? null, isEmulated } };
    },
    run: async (input, { studio, actor, newId, confirmed }) => {
      const { isEmulated, price, shots } = await shootFilm(studio, {
        ...{ ...given(input), actor, ulid: newId('job').slice('job_'.length) },
        ...(confirmed === undefined ? {} : { confirmed }),
        ...(input.priority === undefined ? {} : { priority: input.priority }),
      });
      const items = shots.map(({ due, shooting, problem }) => ({
        ...lineOf({ ...due, problem }),
        ...{ takeId: (shooting?.takeId ?? null) as `take_${string}` | null, takeState: shooting?.state ?? null },
        heldUsdMicros: shooting?.heldUsdMicros ?? 0,
      }));
      const held = items.reduce((sum, { heldUsdMicros }) => sum + heldUsdMicros, 0);
      return { items, takes: items.filter(({ takeId }) => takeId !== null).length, heldUsdMicros: held, price, isEmulated };
    },
  }),
] as const;
