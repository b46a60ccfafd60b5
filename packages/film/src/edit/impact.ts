import type { Film } from '../film.ts';
import { changedParts, isSameData, type ShotPart, shotParts, sortedText } from '../shot-changes.ts';
import type { ShotRef, TrackKind } from './edit.ts';
import { editOf } from './edit-of.ts';
import { flatEdit } from './flatten.ts';
import { type CutReason, recutBetween } from './impact-cuts.ts';
import { composedBetween, type MusicImpact, type SpokenImpact, spokenBetween } from './impact-sound.ts';
import { shotFinder, shotRef } from './shot-ref.ts';

/** Why a shot is not what it was: a part of it, the film's frame, or that there was none before. */
export type ShotReason = ShotPart | 'frame' | 'seed' | 'new';

/** A shot whose pictures are not those it asks for any more. */
export type ShotImpact = Readonly<{
  shot: ShotRef;
  reasons: readonly ShotReason[];
  /** draw: by the stage, at no price; shoot: on its model. */
  redo: 'draw' | 'shoot';
  /** Whether its picture has to be lifted again before the stage draws it. */
  isLifted: boolean;
  /** The cuts that show it, in the order of the film. */
  cuts: readonly string[];
}>;

/** What a change of a film makes stale. */
export type FilmImpact = Readonly<{
  /** To be drawn, or shot on their model. */
  shots: readonly ShotImpact[];
  /** Approved or locked: they stay as they are until somebody asks for them, so nothing of them counts. */
  held: readonly ShotImpact[];
  /** Cuts that lie, begin, end, fade or read otherwise: put together again, at no price. */
  recut: readonly Readonly<{ cut: string; track: TrackKind; reasons: readonly CutReason[] }>[];
  /** Lines to be spoken. */
  lines: readonly SpokenImpact[];
  /** Scores to be composed. */
  music: readonly MusicImpact[];
}>;

/** What is known of a film's shots beside its document, by their places in the film as it is now. */
export type ImpactSetting = Readonly<{
  /** Whether a model shoots it; default: where a take is chosen in `film.takes`. */
  isShot?: (index: number) => boolean;
  /** Whether it is locked. Those with a take chosen in `film.takes` are held anyway. */
  isLocked?: (index: number) => boolean;
}>;

/** What the stage does not look at where it has a picture to draw from. */
const onlyForModels: readonly ShotReason[] = ['words', 'cast', 'chain'];

/** What is stale after a change of a film, each with the reason. Shots are the same by their id, else by a name that is theirs alone, else by their place. Throws a fault of `edit.*` for an edit that cannot be. */
export function impactOf(before: Film, after: Film, { isShot = () => false, isLocked = () => false }: ImpactSetting = {}): FilmImpact {
  const [shots, held]: [ShotImpact[], ShotImpact[]] = [[], []];
  const findBefore = shotFinder(before);
  const cutsOf = cutsByShot(after);
  for (const [index, shot] of after.shots.entries()) {
    const ref = shotRef(after, index);
    const then = before.shots[findBefore(ref) ?? -1];
    const isTaken = shot.id !== undefined && (after.takes?.[shot.id] ?? 'stage') !== 'stage';
    const redo = isTaken || isShot(index) ? 'shoot' : 'draw';
    const all: readonly ShotReason[] = then === undefined ? ['new'] : reasonsOf({ before, then }, { after, now: shot });
    const isDrawnFrom = shot.picture !== undefined || shot.animatic !== undefined;
    const reasons = redo === 'draw' && isDrawnFrom ? all.filter((reason) => !onlyForModels.includes(reason)) : all;
    if (reasons.length === 0) continue;
    const isLifted = redo === 'draw' && reasons.some((reason) => reason === 'picture' || reason === 'new');
    (isTaken || isLocked(index) ? held : shots).push({ shot: ref, reasons, redo, isLifted, cuts: cutsOf.get(index) ?? [] });
  }
  return {
    ...{ shots, held, recut: recutBetween(editOf(before), editOf(after)) },
    ...{ lines: spokenBetween(before, after), music: composedBetween(before, after) },
  };
}

function cutsByShot(film: Film): ReadonlyMap<number, readonly string[]> {
  const cuts = new Map<number, string[]>();
  for (const { cut, shot } of flatEdit(film, editOf(film)).cuts) {
    if (shot !== null) cuts.set(shot, [...(cuts.get(shot) ?? []), cut.id]);
  }
  return cuts;
}

type Shot = Film['shots'][number];

function reasonsOf(
  { before, then }: Readonly<{ before: Film; then: Shot }>,
  { after, now }: Readonly<{ after: Film; now: Shot }>,
): readonly ShotReason[] {
  const changed = new Set(changedParts(asDrawn(before, then), asDrawn(after, now)));
  if (isRecast(before, after, now)) changed.add('cast');
  const isFrameNew = before.widthPx !== after.widthPx || before.heightPx !== after.heightPx || before.fps !== after.fps;
  return [
    ...shotParts.filter((part) => changed.has(part)),
    ...(isFrameNew ? (['frame'] as const) : []),
    ...(before.seed === after.seed ? [] : (['seed'] as const)),
  ];
}

/** A shot with what it takes from its film. */
function asDrawn({ grade, fit }: Film, shot: Shot): Shot {
  return { ...(grade === undefined ? {} : { grade }), ...(fit === undefined ? {} : { fit }), ...shot };
}

/** Whether somebody of a shot's cast looks otherwise now; how they sound is no matter of pictures. */
function isRecast(before: Film, after: Film, { cast: names = [] }: Shot): boolean {
  const looksOf = ({ cast = [] }: Film) =>
    cast
      .filter(({ name }) => names.some((named) => named === name || named.startsWith(`${name}/`)))
      .map(({ voice: _, ...look }) => sortedText(look))
      .toSorted();
  return !isSameData(looksOf(before), looksOf(after));
}

/** A price of one shot, estimated or known, in one currency. */
export type ShotPrice = Readonly<{ currency: string; low: number; high: number }>;

/** What redoing costs: sums by currency; how many shots have no known price and are not in them; how many cost nothing. */
export type ImpactCost = Readonly<{ totals: readonly ShotPrice[]; unpriced: number; free: number }>;

/** Sums what the shots of an impact cost that their models shoot again; `priceOf` gives undefined where no price is known. What is held, re-cut, spoken or composed costs nothing here. */
export function costOfImpact({ shots }: Pick<FilmImpact, 'shots'>, priceOf: (shot: ShotImpact) => ShotPrice | undefined): ImpactCost {
  const totals = new Map<string, ShotPrice>();
  const asked = shots.filter(({ redo }) => redo === 'shoot');
  let unpriced = 0;
  for (const shot of asked) {
    const price = priceOf(shot);
    if (price === undefined) {
      unpriced += 1;
      continue;
    }
    const { currency, low, high } = price;
    const sum = totals.get(currency);
    totals.set(currency, { currency, low: low + (sum?.low ?? 0), high: high + (sum?.high ?? 0) });
  }
  return { totals: [...totals.values()], unpriced, free: shots.length - asked.length };
}
