import {
  type Cut,
  type Film,
  type FlatEdit,
  flatEdit,
  lineStarts,
  type Music,
  musicPieces,
  type SoundShape,
  type SpokenLine,
  soundShape,
} from '@fantascope/film';
import type { Timeline } from '@fantascope/stage';

/** A line as it was spoken: one channel at its own rate. */
export type SpokenSound = Readonly<{ line: SpokenLine; samples: Float32Array; sampleRateHz: number }>;

/** A piece of music: composed or read for `wholeSec` from `beginSec` of the film on (below 0 where its beginning was cut away), and heard from `startSec`. */
export type PlannedMusic = Readonly<{ music: Music; beginSec: number; wholeSec: number; startSec: number; shape?: SoundShape | undefined }>;

/** All that a film's sound is made of, in seconds of the film. It is handed to a thread, so it holds nothing but data. */
export type SoundPlan = Readonly<{
  lengthSec: number;
  /** Where another shot begins; the score's accents. */
  cutsSec: readonly number[];
  voices: readonly Readonly<{ samples: Float32Array; sampleRateHz: number; startSec: number; shape?: SoundShape | undefined }>[];
  music: readonly PlannedMusic[];
  effects: readonly Readonly<{
    kind: NonNullable<Film['shots'][number]['effects']>[number]['kind'];
    startSec: number;
    lengthSec: number | undefined;
    gainDb: number;
    shape?: SoundShape | undefined;
  }>[];
  loudness: 'web' | 'broadcast';
  seed: number;
}>;

/** Sounds that go on for as long as their shot does. */
const lasting: readonly string[] = ['wind', 'rain', 'waves', 'birds'];

/** Lays a film's voices, music and effects on its time; null where it has none of them. */
export function soundPlan(film: Film, timeline: Timeline, spoken: readonly SpokenSound[] = []): SoundPlan | null {
  const { fps, totalFrames } = timeline;
  const shots = timeline.shots.map(({ startFrame, frames }) => ({ startSec: startFrame / fps, lengthSec: frames / fps }));
  const starts = lineStarts(
    spoken.map(({ line }) => line),
    { shots, lengthsSec: spoken.map(heardSec) },
  );
  const flat = film.edit === undefined ? undefined : flatEdit(film, film.edit);
  const effects = flat === undefined ? shotEffects(film, shots) : editEffects(flat, fps);
  const lengthSec = totalFrames / fps;
  const music = flat === undefined ? wholeMusic(film, lengthSec) : editMusic(flat, fps);
  if (spoken.length === 0 && effects.length === 0 && music.length === 0) return null;
  return {
    lengthSec,
    cutsSec: timeline.shots.slice(1).map(({ startFrame, overlapFrames }) => (startFrame + overlapFrames / 2) / fps),
    voices: spoken.map(({ line: { shape }, samples, sampleRateHz }, index) => ({
      ...{ samples, sampleRateHz, startSec: starts[index] ?? 0 },
      ...(shape === undefined ? {} : { shape }),
    })),
    music,
    effects,
    loudness: film.sound?.loudness ?? 'web',
    seed: film.seed,
  };
}

function shotEffects(film: Film, shots: readonly Readonly<{ startSec: number; lengthSec: number }>[]): SoundPlan['effects'] {
  return film.shots.flatMap((shot, index) =>
    (shot.effects ?? []).map(({ kind, startSec, lengthSec, gainDb }) => {
      const { startSec: shotSec = 0, lengthSec: shotLengthSec = 0 } = shots[index] ?? {};
      const restSec = Math.max(0.1, shotLengthSec - startSec);
      return { kind, startSec: shotSec + startSec, lengthSec: lengthSec ?? (lasting.includes(kind) ? restSec : undefined), gainDb };
    }),
  );
}

/** How long a line is heard, seconds of the film: what its cut leaves of it, at the cut's speed. */
export function heardSec({ line: { shape }, samples, sampleRateHz }: SpokenSound): number {
  const wholeSec = samples.length / sampleRateHz;
  if (shape === undefined) return wholeSec;
  const leftSec = Math.max(0, wholeSec - shape.inSec) / shape.speedRatio;
  return Math.min(leftSec, shape.lengthSec ?? leftSec);
}

function editEffects({ sounds }: FlatEdit, fps: number): SoundPlan['effects'] {
  return sounds.flatMap(({ cut }) => {
    const { shows, startFrame } = cut;
    if (shows.kind !== 'effect') return [];
    const shape = shapeIfAny(cut, fps);
    // Made as long as it takes to hear the cut's part of it.
    const madeSec = (cut.inFrame + cut.lengthFrames * cut.speedRatio) / fps;
    return [
      {
        kind: shows.effect,
        startSec: startFrame / fps,
        lengthSec: madeSec,
        gainDb: shows.gainDb,
        ...(shape === undefined ? {} : { shape }),
      },
    ];
  });
}

/** A cut's shape where it is more than its place. */
function shapeIfAny(cut: Cut, fps: number): SoundShape | undefined {
  const isPlain =
    cut.inFrame === 0 && cut.speedRatio === 1 && cut.volume === undefined && cut.fadeInFrames === 0 && cut.fadeOutFrames === 0;
  return isPlain ? undefined : soundShape(cut, { fps });
}

function wholeMusic({ sound }: Film, lengthSec: number): readonly PlannedMusic[] {
  return sound?.music === undefined ? [] : [{ music: sound.music, beginSec: 0, wholeSec: lengthSec, startSec: 0 }];
}

/** The music cuts of an edit, in seconds of the film. */
function editMusic(flat: FlatEdit, fps: number): readonly PlannedMusic[] {
  return musicPieces(flat).map(({ cut, music, wholeFrames }) => {
    const [startSec, wholeSec] = [cut.startFrame / fps, wholeFrames / fps];
    const isWhole = shapeIfAny(cut, fps) === undefined && wholeFrames === cut.lengthFrames;
    return {
      ...{ music, beginSec: startSec - cut.inFrame / cut.speedRatio / fps, wholeSec, startSec },
      ...(isWhole ? {} : { shape: soundShape(cut, { fps }) }),
    };
  });
}
