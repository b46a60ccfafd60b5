import { MOST_TEXELS_PER_PIXEL } from './texel-density.ts';

/** Which 8 × 8-texel tiles hold any alpha: `flags[y * pitch + x]` bit 0, each answering for itself and the three tiles to its right. */
export type TileFlags = Readonly<{ flags: Uint8Array; start: number; pitch: number; widthPx: number; heightPx: number }>;

/** Pixels of a block along its longer side: a block that touches some alpha must find the surface at all its corners. */
const BLOCK_PX = 16;

/** How far from some alpha cells are drawn at least, in texels of the finest of a layer's levels: the coarser the level, the more of them a block spans. */
export function blockReachTexels(levels: number): number {
  return Math.ceil(BLOCK_PX * MOST_TEXELS_PER_PIXEL) * 2 ** (levels - 1);
}

/** (row, first cell, end cell) triples of the mesh cells within `reachTexels` of some alpha, which are worth rasterising; all of them for an opaque layer (tiles null). */
export function cellRuns(columns: Float32Array, rows: Float32Array, tiles: TileFlags | null, reachTexels: number): Int32Array {
  const across = columns.length - 1;
  const down = rows.length - 1;
  const runs: number[] = [];
  if (tiles === null) {
    for (let y = 0; y < down; y++) runs.push(y, 0, across);
    return Int32Array.from(runs);
  }
  // Inner cells are all of one size; the first and the last are the ring.
  const cellsOf = (edges: Float32Array) => Math.max(1, Math.ceil(reachTexels / ((edges[2] as number) - (edges[1] as number))));
  const [reachX, reachY] = [cellsOf(columns), cellsOf(rows)];
  const near = new Uint8Array(across * down);
  for (let y = 0; y < down; y++) {
    let done = 0;
    for (let x = 0; x < across; x++) {
      if (!hasAlpha(tiles, [columns[x] as number, columns[x + 1] as number], [rows[y] as number, rows[y + 1] as number])) continue;
      const end = Math.min(across, x + reachX + 1);
      for (let i = Math.max(done, x - reachX); i < end; i++) near[y * across + i] = 1;
      done = end;
    }
  }
  const wanted = new Uint8Array(across);
  for (let y = 0; y < down; y++) {
    wanted.fill(0);
    for (let j = Math.max(0, y - reachY); j <= Math.min(down - 1, y + reachY); j++) {
      for (let x = 0; x < across; x++) wanted[x] = (wanted[x] as number) | (near[j * across + x] as number);
    }
    let open = -1;
    for (let x = 0; x <= across; x++) {
      const isOn = x < across && wanted[x] === 1;
      if (isOn && open < 0) open = x;
      if (!isOn && open >= 0) {
        runs.push(y, open, x);
        open = -1;
      }
    }
  }
  return Int32Array.from(runs);
}

function hasAlpha(tiles: TileFlags, [x0, x1]: readonly [number, number], [y0, y1]: readonly [number, number]): boolean {
  const firstX = Math.max(0, x0) >> 3;
  const lastX = Math.min(tiles.widthPx - 1, x1) >> 3;
  const lastY = Math.min(tiles.heightPx - 1, y1) >> 3;
  for (let ty = Math.max(0, y0) >> 3; ty <= lastY; ty++) {
    for (let tx = firstX; tx <= lastX; tx += 4) if (((tiles.flags[tiles.start + ty * tiles.pitch + tx] as number) & 1) !== 0) return true;
  }
  return false;
}
