import { Fault } from '../fault.ts';
import { clipped, halves, headTrimmed, nameOf, overlapOf, tailTrimmed } from './cut-parts.ts';
import { type CutPlace, type Draft, endOf } from './draft.ts';
import type { Cut } from './edit.ts';
import type { StepOf } from './edit-step.ts';
import { laidOut, putVideo } from './ripple.ts';

/** Puts a cut before the one at a place of the video track. */
export function insertVideo(draft: Draft, { nested, index, cut }: Readonly<{ nested: string | undefined; index: number; cut: Cut }>): void {
  const before = draft.tracks(nested)[0]?.cuts ?? [];
  const at = Math.min(index, before.length);
  const atFrame = before[at]?.startFrame ?? endOf(before.at(-1) ?? { startFrame: 0, lengthFrames: 0 });
  const cuts = laidOut(before.toSpliced(at, 0, cut), at);
  putVideo(draft, nested, { cuts, open: { atFrame, byFrames: shiftOf(before, cuts) } });
}

/** By how much the last cut's end moves: everything later does. */
function shiftOf(before: readonly Cut[], now: readonly Cut[]): number {
  const last = (cuts: readonly Cut[]) => endOf(cuts.at(-1) ?? { startFrame: 0, lengthFrames: 0 });
  return last(now) - last(before);
}

/** Takes a cut out of the video track; `isRipple`: everything later closes up, else black stays behind. */
export function removeVideo(draft: Draft, { track, index, cut, nested }: CutPlace, isRipple: boolean) {
  const { cuts } = track;
  const next = cuts[index + 1];
  if (isRipple || next === undefined) {
    const now = laidOut(cuts.toSpliced(index, 1), index);
    const open = { atFrame: next?.startFrame ?? endOf(cut), byFrames: shiftOf(cuts, now), isCutOut: true };
    return putVideo(draft, nested, { cuts: now, open });
  }
  const { transition: _, ...rest } = next;
  const from = cut.startFrame + overlapOf(cut);
  const lengthFrames = next.startFrame - from;
  const gap: Cut = {
    ...{ id: `${cut.id}.gap`, shows: { kind: 'gap' }, startFrame: from, lengthFrames, inFrame: 0, speedRatio: 1 },
    ...{ fadeInFrames: 0, fadeOutFrames: 0, isEnabled: true, isLocked: false },
  };
  const after = next.transition === undefined ? [] : [rest];
  putVideo(draft, nested, { cuts: cuts.toSpliced(index, 1 + after.length, ...(lengthFrames > 0 ? [gap] : []), ...after) });
}

/** Puts a cut of the video track at another place of the order; what belongs to cuts goes with them, the rest stays when it is. */
export function moveVideo(draft: Draft, { track, index, cut, nested }: CutPlace, to: number): void {
  if (cut.isLocked) throw new Fault('edit.cut-locked', { cut: nameOf(cut) });
  const rest = track.cuts.toSpliced(index, 1);
  const at = Math.min(to, rest.length);
  putVideo(draft, nested, { cuts: laidOut(rest.toSpliced(at, 0, cut), Math.min(index, at)) });
}

/** Makes two cuts of one of the video track. Throws edit.inside-transition. */
export function splitVideo(draft: Draft, { track, index, cut, nested }: CutPlace, { atFrame, newId }: StepOf<'split'>): void {
  const local = atFrame - cut.startFrame;
  const next = track.cuts[index + 1];
  const from = Math.max(1, overlapOf(cut), cut.fadeInFrames);
  const to = cut.lengthFrames - Math.max(1, next === undefined ? 0 : overlapOf(next), cut.fadeOutFrames);
  if (local < from || local > to) throw new Fault('edit.inside-transition', { cut: nameOf(cut), frame: atFrame });
  const linked = (each: Cut): Cut => (each.startFrame < atFrame ? each : { ...each, with: newId });
  putVideo(draft, nested, { cuts: track.cuts.toSpliced(index, 1, ...halves(cut, { local, newId })), linked: new Map([[cut.id, linked]]) });
}

/** Moves where a cut of the video track begins or ends. Throws edit.no-neighbour, edit.not-for-this and edit.outside-source. */
export function trimVideo(draft: Draft, place: CutPlace, { edge, byFrames, mode }: StepOf<'trim'>) {
  const { track, index, cut } = place;
  if (mode === 'free') throw new Fault('edit.not-for-this', { step: 'trim free', cut: nameOf(cut), kind: cut.shows.kind });
  if (mode === 'roll') return rollVideo(draft, place, { atIndex: edge === 'head' ? index : index + 1, byFrames });
  const { cuts } = track;
  const next = cuts[index + 1];
  if (edge === 'head') {
    const now = laidOut(cuts.with(index, headTrimmed(cut, byFrames)), index + 1);
    const linked = (each: Cut) => earlier(clipped(each, cut.startFrame + byFrames, Math.max(endOf(cut), endOf(each))), byFrames);
    const atFrame = cut.startFrame + Math.max(0, byFrames);
    const open = { atFrame, byFrames: -byFrames, isCutOut: true };
    return putVideo(draft, place.nested, {
      cuts: now,
      open,
      linked: new Map([[cut.id, byFrames > 0 ? linked : (each) => earlier(each, byFrames)]]),
    });
  }
  const now = laidOut(cuts.with(index, tailTrimmed(cut, byFrames)), index + 1);
  const linked = byFrames < 0 ? new Map([[cut.id, (each: Cut) => upTo(each, cut, endOf(cut) + byFrames)]]) : new Map();
  putVideo(draft, place.nested, { cuts: now, open: { atFrame: next?.startFrame ?? endOf(cut), byFrames, isCutOut: true }, linked });
}

