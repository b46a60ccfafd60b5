import type { Film } from '../film.ts';
import type { Shot } from '../shot.ts';
import type { Line } from '../sound/line.ts';
import type { SoundEffect } from '../sound/sound.ts';
import type { Cut, CutContent, Edit, Track, TrackKind } from './edit.ts';
import { shotRef } from './shot-ref.ts';

/** How long spoken lines and made sounds last, in seconds, where that has been measured. Default: an estimate from the number of words; 2 s. */
export type HeardLengths = Readonly<{
  lineSec?: (line: Line, shot: Shot) => number | undefined;
  effectSec?: (effect: SoundEffect) => number | undefined;
}>;

/** A line without a time waits this long after the shot's start, and this long after the line before. */
const FIRST_LINE_SEC = 0.4;
const BREATH_SEC = 0.35;
/** Sounds that last as long as the shot does. */
const lasting: readonly string[] = ['wind', 'rain', 'waves', 'birds'];
const EFFECT_SEC = 2;

/** The edit of a film: its own, or the one its shots, captions, lines, effects and music amount to, frame for frame. */
export function editOf(film: Film, heard: HeardLengths = {}): Edit {
  if (film.edit !== undefined) return film.edit;
  const video: Cut[] = [];
  const laid: Record<'captions' | 'voice' | 'effects', Cut[]> = { captions: [], voice: [], effects: [] };
  let endFrame = 0;
  for (const index of film.shots.keys()) {
    const own = cutsOfShot(film, index, { endFrame, heard });
    video.push(own.video);
    laid.captions.push(...own.captions);
    laid.voice.push(...own.voice);
    laid.effects.push(...own.effects);
    endFrame = own.video.startFrame + own.video.lengthFrames;
  }
  const music = film.sound?.music;
  const score = music === undefined ? [] : [cutOf('music-1', { kind: 'music', music }, { startFrame: 0, lengthFrames: endFrame })];
  return {
    tracks: [
      trackOf('video', 'video', video),
      ...tracksOf('captions', laid.captions),
      ...tracksOf('voice', laid.voice),
      ...(score.length === 0 ? [] : [trackOf('music', 'music', score)]),
      ...tracksOf('effects', laid.effects),
    ],
    nested: [],
    markers: [],
    variants: [],
  };
}

/** The cuts one shot of a film amounts to behind what ends at `endFrame`: its own, and those of its captions, lines and effects, which may overlap. */
export function cutsOfShot(
  film: Film,
  index: number,
  { endFrame, heard = {} }: Readonly<{ endFrame: number; heard?: HeardLengths }>,
): Readonly<{ video: Cut; captions: readonly Cut[]; voice: readonly Cut[]; effects: readonly Cut[] }> {
  const { fps } = film;
  const shot = film.shots[index];
  if (shot === undefined) throw new RangeError(`the film has ${film.shots.length} shots, none at ${index}`);
  const { kind, toward, lengthSec } = shot.transition;
  const overlapFrames = kind === 'cut' ? 0 : Math.round(lengthSec * fps);
  const lengthFrames = Math.max(1, Math.round(shot.camera.lengthSec * fps));
  const startFrame = Math.max(0, endFrame - overlapFrames);
  const id = cutId(shot, index);
  const own = { id, startFrame, lengthFrames, fps };
  return {
    video: {
      ...cutOf(id, { kind: 'shot', shot: shotRef(film, index) }, { startFrame, lengthFrames }),
      ...(kind === 'cut' || overlapFrames === 0 ? {} : { transition: { kind, lengthFrames: overlapFrames, toward } }),
      fadeInFrames: Math.round(shot.fadeInSec * fps),
      fadeOutFrames: Math.round(shot.fadeOutSec * fps),
    },
    captions: captionCuts(shot, own),
    voice: lineCuts(shot, own, heard),
    effects: effectCuts(shot, own, heard),
  };
}

type OfShot = Readonly<{ id: string; startFrame: number; lengthFrames: number; fps: number }>;

