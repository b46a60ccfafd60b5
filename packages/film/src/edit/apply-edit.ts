import { Fault } from '../fault.ts';
import { nameOf, slipped } from './cut-parts.ts';
import { type CutPlace, Draft } from './draft.ts';
import type { Cut, Edit, ShotRef } from './edit.ts';
import { type EditSources, newProblems } from './edit-problems.ts';
import type { EditStep, StepOf } from './edit-step.ts';
import { insertFree, moveFree, removeFree, splitFree, trimFree } from './free-steps.ts';
import { nest, unnest } from './nest-steps.ts';
import { insertVideo, moveVideo, removeVideo, slideVideo, speedVideo, splitVideo, transitVideo, trimVideo } from './video-steps.ts';

/** What a step is done with beside the edit. `isHeld`: whether a shot is approved or locked, so that no step changes a cut of it that does not unlock it. */
export type EditContext = EditSources & Readonly<{ isHeld?: (shot: ShotRef) => boolean }>;

/** The edit after a step, and the step that takes it back exactly. */
export type EditedEdit = Readonly<{ edit: Edit; inverse: StepOf<'changes'> }>;

/** Does a step. What did not change is shared with the edit before, which stays as it was. Throws a fault of `edit.*` that names what stands in the way; then nothing is done. */
export function applyEdit(edit: Edit, step: EditStep, { isHeld, ...sources }: EditContext = {}): EditedEdit {
  const done = applyUnchecked(edit, step, isHeld);
  const [problem] = newProblems(edit, done.edit, sources);
  if (problem !== undefined) throw new Fault(problem.code, problem.params);
  return done;
}

/** Does a step that is one of several: what they amount to is checked after the last of them. Throws only where something is locked, held or not there. */
export function applyUnchecked(edit: Edit, step: EditStep, isHeld: (shot: ShotRef) => boolean = () => false): EditedEdit {
  const holds = ({ shows }: Cut) => shows.kind === 'shot' && isHeld(shows.shot) && step.unlocks?.includes(shows.shot) !== true;
  const draft = new Draft(edit, { isFree: step.kind === 'changes', holds });
  run(draft, step);
  return { edit: draft.edit, inverse: { kind: 'changes', changes: draft.undo } };
}

function run(draft: Draft, step: EditStep) {
  switch (step.kind) {
    case 'insert': {
      const { track, nested } = draft.track(step.track);
      if (track.kind !== 'video') return insertFree(draft, track, step.cut);
      return insertVideo(draft, { nested, index: step.index ?? track.cuts.length, cut: step.cut });
    }
    case 'remove':
    case 'ripple-remove': {
      const place = draft.cut(step.cut);
      return (isVideo(place) ? removeVideo : removeFree)(draft, place, step.kind === 'ripple-remove');
    }
    case 'move': {
      const place = draft.cut(step.cut);
      if (isVideo(place)) return moveVideo(draft, place, step.index ?? place.index);
      const { track } = step.track === undefined ? place : draft.track(step.track);
      return moveFree(draft, place, { track, startFrame: step.startFrame ?? place.cut.startFrame });
    }
    case 'split': {
      const place = draft.cut(step.cut);
      return (isVideo(place) ? splitVideo : splitFree)(draft, place, step);
    }
    case 'trim': {
      const place = draft.cut(step.cut);
      return (isVideo(place) ? trimVideo : trimFree)(draft, place, step);
    }
    case 'slip':
      return draft.put(step.cut, (cut) => slipped(cut, step.byFrames));
    case 'slide': {
      const place = draft.cut(step.cut);
      if (isVideo(place)) return slideVideo(draft, place, step.byFrames);
      return moveFree(draft, place, { track: place.track, startFrame: place.cut.startFrame + step.byFrames });
    }
    case 'set-speed':
      return setSpeed(draft, step);
    case 'set-transition': {
      const place = draft.cut(step.cut);
      if (!isVideo(place)) throw notFor(step, place.cut);
      return transitVideo(draft, place, step.transition);
    }
    case 'set-volume':
      return draft.put(step.cut, (cut) => withField(cut, 'volume', step.volume));
    case 'set-fades':
      return draft.put(step.cut, (cut) => ({ ...cut, fadeInFrames: step.fadeInFrames, fadeOutFrames: step.fadeOutFrames }));
    case 'set-enabled':
      return draft.put(step.cut, (cut) => ({ ...cut, isEnabled: step.isEnabled }));
    case 'set-locked':
      return draft.put(step.cut, (cut) => ({ ...cut, isLocked: step.isLocked }));
    case 'set-label':
      return draft.put(step.cut, (cut) => withField(cut, 'label', step.label));
    case 'set-take':
      return draft.put(step.cut, (cut) => {
        if (cut.shows.kind !== 'shot') throw notFor(step, cut);
        return { ...cut, shows: withField(cut.shows, 'take', step.take) };
      });
    case 'set-caption':
      return draft.put(step.cut, (cut) => {
        if (cut.shows.kind !== 'caption') throw notFor(step, cut);
        const { text = cut.shows.text, style = cut.shows.style } = step;
        return { ...cut, shows: { kind: 'caption', text, style } };
      });
    case 'set-times':
      return setTimes(draft, step);
    case 'link': {
      const place = draft.cut(step.cut);
      if (isVideo(place)) throw notFor(step, place.cut);
      return draft.put(step.cut, (cut) => withField(cut, 'with', step.with));
    }
    case 'nest':
      return nest(draft, step);
    case 'unnest':
      return unnest(draft, step);
    case 'changes':
      for (const change of step.changes) draft.redo(change);
      return;
    default:
      return setRest(draft, step);
  }
}

