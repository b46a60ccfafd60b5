import { type Film, flatEdit, spokenLines } from '@fantascope/film';
import type { Timeline } from '@fantascope/stage';

/** All of a film that is heard, as one text: where two are the same, so is the sound. Null: there is nothing to hear. */
export function audibleOf(film: Film, { totalFrames, fps, shots }: Timeline): string | null {
  const { sound, edit, cast, seed } = film;
  const narration = sound?.narration ?? 'off';
  const lines = narration === 'off' ? [] : spokenLines(film, narration);
  const cuts =
    edit === undefined ? [] : flatEdit(film, edit).sounds.flatMap(({ cut }) => (cut.shows.kind === 'line' ? [] : [{ ...cut, label: '' }]));
  const effects = edit === undefined ? film.shots.flatMap((shot) => shot.effects ?? []) : [];
  const music = edit === undefined ? sound?.music : undefined;
  if (lines.length === 0 && cuts.length === 0 && effects.length === 0 && music === undefined) return null;
  const times = shots.map(({ startFrame, frames, overlapFrames }) => [startFrame, frames, overlapFrames]);
  const placed = edit === undefined ? film.shots.map((shot) => shot.effects ?? []) : cuts;
  const voices = lines.length === 0 ? [] : [sound?.voice, cast?.map(({ name, kind, voice }) => [name, kind, voice])];
  return JSON.stringify([fps, totalFrames, times, narration, lines, voices, music, placed, sound?.loudness, seed]);
}
