import { type Camera, type Framing, framingCrop, type Pose, pointAtSubjectDepth, type Region, rotate, type Vec3 } from '@fantascope/film';
import { type FrameWindow, projectPoint } from '@fantascope/stage';
import type { PicturePoint } from '../../preview/distance-at.ts';

/** Smallest share of the frame that a camera may be told to land on. */
export const LEAST_REGION_RATIO = 0.03;

/** Where a line of sight through a place of the picture meets the subject's depth, as a place of the first frame; null where it never does. */
export function inFirstFrame(camera: Camera, pose: Pose, point: PicturePoint): PicturePoint | null {
  const half = 18 / pose.lensMm;
  const ray = rotate(pose.orientation, [(point.xRatio * 2 - 1) * half, ((1 - point.yRatio * 2) * half) / camera.aspectRatio, -1]);
  const share = (-camera.subjectDistanceM - pose.position[2]) / ray[2];
  if (!(share > 0)) return null;
  const halfWidthM = (18 / camera.lensMm) * camera.subjectDistanceM;
  const x = pose.position[0] + ray[0] * share;
  const y = pose.position[1] + ray[1] * share;
  return { xRatio: (x / halfWidthM + 1) / 2, yRatio: (1 - (y * camera.aspectRatio) / halfWidthM) / 2 };
}

/** Where a place of the first frame, at the subject's depth, is in the picture that a pose sees; null behind it. */
export function fromFirstFrame(camera: Camera, pose: Pose, { xRatio, yRatio }: PicturePoint): PicturePoint | null {
  return inPicture(camera, pose, pointAtSubjectDepth(camera, xRatio, yRatio));
}

/** Where a point of the world is in the picture that a pose sees; null behind it. */
export function inPicture({ aspectRatio }: Camera, pose: Pose, point: Vec3): PicturePoint | null {
  const at = projectPoint(pose, { widthPx: aspectRatio, heightPx: 1 }, point);
  return at === null ? null : { xRatio: at.xPx / aspectRatio, yRatio: at.yPx };
}

/** The corners of a rectangle, clockwise from the top left. */
export function cornersOf({ xRatio, yRatio, widthRatio, heightRatio }: Region): readonly PicturePoint[] {
  return [
    { xRatio, yRatio },
    { xRatio: xRatio + widthRatio, yRatio },
    { xRatio: xRatio + widthRatio, yRatio: yRatio + heightRatio },
    { xRatio, yRatio: yRatio + heightRatio },
  ];
}

/** A rectangle drawn in the picture that a pose sees, as a rectangle of the first frame, cut to it; null where nothing of it is there. */
export function regionDrawn(camera: Camera, pose: Pose, drawn: Region): Region | null {
  const corners = cornersOf(drawn).map((corner) => inFirstFrame(camera, pose, corner));
  const known = corners.filter((corner) => corner !== null);
  return known.length < 4 ? null : boxOf(known);
}

/** The box around points, cut to the frame; null where less than the schema's smallest is left. */
export function boxOf(points: readonly PicturePoint[]): Region | null {
  const cut = (ratio: number) => Math.max(0, Math.min(1, ratio));
  const [xs, ys] = [points.map(({ xRatio }) => cut(xRatio)), points.map(({ yRatio }) => cut(yRatio))];
  const [xRatio, yRatio] = [Math.min(...xs), Math.min(...ys)];
  const [widthRatio, heightRatio] = [Math.max(...xs) - xRatio, Math.max(...ys) - yRatio];
  return widthRatio < 0.02 || heightRatio < 0.02 ? null : { xRatio, yRatio, widthRatio, heightRatio };
}

/** What the frame of a pose covers at the subject's depth, as four places of the first frame; null where it looks past it. */
export function landingCorners(camera: Camera, pose: Pose): readonly PicturePoint[] | null {
  const corners = cornersOf({ xRatio: 0, yRatio: 0, widthRatio: 1, heightRatio: 1 }).map((corner) => inFirstFrame(camera, pose, corner));
  const known = corners.filter((corner) => corner !== null);
  return known.length < 4 ? null : known;
}

/** A rectangle moved and grown about its middle, kept inside the frame and no smaller than what may be landed on. */
export function adjusted(region: Region, by: Readonly<{ x?: number; y?: number; width?: number; height?: number }>): Region {
  const size = (ratio: number) => Math.max(LEAST_REGION_RATIO, Math.min(1, ratio));
  const widthRatio = size(region.widthRatio + (by.width ?? 0));
  const heightRatio = size(region.heightRatio + (by.height ?? 0));
  const at = (start: number, old: number, now: number, step: number) => Math.max(0, Math.min(1 - now, start + (old - now) / 2 + step));
  return {
    xRatio: at(region.xRatio, region.widthRatio, widthRatio, by.x ?? 0),
    yRatio: at(region.yRatio, region.heightRatio, heightRatio, by.y ?? 0),
    widthRatio,
    heightRatio,
  };
}

/** Sizes of framing, closest first. */
export const framings = ['ECU', 'CU', 'MCU', 'MS', 'MLS', 'LS', 'WS', 'EWS'] as const satisfies readonly Framing[];

/** The framing size whose crop is nearest to a rectangle's. */
export function framingOf(camera: Camera, { widthRatio, heightRatio }: Region): Framing {
  const size = Math.log(Math.max(widthRatio, heightRatio));
  const miss = (framing: Framing) => Math.abs(Math.log(framingCrop(camera, framing).sizeRatio) - size);
  return framings.reduce((best, framing) => (miss(framing) < miss(best) ? framing : best));
}

/** A framing size as a rectangle of the first frame; null where it shows more than the first frame does. */
export function regionOfFraming(camera: Camera, framing: Framing): Region | null {
  const { centreXRatio, centreYRatio, sizeRatio } = framingCrop(camera, framing);
  if (sizeRatio > 1) return null;
  const at = (centre: number) => Math.max(0, Math.min(1 - sizeRatio, centre - sizeRatio / 2));
  return { xRatio: at(centreXRatio), yRatio: at(centreYRatio), widthRatio: sizeRatio, heightRatio: sizeRatio };
}

/** A place of the photograph as a place of the first frame. */
export function photoInFrame({ xRatio, yRatio }: PicturePoint, { photo, window }: PhotoInWindow): PicturePoint {
  return {
    xRatio: (photo.xPx + xRatio * photo.widthPx - window.xPx) / window.widthPx,
    yRatio: (photo.yPx + yRatio * photo.heightPx - window.yPx) / window.heightPx,
  };
}

/** A place of the first frame as a place of the photograph. */
export function frameInPhoto({ xRatio, yRatio }: PicturePoint, { photo, window }: PhotoInWindow): PicturePoint {
  return {
    xRatio: (window.xPx + xRatio * window.widthPx - photo.xPx) / photo.widthPx,
    yRatio: (window.yPx + yRatio * window.heightPx - photo.yPx) / photo.heightPx,
  };
}

/** Where a photograph lies on its canvas, and the part of the canvas that the first frame shows. */
export type PhotoInWindow = Readonly<{ photo: FrameWindow; window: FrameWindow }>;
