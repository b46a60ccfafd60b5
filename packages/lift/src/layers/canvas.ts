import type { Size } from './size.ts';

/** How a photograph lies on a scene's canvas and on the smaller plane where layers are split and filled. Cells of both planes correspond one to one. */
export type Canvas = Readonly<{
  /** Edge of a grid cell on the canvas, and on the work plane; canvas pixels = work pixels × cellPx / workCellPx. */
  cellPx: number;
  workCellPx: number;
  /** The photograph scaled to the canvas, before it is cropped to whole cells. */
  scaled: Size;
  /** What is cropped away on the left and at the top to get whole cells, in canvas pixels. */
  cropLeftPx: number;
  cropTopPx: number;
  /** Cells that the photograph covers. */
  columns: number;
  rows: number;
}>;

/** Small photographs are enlarged before they are split, so that edges and fills are made at the size of the film: to this length, at most four times. */
const leastLongSidePx = 1920;
const mostEnlargement = 4;
const workCellMost = 5;

/** Lays out the canvas for a photograph. `maxWidthPx` bounds the longer side; `enlarge` false keeps a small photograph's own size. */
export function layOutCanvas(photo: Size, { maxWidthPx = 2560, enlarge = true }: { maxWidthPx?: number; enlarge?: boolean } = {}): Canvas {
  const long = Math.max(photo.widthPx, photo.heightPx);
  const wanted = enlarge ? Math.max(long, Math.min(leastLongSidePx, long * mostEnlargement)) : long;
  const scale = Math.min(wanted, maxWidthPx) / long;
  const scaled = { widthPx: Math.max(4, Math.round(photo.widthPx * scale)), heightPx: Math.max(4, Math.round(photo.heightPx * scale)) };
  // some 256 cells along the longer side, an even number of pixels each, so that every layer's rectangle is even
  const cellPx = Math.max(2, 2 * Math.round(Math.max(scaled.widthPx, scaled.heightPx) / 512));
  const columns = Math.floor(scaled.widthPx / cellPx);
  const rows = Math.floor(scaled.heightPx / cellPx);
  return {
    cellPx,
    workCellPx: Math.min(workCellMost, cellPx),
    scaled,
    cropLeftPx: Math.floor((scaled.widthPx - columns * cellPx) / 2),
    cropTopPx: Math.floor((scaled.heightPx - rows * cellPx) / 2),
    columns,
    rows,
  };
}

/** The size of the photograph's part of the work plane. */
export function workSizeOf({ columns, rows, workCellPx }: Canvas): Size {
  return { widthPx: columns * workCellPx, heightPx: rows * workCellPx };
}

/** The size of the photograph's part of the canvas. */
export function canvasSizeOf({ columns, rows, cellPx }: Canvas): Size {
  return { widthPx: columns * cellPx, heightPx: rows * cellPx };
}
