import { type Edit, Fault, type Film, type FlatCut, flatEdit, type Shot, type Transition } from '@fantascope/film';

/** Segments start on every 75th frame of a shot: the grid belongs to the film, so workers, a resume or a changed caption elsewhere never move a cut. */
export const SEGMENT_FRAMES = 75;

/** Longest fade of a caption, in seconds, at each of its ends. */
const CAPTION_FADE_SEC = 0.3;

/** Words while a shot is on the film's frames, in frames from its start there; an end lies one past the last frame. `caption`: which of the timeline's. */
export type TimelineCaption = Readonly<{ caption: number; startFrame: number; endFrame: number; isFree: boolean }>;

/**
 * One cut of the film: a shot on the film's frames. `index` is the shot's place in the film, which several cuts may show. Its first overlapFrames run together
 * with the end of the cut before it. Frame k of it shows the shot at frame inFrame + k × speedRatio; a black one shows it at no brightness.
 */
export type TimelineShot = Readonly<{
  index: number;
  startFrame: number;
  frames: number;
  overlapFrames: number;
  inFrame: number;
  speedRatio: number;
  isBlack: boolean;
  transition: Transition;
  fadeInFrames: number;
  fadeOutFrames: number;
  captions: readonly TimelineCaption[];
}>;

/** Words of the film and how they are set. */
export type TimelineWords = Pick<Shot['captions'][number], 'text' | 'style'>;

/** Which shot is on screen at each frame of a film. Lengths are rounded to whole frames, at least one. */
export type Timeline = Readonly<{ fps: number; totalFrames: number; shots: readonly TimelineShot[]; captions: readonly TimelineWords[] }>;

/** Frames of the film that are encoded on their own: [startFrame, startFrame + frames). They show the timeline's cut `cut`, and the one before it where they overlap. */
export type TimelineSegment = Readonly<{ index: number; cut: number; startFrame: number; frames: number }>;

/** A shot at one of its moments; brightnessRatio is its own fade from and to black. */
export type ShotMoment = Readonly<{ index: number; tSec: number; brightnessRatio: number }>;

/** How two shots share a frame: progressRatio 0 is all of the first, 1 all of the second; eased for wipe and push. */
export type Blend = Readonly<{ kind: 'crossfade' | 'wipe' | 'push'; progressRatio: number; toward: Transition['toward'] }>;

/** Words on a frame: which of the timeline's, over which shot. */
export type ShownCaption = Readonly<{ caption: number; words: TimelineWords; shotIndex: number; opacityRatio: number }>;

/** What one frame of the film shows, back to front: shots (two of them only under a blend), a veil of one colour, captions. */
export type FilmFrame = Readonly<{
  shots: readonly [ShotMoment] | readonly [ShotMoment, ShotMoment];
  blend: Blend | null;
  veil: Readonly<{ colour: 'black' | 'white'; ratio: number }> | null;
  captions: readonly ShownCaption[];
}>;

/**
 * Lays a film on frames: its edit's cuts, or its shots one after the other. Throws stage.transition-first, stage.transition-too-long, stage.caption-outside, and
 * edit.* for an edit that cannot be.
 */
export function filmTimeline(film: Film): Timeline {
  return film.edit === undefined ? shotsTimeline(film) : editTimeline(film, film.edit);
}

function shotsTimeline(film: Film): Timeline {
  const shots: TimelineShot[] = [];
  const words: TimelineWords[] = [];
  let endFrame = 0;
  film.shots.forEach((shot, index) => {
    const frames = Math.max(1, Math.round(shot.camera.lengthSec * film.fps));
    const overlapFrames = overlapOf(shot, film.fps);
    const name = nameOf(shot, index);
    checkOverlap(shots.at(-1), { frames, overlapFrames, name, fps: film.fps, lengthSec: shot.transition.lengthSec });
    const startFrame = endFrame - overlapFrames;
    const captions = captionsOf(shot, { frames, fps: film.fps, name }).map((times, k) => ({
      ...times,
      caption: words.length + k,
      isFree: false,
    }));
    words.push(...shot.captions.map(({ text, style }) => ({ text, style })));
    shots.push({
      ...{ index, startFrame, frames, overlapFrames, inFrame: 0, speedRatio: 1, isBlack: false, transition: shot.transition, captions },
      fadeInFrames: Math.round(shot.fadeInSec * film.fps),
      fadeOutFrames: Math.round(shot.fadeOutSec * film.fps),
    });
    endFrame = startFrame + frames;
  });
  return { fps: film.fps, totalFrames: endFrame, shots, captions: words };
}

