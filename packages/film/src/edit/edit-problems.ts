import type { Notice } from '../fault.ts';
import { nameOf, overlapOf } from './cut-parts.ts';
import { endOf } from './draft.ts';
import type { Cut, CutContent, Edit, Track, TrackKind } from './edit.ts';

/** What is known of a film beside its edit. */
export type EditSources = Readonly<{
  /** How many frames what a cut shows has; undefined where that is not known, null where there is no such shot. */
  sourceFrames?: (shows: CutContent) => number | null | undefined;
}>;

/** Which track each content stands on. */
const trackOf: Readonly<Record<CutContent['kind'], TrackKind>> = {
  shot: 'video',
  gap: 'video',
  nested: 'video',
  caption: 'captions',
  line: 'voice',
  music: 'music',
  effect: 'effects',
};

/** The frames of a nested edit, or of the edit itself: those of its video track. */
export function totalFramesOf({ tracks }: Readonly<{ tracks: readonly Track[] }>): number {
  return tracks.reduce((most, { kind, cuts }) => Math.max(most, kind === 'video' ? endOfLast(cuts) : 0), 0);
}

function endOfLast(cuts: readonly Cut[]): number {
  const last = cuts.at(-1);
  return last === undefined ? 0 : endOf(last);
}

/** Everything about an edit that cannot be, as sentences; none where it can be shown. */
export function editProblems(edit: Edit, sources: EditSources = {}): readonly Notice[] {
  const found: Notice[] = [...idsTwice(edit), ...cycles(edit)];
  for (const { tracks } of [edit, ...edit.nested]) {
    found.push(...tracksProblems(tracks));
    const videoIds = videoIdsOf(tracks);
    for (const track of tracks) found.push(...trackProblems(track, { edit, videoIds, ...sources }));
  }
  return found;
}

/** What of two states of an edit is wrong in the second and was not in the first; looks only at what changed, so that a step on a long film takes no longer than it touches. */
export function newProblems(before: Edit, after: Edit, sources: EditSources = {}): readonly Notice[] {
  // Circles and lengths of nested edits reach everywhere.
  const found = before.nested === after.nested ? touchedProblems(before, after, sources) : editProblems(after, sources);
  if (found.length === 0) return found;
  const old = new Set(editProblems(before, sources).map((each) => JSON.stringify(each)));
  return found.filter((each) => !old.has(JSON.stringify(each)));
}

function touchedProblems(before: Edit, after: Edit, sources: EditSources): readonly Notice[] {
  const known = new Map(before.tracks.map((track) => [track.id, track]));
  const touched = after.tracks.flatMap((track) => {
    const was = known.get(track.id);
    return was === track ? [] : [{ track, was, range: touchedRange(track.cuts, was?.cuts ?? []) }];
  });
  const found: Notice[] = [...newTwice(before, after, touched), ...(before.tracks === after.tracks ? [] : tracksProblems(after.tracks))];
  const videoIds = videoIdsOf(after.tracks);
  const around = { edit: after, videoIds, ...sources };
  for (const { track, was, range } of touched) {
    // The one after what changed has another neighbour now. Of another kind of track everything is looked at.
    const isOther = was?.kind !== track.kind;
    found.push(...trackProblems(track, around, isOther ? undefined : { from: range.head, to: track.cuts.length - range.tail + 1 }));
  }
  const isCutGone = before.tracks[0]?.cuts.some(({ id }) => !videoIds.has(id)) ?? false;
  if (isCutGone) for (const { cuts } of after.tracks) for (const cut of cuts) found.push(...linkProblems(cut, videoIds));
  return found;
}

type Range = Readonly<{ head: number; tail: number }>;
type Touched = Readonly<{ track: Track; was: Track | undefined; range: Range }>;

/** How many cuts are the same objects at both ends. */
function touchedRange(now: readonly Cut[], was: readonly Cut[]): Range {
  const most = Math.min(now.length, was.length);
  let head = 0;
  while (head < most && now[head] === was[head]) head += 1;
  let tail = 0;
  while (tail < most - head && now[now.length - 1 - tail] === was[was.length - 1 - tail]) tail += 1;
  return { head, tail };
}

/** Ids that there are more of than before, and more than one. */
function newTwice(before: Edit, after: Edit, touched: readonly Touched[]): Notice[] {
  const more = new Map<string, number>();
  const count = (list: readonly { id: string }[], by: number) => {
    for (const { id } of list) more.set(id, (more.get(id) ?? 0) + by);
  };
  for (const list of ['tracks', 'markers', 'variants'] as const) {
    if (before[list] === after[list]) continue;
    count(before[list], -1);
    count(after[list], 1);
  }
  for (const { track, was, range } of touched) {
    count(track.cuts.slice(range.head, track.cuts.length - range.tail), 1);
    if (was !== undefined) count(was.cuts.slice(range.head, was.cuts.length - range.tail), -1);
  }
  const isGone = ({ id }: Track) => !after.tracks.some((track) => track.id === id);
  if (before.tracks !== after.tracks) for (const track of before.tracks.filter(isGone)) count(track.cuts, -1);
  const isAnyMore = [...more.values()].some((by) => by > 0);
  return isAnyMore ? idsTwice(after).filter(({ params }) => (more.get(String(params['id'])) ?? 0) > 0) : [];
}

function videoIdsOf(tracks: readonly Track[]): ReadonlySet<string> {
  return new Set(tracks[0]?.cuts.map(({ id }) => id));
}

function tracksIn(edit: Edit): readonly Track[] {
  return [...edit.tracks, ...edit.nested.flatMap(({ tracks }) => tracks)];
}

