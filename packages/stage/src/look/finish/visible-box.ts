import type { FrameSize } from '../../place.ts';

/** The part of a frame that a letterbox leaves, in even pixels. */
export type VisibleBox = Readonly<{ left: number; top: number; widthPx: number; heightPx: number }>;

/** Black bars of equal size above and below, or left and right, that leave `aspectRatio` (width / height) to the nearest four pixels; the whole frame without one. */
export function visibleBox({ widthPx, heightPx }: FrameSize, aspectRatio: number | undefined): VisibleBox {
  if (aspectRatio === undefined) return { left: 0, top: 0, widthPx, heightPx };
  const bar = (spare: number, side: number) => Math.max(0, Math.min(Math.round(spare / 4) * 2, Math.floor((side - 2) / 4) * 2));
  const top = bar(heightPx - widthPx / aspectRatio, heightPx);
  const left = top > 0 ? 0 : bar(widthPx - heightPx * aspectRatio, widthPx);
  return { left, top, widthPx: widthPx - 2 * left, heightPx: heightPx - 2 * top };
}
