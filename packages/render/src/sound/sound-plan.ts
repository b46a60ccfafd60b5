import { type Film, type FlatEdit, flatEdit, lineStarts, type SpokenLine } from '@fantascope/film';
import type { Timeline } from '@fantascope/stage';

/** A line as it was spoken: one channel at its own rate. */
export type SpokenSound = Readonly<{ line: SpokenLine; samples: Float32Array; sampleRateHz: number }>;

/** All that a film's sound is made of, in seconds of the film. It is handed to a thread, so it holds nothing but data. */
export type SoundPlan = Readonly<{
  lengthSec: number;
  /** Where another shot begins; the score's accents. */
  cutsSec: readonly number[];
  voices: readonly Readonly<{ samples: Float32Array; sampleRateHz: number; startSec: number }>[];
  music: NonNullable<Film['sound']>['music'];
  effects: readonly Readonly<{
    kind: NonNullable<Film['shots'][number]['effects']>[number]['kind'];
    startSec: number;
    lengthSec: number | undefined;
    gainDb: number;
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
    { shots, lengthsSec: spoken.map(({ samples, sampleRateHz }) => samples.length / sampleRateHz) },
  );
  const flat = film.edit === undefined ? undefined : flatEdit(film, film.edit);
  const effects = flat === undefined ? shotEffects(film, shots) : editEffects(flat, fps);
  const music =
    flat === undefined ? film.sound?.music : flat.sounds.flatMap(({ cut }) => (cut.shows.kind === 'music' ? [cut.shows.music] : []))[0];
  if (spoken.length === 0 && effects.length === 0 && music === undefined) return null;
  return {
    lengthSec: totalFrames / fps,
    cutsSec: timeline.shots.slice(1).map(({ startFrame, overlapFrames }) => (startFrame + overlapFrames / 2) / fps),
    voices: spoken.map(({ samples, sampleRateHz }, index) => ({ samples, sampleRateHz, startSec: starts[index] ?? 0 })),
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

function editEffects({ sounds }: FlatEdit, fps: number): SoundPlan['effects'] {
  return sounds.flatMap(({ cut: { shows, startFrame, lengthFrames } }) =>
    shows.kind === 'effect'
      ? [{ kind: shows.effect, startSec: startFrame / fps, lengthSec: lengthFrames / fps, gainDb: shows.gainDb }]
      : [],
  );
}
