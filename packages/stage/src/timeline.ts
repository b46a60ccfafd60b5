import { Fault, type Film, type Shot, type Transition } from '@fantascope/film';

/** Segments start on every 75th frame of a shot: the grid belongs to the film, so workers, a resume or a changed caption elsewhere never move a cut. */
export const SEGMENT_FRAMES = 75;

/** Longest fade of a caption, in seconds, at each of its ends. */
const CAPTION_FADE_SEC = 0.3;

/** One shot on the film's frames. Its first overlapFrames run together with the end of the shot before it. */
export type TimelineShot = Readonly<{
  index: number;
  startFrame: number;
  frames: number;
  overlapFrames: number;
  transition: Transition;
  fadeInFrames: number;
  fadeOutFrames: number;
  /** In frames from the shot's start; an end lies one past the last frame. */
  captions: readonly Readonly<{ startFrame: number; endFrame: number }>[];
}>;

/** Which shot is on screen at each frame of a film. Lengths are rounded to whole frames, at least one. */
export type Timeline = Readonly<{ fps: number; totalFrames: number; shots: readonly TimelineShot[] }>;

/** Frames of the film that are encoded on their own: [startFrame, startFrame + frames). They show this shot, and the one before it where they overlap. */
export type TimelineSegment = Readonly<{ index: number; shotIndex: number; startFrame: number; frames: number }>;

/** A shot at one of its moments; brightnessRatio is its own fade from and to black. */
export type ShotMoment = Readonly<{ index: number; tSec: number; brightnessRatio: number }>;

/** How two shots share a frame: progressRatio 0 is all of the first, 1 all of the second; eased for wipe and push. */
export type Blend = Readonly<{ kind: 'crossfade' | 'wipe' | 'push'; progressRatio: number; toward: Transition['toward'] }>;

/** What one frame of the film shows, back to front: shots (two of them only under a blend), a veil of one colour, captions. */
export type FilmFrame = Readonly<{
  shots: readonly [ShotMoment] | readonly [ShotMoment, ShotMoment];
  blend: Blend | null;
  veil: Readonly<{ colour: 'black' | 'white'; ratio: number }> | null;
  captions: readonly Readonly<{ shotIndex: number; captionIndex: number; opacityRatio: number }>[];
}>;

/** Lays a film's shots on frames. Throws stage.transition-first, stage.transition-too-long and stage.caption-outside. */
export function filmTimeline(film: Film): Timeline {
  const shots: TimelineShot[] = [];
  let endFrame = 0;
  film.shots.forEach((shot, index) => {
    const frames = Math.max(1, Math.round(shot.camera.lengthSec * film.fps));
    const overlapFrames = overlapOf(shot, film.fps);
    const before = shots.at(-1);
    const name = nameOf(shot, index);
    if (before === undefined && overlapFrames > 0) throw new Fault('stage.transition-first', { shot: name });
    // A frame shows two shots at most, so the shot before must have passed its own transition.
    const roomFrames = before === undefined ? 0 : Math.min(frames, before.frames - before.overlapFrames);
    if (overlapFrames > roomFrames) {
      throw new Fault('stage.transition-too-long', {
        shot: name,
        lengthSec: shot.transition.lengthSec,
        roomSec: Math.floor((roomFrames / film.fps) * 100) / 100,
      });
    }
    const startFrame = endFrame - overlapFrames;
    shots.push({
      index,
      startFrame,
      frames,
      overlapFrames,
      transition: shot.transition,
      fadeInFrames: Math.round(shot.fadeInSec * film.fps),
      fadeOutFrames: Math.round(shot.fadeOutSec * film.fps),
      captions: captionsOf(shot, { frames, fps: film.fps, name }),
    });
    endFrame = startFrame + frames;
  });
  return { fps: film.fps, totalFrames: endFrame, shots };
}

function overlapOf({ transition }: Shot, fps: number): number {
  return transition.kind === 'cut' ? 0 : Math.round(transition.lengthSec * fps);
}