function cutId({ id }: Shot, index: number): string {
  return id === undefined ? `cut-${index + 1}` : id.replace(/^shot_/, 'cut_');
}

function cutOf(id: string, shows: CutContent, at: Readonly<{ startFrame: number; lengthFrames: number; with?: string }>): Cut {
  return { id, shows, ...at, inFrame: 0, speedRatio: 1, fadeInFrames: 0, fadeOutFrames: 0, isEnabled: true, isLocked: false };
}

function trackOf(id: string, kind: TrackKind, cuts: Cut[]): Track {
  return { id, kind, isLocked: false, isEnabled: true, cuts };
}

/** Cuts that overlap go onto a further track, each onto the first one that has room. */
function tracksOf(kind: TrackKind, cuts: readonly Cut[]): Track[] {
  const rows: Cut[][] = [];
  for (const cut of cuts.toSorted((a, b) => a.startFrame - b.startFrame)) {
    const row = rows.find((each) => endOf(each.at(-1)) <= cut.startFrame);
    if (row === undefined) rows.push([cut]);
    else row.push(cut);
  }
  return rows.map((row, k) => trackOf(k === 0 ? kind : `${kind}-${k + 1}`, kind, row));
}

function endOf(cut: Cut | undefined): number {
  return cut === undefined ? 0 : cut.startFrame + cut.lengthFrames;
}

function captionCuts(shot: Shot, { id, startFrame, lengthFrames, fps }: OfShot): Cut[] {
  return shot.captions.map(({ text, style, startSec, endSec }, k) => {
    const from = Math.round(startSec * fps);
    const to = endSec === undefined ? lengthFrames : Math.min(lengthFrames, Math.round(endSec * fps));
    const at = { startFrame: startFrame + from, lengthFrames: Math.max(1, to - from), with: id };
    return cutOf(`${id}.caption-${k + 1}`, { kind: 'caption', text, style }, at);
  });
}

function lineCuts(shot: Shot, { id, startFrame, lengthFrames, fps }: OfShot, { lineSec }: HeardLengths): Cut[] {
  let freeSec = FIRST_LINE_SEC;
  return (shot.lines ?? []).map(({ startSec = freeSec, ...line }, k) => {
    const sec = lineSec?.(line, shot) ?? estimatedSec(line);
    freeSec = startSec + sec + BREATH_SEC;
    const from = Math.min(lengthFrames - 1, Math.round(startSec * fps));
    const at = { startFrame: startFrame + from, lengthFrames: Math.max(1, Math.round(sec * fps)), with: id };
    return cutOf(`${id}.line-${k + 1}`, { kind: 'line', ...line }, at);
  });
}

/** How long speaking takes: 4.5 Chinese characters or 2.6 English words a second, the slower of both languages. */
export function estimatedSec({ text }: Pick<Line, 'text'>): number {
  const zh = (text.zh ?? '').replace(/[\s\p{P}]/gu, '').length / 4.5;
  const en = (text.en ?? '').split(/\s+/).filter((word) => word !== '').length / 2.6;
  return Math.max(0.5, zh, en);
}

function effectCuts(shot: Shot, { id, startFrame, lengthFrames, fps }: OfShot, { effectSec }: HeardLengths): Cut[] {
  return (shot.effects ?? []).map((effect, k) => {
    const from = Math.min(lengthFrames - 1, Math.round(effect.startSec * fps));
    const own = lasting.includes(effect.kind) ? undefined : (effectSec?.(effect) ?? EFFECT_SEC);
    const sec = effect.lengthSec ?? own;
    const frames = sec === undefined ? lengthFrames - from : Math.max(1, Math.round(sec * fps));
    const at = { startFrame: startFrame + from, lengthFrames: frames, with: id };
    return cutOf(`${id}.effect-${k + 1}`, { kind: 'effect', effect: effect.kind, gainDb: effect.gainDb }, at);
  });
}
