import type { Region } from '@fantascope/film';
import type { FrameWindow } from './frame.ts';
import type { Scene } from './scene.ts';

/** Room above the head, as a share of the window's height, when the subject is taller than the window. */
const HEADROOM_RATIO = 0.08;

/**
 * The first frame's window: the largest rectangle of the output's shape inside the photograph (or the scene's room, where it has one), centred on the subject as far as the photograph reaches,
 * then made startCropRatio (≥ 1, default 1.06) times smaller about its own centre, so that the camera has a margin on every side.
 * A subject taller than the window keeps its top in the picture. `centre` (ratios of the photograph) goes before the
 * subject and places the cropped window itself; without either, the middle.
 */
export function firstWindow(
  scene: Scene,
  options: Readonly<{ aspectRatio: number; startCropRatio?: number; centre?: Readonly<{ xRatio: number; yRatio: number }> }>,
): FrameWindow {
  const { photo, room = photo } = scene;
  const { aspectRatio, startCropRatio = 1.06 } = options;
  const wholeWidth = Math.min(room.widthPx, room.heightPx * aspectRatio);
  const wholeHeight = wholeWidth / aspectRatio;
  const crop = Math.max(1, startCropRatio);
  const across = (ratio: number) => photo.xPx - room.xPx + ratio * photo.widthPx;
  const down = (ratio: number) => photo.yPx - room.yPx + ratio * photo.heightPx;
  const widthPx = wholeWidth / crop;
  const heightPx = wholeHeight / crop;
  if (options.centre !== undefined) {
    // A named centre is meant: the cropped window itself goes there, up to the photograph's border.
    const { xRatio, yRatio } = options.centre;
    const xPx = room.xPx + place(across(xRatio), widthPx, room.widthPx);
    return { xPx, yPx: room.yPx + place(down(yRatio), heightPx, room.heightPx), widthPx, heightPx };
  }
  const centre = centreOf(scene.subject, wholeHeight / photo.heightPx);
  const xPx = place(across(centre.xRatio), wholeWidth, room.widthPx);
  const yPx = place(down(centre.yRatio), wholeHeight, room.heightPx);
  return { xPx: room.xPx + xPx + (wholeWidth - widthPx) / 2, yPx: room.yPx + yPx + (wholeHeight - heightPx) / 2, widthPx, heightPx };
}

/** The start of a span of this length centred here, pushed inside 0 … whole. */
function place(centre: number, length: number, whole: number): number {
  return Math.max(0, Math.min(whole - length, centre - length / 2));
}

/** Where the window's centre belongs, in ratios of the photograph, for a window this share of its height. */
function centreOf(subject: Region | null, windowHeightRatio: number): Readonly<{ xRatio: number; yRatio: number }> {
  if (subject === null) return { xRatio: 0.5, yRatio: 0.5 };
  const xRatio = subject.xRatio + subject.widthRatio / 2;
  if (subject.heightRatio <= windowHeightRatio) return { xRatio, yRatio: subject.yRatio + subject.heightRatio / 2 };
  return { xRatio, yRatio: subject.yRatio + windowHeightRatio * (0.5 - HEADROOM_RATIO) };
}

/** A region of the photograph as ratios of the first frame, cut to the frame; null when there is none or less than 2 % of the frame shows it. */
export function regionInFrame(region: Region | null | undefined, { photo }: Scene, window: FrameWindow): Region | null {
  if (region === null || region === undefined) return null;
  const left = (photo.xPx + region.xRatio * photo.widthPx - window.xPx) / window.widthPx;
  const top = (photo.yPx + region.yRatio * photo.heightPx - window.yPx) / window.heightPx;
  const right = left + (region.widthRatio * photo.widthPx) / window.widthPx;
  const bottom = top + (region.heightRatio * photo.heightPx) / window.heightPx;
  const xRatio = Math.max(0, left);
  const yRatio = Math.max(0, top);
  const widthRatio = Math.min(1, right) - xRatio;
  const heightRatio = Math.min(1, bottom) - yRatio;
  return widthRatio >= 0.02 && heightRatio >= 0.02 ? { xRatio, yRatio, widthRatio, heightRatio } : null;
}
