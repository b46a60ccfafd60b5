import type { Shot } from '@fantascope/film';
import type { CatalogueEntry } from '@fantascope/models';
import { type Both, both, bothAs } from './both.ts';
import { carryCamera } from './camera/carry-camera.ts';
import { writePoses } from './camera/poses.ts';
import type { Draft } from './draft.ts';
import { excludedTogether } from './exclusions.ts';
import { carryLength } from './length.ts';
import { carryLook } from './look.ts';
import type { CompileOptions, Estimate, Plan, Refusal, RefusalCode } from './plan.ts';
import { priceOf } from './price.ts';
import { carryTexts, ownTexts, promptLanguage, writePrompt } from './prompt.ts';
import { carryReferences, yieldToReferenceClip } from './references.ts';
import { carrySize } from './size.ts';
import { splitShot } from './split-shot.ts';

/**
 * A shot in one model's own words: the request, what carries each part, what is lost, what it costs and what must be made first; or why it cannot be made at all.
 * Pure; never throws for a valid shot and entry.
 */
export function compile(shot: Shot, entry: CatalogueEntry, options: CompileOptions = {}): Plan | Refusal {
  const refusal = refusedWhole(shot, entry);
  if (refusal !== undefined) return refusal;
  if (options.answers?.moves === 'split') {
    const split = compileSplit(shot, entry, options);
    if (split !== undefined) return split;
  }
  return compileOne(shot, entry, options);
}

/** Whether a plan is a refusal. */
export function isRefusal(outcome: Plan | Refusal): outcome is Refusal {
  return 'refused' in outcome;
}

function refuse(entry: CatalogueEntry, code: RefusalCode, text: Both): Refusal {
  return { model: entry.id, refused: { code, text } };
}

/** What can be said of shot and model before anything is compiled. */
function refusedWhole(shot: Shot, entry: CatalogueEntry): Refusal | undefined {
  const name = bothAs('name', entry.name);
  const { endOfLife } = entry;
  if (endOfLife !== undefined)
    return refuse(entry, 'dead-model', both('plan.dead-model', { ...name, date: endOfLife.date, successor: endOfLife.successor ?? '—' }));
  const hasMoves = !('moves' in shot.camera) || shot.camera.moves.length > 0;
  if (entry.makes === 'image' && entry.camera === 'words' && hasMoves)
    return refuse(entry, 'makes-images', both('plan.makes-images', name));
  const mostSec = mostLengthSec(entry);
  // Nearly as long is sent as the longest there is, and said; more than twice as long would lose most of the shot.
  if (mostSec !== undefined && entry.makes === 'video' && shot.camera.lengthSec > 2 * mostSec)
    return refuse(
      entry,
      'too-long',
      both('plan.too-long', { ...name, mostSec: Number(mostSec.toFixed(1)), wantedSec: Number(shot.camera.lengthSec.toFixed(1)) }),
    );
  return undefined;
}

/** The longest take a model makes, seconds; undefined where it sets the length itself. */
export function mostLengthSec({ lengths }: CatalogueEntry): number | undefined {
  if (lengths === undefined) return undefined;
  if ('choicesSec' in lengths) return Math.max(...lengths.choicesSec);
  return 'mostSec' in lengths ? lengths.mostSec : lengths.mostFrames / lengths.fps;
}

function compileOne(shot: Shot, entry: CatalogueEntry, { facts = {}, answers = {} }: CompileOptions): Plan | Refusal {
  const language = promptLanguage(entry.prompt.language, { own: ownTexts(shot), asked: answers.language });
  const hasSettings = Object.keys(entry.settings).length > 0;
  const draft: Draft = {
    shot,
    entry,
    facts,
    answers,
    language,
    request: { model: entry.providerModel, ...(hasSettings ? { settings: entry.settings } : {}) },
    prompt: { commands: '', camera: '', body: [], light: [], look: [] },
    carriers: [],
    losses: [],
    needs: [],
  };
  const name = bothAs('name', entry.name);
  const missing = carryReferences(draft);
  if (missing !== undefined) return refuse(entry, missing, both(`plan.${missing}`, name));
  const refusal = carryCamera(draft);
  if (refusal !== undefined) return refuse(entry, refusal.refuse, both(`plan.${refusal.refuse}`, { ...name, ...refusal.params }));
  yieldToReferenceClip(draft);
  carryLength(draft, lengthsAllowed(draft));
  carrySize(draft);
  if (entry.camera === 'poses' && answers.camera !== 'words') writePoses(draft);
  carryTexts(draft);
  carryLook(draft);
  writePrompt(draft);
  if (entry.camera === 'exact') draft.request.settings = { shot: JSON.parse(JSON.stringify(shot)) };
  if (entry.dialect['workflow']?.value === 'yours' && entry.settings['workflow'] === undefined) draft.needs.push({ kind: 'workflow' });
  const excluded = excludedTogether(draft);
  if (excluded !== undefined) return refuse(entry, 'excluded-together', excluded);
  const { request, carriers, losses, needs } = draft;
  return { model: entry.id, request, carriers, losses, estimateUsd: priceOf(entry, request), needs };
}

/** The lengths that what is in the request leaves; undefined: all. */
function lengthsAllowed({ entry, request }: Draft): readonly number[] | undefined {
  const byCamera = request.camera === undefined ? undefined : entry.cameraLengthsSec;
  const isFramed = request.firstFrame !== undefined || request.lastFrame !== undefined;
  const byFrames = isFramed ? entry.framedLengthsSec : undefined;
  return byCamera === undefined || byFrames === undefined ? (byCamera ?? byFrames) : byCamera.filter((sec) => byFrames.includes(sec));
}

/** A sequence of moves as takes one after another; undefined where the shot has none, or where the model holds it in one take anyway. */
function compileSplit(shot: Shot, entry: CatalogueEntry, options: CompileOptions): Plan | Refusal | undefined {
  const isWhole = ['exact', 'poses', 'minimax-brackets'].includes(entry.camera) || (entry.takes.control && shot.picture !== undefined);
  // Only a model that starts from a picture can go on where the take before ended.
  if (isWhole || entry.takes.firstFrame === 'none') return undefined;
  const parts = splitShot(shot);
  if (parts.length < 2) return undefined;
  const plans: Plan[] = [];
  for (const [i, part] of parts.entries()) {
    const first = i === 0 ? part.shot : { ...part.shot, picture: 'need:previous-frame' };
    const plan = compileOne(first, entry, { ...options, answers: { ...options.answers, moves: 'merge' } });
    if (isRefusal(plan)) return plan;
    plans.push(
      i === 0 ? plan : { ...plan, needs: plan.needs.map((need) => (need.kind === 'picture' ? { kind: 'previous-frame' } : need)) },
    );
  }
  const [first, ...next] = plans as [Plan, ...Plan[]];
  const count = plans.length;
  const split = {
    part: 'camera.moves',
    kind: 'approximated',
    aspects: ['combination'],
    severity: 'slight',
    text: both('plan.moves-split', { count }),
  } as const;
  return { ...first, losses: [split, ...first.losses], estimateUsd: sumOf(plans.map(({ estimateUsd }) => estimateUsd)), next };
}

function sumOf(estimates: readonly (Estimate | null)[]): Estimate | null {
  const known = estimates.flatMap((estimate) => estimate ?? []);
  const first = known[0];
  if (first === undefined || known.length < estimates.length) return null;
  const sum = (pick: (estimate: Estimate) => number) => Number(known.reduce((all, estimate) => all + pick(estimate), 0).toFixed(4));
  return { ...first, low: sum(({ low }) => low), high: sum(({ high }) => high) };
}
