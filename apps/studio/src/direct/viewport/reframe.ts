import { isSameShape, type Region, type Shot, type StartCentre, startCentreIn, withStartCentre } from '@fantascope/film';
import type { FrameWindow } from '@fantascope/stage';
import type { ShotEdit } from '../../shot/shot-edit.ts';
import type { PhotoInWindow } from './first-frame.ts';

/** Where the middle of a window is on its photograph, as ratios of it. */
export function centreOf({ photo, window }: PhotoInWindow): StartCentre {
  return {
    xRatio: (window.xPx + window.widthPx / 2 - photo.xPx) / photo.widthPx,
    yRatio: (window.yPx + window.heightPx / 2 - photo.yPx) / photo.heightPx,
  };
}

/** How far the middle of a window may go before it would leave its photograph. */
export function reachOf({ photo, window }: PhotoInWindow): Readonly<Record<'x' | 'y', readonly [least: number, most: number]>> {
  const span = (share: number): readonly [number, number] => (share >= 1 ? [0.5, 0.5] : [share / 2, 1 - share / 2]);
  return { x: span(window.widthPx / photo.widthPx), y: span(window.heightPx / photo.heightPx) };
}

/** A middle carried over the photograph, no farther than the window reaches. */
export function carriedCentre({ xRatio, yRatio }: StartCentre, by: Readonly<{ x: number; y: number }>, place: PhotoInWindow): StartCentre {
  const { x, y } = reachOf(place);
  const cut = (ratio: number, [least, most]: readonly [number, number]) => Math.max(least, Math.min(most, ratio));
  return { xRatio: cut(xRatio + by.x, x), yRatio: cut(yRatio + by.y, y) };
}

/** A window of the same size about another middle. */
export function windowAbout({ xRatio, yRatio }: StartCentre, { photo, window }: PhotoInWindow): FrameWindow {
  return {
    ...window,
    xPx: photo.xPx + xRatio * photo.widthPx - window.widthPx / 2,
    yPx: photo.yPx + yRatio * photo.heightPx - window.heightPx / 2,
  };
}

/** Whether two middles are the same to what a document keeps of them. */
export function isSameCentre(a: StartCentre, b: StartCentre): boolean {
  return Math.abs(a.xRatio - b.xRatio) < 1e-3 && Math.abs(a.yRatio - b.yRatio) < 1e-3;
}

/** The edit that frames a shot about a middle in frames of one shape; null leaves it to the picture again. Other shapes keep theirs. */
export function reframed(shot: Shot, of: Readonly<{ aspectRatio: number; centre: StartCentre | null }>): ShotEdit {
  return { kind: 'put', field: 'startCentres', value: withStartCentre(shot, of) };
}

/**
 * What keeps each shape's framing when a region that was drawn in a frame of another shape is drawn anew in this one: without it the region, which centres
 * frames of other shapes than its own, would pull both frames to itself. `before` and `now`: the part of the photograph that each frame shows.
 */
export function pinned(
  shot: Shot,
  { photo, before, now }: Readonly<{ photo: FrameWindow; before: Region | undefined; now: Region }>,
): readonly ShotEdit[] {
  const shapeOf = ({ widthRatio, heightRatio }: Region) => (widthRatio * photo.widthPx) / (heightRatio * photo.heightPx);
  if (before === undefined || isSameShape(shapeOf(before), shapeOf(now))) return [];
  let { startCentres } = shot;
  for (const part of [before, now]) {
    const aspectRatio = shapeOf(part);
    if (startCentreIn({ ...shot, startCentres }, aspectRatio) !== undefined) continue;
    const centre = { xRatio: part.xRatio + part.widthRatio / 2, yRatio: part.yRatio + part.heightRatio / 2 };
    startCentres = withStartCentre({ startCentres }, { aspectRatio, centre });
  }
  return startCentres === shot.startCentres ? [] : [{ kind: 'put', field: 'startCentres', value: startCentres }];
}