function earlier(cut: Cut | null, byFrames: number): Cut | null {
  return cut === null ? null : { ...cut, startFrame: cut.startFrame - byFrames };
}

/** What belongs to a cut that ends sooner now. What reached beyond it anyway still does, unless it only begins there. */
function upTo(each: Cut, cut: Cut, endFrame: number): Cut | null {
  if (each.startFrame >= endFrame) return null;
  return endOf(each) > endOf(cut) ? each : clipped(each, each.startFrame, endFrame);
}

/** Moves the place where two cuts of the video track meet. */
function rollVideo(
  draft: Draft,
  { track, cut, nested }: CutPlace,
  { atIndex, byFrames }: Readonly<{ atIndex: number; byFrames: number }>,
): void {
  const [before, after] = [track.cuts[atIndex - 1], track.cuts[atIndex]];
  if (before === undefined || after === undefined) throw new Fault('edit.no-neighbour', { cut: nameOf(cut) });
  const cuts = laidOut(track.cuts.toSpliced(atIndex - 1, 2, tailTrimmed(before, byFrames), headTrimmed(after, byFrames)), atIndex);
  const linked = new Map<string, (each: Cut) => Cut | null>([
    [before.id, (each) => (byFrames < 0 ? upTo(each, before, endOf(before) + byFrames) : each)],
    [after.id, (each) => clipped(each, after.startFrame + Math.max(0, byFrames), Number.MAX_SAFE_INTEGER)],
  ]);
  putVideo(draft, nested, { cuts, linked });
}

/** Moves a cut between its neighbours on the video track, which give and take. Throws edit.no-neighbour. */
export function slideVideo(draft: Draft, { track, index, cut, nested }: CutPlace, byFrames: number): void {
  const [before, after] = [track.cuts[index - 1], track.cuts[index + 1]];
  if (before === undefined || after === undefined) throw new Fault('edit.no-neighbour', { cut: nameOf(cut) });
  const cuts = laidOut(track.cuts.toSpliced(index - 1, 3, tailTrimmed(before, byFrames), cut, headTrimmed(after, byFrames)), index);
  const linked = new Map<string, (each: Cut) => Cut | null>([
    [before.id, (each) => (byFrames < 0 ? upTo(each, before, endOf(before) + byFrames) : each)],
    [after.id, (each) => clipped(each, after.startFrame + Math.max(0, byFrames), Number.MAX_SAFE_INTEGER)],
  ]);
  putVideo(draft, nested, { cuts, linked });
}

/** The same part of what a cut shows at another speed; what belongs to it keeps its place in the picture. */
export function speedVideo(draft: Draft, { track, index, cut, nested }: CutPlace, now: Cut): void {
  const cuts = laidOut(track.cuts.with(index, now), index + 1);
  const ratio = now.lengthFrames / cut.lengthFrames;
  const linked = (each: Cut): Cut => {
    const startFrame = Math.max(0, cut.startFrame + Math.round((each.startFrame - cut.startFrame) * ratio));
    const isText = each.shows.kind === 'caption';
    return { ...each, startFrame, ...(isText ? { lengthFrames: Math.max(1, Math.round(each.lengthFrames * ratio)) } : {}) };
  };
  const atFrame = track.cuts[index + 1]?.startFrame ?? endOf(cut);
  putVideo(draft, nested, {
    cuts,
    open: { atFrame, byFrames: shiftOf(track.cuts, cuts), isCutOut: true },
    linked: new Map([[cut.id, linked]]),
  });
}

/** Another way in for a cut of the video track; everything from it on moves by the change of the overlap. */
export function transitVideo(draft: Draft, { track, index, cut, nested }: CutPlace, transition: Cut['transition'] | null): void {
  const { transition: _, ...rest } = cut;
  const now = transition === null || transition === undefined ? rest : { ...rest, transition };
  // Left as it is at the first place: the checks tell why it cannot have one.
  const cuts = index === 0 ? track.cuts.with(0, now) : laidOut(track.cuts.with(index, now), index);
  putVideo(draft, nested, { cuts, open: { atFrame: cut.startFrame, byFrames: shiftOf(track.cuts, cuts) } });
}