/** The cuts of an edit. Words that lie within their cut fade with it; others lie over all cuts they reach. */
function editTimeline(film: Film, edit: Edit): Timeline {
  const { fps } = film;
  const flat = flatEdit(film, edit);
  const shots: TimelineShot[] = [];
  for (const [at, { cut, shot }] of flat.cuts.entries()) {
    const { startFrame, lengthFrames: frames, inFrame, speedRatio, fadeInFrames, fadeOutFrames, transition } = cut;
    const overlapFrames = transition?.lengthFrames ?? 0;
    // Taking nested edits apart may bring transitions together that were apart.
    checkOverlap(shots.at(-1), { frames, overlapFrames, name: cut.label ?? cut.id, fps, lengthSec: overlapFrames / fps });
    const endFrame = flat.cuts[at + 1]?.cut.startFrame ?? startFrame + frames;
    const captions = flat.captions.flatMap((each, caption): TimelineCaption[] => {
      const from = each.startFrame - startFrame;
      const times = { caption, startFrame: from, endFrame: from + each.lengthFrames };
      if (each.within !== null) return each.within === at ? [{ ...times, isFree: false }] : [];
      return each.startFrame < endFrame && each.startFrame + each.lengthFrames > startFrame ? [{ ...times, isFree: true }] : [];
    });
    shots.push({
      ...{ index: shot ?? shownNear(flat.cuts, at), startFrame, frames, overlapFrames, inFrame, speedRatio, isBlack: shot === null },
      transition: { kind: transition?.kind ?? 'cut', lengthSec: overlapFrames / fps, toward: transition?.toward ?? 'left' },
      ...{ fadeInFrames, fadeOutFrames, captions },
    });
  }
  const last = shots.at(-1);
  const captions = flat.captions.map(({ text, style }) => ({ text, style }));
  return { fps, totalFrames: last === undefined ? 0 : last.startFrame + last.frames, shots, captions };
}

/** Black is a shot at no brightness: that of a cut beside it, whose scene is there anyway. */
function shownNear(cuts: readonly FlatCut[], at: number): number {
  return cuts.slice(0, at).findLast(({ shot }) => shot !== null)?.shot ?? cuts.slice(at).find(({ shot }) => shot !== null)?.shot ?? 0;
}

function checkOverlap(
  before: TimelineShot | undefined,
  {
    frames,
    overlapFrames,
    name,
    fps,
    lengthSec,
  }: Readonly<{ frames: number; overlapFrames: number; name: string; fps: number; lengthSec: number }>,
): void {
  if (before === undefined && overlapFrames > 0) throw new Fault('stage.transition-first', { shot: name });
  // A frame shows two shots at most, so the shot before must have passed its own transition.
  const roomFrames = before === undefined ? 0 : Math.min(frames, before.frames - before.overlapFrames);
  if (overlapFrames > roomFrames) {
    throw new Fault('stage.transition-too-long', { shot: name, lengthSec, roomSec: Math.floor((roomFrames / fps) * 100) / 100 });
  }
}

function overlapOf({ transition }: Shot, fps: number): number {
  return transition.kind === 'cut' ? 0 : Math.round(transition.lengthSec * fps);
}

function nameOf(shot: Shot, index: number): string {
  return shot.name ?? `${index + 1}`;
}

function captionsOf(shot: Shot, { frames, fps, name }: { frames: number; fps: number; name: string }) {
  return shot.captions.map((caption) => {
    const startFrame = Math.round(caption.startSec * fps);
    const endFrame = caption.endSec === undefined ? frames : Math.min(frames, Math.round(caption.endSec * fps));
    if (endFrame <= startFrame) {
      throw new Fault('stage.caption-outside', { shot: name, text: caption.text.en ?? caption.text.zh ?? '', lengthSec: frames / fps });
    }
    return { startFrame, endFrame };
  });
}

/** Cuts a film into segments: a fixed grid of SEGMENT_FRAMES from each cut's start, ended by the next cut's start. */
export function segmentsOf(timeline: Timeline): TimelineSegment[] {
  const segments: TimelineSegment[] = [];
  for (const [cut, shot] of timeline.shots.entries()) {
    const endFrame = timeline.shots[cut + 1]?.startFrame ?? timeline.totalFrames;
    for (let startFrame = shot.startFrame; startFrame < endFrame; startFrame += SEGMENT_FRAMES) {
      const frames = Math.min(SEGMENT_FRAMES, endFrame - startFrame);
      segments.push({ index: segments.length, cut, startFrame, frames });
    }
  }
  return segments;
}

