import { Fault, type Film, type Language, say } from '@fantascope/film';
import { type FilmFrame, filmTimeline, frameAt, type Timeline } from '@fantascope/stage';

/** What the monitor shows of a moment: everything of the film's frame, its number, and of its shots the one of which more is seen. */
export type MonitorFrame = FilmFrame & Readonly<{ frame: number; index: number }>;

/** The film on its frames, or the sentence that says why it cannot be laid out. */
export function timelineOf(film: Film, language: Language): Readonly<{ timeline: Timeline } | { trouble: string }> {
  try {
    return { timeline: filmTimeline(film) };
  } catch (error) {
    if (error instanceof Fault) return { trouble: say(language, error) };
    throw error;
  }
}

/** The frame at a moment of the film. */
export function monitorFrame(timeline: Timeline, tSec: number): MonitorFrame {
  const frame = Math.min(timeline.totalFrames - 1, Math.max(0, Math.floor(tSec * timeline.fps + 1e-6)));
  const whole = frameAt(timeline, frame);
  const [first, second] = whole.shots;
  const seen = second !== undefined && (whole.blend?.progressRatio ?? 0) >= 0.5 ? second : first;
  return { ...whole, frame, index: seen.index };
}

/** When a shot begins in the film, in seconds. */
export function startOf(timeline: Timeline, index: number): number {
  return (timeline.shots[index]?.startFrame ?? 0) / timeline.fps;
}
