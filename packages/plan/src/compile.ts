import { type Shot, shotInFrame } from '@fantascope/film';
import type { CatalogueEntry } from '@fantascope/models';
import { carryAnimatic } from './animatic.ts';
import { type Both, both, bothAs } from './both.ts';
import { carryCamera } from './camera/carry-camera.ts';
import { writePoses } from './camera/poses.ts';
import { isStill } from './camera/told-move.ts';
import { carryCast } from './cast.ts';
import { asBroken, asContinued, canContinue, frameFirst, goingOn, withPreviousFrame } from './continues.ts';
import { canBring, type Draft } from './draft.ts';
import { excludedTogether } from './exclusions.ts';
import { type AllowedLengths, carryLength } from './length.ts';
import { carryLook } from './look.ts';
import { maskSizes } from './paint-mask.ts';
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
export function compile(given: Shot, entry: CatalogueEntry, options: CompileOptions = {}): Plan | Refusal {
  // One shape is made: the centre that the shot has for it is the shot's centre here.
  const shot = given.startCentres === undefined ? given : shotInFrame(given, given.camera.aspectRatio);
  const refusal = refusedWhole(shot, entry);
  if (refusal !== undefined) return refusal;
  if (shot.continues === undefined) return compileWhole(shot, entry, options);
  const isContinued = canContinue({ entry, facts: options.facts ?? {} });
  const plan = isContinued ? compileWhole(goingOn(shot), entry, frameFirst(options, entry)) : compileWhole(shot, entry, options);
  if (isRefusal(plan)) return plan;
  return isContinued ? asContinued(plan, shot) : asBroken(plan, entry);
}

/** In one take, or in several where the moves are to be split. */
function compileWhole(shot: Shot, entry: CatalogueEntry, options: CompileOptions): Plan | Refusal {
  const split = options.answers?.moves === 'split' ? compileSplit(shot, entry, options) : undefined;
  return split ?? compileOne(shot, entry, options);
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
  const hasMoves = !('moves' in shot.camera) || shot.camera.moves.some((move) => !isStill(move));
  if (entry.makes === 'image' && entry.camera === 'words' && hasMoves)
    return refuse(entry, 'makes-images', both('plan.makes-images', name));
  return undefined;
}

/** Nearly as long is sent as the longest there is, and said; more than twice as long would lose most of the shot. */
function tooLong({ shot, entry }: Draft, only: AllowedLengths | undefined): Both | undefined {
  const mostSec = only === undefined ? mostLengthSec(entry) : Math.max(...only.choicesSec);
  if (mostSec === undefined || entry.makes !== 'video' || shot.camera.lengthSec <= 2 * mostSec) return undefined;
  const params = {
    ...bothAs('name', entry.name),
    mostSec: Number(mostSec.toFixed(1)),
    wantedSec: Number(shot.camera.lengthSec.toFixed(1)),
  };
  if (only === undefined) return both('plan.too-long', params);
  const way = both(only.by === 'plan.field-camera' ? 'plan.way-camera-words' : 'plan.way-without');
  return both('plan.too-long-with', { ...params, ...bothAs('what', both(only.by)), ...bothAs('way', way) });
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
  if (missing !== undefined) return refuse(entry, missing, both(`plan.${missing}`, { ...name, ...maskSizes(draft) }));
  const refusal = carryCamera(draft);
  if (refusal !== undefined) return refuse(entry, refusal.refuse, both(`plan.${refusal.refuse}`, { ...name, ...refusal.params }));
  yieldToReferenceClip(draft);
  carryCast(draft);
  const only = lengthsAllowed(draft);
  const long = tooLong(draft, only);
  if (long !== undefined) return refuse(entry, 'too-long', long);
  carryLength(draft, only);
  carrySize(draft);
  if (entry.camera === 'poses' && answers.camera !== 'words') writePoses(draft);
  carryAnimatic(draft);
  carryTexts(draft);
  carryLook(draft);
  writePrompt(draft);
  if (entry.camera === 'exact') draft.request.settings = { shot: JSON.parse(JSON.stringify(shot)) };
  if (entry.dialect['workflow']?.value === 'yours' && entry.settings['workflow'] === undefined) draft.needs.push({ kind: 'workflow' });
  const excluded = excludedTogether(draft);
  if (excluded !== undefined) return refuse(entry, 'excluded-together', excluded);
  const { request, carriers, losses, needs } = draft;
  return {
    model: entry.id,
    request,
    carriers,
    losses,
    estimateUsd: priceOf(entry, request),
    needs,
    ...(facts.cast === undefined ? {} : { cast: facts.cast }),
  };
}