/** What frame `filmFrame` (0 … totalFrames − 1) shows. */
export function frameAt(timeline: Timeline, filmFrame: number): FilmFrame {
  const at = placeAt(timeline, filmFrame);
  const shot = timeline.shots[at] as TimelineShot;
  const local = filmFrame - shot.startFrame;
  const before = local < shot.overlapFrames ? timeline.shots[at - 1] : undefined;
  if (before === undefined) return single(timeline, shot, { local, weightRatio: 1, veil: null });
  const progressRatio = (local + 1) / (shot.overlapFrames + 1);
  const { kind, toward } = shot.transition;
  const localBefore = filmFrame - before.startFrame;
  switch (kind) {
    case 'dip-to-black':
    case 'dip-to-white': {
      const colour = kind === 'dip-to-black' ? 'black' : 'white';
      const ratio = 1 - Math.abs(2 * progressRatio - 1);
      const veil = { colour, ratio } as const;
      // Only one of the two is ever seen through a dip, so only one is drawn.
      if (progressRatio < 0.5) return single(timeline, before, { local: localBefore, weightRatio: 1 - ratio, veil });
      return single(timeline, shot, { local, weightRatio: 1 - ratio, veil });
    }
    case 'crossfade':
    case 'wipe':
    case 'push': {
      const eased = kind === 'crossfade' ? progressRatio : progressRatio * progressRatio * (3 - 2 * progressRatio);
      return {
        shots: [momentOf(timeline, before, localBefore), momentOf(timeline, shot, local)],
        blend: { kind, progressRatio: eased, toward },
        veil: null,
        captions: [
          // Words over both are those of the later one.
          ...captionsAt(timeline, before, localBefore, 1 - progressRatio).filter(
            ({ caption }) => !shot.captions.some((own) => own.caption === caption),
          ),
          ...captionsAt(timeline, shot, local, progressRatio),
        ],
      };
    }
    case 'cut':
      return single(timeline, shot, { local, weightRatio: 1, veil: null });
    default:
      return kind satisfies never;
  }
}

function single(
  timeline: Timeline,
  shot: TimelineShot,
  { local, weightRatio, veil }: { local: number; weightRatio: number; veil: FilmFrame['veil'] },
): FilmFrame {
  return {
    shots: [momentOf(timeline, shot, local)],
    blend: null,
    veil: veil !== null && veil.ratio > 0 ? veil : null,
    captions: captionsAt(timeline, shot, local, weightRatio),
  };
}

/** The place of the last cut that has begun. Binary search: a film may hold 2000 shots and be asked 200 000 times. */
function placeAt(timeline: Timeline, filmFrame: number): number {
  let low = 0;
  let high = timeline.shots.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((timeline.shots[middle] as TimelineShot).startFrame <= filmFrame) low = middle;
    else high = middle - 1;
  }
  return low;
}

function momentOf(timeline: Timeline, shot: TimelineShot, local: number): ShotMoment {
  if (shot.isBlack) return { index: shot.index, tSec: 0, brightnessRatio: 0 };
  // Rounded to a millionth of a frame, so that a split cut shows the very moments of the whole one.
  const frame = Math.round((shot.inFrame + local * shot.speedRatio) * 1e6) / 1e6;
  return { index: shot.index, tSec: frame / timeline.fps, brightnessRatio: brightnessOf(shot, local) };
}

function brightnessOf(shot: TimelineShot, local: number): number {
  const fadeIn = shot.fadeInFrames > 0 ? local / shot.fadeInFrames : 1;
  const fadeOut = shot.fadeOutFrames > 0 ? (shot.frames - 1 - local) / shot.fadeOutFrames : 1;
  return Math.max(0, Math.min(1, fadeIn)) * Math.max(0, Math.min(1, fadeOut));
}

/** Captions fade at their own ends and with their shot: text that outlasts its picture reads as a mistake. Those of no shot fade by themselves only. */
function captionsAt({ fps, captions }: Timeline, shot: TimelineShot, local: number, weightRatio: number): FilmFrame['captions'] {
  const brightness = brightnessOf(shot, local);
  return shot.captions.flatMap(({ caption, startFrame, endFrame, isFree }) => {
    if (local < startFrame || local >= endFrame) return [];
    const fadeFrames = Math.min(CAPTION_FADE_SEC * fps, (endFrame - startFrame) / 2);
    const own = Math.min(1, (local - startFrame + 1) / (fadeFrames + 1), (endFrame - local) / (fadeFrames + 1));
    const opacityRatio = isFree ? own : own * weightRatio * brightness;
    const words = captions[caption];
    return opacityRatio > 0 && words !== undefined ? [{ caption, words, shotIndex: shot.index, opacityRatio }] : [];
  });
}
