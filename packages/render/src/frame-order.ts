import type { Pose } from '@fantascope/film';
import { type FilmFrame, frameAt, type Timeline, type TimelineSegment } from '@fantascope/stage';

/** Everything one frame is drawn from: scenes and captions by number, cameras already evaluated. Equal orders give equal bytes. */
export type FrameOrder = Readonly<{
  shots: readonly Readonly<{ scene: number; pose: Pose; tSec: number; brightnessRatio: number }>[];
  blend: FilmFrame['blend'];
  veil: FilmFrame['veil'];
  captions: readonly Readonly<{ caption: string; opacityRatio: number }>[];
}>;

/** The name of a caption within a film. */
export function captionName(shotIndex: number, captionIndex: number): string {
  return `${shotIndex}.${captionIndex}`;
}

/** The orders of a segment's frames. `pathOf` answers for the segment's shot and the one before it. */
export function ordersOf(
  segment: TimelineSegment,
  timeline: Timeline,
  pathOf: (shotIndex: number) => (tSec: number) => Pose,
): FrameOrder[] {
  return Array.from({ length: segment.frames }, (_, k): FrameOrder => {
    const { shots, blend, veil, captions } = frameAt(timeline, segment.startFrame + k);
    return {
      shots: shots.map(({ index, tSec, brightnessRatio }) => ({ scene: index, pose: pathOf(index)(tSec), tSec, brightnessRatio })),
      blend,
      veil,
      captions: captions.map(({ shotIndex, captionIndex, opacityRatio }) => ({
        caption: captionName(shotIndex, captionIndex),
        opacityRatio,
      })),
    };
  });
}

/** The scenes and captions that a segment's frames show. */
export function partsOf(orders: readonly FrameOrder[]): { scenes: Set<number>; captions: Set<string> } {
  return {
    scenes: new Set(orders.flatMap((order) => order.shots.map(({ scene }) => scene))),
    captions: new Set(orders.flatMap((order) => order.captions.map(({ caption }) => caption))),
  };
}