/** The lengths that what is in the request leaves; undefined: all. */
function lengthsAllowed({ entry, request }: Draft): AllowedLengths | undefined {
  const isFramed = request.firstFrame !== undefined || request.lastFrame !== undefined;
  const limits: readonly (AllowedLengths | undefined)[] = [
    request.camera !== undefined && entry.cameraLengthsSec ? { choicesSec: entry.cameraLengthsSec, by: 'plan.field-camera' } : undefined,
    isFramed && entry.framedLengthsSec ? { choicesSec: entry.framedLengthsSec, by: 'plan.field-frames' } : undefined,
    request.references !== undefined && entry.referenceLengthsSec
      ? { choicesSec: entry.referenceLengthsSec, by: 'plan.field-references' }
      : undefined,
  ];
  const [first, ...others] = limits.filter((limit) => limit !== undefined);
  return others.reduce((all, limit) => (all === undefined ? limit : sharedLengths(all, limit)), first);
}

/** What two limits leave together; where nothing, the first stands and the wire's own refusal is the last word. */
function sharedLengths(all: AllowedLengths, { choicesSec, by }: AllowedLengths): AllowedLengths {
  const shared = all.choicesSec.filter((sec) => choicesSec.includes(sec));
  return shared.length === 0 ? all : { choicesSec: shared, by };
}

/** A sequence of moves as takes one after another; undefined where the shot has none, or where the model holds it in one take anyway. */
function compileSplit(shot: Shot, entry: CatalogueEntry, options: CompileOptions): Plan | Refusal | undefined {
  const asked = { entry, facts: options.facts ?? {} };
  const isLed = entry.takes.control && shot.picture !== undefined && canBring(asked, 'clip');
  // A picture shows where all of it ends.
  const isWhole = entry.makes === 'image' || ['exact', 'poses', 'minimax-brackets'].includes(entry.camera) || isLed;
  // Only a model that starts from a picture can go on where the take before ended.
  if (isWhole || entry.takes.firstFrame === 'none' || !canBring(asked, 'picture')) return undefined;
  const parts = splitShot(shot);
  if (parts.length < 2) return undefined;
  const plans: Plan[] = [];
  for (const [i, part] of parts.entries()) {
    const first = i === 0 ? part.shot : goingOn(part.shot);
    const plan = compileOne(first, entry, { ...options, answers: { ...options.answers, moves: 'merge' } });
    if (isRefusal(plan)) return plan;
    plans.push(i === 0 ? plan : { ...plan, needs: withPreviousFrame(plan.needs) });
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
  const estimateUsd = sumOf(plans.map((plan) => plan.estimateUsd));
  return { ...first, losses: [split, ...first.losses], estimateUsd, ownEstimateUsd: first.estimateUsd, next };
}

function sumOf(estimates: readonly (Estimate | null)[]): Estimate | null {
  const known = estimates.flatMap((estimate) => estimate ?? []);
  const first = known[0];
  if (first === undefined || known.length < estimates.length) return null;
  const sum = (pick: (estimate: Estimate) => number) => Number(known.reduce((all, estimate) => all + pick(estimate), 0).toFixed(4));
  return { ...first, low: sum(({ low }) => low), high: sum(({ high }) => high) };
}
