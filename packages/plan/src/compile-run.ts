import type { Language, Shot } from '@fantascope/film';
import type { CatalogueEntry, TakeRequest } from '@fantascope/models';
import { both, bothAs } from './both.ts';
import { compile, isRefusal, mostLengthSec } from './compile.ts';
import type { CompileOptions, Loss, Plan, Refusal, RefusalCode, RunPlan, RunSpan } from './plan.ts';
import { priceOf } from './price.ts';
import { isChinese } from './prompt.ts';

/**
 * A run of shots in one request, where a model takes several, with where each lies in the take. Every camera is said in words; the first shot's picture begins the
 * run. A refusal where the model takes fewer shots, or not so long a run.
 */
export function compileRun(shots: readonly Shot[], entry: CatalogueEntry, options: CompileOptions = {}): RunPlan | Refusal {
  const [first] = shots;
  const name = bothAs('name', entry.name);
  const refuse = (code: RefusalCode, params: Readonly<Record<string, string | number>>): Refusal => ({
    model: entry.id,
    refused: { code, text: both(code === 'too-long' ? 'plan.too-long' : 'plan.too-many-shots', { ...name, ...params }) },
  });
  if (first === undefined || shots.length > entry.takes.shots)
    return refuse('too-many-shots', { most: entry.takes.shots, count: shots.length });
  const wantedSec = shots.reduce((sum, { camera }) => sum + camera.lengthSec, 0);
  const lengths = wholeLengths(shots.map(({ camera }) => camera.lengthSec));
  const totalSec = lengths.reduce((sum, sec) => sum + sec, 0);
  const mostSec = mostLengthSec(entry) ?? totalSec;
  if (totalSec > mostSec) return refuse('too-long', { mostSec, wantedSec: Number(wantedSec.toFixed(1)) });
  const answers = { ...options.answers, camera: 'words', framePair: 'never', moves: 'merge' } as const;
  // One request has one list of pictures: every shot tells of its own by their places in it.
  const castShown = [...new Set(shots.flatMap(({ cast = [] }) => cast))];
  const facts = { ...options.facts, ...(castShown.length === 0 ? {} : { castShown }) };
  const plans: Plan[] = [];
  for (const [i, shot] of shots.entries()) {
    // Shots behind the first take over where a cut is; a picture of theirs has no place.
    const { picture: _, continues: __, ...rest } = shot;
    const own = i === 0 ? shot : { ...rest, ...(first.picture === undefined ? {} : { picture: first.picture }) };
    const plan = compile({ ...own, camera: { ...own.camera, lengthSec: lengths[i] ?? 1 } }, entry, { facts, answers });
    if (isRefusal(plan)) return plan;
    plans.push(plan);
  }
  return joined(plans, { shots, lengths, entry });
}

/** Whole seconds a shot, at least one, whose sum is the nearest to the wanted sum: the cuts fall where the wanted cuts fall, rounded. */
export function wholeLengths(wanted: readonly number[]): readonly number[] {
  let endSec = 0;
  let cut = 0;
  return wanted.map((sec) => {
    endSec += sec;
    const own = Math.max(1, Math.round(endSec) - cut);
    cut += own;
    return own;
  });
}

function joined(
  plans: readonly Plan[],
  { shots, lengths, entry }: Readonly<{ shots: readonly Shot[]; lengths: readonly number[]; entry: CatalogueEntry }>,
): RunPlan {
  const first = plans[0] as Plan;
  const losses: Loss[] = plans.flatMap((plan, i) =>
    plan.losses
      .filter(({ part }) => i === 0 || !['frame', 'fps', 'seed', 'camera.aspectRatio', 'camera.lengthSec'].includes(part))
      .map((loss) => ({ ...loss, part: `shots.${i}.${loss.part}` })),
  );
  const carriers = plans.flatMap((plan, i) => plan.carriers.map((carrier) => ({ ...carrier, part: `shots.${i}.${carrier.part}` })));
  for (const [i, shot] of shots.entries())
    if (i > 0 && shot.picture !== undefined)
      losses.push({
        part: `shots.${i}.picture`,
        kind: 'dropped',
        aspects: ['reference'],
        severity: 'severe',
        text: both('plan.references-none', { count: 1 }),
      });
  // Inside one take a cut is where the model makes it.
  const text = both('plan.continues-dropped', bothAs('name', entry.name));
  for (const [i, { continues }] of shots.entries())
    if (i > 0 && continues !== undefined)
      losses.push({ part: `shots.${i}.continues`, kind: 'dropped', aspects: ['reference'], severity: 'notable', text });
  const ends = lengths.map((_, i) => lengths.slice(0, i + 1).reduce((sum, sec) => sum + sec, 0));
  const spans = shots.map(
    ({ name }, i): RunSpan => ({
      shot: i,
      ...(name === undefined ? {} : { name }),
      startSec: (ends[i] ?? 0) - (lengths[i] ?? 0),
      endSec: ends[i] ?? 0,
    }),
  );
  const prompts = plans.map(({ request }) => request.prompt ?? '');
  const { lengthSec: _, prompt: __, ...common } = first.request;
  const asFields = entry.prompt.shotsAs === 'field';
  const language: Language = prompts.some(isChinese) ? 'zh' : 'en';
  const request: TakeRequest = {
    ...common,
    lengthSec: ends.at(-1) ?? 0,
    ...(asFields
      ? { shots: prompts.map((prompt, i) => fitted(prompt, { entry, i, lengthSec: lengths[i] ?? 1, losses })) }
      : { prompt: numbered(prompts, { spans, language }) }),
  };
  if (!asFields)
    losses.push({
      part: 'shots',
      kind: 'words',
      aspects: ['timing'],
      severity: 'notable',
      text: both('plan.shots-in-text', { count: shots.length }),
    });
  return {
    model: entry.id,
    request,
    carriers,
    losses,
    estimateUsd: priceOf(entry, request),
    needs: first.needs,
    ...(first.cast === undefined ? {} : { cast: first.cast }),
    spans,
  };
}

function fitted(
  prompt: string,
  { entry, i, lengthSec, losses }: Readonly<{ entry: CatalogueEntry; i: number; lengthSec: number; losses: Loss[] }>,
): { prompt: string; lengthSec: number } {
  const most = entry.prompt.mostShotCharacters;
  if (most === undefined || prompt.length <= most) return { prompt, lengthSec };
  losses.push({
    part: `shots.${i}`,
    kind: 'dropped',
    aspects: ['content'],
    severity: 'severe',
    text: both('plan.text-cut', { most, ...bothAs('what', both('plan.part-action')) }),
  });
  return { prompt: prompt.slice(0, most), lengthSec };
}

function numbered(prompts: readonly string[], { spans, language }: Readonly<{ spans: readonly RunSpan[]; language: Language }>): string {
  return prompts
    .map((prompt, i) => {
      const { startSec, endSec } = spans[i] as RunSpan;
      return language === 'zh'
        ? `镜头${i + 1}（${startSec}–${endSec}秒）：${prompt}`
        : `Shot ${i + 1} (${startSec}–${endSec} s): ${prompt}`;
    })
    .join('\n');
}
