import type { TileBox } from './motion-layout.ts';

/** Which tiles of a layer are meant, row by row over `across`. */
export type TileMap = Readonly<{ isOn: Uint8Array; across: number; down: number }>;

/** Tiles inside a box that have a node with something to do at any corner; nothing outside the layer. */
export function movedTiles(values: Float32Array, box: TileBox, { across, down }: Readonly<{ across: number; down: number }>): TileMap {
  const isOn = new Uint8Array(across * down);
  const nodes = box.across + 1;
  const does = (k: number) => values[k * 4] !== 0 || values[k * 4 + 1] !== 0 || values[k * 4 + 2] !== 0 || values[k * 4 + 3] !== 0;
  for (let row = 0; row < Math.min(box.down, down - box.y); row++)
    for (let column = 0; column < Math.min(box.across, across - box.x); column++) {
      const k = row * nodes + column;
      if (does(k) || does(k + 1) || does(k + nodes) || does(k + nodes + 1)) isOn[(box.y + row) * across + box.x + column] = 1;
    }
  return { isOn, across, down };
}

/** Chroma tiles, twice as large: on where any of its four is. */
export function chromaTiles({ isOn, across, down }: TileMap): TileMap {
  const wide = Math.ceil(across / 2);
  const tall = Math.ceil(down / 2);
  const coarse = new Uint8Array(wide * tall);
  for (let y = 0; y < down; y++) for (let x = 0; x < across; x++) if (isOn[y * across + x]) coarse[(y >> 1) * wide + (x >> 1)] = 1;
  return { isOn: coarse, across: wide, down: tall };
}

/** (row, first, end) triples of the tiles that are on and for which `isWanted` holds. */
export function runsOf({ isOn, across, down }: TileMap, isWanted: (tile: number) => boolean): Int32Array {
  const runs: number[] = [];
  for (let y = 0; y < down; y++) {
    let open = -1;
    for (let x = 0; x <= across; x++) {
      const is = x < across && isOn[y * across + x] === 1 && isWanted(y * across + x);
      if (is && open < 0) open = x;
      if (!is && open >= 0) {
        runs.push(y, open, x);
        open = -1;
      }
    }
  }
  return Int32Array.from(runs);
}
