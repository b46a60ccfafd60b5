/** Draws numbers 0..1 one after the other, the same for the same seed (mulberry32). */
export type Random = () => number;

/** A row of random numbers of its own for each seed. */
export function randomOf(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** A number 0..1 for a whole-numbered place. */
export function hashAt(x: number, y: number, seed: number): number {
  let h = (Math.imul(x, 0x27d4eb2d) ^ Math.imul(y, 0x165667b1) ^ Math.imul(seed, 0x9e3779b1)) | 0;
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 4294967296;
}

/** Smooth noise along a line, 0..1, one bump a unit. */
export function lineNoise(x: number, seed: number): number {
  const left = Math.floor(x);
  const t = x - left;
  const a = hashAt(left, 0, seed);
  return a + (hashAt(left + 1, 0, seed) - a) * t * t * (3 - 2 * t);
}

/** Several octaves of line noise, each half as strong and twice as fine; about 0..1. */
export function roughLine(x: number, seed: number, octaves = 5): number {
  let sum = 0;
  let share = 0.5;
  for (let k = 0; k < octaves; k++) {
    sum += share * lineNoise(x * 2 ** k, seed + k * 101);
    share /= 2;
  }
  return sum / (1 - share * 2);
}

/** Line noise with sharp crests, as mountains have; about 0..1. */
export function ridgedLine(x: number, seed: number, octaves = 5): number {
  let sum = 0;
  let share = 0.5;
  let total = 0;
  for (let k = 0; k < octaves; k++) {
    const n = 1 - Math.abs(2 * lineNoise(x * 2 ** k, seed + k * 131) - 1);
    sum += share * n * n;
    total += share;
    share *= 0.48;
  }
  return sum / total;
}

const tileSide = 256;

/** Soft noise on a plane, about 0..1 with mean 0.5, repeating every 1 × 1: a tile made once and read as often as there are pixels. */
export type NoiseTile = (x: number, y: number) => number;

/** Tiles made so far, by what they are made of: a picture needs a dozen kinds, each read at places of its own. */
const tiles = new Map<string, Float32Array>();

/** A tile of `octaves` octaves of smooth noise; its coarsest has `cells` bumps a side. Each seed reads another part of it. */
export function noiseTile(seed: number, { cells = 4, octaves = 5 }: Readonly<{ cells?: number; octaves?: number }> = {}): NoiseTile {
  const kind = `${cells} ${octaves} ${seed & 1}`;
  const tile = tiles.get(kind) ?? madeTile({ cells, octaves, seed: seed & 1 });
  tiles.set(kind, tile);
  const shiftX = hashAt(seed, 5, 17);
  const shiftY = hashAt(seed, 6, 19);
  const mask = tileSide - 1;
  return (x, y) => {
    const u = (x + shiftX) * tileSide;
    const v = (y + shiftY) * tileSide;
    const left = Math.floor(u);
    const top = Math.floor(v);
    const a = u - left;
    const b = v - top;
    const row = (top & mask) * tileSide;
    const next = ((top + 1) & mask) * tileSide;
    const p = left & mask;
    const q = (left + 1) & mask;
    const upper = (tile[row + p] as number) * (1 - a) + (tile[row + q] as number) * a;
    return upper * (1 - b) + ((tile[next + p] as number) * (1 - a) + (tile[next + q] as number) * a) * b;
  };
}

function madeTile({ cells, octaves, seed }: Readonly<{ cells: number; octaves: number; seed: number }>): Float32Array {
  const tile = new Float32Array(tileSide * tileSide);
  let share = 1;
  let total = 0;
  for (let k = 0, n = cells; k < octaves && n <= tileSide; k++, n *= 2) {
    addOctave(tile, { cells: n, share, seed: seed + k * 977 });
    total += share;
    share /= 2;
  }
  for (let i = 0; i < tile.length; i++) tile[i] = (tile[i] as number) / total;
  return tile;
}

function addOctave(tile: Float32Array, { cells, share, seed }: Readonly<{ cells: number; share: number; seed: number }>): void {
  const lattice = Float32Array.from({ length: cells * cells }, (_, k) => hashAt(k % cells, Math.floor(k / cells), seed));
  const at = (x: number, y: number): number => lattice[(y % cells) * cells + (x % cells)] as number;
  for (let y = 0; y < tileSide; y++) {
    const v = (y * cells) / tileSide;
    const top = Math.floor(v);
    const b = ease(v - top);
    for (let x = 0; x < tileSide; x++) {
      const u = (x * cells) / tileSide;
      const left = Math.floor(u);
      const a = ease(u - left);
      const upper = at(left, top) * (1 - a) + at(left + 1, top) * a;
      const lower = at(left, top + 1) * (1 - a) + at(left + 1, top + 1) * a;
      tile[y * tileSide + x] = (tile[y * tileSide + x] as number) + share * (upper * (1 - b) + lower * b);
    }
  }
}

const ease = (t: number): number => t * t * t * (t * (t * 6 - 15) + 10);
