import type { PicturePoint } from '../../preview/distance-at.ts';
import { extendedSize, type Margins, noMargins, type PictureSize } from './margins.ts';

/** A place of a stroke, as ratios of the picture (beyond 0..1 in what was added to it), and how wide it is there: 1 for a mouse, by the pressure of a pen. */
export type MaskPoint = PicturePoint & Readonly<{ pressRatio: number }>;

/** What a hand or numbers have put on the mask. Lengths are ratios of the picture's width and height, `radiusRatio` of its width. */
export type Mark =
  | Readonly<{ kind: 'stroke'; points: readonly MaskPoint[]; radiusRatio: number; isErase: boolean }>
  | Readonly<{ kind: 'box'; xRatio: number; yRatio: number; widthRatio: number; heightRatio: number; isErase: boolean }>;

/** What was drawn on a picture: marks in their order, and what was added at its sides. */
export type Drawn = Readonly<{ marks: readonly Mark[]; margins: Margins }>;

/** Nothing is painted and nothing added. */
export const undrawn: Drawn = { marks: [], margins: noMargins };

/** A mask: one byte a pixel, 255 where it is painted anew, else 0. */
export type Grey = Readonly<{ widthPx: number; heightPx: number; bytes: Uint8Array<ArrayBuffer> }>;

/** Where the picture lies in a mask that is drawn at a scale of its pixels. */
export type MaskFrame = Readonly<{ picture: PictureSize; margins: Margins; scaleRatio: number }>;

/** The mask of what was drawn. What was added to the picture is always painted; no mark takes it away. */
export function maskOf(
  { marks, margins }: Drawn,
  { picture, scaleRatio = 1 }: Readonly<{ picture: PictureSize; scaleRatio?: number }>,
): Grey {
  const frame = { picture, margins, scaleRatio };
  const grey = blank(frame);
  for (const mark of marks) paintMark(grey, mark, frame);
  paintAdded(grey, frame);
  return grey;
}

/** An unpainted mask of the whole frame. */
function blank({ picture, margins, scaleRatio }: MaskFrame): Grey {
  const whole = extendedSize(picture, margins);
  const widthPx = Math.max(1, Math.round(whole.widthPx * scaleRatio));
  const heightPx = Math.max(1, Math.round(whole.heightPx * scaleRatio));
  return { widthPx, heightPx, bytes: new Uint8Array(widthPx * heightPx) };
}

/** Puts one more mark on a mask. */
export function paintMark(grey: Grey, mark: Mark, frame: MaskFrame): void {
  const value = mark.isErase ? 0 : 255;
  const { picture, margins, scaleRatio } = frame;
  const xPx = (ratio: number) => (ratio * picture.widthPx + margins.leftPx) * scaleRatio;
  const yPx = (ratio: number) => (ratio * picture.heightPx + margins.topPx) * scaleRatio;
  if (mark.kind === 'box') {
    const box = {
      left: xPx(mark.xRatio),
      top: yPx(mark.yRatio),
      right: xPx(mark.xRatio + mark.widthRatio),
      bottom: yPx(mark.yRatio + mark.heightRatio),
    };
    fill(
      grey,
      { left: Math.round(box.left), top: Math.round(box.top), right: Math.round(box.right), bottom: Math.round(box.bottom) },
      value,
    );
    return;
  }
  const radiusPx = mark.radiusRatio * picture.widthPx * scaleRatio;
  const dabs = mark.points.map(({ xRatio, yRatio, pressRatio }) => ({
    x: xPx(xRatio),
    y: yPx(yRatio),
    r: Math.max(0.5, radiusPx * pressRatio),
  }));
  for (const [i, dab] of dabs.entries()) paintWay(grey, { from: dabs[i - 1] ?? dab, to: dab }, value);
}

type Dab = Readonly<{ x: number; y: number; r: number }>;

/** The way between two places of a stroke: every pixel whose centre is within the brush, which grows or shrinks on the way. */
function paintWay({ widthPx, heightPx, bytes }: Grey, { from, to }: Readonly<{ from: Dab; to: Dab }>, value: number): void {
  const reach = Math.max(from.r, to.r);
  const left = Math.max(0, Math.floor(Math.min(from.x, to.x) - reach));
  const right = Math.min(widthPx - 1, Math.ceil(Math.max(from.x, to.x) + reach));
  const top = Math.max(0, Math.floor(Math.min(from.y, to.y) - reach));
  const bottom = Math.min(heightPx - 1, Math.ceil(Math.max(from.y, to.y) + reach));
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length2 = dx * dx + dy * dy;
  for (let y = top; y <= bottom; y++) {
    for (let x = left; x <= right; x++) {
      const [px, py] = [x + 0.5 - from.x, y + 0.5 - from.y];
      const share = length2 === 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / length2));
      const [ox, oy] = [px - share * dx, py - share * dy];
      const r = from.r + share * (to.r - from.r);
      if (ox * ox + oy * oy <= r * r) bytes[y * widthPx + x] = value;
    }
  }
}

type Box = Readonly<{ left: number; top: number; right: number; bottom: number }>;

/** `right` and `bottom` are not in it. */
function fill({ widthPx, heightPx, bytes }: Grey, { left, top, right, bottom }: Box, value: number): void {
  const [from, to] = [Math.max(0, left), Math.min(widthPx, right)];
  if (to <= from) return;
  for (let y = Math.max(0, top); y < Math.min(heightPx, bottom); y++) bytes.fill(value, y * widthPx + from, y * widthPx + to);
}

/** Paints all that was added at the picture's sides. */
export function paintAdded(grey: Grey, { picture, margins, scaleRatio }: MaskFrame): void {
  const { widthPx, heightPx } = grey;
  const left = Math.round(margins.leftPx * scaleRatio);
  const top = Math.round(margins.topPx * scaleRatio);
  const right = margins.rightPx === 0 ? widthPx : Math.round((margins.leftPx + picture.widthPx) * scaleRatio);
  const bottom = margins.bottomPx === 0 ? heightPx : Math.round((margins.topPx + picture.heightPx) * scaleRatio);
  fill(grey, { left: 0, top: 0, right: widthPx, bottom: top }, 255);
  fill(grey, { left: 0, top: bottom, right: widthPx, bottom: heightPx }, 255);
  fill(grey, { left: 0, top, right: left, bottom }, 255);
  fill(grey, { left: right, top, right: widthPx, bottom }, 255);
}

/** How much of a mask is painted, 0..1. */
export function paintedRatio({ bytes }: Grey): number {
  let count = 0;
  for (const value of bytes) if (value > 0) count++;
  return count / bytes.length;
}

/** A rectangle between two corners; null for one that is too small to be meant. */
export function boxBetween(from: PicturePoint, to: PicturePoint, isErase: boolean): Mark | null {
  const [widthRatio, heightRatio] = [Math.abs(to.xRatio - from.xRatio), Math.abs(to.yRatio - from.yRatio)];
  if (widthRatio < 0.005 || heightRatio < 0.005) return null;
  const [xRatio, yRatio] = [Math.min(from.xRatio, to.xRatio), Math.min(from.yRatio, to.yRatio)];
  return { kind: 'box', xRatio, yRatio, widthRatio, heightRatio, isErase };
}
