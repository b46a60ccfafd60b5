/** Which 8 × 8-texel tiles hold any alpha: `flags[y * pitch + x]` bit 0, each answering for itself and the three tiles to its right. */
export type TileFlags = Readonly<{ flags: Uint8Array; start: number; pitch: number; widthPx: number; heightPx: number }>;

/** Cells this near to some alpha are drawn, so that a block that touches it finds the surface at all its corners. */
const REACH_CELLS = 3;

/** (row, first cell, end cell) triples of the mesh cells worth rasterising; all of them for an opaque layer (tiles null). `reachCells` (default 3): so near to alpha. */
export function cellRuns(columns: Float32Array, rows: Float32Array, tiles: TileFlags | null, reachCells = REACH_CELLS): Int32Array {
  const across = columns.length - 1;
  const down = rows.length - 1;
  const runs: number[] = [];
  if (tiles === null) {
    for (let y = 0; y < down; y++) runs.push(y, 0, across);
    return Int32Array.from(runs);
  }
  const near = new Uint8Array(across * down);
  for (let y = 0; y < down; y++) {
    let done = 0;
    for (let x = 0; x < across; x++) {
      if (!hasAlpha(tiles, [columns[x] as number, columns[x + 1] as number], [rows[y] as number, rows[y + 1] as number])) continue;
      const end = Math.min(across, x + reachCells + 1);
      for (let i = Math.max(done, x - reachCells); i < end; i++) near[y * across + i] = 1;
      done = end;
    }
  }
  const wanted = new Uint8Array(across);
  for (let y = 0; y < down; y++) {
    wanted.fill(0);
    for (let j = Math.max(0, y - reachCells); j <= Math.min(down - 1, y + reachCells); j++) {
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
