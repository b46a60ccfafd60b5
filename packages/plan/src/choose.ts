import type { Shot } from '@fantascope/film';
import type { CatalogueEntry } from '@fantascope/models';
import { type Both, both } from './both.ts';
import { compile, isRefusal } from './compile.ts';
import type { CarrierKind, CompileOptions, Plan, Refusal } from './plan.ts';

/** What a model is chosen by. */
export type Goal = 'obeys camera' | 'cheapest' | 'fastest' | 'balanced';

/** How models are ranked; ratings are 0..1 by model id, from comparisons of one's own takes. */
export type ChooseOptions = CompileOptions & Readonly<{ goal: Goal; ratings?: Readonly<Record<string, number>> }>;

/** One model's place: better ones come first, refusals last. scoreRatio is 0..1; why is one line. */
export type Ranked = Readonly<{ model: string; scoreRatio: number; why: Both; plan: Plan | Refusal }>;

const strength: Readonly<Record<CarrierKind, number>> = {
  number: 1,
  'control-video': 0.95,
  token: 0.8,
  'reference-video': 0.75,
  'frame-pair': 0.7,
  field: 0.6,
  edit: 0.6,
  words: 0.4,
};
const cost = { slight: 0.03, notable: 0.1, severe: 0.3 } as const;

/** Ranks models for one shot and says in one line each why. */
export function choose(
  shot: Shot,
  entries: readonly CatalogueEntry[],
  { goal, ratings = {}, ...options }: ChooseOptions,
): readonly Ranked[] {
  const ranked = entries.map((entry): Ranked => {
    const plan = compile(shot, entry, options);
    if (isRefusal(plan)) return { model: entry.id, scoreRatio: 0, why: plan.refused.text, plan };
    const rating = ratings[entry.id];
    return { model: entry.id, scoreRatio: scoreOf(plan, { entry, goal, rating }), why: whyOf(plan, { entry, goal, rating }), plan };
  });
  // Refusals after everything, then by score; equal ones keep the catalogue's order.
  return ranked.sort((a, b) => Number('refused' in a.plan) - Number('refused' in b.plan) || b.scoreRatio - a.scoreRatio);
}

/** How strongly the camera is held, 0..1: the weakest carrier of its parts, less what goes missing. */
export function obedienceOf({ carriers, losses }: Plan): number {
  const camera = carriers.filter(({ part }) => isCameraPath(part));
  const weakest = Math.min(1, ...camera.map(({ by }) => strength[by]));
  const missing = losses
    .filter(({ part }) => isCameraPath(part))
    .reduce((sum, { severity, kind }) => sum + cost[severity] * (kind === 'dropped' ? 1.5 : 1), 0);
  return Math.max(0, weakest - missing);
}

/** The carrier that decides how the camera is obeyed: the weakest of the moves'. */
export function cameraCarrier({ carriers }: Plan): CarrierKind | undefined {
  const camera = carriers.filter(({ part }) => isCameraPath(part));
  return [...camera].sort((a, b) => strength[a.by] - strength[b.by])[0]?.by;
}

function isCameraPath(part: string): boolean {
  return part.startsWith('camera.moves') || part === 'camera.keyframes';
}

type Ranking = Readonly<{ entry: CatalogueEntry; goal: Goal; rating: number | undefined }>;

function scoreOf(plan: Plan, ranking: Ranking): number {
  // A still picture answers a moving shot only where nothing else does.
  return weighed(plan, ranking) * (ranking.entry.makes === 'image' ? 0.3 : 1);
}

function weighed(plan: Plan, { entry, goal, rating }: Ranking): number {
  const obeys = obedienceOf(plan);
  const kept = Math.max(
    0,
    1 - plan.losses.filter(({ part }) => !isCameraPath(part)).reduce((sum, { severity }) => sum + cost[severity], 0),
  );
  // 1 is free, a half at 25 cents; what has no known price comes after every price.
  const cheap = plan.estimateUsd === null ? 0 : 1 / (1 + plan.estimateUsd.high * 4);
  const fast = { immediate: 1, fast: 0.7, usual: 0.4 }[entry.pace];
  const liked = rating ?? 0.5;
  switch (goal) {
    case 'obeys camera':
      return 0.75 * obeys + 0.15 * kept + 0.1 * liked;
    case 'cheapest':
      return plan.estimateUsd === null ? 0.05 * (kept + obeys) : 0.1 + 0.8 * cheap + 0.05 * (kept + obeys);
    case 'fastest':
      return 0.85 * fast + 0.1 * kept + 0.05 * obeys;
    case 'balanced':
      return 0.35 * obeys + 0.25 * kept + 0.15 * cheap + 0.05 * fast + 0.2 * liked;
    default:
      return goal satisfies never;
  }
}

function whyOf(plan: Plan, { entry, goal, rating }: Ranking): Both {
  const by = cameraCarrier(plan) ?? 'field';
  const severe = plan.losses.filter(({ severity }) => severity === 'severe').length;
  const camera = entry.camera === 'exact' ? both('plan.why-exact') : both(`plan.why-${by}`);
  const price = priceWords(plan);
  const pieces = [
    ...(goal === 'cheapest' ? [price, camera] : goal === 'fastest' ? [both(`plan.why-pace-${entry.pace}`), camera] : [camera, price]),
    ...(severe > 0 ? [both('plan.why-lost', { count: severe })] : []),
    ...(rating === undefined ? [] : [both('plan.why-rating', { rating: Number(rating.toFixed(2)) })]),
  ];
  return { en: pieces.map(({ en }) => en).join('; '), zh: pieces.map(({ zh }) => zh).join('；') };
}

function priceWords({ estimateUsd }: Plan): Both {
  if (estimateUsd === null) return both('plan.why-unpriced');
  if (estimateUsd.high === 0) return both('plan.why-free');
  return both('plan.why-price', { price: priceText(estimateUsd) });
}

/** An estimate as people read it: $0.35, $0.93–1.87. */
export function priceText({ low, high }: Readonly<{ low: number; high: number }>): string {
  if (high === 0) return '$0';
  const digits = high < 0.1 ? 3 : 2;
  const [from, to] = [low.toFixed(digits), high.toFixed(digits)];
  return from === to ? `$${to}` : `$${from}–${to}`;
}
