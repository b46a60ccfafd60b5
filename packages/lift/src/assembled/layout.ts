import type { Size } from '../layers/size.ts';
import type { AssembledLayer, LayersDocument } from './layers-document.ts';

/** A rectangle in whole pixels of the scene's canvas. */
export type Rectangle = Readonly<{ left: number; top: number; right: number; bottom: number }>;

/** How a document's layers lie on a scene's canvas. */
export type Layout = Readonly<{
  canvas: Size;
  /** The document's canvas on the scene's; the rest is room that layers give the camera. */
  photo: Readonly<{ xPx: number; yPx: number } & Size>;
  /** Where each layer's whole picture lies, what reaches beyond the scene's canvas included. */
  placed: readonly Rectangle[];
  /** Edge of a mesh cell in canvas pixels; even. */
  cellPx: number;
}>;

/** Layers count this far beyond the document's canvas, as a share of its sides. */
const mostBeyondRatio = 0.5;
/** Most pixels that all layers may have together: 400 MB. */
const mostPixels = 100_000_000;

/**
 * Lays a document out: its canvas scaled to at most `maxWidthPx` a side (never enlarged) and to even sizes, and around it the room that layers fill
 * beyond it, up to half its size on each side.
 */
export function layOutLayers(
  { canvas, layers }: LayersDocument,
  { sizes, maxWidthPx }: Readonly<{ sizes: readonly Size[]; maxWidthPx: number }>,
): Layout {
  const area = layers.reduce((sum, layer, k) => sum + areaOf(layer, sizes[k] as Size, canvas), 0);
  const scale = Math.min(1, maxWidthPx / Math.max(canvas.widthPx, canvas.heightPx), Math.sqrt(mostPixels / Math.max(1, area)));
  const photo = { widthPx: evenAtLeast(canvas.widthPx * scale), heightPx: evenAtLeast(canvas.heightPx * scale) };
  const across = photo.widthPx / canvas.widthPx;
  const down = photo.heightPx / canvas.heightPx;
  const wanted = layers.map((layer, k): Rectangle => {
    const { left, top, right, bottom } = edgesOf(layer, sizes[k] as Size);
    const place = {
      left: Math.round(left * across),
      top: Math.round(top * down),
      right: Math.round(right * across),
      bottom: Math.round(bottom * down),
    };
    return { ...place, right: Math.max(place.left + 1, place.right), bottom: Math.max(place.top + 1, place.bottom) };
  });
  const beyond = (most: number, ...reaches: readonly number[]): number =>
    2 * Math.ceil(Math.max(0, Math.min(most * mostBeyondRatio, Math.max(...reaches))) / 2);
  const xPx = beyond(photo.widthPx, ...wanted.map(({ left }) => -left));
  const yPx = beyond(photo.heightPx, ...wanted.map(({ top }) => -top));
  const rightPx = beyond(photo.widthPx, ...wanted.map(({ right }) => right - photo.widthPx));
  const belowPx = beyond(photo.heightPx, ...wanted.map(({ bottom }) => bottom - photo.heightPx));
  const whole = { widthPx: xPx + photo.widthPx + rightPx, heightPx: yPx + photo.heightPx + belowPx };
  return {
    canvas: whole,
    photo: { xPx, yPx, ...photo },
    placed: wanted.map(({ left, top, right, bottom }) => ({ left: left + xPx, top: top + yPx, right: right + xPx, bottom: bottom + yPx })),
    // some 256 cells along the longer side, as on a photograph's canvas
    cellPx: Math.max(2, 2 * Math.round(Math.max(whole.widthPx, whole.heightPx) / 512)),
  };
}

/** A layer's edges in pixels of the document's canvas. */
export function edgesOf({ xPx, yPx, scaleRatio }: AssembledLayer, { widthPx, heightPx }: Size): Rectangle {
  return { left: xPx, top: yPx, right: xPx + widthPx * scaleRatio, bottom: yPx + heightPx * scaleRatio };
}

/** How much of a layer can be drawn, in pixels of the document's canvas. */
function areaOf(layer: AssembledLayer, size: Size, canvas: Size): number {
  const { left, top, right, bottom } = edgesOf(layer, size);
  const inside = (from: number, to: number, side: number): number =>
    Math.max(0, Math.min(to, side * (1 + mostBeyondRatio)) - Math.max(from, -side * mostBeyondRatio));
  return inside(left, right, canvas.widthPx) * inside(top, bottom, canvas.heightPx);
}

function evenAtLeast(length: number): number {
  return Math.max(2, 2 * Math.round(length / 2));
}
