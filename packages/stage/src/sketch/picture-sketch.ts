import { colourNames, namesOf } from './colour-names.ts';
import { type Pixels, SIDE_PX, type SmallPicture, smallPicture } from './small-picture.ts';

/**
 * What a picture looks like, coarsely: 128 whole numbers, each a level on a ladder of its own (`ladderOf`). First the layout of its colours,
 * then the directions of its edges, then how much of it each named colour is.
 */
export type PictureSketch = Readonly<Uint8Array>;

/** Cells of the layout, a side. */
const CELLS = 4;
/** Directions an edge may have: its gradient at 0, 45, 90 and 135 degrees, each half as far to both sides. */
const DIRECTIONS = 4;
/** A change of lightness over two pixels of 64 that counts as an edge. */
const EDGE = 8;

// Rungs: a value's level is how many of them it has reached. Even in lightness; closer together near grey, where the eye tells hues best.
const lightnessRungs = Array.from({ length: 15 }, (_, k) => (k + 1) * 6.25);
const hueRungs = [-65, -48, -35, -25, -17, -11, -6, -2, 2, 6, 11, 17, 25, 35, 48, 65];
const edgeRungs = [0.04, 0.12, 0.25, 0.45];
const shareRungs = [0.01, 0.02, 0.03, 0.05, 0.07, 0.1, 0.14, 0.19, 0.25, 0.32, 0.4, 0.49, 0.59, 0.7, 0.82, 0.94];
/** A picture "has" a colour that at least a twentieth of it bears. */
const HAS_SHARE = 0.05;

const cells = CELLS * CELLS;
const ladders: readonly (readonly number[])[] = [
  ...Array.from({ length: cells }, () => [lightnessRungs, hueRungs, hueRungs]).flat(),
  ...Array.from({ length: cells * DIRECTIONS }, () => edgeRungs),
  ...colourNames.map(() => shareRungs),
];

/** Numbers of a sketch. */
export const SKETCH_NUMBERS = ladders.length;
/** Levels above zero of each number, in their order. */
export const levelsAbove: readonly number[] = ladders.map(({ length }) => length);
/** Where the directions of edges begin. */
export const EDGES_FROM = cells * 3;
/** Where the shares of the named colours begin. */
export const SHARES_FROM = cells * 3 + cells * DIRECTIONS;
/** The level a colour's share has from where a picture is said to have it. */
export const HAS_LEVEL = shareRungs.indexOf(HAS_SHARE) + 1;

const levelOn = (ladder: readonly number[], value: number) => ladder.reduce((level, rung) => (value >= rung ? level + 1 : level), 0);

/**
 * The sketch of a picture. Colours: the mean CIELAB of 4 × 4 cells, in the manner of MPEG-7's colour layout descriptor (ISO/IEC
 * 15938-3:2002), which cuts a picture into cells and keeps a colour of each. Edges: how much of each cell holds an edge of each of four
 * directions, in the manner of its edge histogram descriptor, by gradients as in Dalal and Triggs, "Histograms of oriented gradients for human
 * detection" (CVPR 2005). No model: it knows nothing of what is shown. It is nearly the same for another size or a gentle compression of a
 * picture, not for its mirror image or a part of it; the colours' shares alone do not mind mirroring. Throws RangeError for sizes that the
 * bytes do not fill.
 */
export function sketchOf(picture: Pixels): PictureSketch {
  const small = smallPicture(picture);
  const values = [...layoutOf(small), ...edgesOf(small), ...sharesOf(small)];
  return Uint8Array.from(values, (value, at) => levelOn(ladders[at] ?? [], value));
}

/** The pixels of a cell. */
function pixelsOf(cell: number): readonly number[] {
  const side = SIDE_PX / CELLS;
  const from = Math.floor(cell / CELLS) * side * SIDE_PX + (cell % CELLS) * side;
  return Array.from({ length: side * side }, (_, k) => from + Math.floor(k / side) * SIDE_PX + (k % side));
}

const cellPixels = Array.from({ length: cells }, (_, cell) => pixelsOf(cell));

function layoutOf({ colours }: SmallPicture): readonly number[] {
  return cellPixels.flatMap((pixels) => {
    const sums = [0, 0, 0];
    for (const pixel of pixels) for (const [axis, value] of (colours[pixel] ?? []).entries()) sums[axis] = (sums[axis] ?? 0) + value;
    return sums.map((sum) => sum / pixels.length);
  });
}

function edgesOf({ colours }: SmallPicture): readonly number[] {
  const last = SIDE_PX - 1;
  const lightness = (x: number, y: number) => colours[Math.min(last, Math.max(0, y)) * SIDE_PX + Math.min(last, Math.max(0, x))]?.[0] ?? 0;
  return cellPixels.flatMap((pixels) => {
    const counts = Array.from({ length: DIRECTIONS }, () => 0);
    for (const pixel of pixels) {
      const [x, y] = [pixel % SIDE_PX, Math.floor(pixel / SIDE_PX)];
      const [dx, dy] = [lightness(x + 1, y) - lightness(x - 1, y), lightness(x, y + 1) - lightness(x, y - 1)];
      if (Math.hypot(dx, dy) < EDGE) continue;
      const turn = Math.atan2(dy, dx) / Math.PI;
      const direction = ((Math.round(turn * DIRECTIONS) % DIRECTIONS) + DIRECTIONS) % DIRECTIONS;
      counts[direction] = (counts[direction] ?? 0) + 1;
    }
    return counts.map((count) => count / pixels.length);
  });
}

function sharesOf({ colours, presence }: SmallPicture): readonly number[] {
  const sums = new Map(colourNames.map((name) => [name, 0]));
  let whole = 0;
  for (const [pixel, colour] of colours.entries()) {
    const there = presence[pixel] ?? 0;
    whole += there;
    for (const name of namesOf(colour)) sums.set(name, (sums.get(name) ?? 0) + there);
  }
  return [...sums.values()].map((sum) => (whole === 0 ? 0 : sum / whole));
}