function nameOf(shot: Shot, index: number): string {
  return shot.name ?? `${index + 1}`;
}

function captionsOf(shot: Shot, { frames, fps, name }: { frames: number; fps: number; name: string }): TimelineShot['captions'] {
  return shot.captions.map((caption) => {
    const startFrame = Math.round(caption.startSec * fps);
    const endFrame = caption.endSec === undefined ? frames : Math.min(frames, Math.round(caption.endSec * fps));
    if (endFrame <= startFrame) {
      throw new Fault('stage.caption-outside', { shot: name, text: caption.text.en ?? caption.text.zh ?? '', lengthSec: frames / fps });
    }
    return { startFrame, endFrame };
  });
}

/** Cuts a film into segments: a fixed grid of SEGMENT_FRAMES from each shot's start, ended by the next shot's start. */
export function segmentsOf(timeline: Timeline): TimelineSegment[] {
  const segments: TimelineSegment[] = [];
  for (const shot of timeline.shots) {
    const endFrame = timeline.shots[shot.index + 1]?.startFrame ?? timeline.totalFrames;
    for (let startFrame = shot.startFrame; startFrame < endFrame; startFrame += SEGMENT_FRAMES) {
      const frames = Math.min(SEGMENT_FRAMES, endFrame - startFrame);
      segments.push({ index: segments.length, shotIndex: shot.index, startFrame, frames });
    }
  }
  return segments;
}

/** What frame `filmFrame` (0 … totalFrames − 1) shows. Frame k of a shot is the shot at k / fps seconds. */
export function frameAt(timeline: Timeline, filmFrame: number): FilmFrame {
  const shot = shotAt(timeline, filmFrame);
  const local = filmFrame - shot.startFrame;
  const before = local < shot.overlapFrames ? timeline.shots[shot.index - 1] : undefined;
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
          ...captionsAt(before, timeline.fps, localBefore, 1 - progressRatio),
          ...captionsAt(shot, timeline.fps, local, progressRatio),
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
    captions: captionsAt(shot, timeline.fps, local, weightRatio),
  };
}

/** The last shot that has begun. Binary search: a film may hold 2000 shots and be asked 200 000 times. */
function shotAt(timeline: Timeline, filmFrame: number): TimelineShot {
  let low = 0;
  let high = timeline.shots.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((timeline.shots[middle] as TimelineShot).startFrame <= filmFrame) low = middle;
    else high = middle - 1;
  }
  return timeline.shots[low] as TimelineShot;
}

function momentOf(timeline: Timeline, shot: TimelineShot, local: number): ShotMoment {
  return { index: shot.index, tSec: local / timeline.fps, brightnessRatio: brightnessOf(shot, local) };
}

function brightnessOf(shot: TimelineShot, local: number): number {
  const fadeIn = shot.fadeInFrames > 0 ? local / shot.fadeInFrames : 1;
  const fadeOut = shot.fadeOutFrames > 0 ? (shot.frames - 1 - local) / shot.fadeOutFrames : 1;
  return Math.max(0, Math.min(1, fadeIn)) * Math.max(0, Math.min(1, fadeOut));
}

/** Captions fade at their own ends and with their shot: text that outlasts its picture reads as a mistake. */
function captionsAt(shot: TimelineShot, fps: number, local: number, weightRatio: number): FilmFrame['captions'] {
  const brightness = brightnessOf(shot, local);
  return shot.captions.flatMap(({ startFrame, endFrame }, captionIndex) => {
    if (local < startFrame || local >= endFrame) return [];
    const fadeFrames = Math.min(CAPTION_FADE_SEC * fps, (endFrame - startFrame) / 2);
    const own = Math.min(1, (local - startFrame + 1) / (fadeFrames + 1), (endFrame - local) / (fadeFrames + 1));
    const opacityRatio = own * weightRatio * brightness;
    return opacityRatio > 0 ? [{ shotIndex: shot.index, captionIndex, opacityRatio }] : [];
  });
}
