import type { Size } from '../layers/size.ts';

/** A rectangle in pixels. */
export type Box = Readonly<{ xPx: number; yPx: number; widthPx: number; heightPx: number }>;

/** A tile: what is read for it, and the part of the result that is taken from it. Both in pixels of the picture. */
export type Tile = Readonly<{ read: Box; keep: Box }>;

/**
 * Cuts a picture into tiles that read at least `marginPx` beyond what they keep, past the picture's edge too; all of one size, so that one plan of
 * memory serves them all. `corePx` bounds what a tile keeps on either side.
 */
export function layTiles(size: Size, { corePx = 256, marginPx = 16 }: { corePx?: number; marginPx?: number } = {}): Tile[] {
  const rows = cutLine(size.heightPx, corePx, marginPx);
  const columns = cutLine(size.widthPx, corePx, marginPx);
  return rows.flatMap((row) =>
    columns.map((column) => ({
      read: { xPx: column.read, yPx: row.read, widthPx: column.readPx, heightPx: row.readPx },
      keep: { xPx: column.keep, yPx: row.keep, widthPx: column.keepPx, heightPx: row.keepPx },
    })),
  );
}

type Cut = Readonly<{ read: number; readPx: number; keep: number; keepPx: number }>;

function cutLine(lengthPx: number, corePx: number, marginPx: number): Cut[] {
  const count = Math.ceil(lengthPx / corePx);
  const keepPx = Math.ceil(lengthPx / count);
  return Array.from({ length: count }, (_, i) => {
    const keep = Math.round((i * lengthPx) / count);
    const end = Math.round(((i + 1) * lengthPx) / count);
    return { read: keep - marginPx, readPx: keepPx + 2 * marginPx, keep, keepPx: end - keep };
  });
}