type ListStep = Extract<EditStep, { kind: `${string}-marker` | `${string}-track` | `${string}-variant` }>;

/** Steps of markers, tracks and variants. */
function setRest(draft: Draft, step: ListStep) {
  const { markers, variants } = draft.edit;
  switch (step.kind) {
    case 'add-marker':
      return draft.spliceMarkers(markers.length, { put: [step.marker] });
    case 'set-marker':
      return draft.spliceMarkers(placeIn(markers, step.marker.id), { out: 1, put: [step.marker] });
    case 'remove-marker':
      return draft.spliceMarkers(placeIn(markers, step.marker), { out: 1 });
    case 'add-variant':
      return draft.spliceVariants(variants.length, { put: [step.variant] });
    case 'set-variant':
      return draft.spliceVariants(placeIn(variants, step.variant.id), { out: 1, put: [step.variant] });
    case 'remove-variant':
      return draft.spliceVariants(placeIn(variants, step.variant), { out: 1 });
    case 'add-track':
      return draft.spliceTracks(step.nested, draft.tracks(step.nested).length, { put: [step.track] });
    case 'remove-track': {
      const { track, nested } = draft.track(step.track);
      const locked = track.cuts.find(({ isLocked }) => isLocked);
      if (track.isLocked) throw new Fault('edit.track-locked', { track: track.name ?? track.id });
      if (locked !== undefined) throw new Fault('edit.cut-locked', { cut: nameOf(locked) });
      return draft.spliceTracks(nested, draft.tracks(nested).indexOf(track), { out: 1 });
    }
    case 'set-track': {
      const { track, nested } = draft.track(step.track);
      const { isLocked = track.isLocked, isEnabled = track.isEnabled, name = track.name } = step;
      if (track.isLocked && isLocked) throw new Fault('edit.track-locked', { track: track.name ?? track.id });
      const now = { ...track, isLocked, isEnabled, ...(name === undefined ? {} : { name }) };
      return draft.spliceTracks(nested, draft.tracks(nested).indexOf(track), { out: 1, put: [now] });
    }
    default:
      return step satisfies never;
  }
}

function setSpeed(draft: Draft, step: StepOf<'set-speed'>) {
  const place = draft.cut(step.cut);
  const { cut } = place;
  if (cut.shows.kind === 'caption' || cut.shows.kind === 'gap' || cut.shows.kind === 'nested') throw notFor(step, cut);
  const lengthFrames = Math.max(1, Math.floor((cut.lengthFrames * cut.speedRatio) / step.speedRatio + 1e-6));
  const now = { ...cut, speedRatio: step.speedRatio, lengthFrames };
  if (isVideo(place)) return speedVideo(draft, place, now);
  draft.splice(place.track, place.index, { out: 1, put: [now] });
}

function setTimes(draft: Draft, step: StepOf<'set-times'>): void {
  const place = draft.cut(step.cut);
  const { startFrame, lengthFrames, inFrame = place.cut.inFrame } = step;
  if (isVideo(place)) throw notFor(step, place.cut);
  draft.splice(place.track, place.index, { out: 1 });
  insertFree(draft, draft.track(place.track.id).track, { ...place.cut, startFrame, lengthFrames, inFrame });
}

function isVideo({ track }: CutPlace): boolean {
  return track.kind === 'video';
}

function notFor({ kind: step }: EditStep, cut: Cut): Fault {
  return new Fault('edit.not-for-this', { step, cut: nameOf(cut), kind: cut.shows.kind });
}

function placeIn(list: readonly { id: string }[], id: string): number {
  const at = list.findIndex((each) => each.id === id);
  if (at < 0) throw new Fault('edit.no-such-thing', { id });
  return at;
}

/** A thing with a field, or without it where it is null. */
function withField<T extends object, K extends keyof T>(of: T, field: K, value: unknown): T {
  const { [field]: _, ...rest } = of;
  return (value === null ? rest : { ...rest, [field]: value }) as T;
}
