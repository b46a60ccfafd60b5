import { Fault, type Film, type Language, say } from '@fantascope/film';
import { filmTimeline, frameAt, type Timeline } from '@fantascope/stage';

/** What the monitor shows of a moment: one shot at its own time. Under a blend, the one of which more is seen. */
export type MonitorFrame = Readonly<{
  index: number;
  tSec: number;
  captions: readonly Readonly<{ shotIndex: number; captionIndex: number; opacityRatio: number }>[];
}>;

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
  const { shots, blend, captions } = frameAt(timeline, frame);
  const [first, second] = shots;
  const seen = second !== undefined && (blend?.progressRatio ?? 0) >= 0.5 ? second : first;
  return { index: seen.index, tSec: seen.tSec, captions };
}

/** When a shot begins in the film, in seconds. */
export function startOf(timeline: Timeline, index: number): number {
  return (timeline.shots[index]?.startFrame ?? 0) / timeline.fps;
}
