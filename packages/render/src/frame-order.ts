import type { Pose } from '@fantascope/film';
import {
  type FilmFrame,
  type FilmLabel,
  frameAt,
  isLabelled,
  type Look,
  type OpenMoment,
  openMoments,
  type Timeline,
  type TimelineSegment,
} from '@fantascope/stage';

/** A shot's moment drawn by the stage. A shot whose camera blurs is the mean of the pictures in `open`. */
type DrawnShot = Readonly<{ scene: number; pose: Pose; tSec: number; brightnessRatio: number; open?: readonly OpenMoment[] }>;
/** A shot's moment played from footage: its frame, counted from 0; beyond the last one that one is held. */
type PlayedShot = Readonly<{ scene: number; frame: number; brightnessRatio: number }>;

/**
 * Everything one frame is drawn from: scenes and captions by number, cameras already evaluated. Equal orders give equal bytes.
 */
export type FrameOrder = Readonly<{
  shots: readonly (DrawnShot | PlayedShot)[];
  blend: FilmFrame['blend'];
  veil: FilmFrame['veil'];
  captions: readonly Readonly<{ caption: string; opacityRatio: number }>[];
}>;

/** The name of a caption within a film: its place among the timeline's. */
export function captionName(caption: number): string {
  return `${caption}`;
}

/** The name of the film's label among its captions. */
export const labelName = 'label';

/** How a shot is filmed: where its camera is when, and what changes the picture beside it; or that it is footage, which is played as it is. */
export type Filming = Readonly<{ path: (tSec: number) => Pose; look: Look | undefined }> | 'footage';

/** The orders of a segment's frames. `filmingOf` answers for the shots of the segment's cut and the one before it; a label lies over everything. */
export function ordersOf(
  segment: TimelineSegment,
  timeline: Timeline,
  { filmingOf, label }: Readonly<{ filmingOf: (shotIndex: number) => Filming; label: FilmLabel | undefined }>,
): FrameOrder[] {
  return Array.from({ length: segment.frames }, (_, k): FrameOrder => {
    const frame = segment.startFrame + k;
    const { shots, blend, veil, captions } = frameAt(timeline, frame);
    const over = label !== undefined && isLabelled(label, frame, timeline.fps) ? [{ caption: labelName, opacityRatio: 1 }] : [];
    return {
      shots: shots.map(({ index, tSec, brightnessRatio }) => {
        const filming = filmingOf(index);
        if (filming === 'footage') return { scene: index, frame: Math.round(tSec * timeline.fps), brightnessRatio };
        const { path, look } = filming;
        const open = openMoments(look, tSec, path);
        return { scene: index, pose: path(tSec), tSec, brightnessRatio, ...(open === undefined ? {} : { open }) };
      }),
      blend,
      veil,
      captions: [...captions.map(({ caption, opacityRatio }) => ({ caption: captionName(caption), opacityRatio })), ...over],
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
