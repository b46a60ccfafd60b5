import { clipped, overlapOf } from './cut-parts.ts';
import { type Draft, endOf } from './draft.ts';
import type { Cut, Track } from './edit.ts';
import { totalFramesOf } from './edit-problems.ts';

/** What happens to the other tracks when the video track changes. */
export type Ripple = Readonly<{
  /** What belongs to no cut and begins here or later moves by so many frames; `isCutOut`: what lies within the frames that go is cut out with them. */
  open?: Readonly<{ atFrame: number; byFrames: number; isCutOut?: boolean }>;
  /** What becomes of what belongs to a cut of the video track. Default: it moves as its cut does; without its cut it goes. */
  linked?: ReadonlyMap<string, (cut: Cut) => Cut | null>;
}>;

/** Cuts of a video track from one on, each where the one before it ends. What stays where it is stays the same object. */
export function laidOut(cuts: readonly Cut[], from = 0): Cut[] {
  let endFrame = from === 0 ? 0 : endOf(cuts[from - 1] as Cut);
  return cuts.map((cut, index) => {
    if (index < from) return cut;
    const placed = placedCut(cut, { index, endFrame });
    endFrame = endOf(placed);
    return placed;
  });
}

/** The first cut of a film has nothing to come out of. */
function placedCut(cut: Cut, { index, endFrame }: Readonly<{ index: number; endFrame: number }>): Cut {
  if (index === 0 && cut.transition !== undefined) {
    const { transition: _, ...rest } = cut;
    return { ...rest, startFrame: 0 };
  }
  const startFrame = endFrame - overlapOf(cut);
  return startFrame === cut.startFrame ? cut : { ...cut, startFrame };
}

/** Puts a video track's new cuts in place of its old ones and brings the other tracks, the markers and the ends of the music along. */
export function putVideo(draft: Draft, nested: string | undefined, { cuts, ...ripple }: Ripple & Readonly<{ cuts: readonly Cut[] }>): void {
  const [video] = draft.tracks(nested);
  if (video === undefined) return;
  const before = video.cuts;
  const endBefore = totalFramesOf({ tracks: [video] });
  replace(draft, video, cuts);
  const was = new Map(before.map((cut) => [cut.id, cut.startFrame]));
  const movesBy = new Map(cuts.map((cut) => [cut.id, cut.startFrame - (was.get(cut.id) ?? cut.startFrame)]));
  const endNow = cuts.reduce((end, cut) => Math.max(end, endOf(cut)), 0);
  for (const track of draft.tracks(nested).slice(1)) {
    const now = track.cuts.flatMap((cut) => movedAlong(cut, { movesBy, ripple, endBefore, endNow, isLocked: track.isLocked }));
    replace(draft, track, now.every(isInOrder) ? now : now.toSorted((a, b) => a.startFrame - b.startFrame));
  }
  if (nested === undefined && ripple.open !== undefined) moveMarkers(draft, ripple.open);
}

function isInOrder(cut: Cut, index: number, cuts: readonly Cut[]): boolean {
  return index === 0 || (cuts[index - 1] as Cut).startFrame <= cut.startFrame;
}

type Moving = Readonly<{
  movesBy: ReadonlyMap<string, number>;
  ripple: Ripple;
  endBefore: number;
  endNow: number;
  isLocked: boolean;
}>;

function movedAlong(cut: Cut, { movesBy, ripple: { open, linked }, endBefore, endNow, isLocked }: Moving): Cut[] {
  if (cut.with !== undefined) {
    const own = linked?.get(cut.with);
    const kept = own === undefined ? moved(cut, movesBy.get(cut.with)) : own(cut);
    return kept === null ? [] : [kept];
  }
  // Music that ends with the film goes on doing so.
  if (cut.shows.kind === 'music' && endOf(cut) === endBefore && endNow > cut.startFrame) {
    return [isLocked || cut.isLocked || endNow === endBefore ? cut : { ...cut, lengthFrames: endNow - cut.startFrame }];
  }
  if (open === undefined || cut.shows.kind === 'music') return [cut];
  if (open.isCutOut !== true || open.byFrames >= 0) return [cut.startFrame < open.atFrame ? cut : (moved(cut, open.byFrames) as Cut)];
  return cutOut(cut, open.atFrame + open.byFrames, open.atFrame);
}

function moved(cut: Cut, byFrames: number | undefined): Cut | null {
  if (byFrames === undefined) return null;
  return byFrames === 0 ? cut : { ...cut, startFrame: cut.startFrame + byFrames };
}

/** A cut of which the frames between two of the film are taken out, and the rest closed up. */
function cutOut(cut: Cut, from: number, to: number): Cut[] {
  if (endOf(cut) <= from) return [cut];
  if (cut.startFrame >= to) return [moved(cut, from - to) as Cut];
  if (cut.startFrame < from) return [{ ...cut, lengthFrames: Math.max(from, endOf(cut) - (to - from)) - cut.startFrame }];
  const rest = clipped(cut, to, endOf(cut));
  return rest === null ? [] : [{ ...rest, startFrame: from }];
}

function moveMarkers(draft: Draft, { atFrame, byFrames }: Readonly<{ atFrame: number; byFrames: number }>): void {
  const { markers } = draft.edit;
  if (byFrames === 0 || !markers.some(({ frame }) => frame > atFrame + Math.min(0, byFrames))) return;
  const now = markers.map((marker) => {
    if (marker.frame >= atFrame) return { ...marker, frame: marker.frame + byFrames };
    return { ...marker, frame: byFrames < 0 ? Math.min(marker.frame, atFrame + byFrames) : marker.frame };
  });
  draft.spliceMarkers(0, { out: markers.length, put: now });
}

/** Puts a track's new cuts in place of its old ones by as little as that takes: what is the same at both ends stays, what only moves is moved. */
export function replace(draft: Draft, { id }: Track, now: readonly Cut[]): void {
  const { track } = draft.track(id);
  const before = track.cuts;
  let head = 0;
  while (head < before.length && head < now.length && before[head] === now[head]) head += 1;
  const most = Math.min(before.length, now.length) - head;
  const byFrames = most === 0 ? 0 : (now.at(-1) as Cut).startFrame - (before.at(-1) as Cut).startFrame;
  let tail = 0;
  while (tail < most && isMoved(before[before.length - 1 - tail] as Cut, now[now.length - 1 - tail] as Cut, byFrames)) tail += 1;
  const out = before.length - head - tail;
  const put = now.slice(head, now.length - tail);
  if (out > 0 || put.length > 0) draft.splice(track, head, { out, put });
  draft.shift(draft.track(id).track, now.length - tail, { count: tail, byFrames });
}

/** Whether a cut is another one so many frames later and nothing else. */
function isMoved(before: Cut, now: Cut, byFrames: number): boolean {
  if (before === now) return byFrames === 0;
  if (now.startFrame - before.startFrame !== byFrames) return false;
  const keys = Object.keys(now) as (keyof Cut)[];
  return keys.length === Object.keys(before).length && keys.every((key) => key === 'startFrame' || now[key] === before[key]);
}
