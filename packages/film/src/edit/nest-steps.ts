import { Fault } from '../fault.ts';
import { nameOf } from './cut-parts.ts';
import { type Draft, endOf } from './draft.ts';
import type { Cut, Track } from './edit.ts';
import { totalFramesOf } from './edit-problems.ts';
import type { StepOf } from './edit-step.ts';
import { laidOut, replace } from './ripple.ts';

/** Makes an edit of its own of some cuts of the video track in a row, and of all that belongs to them; the film stays the same, frame for frame. */
export function nest(draft: Draft, { first, last, newEdit, newCut, name }: StepOf<'nest'>): void {
  const [from, to] = [draft.cut(first), draft.cut(last)];
  const { track, nested } = from;
  if (track.kind !== 'video' || to.track !== track || to.index < from.index) {
    throw new Fault('edit.not-for-this', { step: 'nest', cut: nameOf(to.cut), kind: to.cut.shows.kind });
  }
  const inside = track.cuts.slice(from.index, to.index + 1);
  const startFrame = from.cut.startFrame;
  const lengthFrames = endOf(to.cut) - startFrame;
  const ids = new Set(inside.map(({ id }) => id));
  const belongs = (cut: Cut) => cut.with !== undefined && ids.has(cut.with) && cut.startFrame >= startFrame;
  const others = draft.tracks(nested).slice(1);
  const tracks: Track[] = [
    { id: `${newEdit}.video`, kind: 'video', isLocked: false, isEnabled: true, cuts: laidOut(earlier(inside, startFrame)) },
    ...others
      .filter(({ cuts }) => cuts.some(belongs))
      .map((each) => ({ ...each, id: `${newEdit}.${each.id}`, cuts: earlier(each.cuts.filter(belongs), startFrame) })),
  ];
  const { transition } = from.cut;
  const shown: Cut = {
    ...{ id: newCut, shows: { kind: 'nested', edit: newEdit }, startFrame, lengthFrames, inFrame: 0, speedRatio: 1 },
    ...{ fadeInFrames: 0, fadeOutFrames: 0, isEnabled: true, isLocked: false },
    ...(transition === undefined ? {} : { transition }),
    ...(name === undefined ? {} : { label: name }),
  };
  draft.splice(track, from.index, { out: inside.length, put: [shown] });
  for (const each of others)
    replace(
      draft,
      each,
      each.cuts.filter((cut) => !belongs(cut)).map((cut) => handedOver(cut, ids, newCut)),
    );
  draft.spliceNested(draft.edit.nested.length, { put: [{ id: newEdit, ...(name === undefined ? {} : { name }), tracks }] });
}

function handedOver(cut: Cut, ids: ReadonlySet<string>, to: string): Cut {
  return cut.with !== undefined && ids.has(cut.with) ? { ...cut, with: to } : cut;
}

function earlier(cuts: readonly Cut[], byFrames: number): Cut[] {
  return cuts.map((cut) => ({ ...cut, startFrame: cut.startFrame - byFrames }));
}

/** Puts the cuts of a nested edit in the place of the one cut that shows all of it. Throws edit.nest-shared. */
export function unnest(draft: Draft, { cut: id }: StepOf<'unnest'>): void {
  const { track, index, cut, nested: level } = draft.cut(id);
  if (cut.shows.kind !== 'nested') throw new Fault('edit.not-for-this', { step: 'unnest', cut: nameOf(cut), kind: cut.shows.kind });
  const editId = cut.shows.edit;
  const at = draft.edit.nested.findIndex((each) => each.id === editId);
  const inside = draft.edit.nested[at];
  if (inside === undefined) throw new Fault('edit.no-such-thing', { id: editId });
  const shows = [draft.edit, ...draft.edit.nested].flatMap(({ tracks }) =>
    tracks.flatMap(({ cuts }) => cuts.filter((each) => each.shows.kind === 'nested' && each.shows.edit === editId)),
  );
  if (shows.length > 1 || cut.inFrame !== 0 || cut.lengthFrames !== totalFramesOf(inside)) {
    throw new Fault('edit.nest-shared', { cut: nameOf(cut) });
  }
  const [video, ...others] = inside.tracks;
  const { transition } = cut;
  const [head, ...rest] = later(video?.cuts ?? [], cut.startFrame);
  if (head === undefined) throw new Fault('edit.one-video-track');
  draft.splice(track, index, { out: 1, put: [{ ...head, ...(transition === undefined ? {} : { transition }) }, ...rest] });
  for (const each of draft.tracks(level).slice(1)) {
    replace(
      draft,
      each,
      each.cuts.map((one) => handedOver(one, new Set([id]), head.id)),
    );
  }
  draft.spliceNested(at, { out: 1 });
  for (const each of others) place(draft, level, { ...each, cuts: later(each.cuts, cut.startFrame) });
}

function later(cuts: readonly Cut[], byFrames: number): Cut[] {
  return cuts.map((cut) => ({ ...cut, startFrame: cut.startFrame + byFrames }));
}

/** Puts a track's cuts on the first track of its kind that has room for all of them, else leaves it a track of its own. */
function place(draft: Draft, level: string | undefined, track: Track) {
  for (const each of draft.tracks(level)) {
    if (each.kind !== track.kind || each.isLocked || each.isEnabled !== track.isEnabled) continue;
    const all = [...each.cuts, ...track.cuts].toSorted((a, b) => a.startFrame - b.startFrame);
    if (all.every((cut, k) => k === 0 || endOf(all[k - 1] as Cut) <= cut.startFrame)) return replace(draft, each, all);
  }
  draft.spliceTracks(level, draft.tracks(level).length, { put: [track] });
}
