import type { Pose } from '@fantascope/film';
import { type FilmFrame, frameAt, type Look, type OpenMoment, openMoments, type Timeline, type TimelineSegment } from '@fantascope/stage';

/**
 * Everything one frame is drawn from: scenes and captions by number, cameras already evaluated. Equal orders give equal bytes. A shot whose camera blurs is the
 * mean of the pictures in `open`.
 */
export type FrameOrder = Readonly<{
  shots: readonly Readonly<{ scene: number; pose: Pose; tSec: number; brightnessRatio: number; open?: readonly OpenMoment[] }>[];
  blend: FilmFrame['blend'];
  veil: FilmFrame['veil'];
  captions: readonly Readonly<{ caption: string; opacityRatio: number }>[];
}>;

/** The name of a caption within a film. */
export function captionName(shotIndex: number, captionIndex: number): string {
  return `${shotIndex}.${captionIndex}`;
}

/** How a shot is filmed: where its camera is when, and what changes the picture beside it. */
export type Filming = Readonly<{ path: (tSec: number) => Pose; look: Look | undefined }>;

/** The orders of a segment's frames. `filmingOf` answers for the segment's shot and the one before it. */
export function ordersOf(segment: TimelineSegment, timeline: Timeline, filmingOf: (shotIndex: number) => Filming): FrameOrder[] {
  return Array.from({ length: segment.frames }, (_, k): FrameOrder => {
    const { shots, blend, veil, captions } = frameAt(timeline, segment.startFrame + k);
    return {
      shots: shots.map(({ index, tSec, brightnessRatio }) => {
        const { path, look } = filmingOf(index);
        const open = openMoments(look, tSec, path);
        return { scene: index, pose: path(tSec), tSec, brightnessRatio, ...(open === undefined ? {} : { open }) };
      }),
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