function* idsOf(edit: Edit): Generator<string> {
  for (const list of [edit.nested, edit.markers, edit.variants]) for (const { id } of list) yield id;
  for (const track of tracksIn(edit)) {
    yield track.id;
    for (const { id } of track.cuts) yield id;
  }
}

function idsTwice(edit: Edit): Notice[] {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const id of idsOf(edit)) (seen.has(id) ? twice : seen).add(id);
  return [...twice].map((id) => ({ code: 'edit.id-twice', params: { id } }));
}

function cycles(edit: Edit): Notice[] {
  const inside = new Map(edit.nested.map(({ id, tracks }) => [id, tracks.flatMap(({ cuts }) => cuts.flatMap(nestedId))]));
  const reaches = (from: string, id: string, seen: Set<string>): boolean =>
    (inside.get(from) ?? []).some((next) => next === id || (!seen.has(next) && reaches(next, id, seen.add(next))));
  return edit.nested.filter(({ id }) => reaches(id, id, new Set())).map(({ id }) => ({ code: 'edit.nested-in-itself', params: { id } }));
}

function nestedId({ shows }: Cut): string[] {
  return shows.kind === 'nested' ? [shows.edit] : [];
}

function tracksProblems(tracks: readonly Track[]): Notice[] {
  const isVideoFirst = tracks.every(({ kind }, index) => (kind === 'video') === (index === 0));
  return isVideoFirst && tracks[0]?.cuts.length !== 0 ? [] : [{ code: 'edit.one-video-track', params: {} }];
}

type Around = EditSources & Readonly<{ edit: Edit; videoIds: ReadonlySet<string> }>;

function trackProblems(
  { kind, cuts }: Track,
  around: Around,
  { from, to }: Readonly<{ from: number; to: number }> = { from: 0, to: cuts.length },
): Notice[] {
  const found: Notice[] = [];
  for (let index = from; index < Math.min(to, cuts.length); index += 1) {
    const [cut, before] = [cuts[index] as Cut, cuts[index - 1]];
    if (trackOf[cut.shows.kind] !== kind) found.push({ code: 'edit.wrong-track', params: { cut: nameOf(cut), track: kind } });
    if (cut.lengthFrames < 1 || cut.startFrame < 0) found.push({ code: 'edit.too-short', params: { cut: nameOf(cut) } });
    found.push(...(kind === 'video' ? videoPlace(cut, before) : freePlace(cut, before)));
    found.push(...linkProblems(cut, around.videoIds));
    found.push(...sourceProblems(cut, around));
  }
  return found;
}

function linkProblems({ with: owner }: Cut, videoIds: ReadonlySet<string>): Notice[] {
  return owner === undefined || videoIds.has(owner) ? [] : [{ code: 'edit.no-such-thing', params: { id: owner } }];
}

function videoPlace(cut: Cut, before: Cut | undefined): Notice[] {
  const overlap = overlapOf(cut);
  if (before === undefined) {
    if (overlap > 0) return [{ code: 'edit.transition-first', params: { cut: nameOf(cut) } }];
    return cut.startFrame === 0 ? [] : [{ code: 'edit.hole', params: { cut: nameOf(cut), frame: 0 } }];
  }
  // A frame shows two cuts at most, so the one before must have passed its own transition.
  const roomFrames = Math.min(cut.lengthFrames, before.lengthFrames - overlapOf(before));
  if (overlap > roomFrames) return [{ code: 'edit.transition-too-long', params: { cut: nameOf(cut), lengthFrames: overlap, roomFrames } }];
  const frame = endOf(before) - overlap;
  return cut.startFrame === frame ? [] : [{ code: 'edit.hole', params: { cut: nameOf(cut), frame } }];
}

function freePlace(cut: Cut, before: Cut | undefined): Notice[] {
  const found: Notice[] = [];
  if (cut.transition !== undefined) found.push({ code: 'edit.transition-first', params: { cut: nameOf(cut) } });
  if (before !== undefined && cut.startFrame < endOf(before)) {
    found.push({ code: 'edit.overlap', params: { cut: nameOf(cut), other: nameOf(before) } });
  }
  return found;
}

function sourceProblems(cut: Cut, { edit, sourceFrames }: Around): Notice[] {
  const { shows, inFrame, lengthFrames, speedRatio } = cut;
  if (shows.kind === 'gap' || shows.kind === 'caption') return [];
  if (shows.kind === 'nested') {
    const inside = edit.nested.find(({ id }) => id === shows.edit);
    if (inside === undefined) return [{ code: 'edit.no-such-thing', params: { id: shows.edit } }];
    if (speedRatio !== 1) return [{ code: 'edit.nested-speed', params: { cut: nameOf(cut) } }];
    return beyond(cut, totalFramesOf(inside));
  }
  const frames = sourceFrames?.(shows);
  if (frames === null && shows.kind === 'shot') return [{ code: 'edit.no-such-shot', params: { cut: nameOf(cut), shot: shows.shot } }];
  return frames === undefined || frames === null || inFrame + lengthFrames * speedRatio <= frames + 1e-4 ? [] : beyond(cut, frames);
}

function beyond(cut: Cut, sourceFrames: number): Notice[] {
  const endFrame = Math.ceil(cut.inFrame + cut.lengthFrames * cut.speedRatio - 1e-4);
  return endFrame <= sourceFrames
    ? []
    : [{ code: 'edit.outside-source', params: { cut: nameOf(cut), fromFrame: cut.inFrame, sourceFrames } }];
}
