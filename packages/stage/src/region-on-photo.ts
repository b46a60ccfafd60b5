import { type Camera, isSameShape, type Region } from '@fantascope/film';
import type { FrameWindow } from './frame.ts';
import type { Scene } from './scene.ts';

type Photo = Scene['photo'];
type Push = Extract<Extract<Camera, { moves: unknown }>['moves'][number], { kind: 'push-to' }>;

/** Windows that differ by less than this share of the photograph are the same: documents keep ratios to a ten-thousandth. */
const SAME_RATIO = 2e-4;
/** Smallest region a camera takes. */
const LEAST_RATIO = 0.02;

/** The part of the photograph that a window shows, as ratios of it; null where the window reaches beyond the photograph. */
export function windowOnPhoto(photo: Photo, window: FrameWindow): Region | null {
  const round = (ratio: number) => Math.round(ratio * 1e4) / 1e4;
  const xRatio = round((window.xPx - photo.xPx) / photo.widthPx);
  const yRatio = round((window.yPx - photo.yPx) / photo.heightPx);
  const [widthRatio, heightRatio] = [round(window.widthPx / photo.widthPx), round(window.heightPx / photo.heightPx)];
  const isInside = xRatio >= 0 && yRatio >= 0 && xRatio + widthRatio <= 1 + SAME_RATIO && yRatio + heightRatio <= 1 + SAME_RATIO;
  if (!isInside || widthRatio < LEAST_RATIO || heightRatio < LEAST_RATIO) return null;
  return { xRatio, yRatio, widthRatio: Math.min(widthRatio, 1 - xRatio), heightRatio: Math.min(heightRatio, 1 - yRatio) };
}

/** A region of the frame that it was drawn in, as a region of the photograph. */
function onPhoto(region: Region, drawnIn: Region): Region {
  return {
    xRatio: drawnIn.xRatio + region.xRatio * drawnIn.widthRatio,
    yRatio: drawnIn.yRatio + region.yRatio * drawnIn.heightRatio,
    widthRatio: region.widthRatio * drawnIn.widthRatio,
    heightRatio: region.heightRatio * drawnIn.heightRatio,
  };
}

/** The same place of the photograph in another window, cut to it; what lies outside is as near as the window reaches. */
function inWindow(push: Push, { photo, window }: Readonly<{ photo: Photo; window: FrameWindow }>): Push {
  const { region, drawnIn } = push;
  const now = windowOnPhoto(photo, window);
  if (region === undefined || drawnIn === undefined || now === null) return push;
  const isSame = (['xRatio', 'yRatio', 'widthRatio', 'heightRatio'] as const).every(
    (side) => Math.abs(now[side] - drawnIn[side]) <= SAME_RATIO,
  );
  if (isSame) return push;
  const place = onPhoto(region, drawnIn);
  const span = (from: number, length: number, start: number, whole: number): readonly [number, number] => {
    const [low, high] = [(from - start) / whole, (from + length - start) / whole].map((ratio) => Math.max(0, Math.min(1, ratio))) as [
      number,
      number,
    ];
    const size = Math.max(LEAST_RATIO, high - low);
    return [Math.min(low, 1 - size), size];
  };
  const [xRatio, widthRatio] = span(place.xRatio, place.widthRatio, now.xRatio, now.widthRatio);
  const [yRatio, heightRatio] = span(place.yRatio, place.heightRatio, now.yRatio, now.heightRatio);
  return { ...push, region: { xRatio, yRatio, widthRatio, heightRatio }, drawnIn: now };
}

/** A camera whose regions lie where they were drawn on the photograph, whatever window the first frame is now. Regions that do not say where they were drawn stay. */
export function cameraInWindow<Kind extends Camera>(camera: Kind, of: Readonly<{ photo: Photo; window: FrameWindow }>): Kind {
  if (!('moves' in camera)) return camera;
  const isTold = camera.moves.some((move) => move.kind === 'push-to' && move.drawnIn !== undefined);
  return isTold ? { ...camera, moves: camera.moves.map((move) => (move.kind === 'push-to' ? inWindow(move, of) : move)) } : camera;
}

/**
 * What a frame of another shape than the last region was drawn in is to be about, as ratios of the photograph: that region. Undefined where no region says where
 * it was drawn, and in the shape it was drawn in, whose window is as it was.
 */
export function regionToShow(camera: Camera, { photo, aspectRatio }: Readonly<{ photo: Photo; aspectRatio: number }>): Region | undefined {
  const last = 'moves' in camera ? camera.moves.findLast((move) => move.kind === 'push-to' && move.region !== undefined) : undefined;
  if (last?.kind !== 'push-to' || last.region === undefined || last.drawnIn === undefined) return undefined;
  const shape = (last.drawnIn.widthRatio * photo.widthPx) / (last.drawnIn.heightRatio * photo.heightPx);
  if (isSameShape(shape, aspectRatio)) return undefined;
  return onPhoto(last.region, last.drawnIn);
}
