import type { Film } from '../film.ts';
import { applyUnchecked } from './apply-edit.ts';
import { overlapOf } from './cut-parts.ts';
import { endOf } from './draft.ts';
import type { Cut, Edit, Track } from './edit.ts';
import type { EditChange } from './edit-change.ts';
import { cutsOfShot } from './edit-of.ts';
import type { EditStep } from './edit-step.ts';

/** Steps done one after the other on an edit, and the changes that take all of them back. What they amount to is not checked here. */
export type EditRun = Readonly<{
  edit: () => Edit;
  /** The cuts of its video track. */
  video: () => readonly Cut[];
  /** Words and sounds that would lie over each other afterwards go to another track of their kind. Throws where something is locked or not there. */
  run: (step: EditStep) => void;
  undo: () => readonly EditChange[];
}>;

/** Begins a run of steps on an edit. */
export function editRun(edit: Edit): EditRun {
  let now = edit;
  let undo: readonly EditChange[] = [];
  const one = (step: EditStep) => {
    const done = applyUnchecked(now, step);
    now = done.edit;
    undo = [...done.inverse.changes, ...undo];
  };
  return {
    edit: () => now,
    video: () => now.tracks[0]?.cuts ?? [],
    run: (step) => {
      const before = now;
      one(step);
      for (const { id } of now.tracks.slice(1)) spread(id, before);
    },
    undo: () => undo,
  };

  /** Takes apart what lies over each other, or before the film, on a track since a step. */
  function spread(id: string, before: Edit): void {
    const was = before.tracks.find((track) => track.id === id);
    for (;;) {
      const track = now.tracks.find((each) => each.id === id);
      if (track === undefined || track === was) return;
      const early = track.cuts.find(({ startFrame }) => startFrame < 0);
      const at = track.cuts.findIndex((cut, index) => index > 0 && endOf(track.cuts[index - 1] as Cut) > cut.startFrame);
      const [first, second] = [track.cuts[at - 1], track.cuts[at]];
      if (early !== undefined) place(track, early);
      else if (first !== undefined && second !== undefined) place(track, second.isLocked ? first : second);
      else return;
    }
  }

  function place({ kind }: Track, was: Cut): void {
    one({ kind: 'changes', changes: [takenOut(now, was)] });
    // What began before its own cut does not begin before the film.
    const cut = { ...was, startFrame: Math.max(0, was.startFrame) };
    const track = now.tracks.find((each) => hasRoom(each, kind, cut));
    if (track !== undefined) one({ kind: 'insert', track: track.id, cut });
    else one({ kind: 'add-track', track: { id: freeId(now, kind), kind, isLocked: false, isEnabled: true, cuts: [cut] } });
  }
}

/** A cut that is taken off its track. */
export function takenOut(edit: Edit, cut: Cut): EditChange {
  const tracks = [edit, ...edit.nested].flatMap((each) => each.tracks);
  const track = tracks.find(({ cuts }) => cuts.includes(cut));
  return { list: 'cuts', track: track?.id ?? '', index: track?.cuts.indexOf(cut) ?? 0, out: [cut], in: [] };
}

/** Puts shots of a film into its edit, each before the cut at a place of the video track, with its captions, lines and effects. */
export function shotLayer(film: Film): (on: EditRun, place: Readonly<{ shot: number; at: number }>) => void {
  return (on, { shot, at }) => {
    const [video] = on.edit().tracks;
    if (video === undefined) return;
    const { video: cut, ...words } = cutsOfShot(film, shot, { endFrame: 0 });
    const id = freeId(on.edit(), cut.id);
    const placed: Cut = { ...fitting(cut, video.cuts[at - 1]), id };
    makeRoom(on, { after: placed, at });
    on.run({ kind: 'insert', track: video.id, index: at, cut: placed });
    const startFrame = on.video()[at]?.startFrame ?? 0;
    for (const kind of ['captions', 'voice', 'effects'] as const) {
      for (const each of words[kind]) {
        const along = { ...each, id: freeId(on.edit(), each.id), with: id, startFrame: each.startFrame - cut.startFrame + startFrame };
        const track = on.edit().tracks.find((one) => hasRoom(one, kind, along));
        if (track !== undefined) on.run({ kind: 'insert', track: track.id, cut: along });
        else on.run({ kind: 'add-track', track: { id: freeId(on.edit(), kind), kind, isLocked: false, isEnabled: true, cuts: [along] } });
      }
    }
  };
}

/** Of the cut at a place, whose one before is another from now on, the transition goes where that leaves no room for it. */
function makeRoom(on: EditRun, { after, at }: Readonly<{ after: Cut; at: number }>): void {
  const next = on.video()[at];
  if (next !== undefined && fitting(next, after) !== next) on.run({ kind: 'set-transition', cut: next.id, transition: null });
}

/** A cut without its transition where the one before it leaves no room for that. */
export function fitting(cut: Cut, before: Cut | undefined): Cut {
  const roomFrames = before === undefined ? 0 : Math.min(cut.lengthFrames, before.lengthFrames - overlapOf(before));
  if (overlapOf(cut) <= roomFrames) return cut;
  const { transition: _, ...rest } = cut;
  return rest;
}

function hasRoom({ kind, isLocked, isEnabled, cuts }: Track, wanted: Track['kind'], cut: Cut): boolean {
  if (kind !== wanted || isLocked || !isEnabled) return false;
  return cuts.every((each) => endOf(each) <= cut.startFrame || each.startFrame >= endOf(cut));
}

/** An id that nothing of an edit has: the wanted one, else with the first number that is free. */
function freeId(edit: Edit, wanted: string): string {
  const tracks = [...edit.tracks, ...edit.nested.flatMap((each) => each.tracks)];
  const taken = new Set([
    ...[...edit.nested, ...edit.markers, ...edit.variants, ...tracks].map(({ id }) => id),
    ...tracks.flatMap(({ cuts }) => cuts.map(({ id }) => id)),
  ]);
  let id = wanted;
  for (let n = 2; taken.has(id); n += 1) id = `${wanted}~${n}`;
  return id;
}
