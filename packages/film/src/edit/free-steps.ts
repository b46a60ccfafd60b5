import { Fault } from '../fault.ts';
import { halves, headTrimmed, nameOf, tailTrimmed } from './cut-parts.ts';
import { type CutPlace, type Draft, endOf } from './draft.ts';
import type { Cut, Track } from './edit.ts';
import type { StepOf } from './edit-step.ts';
import { replace } from './ripple.ts';

/** Puts a cut on a track that is not the video track, when it begins. */
export function insertFree(draft: Draft, track: Track, cut: Cut): void {
  const later = track.cuts.findIndex(({ startFrame }) => startFrame > cut.startFrame);
  draft.splice(track, later < 0 ? track.cuts.length : later, { put: [cut] });
}

/** Takes a cut off such a track; `isRipple`: what is later on it closes up. */
export function removeFree(draft: Draft, { track, index, cut }: CutPlace, isRipple: boolean): void {
  const now = track.cuts.toSpliced(index, 1);
  replace(draft, track, isRipple ? later(now, index, -cut.lengthFrames) : now);
}

function later(cuts: readonly Cut[], from: number, byFrames: number): Cut[] {
  return cuts.map((cut, index) => (index < from ? cut : { ...cut, startFrame: cut.startFrame + byFrames }));
}

/** Puts a cut at another time, or on another track. */
export function moveFree(draft: Draft, { track, index, cut }: CutPlace, to: Readonly<{ track: Track; startFrame: number }>): void {
  if (cut.isLocked) throw new Fault('edit.cut-locked', { cut: nameOf(cut) });
  draft.splice(track, index, { out: 1 });
  insertFree(draft, draft.track(to.track.id).track, { ...cut, startFrame: to.startFrame });
}

/** Makes two cuts of one. Throws edit.inside-transition. */
export function splitFree(draft: Draft, { track, index, cut }: CutPlace, { atFrame, newId }: StepOf<'split'>): void {
  const local = atFrame - cut.startFrame;
  if (local < Math.max(1, cut.fadeInFrames) || local > cut.lengthFrames - Math.max(1, cut.fadeOutFrames)) {
    throw new Fault('edit.inside-transition', { cut: nameOf(cut), frame: atFrame });
  }
  draft.splice(track, index, { out: 1, put: halves(cut, { local, newId }) });
}

/** Moves where a cut begins or ends. Throws edit.no-neighbour. */
export function trimFree(draft: Draft, { track, index, cut }: CutPlace, { edge, byFrames, mode }: StepOf<'trim'>) {
  const { cuts } = track;
  const atHead = (each: Cut) => ({ ...headTrimmed(each, byFrames), startFrame: each.startFrame + byFrames });
  if (mode === 'free') return draft.splice(track, index, { out: 1, put: [edge === 'head' ? atHead(cut) : tailTrimmed(cut, byFrames)] });
  if (mode === 'ripple') {
    const own = edge === 'head' ? headTrimmed(cut, byFrames) : tailTrimmed(cut, byFrames);
    return replace(draft, track, later(cuts.with(index, own), index + 1, edge === 'head' ? -byFrames : byFrames));
  }
  const at = edge === 'head' ? index : index + 1;
  const [before, after] = [cuts[at - 1], cuts[at]];
  if (before === undefined || after === undefined || endOf(before) !== after.startFrame) {
    throw new Fault('edit.no-neighbour', { cut: nameOf(cut) });
  }
  draft.splice(track, at - 1, { out: 2, put: [tailTrimmed(before, byFrames), atHead(after)] });
}
