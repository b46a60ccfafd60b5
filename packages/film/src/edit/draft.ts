import { Fault } from '../fault.ts';
import { isSameData } from '../shot-changes.ts';
import type { Cut, Edit, Marker, NestedEdit, Track, Variant } from './edit.ts';
import { backwards, changedEdit, type EditChange } from './edit-change.ts';

/** Where a cut lies: its track, its place in it, and the nested edit that holds the track, undefined in the edit itself. */
export type CutPlace = Readonly<{ track: Track; index: number; cut: Cut; nested: string | undefined }>;

/** The frame after a cut's last. */
export function endOf({ startFrame, lengthFrames }: Pick<Cut, 'startFrame' | 'lengthFrames'>): number {
  return startFrame + lengthFrames;
}

/** Whether two states of a cut differ in nothing but when they begin and whether they are locked. */
function isSameButPlace(a: Cut, b: Cut): boolean {
  const fixed = (cut: Cut) => ({ ...cut, startFrame: 0, isLocked: false });
  return isSameData(fixed(a), fixed(b));
}

/** An edit while a step is done: every change is made at once and remembered backwards. */
export class Draft {
  #edit: Edit;
  readonly #undo: EditChange[] = [];
  /** Whether a locked cut may change too: when a step is taken back that unlocked it. */
  readonly #isFree: boolean;
  /** Shots that are held, by what the edit calls them, and why. */
  readonly #holds: (cut: Cut) => boolean;

  constructor(edit: Edit, { isFree = false, holds = () => false }: Readonly<{ isFree?: boolean; holds?: (cut: Cut) => boolean }> = {}) {
    this.#edit = edit;
    this.#isFree = isFree;
    this.#holds = holds;
  }

  get edit(): Edit {
    return this.#edit;
  }

  /** What takes all of it back, in the order it has to be done. */
  get undo(): EditChange[] {
    return this.#undo.toReversed();
  }

  /** The tracks of the edit, or of one nested in it. */
  tracks(nested: string | undefined): readonly Track[] {
    if (nested === undefined) return this.#edit.tracks;
    return this.#edit.nested.find(({ id }) => id === nested)?.tracks ?? [];
  }

  /** Throws edit.no-such-thing. */
  track(id: string): Readonly<{ track: Track; nested: string | undefined }> {
    for (const nested of [undefined, ...this.#edit.nested.map((each) => each.id)]) {
      const track = this.tracks(nested).find((each) => each.id === id);
      if (track !== undefined) return { track, nested };
    }
    throw new Fault('edit.no-such-thing', { id });
  }

  /** Throws edit.no-such-thing. */
  cut(id: string): CutPlace {
    for (const nested of [undefined, ...this.#edit.nested.map((each) => each.id)]) {
      for (const track of this.tracks(nested)) {
        const index = track.cuts.findIndex((each) => each.id === id);
        if (index >= 0) return { track, index, cut: track.cuts[index] as Cut, nested };
      }
    }
    throw new Fault('edit.no-such-thing', { id });
  }

  /** Takes cuts out of a track and puts others in. Throws edit.cut-locked, edit.shot-held and edit.track-locked. */
  splice(track: Track, index: number, { out = 0, put = [] }: Readonly<{ out?: number; put?: readonly Cut[] }>): void {
    const gone = track.cuts.slice(index, index + out);
    if (!this.#isFree) this.#guard(track, gone, put);
    this.#do({ list: 'cuts', track: track.id, index, out: gone, in: [...put] });
  }

  /** Moves cuts in time and changes nothing else of them. Throws edit.track-locked. */
  shift(track: Track, index: number, { count, byFrames }: Readonly<{ count: number; byFrames: number }>): void {
    if (count <= 0 || byFrames === 0) return;
    if (track.isLocked) throw new Fault('edit.track-locked', { track: track.name ?? track.id });
    this.#do({ list: 'shift', track: track.id, index, count, byFrames });
  }

  /** Puts one state of a cut in the place of another. */
  put(id: string, change: (cut: Cut) => Cut): void {
    const { track, index, cut } = this.cut(id);
    this.splice(track, index, { out: 1, put: [change(cut)] });
  }

  /** Takes tracks out of the edit, or of one nested in it, and puts others in. */
  spliceTracks(nested: string | undefined, index: number, { out = 0, put = [] }: Readonly<{ out?: number; put?: readonly Track[] }>): void {
    const gone = this.tracks(nested).slice(index, index + out);
    this.#do({ list: 'tracks', ...(nested === undefined ? {} : { nested }), index, out: gone, in: [...put] });
  }

  spliceNested(index: number, { out = 0, put = [] }: Readonly<{ out?: number; put?: readonly NestedEdit[] }>): void {
    this.#do({ list: 'nested', index, out: this.#edit.nested.slice(index, index + out), in: [...put] });
  }

  spliceMarkers(index: number, { out = 0, put = [] }: Readonly<{ out?: number; put?: readonly Marker[] }>): void {
    this.#do({ list: 'markers', index, out: this.#edit.markers.slice(index, index + out), in: [...put] });
  }

  spliceVariants(index: number, { out = 0, put = [] }: Readonly<{ out?: number; put?: readonly Variant[] }>): void {
    this.#do({ list: 'variants', index, out: this.#edit.variants.slice(index, index + out), in: [...put] });
  }

  /** Does a change that was remembered. */
  redo(change: EditChange): void {
    this.#do(change);
  }

  #guard(track: Track, out: readonly Cut[], put: readonly Cut[]): void {
    if (track.isLocked) throw new Fault('edit.track-locked', { track: track.name ?? track.id });
    const isKept = (cut: Cut) => put.some((each) => each.id === cut.id && isSameButPlace(each, cut));
    for (const cut of out) {
      if (cut.isLocked && !isKept(cut)) throw new Fault('edit.cut-locked', { cut: cut.label ?? cut.id });
      if (cut.shows.kind === 'shot' && this.#holds(cut) && !isKept(cut)) throw new Fault('edit.shot-held', { shot: cut.shows.shot });
    }
  }

  #do(change: EditChange): void {
    this.#edit = changedEdit(this.#edit, change);
    this.#undo.push(backwards(change));
  }
}
