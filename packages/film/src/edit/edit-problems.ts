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
  return problemsIn(edit, { trackIds: undefined, mayCircle: true }, sources);
}

/** What of two states of an edit is wrong in the second and was not in the first; looks only at what changed. */
export function newProblems(before: Edit, after: Edit, sources: EditSources = {}): readonly Notice[] {
  const isSameInside = before.nested === after.nested;
  const known = new Map(tracksIn(before).map((track) => [track.id, track]));
  const changed = isSameInside ? tracksIn(after).filter((track) => known.get(track.id) !== track) : tracksIn(after);
  const part = {
    trackIds: isSameInside ? new Set(changed.map(({ id }) => id)) : undefined,
    mayCircle: !isSameInside || changed.some(({ kind }) => kind === 'video'),
  };
  const found = problemsIn(after, part, sources);
  if (found.length === 0) return found;
  const old = new Set(problemsIn(before, part, sources).map((each) => JSON.stringify(each)));
  return found.filter((each) => !old.has(JSON.stringify(each)));
}

/** What is wrong with some of an edit's tracks, or with all; ids, circles and the order of tracks are those of the whole edit. */
function problemsIn(
  edit: Edit,
  { trackIds, mayCircle }: Readonly<{ trackIds: ReadonlySet<string> | undefined; mayCircle: boolean }>,
  sources: EditSources,
): Notice[] {
  const found: Notice[] = [...idsTwice(edit), ...(mayCircle ? cycles(edit) : [])];
  for (const { tracks } of [edit, ...edit.nested]) {
    found.push(...tracksProblems(tracks));
    const looked = tracks.filter(({ id }) => trackIds === undefined || trackIds.has(id));
    if (looked.length === 0) continue;
    const videoIds = new Set(tracks[0]?.cuts.map(({ id }) => id));
    for (const track of looked) found.push(...trackProblems(track, { edit, videoIds, ...sources }));
  }
  return found;
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

function trackProblems({ kind, cuts }: Track, around: Around): Notice[] {
  const found: Notice[] = [];
  for (const [index, cut] of cuts.entries()) {
    const before = cuts[index - 1];
    if (trackOf[cut.shows.kind] !== kind) found.push({ code: 'edit.wrong-track', params: { cut: nameOf(cut), track: kind } });
    if (cut.lengthFrames < 1 || cut.startFrame < 0) found.push({ code: 'edit.too-short', params: { cut: nameOf(cut) } });
    found.push(...(kind === 'video' ? videoPlace(cut, before) : freePlace(cut, before)));
    if (cut.with !== undefined && !around.videoIds.has(cut.with)) {
      found.push({ code: 'edit.no-such-thing', params: { id: cut.with } });
    }
    found.push(...sourceProblems(cut, around));
  }
  return found;
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
