import { createHash } from 'node:crypto';
import { Fault, type Film, Shot, spokenLines } from '@fantascope/film';
import { soundPlan } from '@fantascope/render/sound-plan';
import { filmTimeline } from '@fantascope/stage';

/** Raised whenever the same film would sound differently. */
const VERSION = 1;
/** The longest film whose sound is made for a listener, seconds. A mix holds all of it in memory, and the file is bounded by it (38 MB). */
export const MOST_SOUND_SEC = 1200;

/** A film with only that of it which is heard: what it looks like is left out, and so are its pictures. */
export function whatSounds({ grade: _, takes: __, fit: ___, ...film }: Film): Film {
  return {
    ...film,
    ...(film.cast === undefined
      ? {}
      : { cast: film.cast.map(({ name, kind, voice }) => ({ name, kind, pictures: [], ...(voice === undefined ? {} : { voice }) })) }),
    shots: film.shots.map(({ id, name, lines, effects, captions, transition, camera: { lengthSec } }) =>
      Shot.parse({ id, name, lines, effects, captions, transition, camera: { lengthSec, moves: [] } }),
    ),
  };
}

/**
 * Names all that a film's sound is made of: what is said, when and by whom, its music and effects, its cuts and their times. Words that are only read do not
 * change it. Null: there is nothing to hear. Throws jobs.sound-too-long and what laying the film on its frames throws.
 */
export function soundKey(film: Film): string | null {
  const timeline = filmTimeline(film);
  const { fps, totalFrames } = timeline;
  const narration = film.sound?.narration ?? 'off';
  const lines = narration === 'off' ? [] : spokenLines(film, narration);
  const plan = soundPlan(film, timeline);
  if (plan === null && lines.length === 0) return null;
  const lengthSec = totalFrames / fps;
  if (lengthSec > MOST_SOUND_SEC) throw new Fault('jobs.sound-too-long', { lengthSec: Math.round(lengthSec), mostSec: MOST_SOUND_SEC });
  const times = timeline.shots.map(({ startFrame, frames, overlapFrames }) => [startFrame, frames, overlapFrames]);
  const voices = lines.length === 0 ? [] : [film.sound?.voice, film.cast?.map(({ name, kind, voice }) => [name, kind, voice])];
  const score = plan === null ? [] : [plan.music, plan.effects];
  const parts = [VERSION, fps, totalFrames, times, narration, lines, voices, score, film.sound?.loudness, film.seed];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
