import { type ColourMatch, matchedColour } from '@fantascope/film';
import { deltaE76 } from './join-drift.ts';
import { labOf } from './lab.ts';
import type { Pixels } from './small-picture.ts';

/** A side of the square of cells that two frames are compared by: what moved a little stays in its cell. */
const CELLS = 32;
/** Variance below which a direction of colour counts as unknown: 4.4 levels of 255. What a picture hardly shows is hardly changed. */
const UNKNOWN = 0.0003;
/** Differences from which a cell counts less, at the least: 2.5 levels of 255, what encoding does. */
const USUAL_NOISE = 0.01;
const ROUNDS = 6;

/** Raised whenever the same frames would be matched differently (colour-match.test.ts notices). */
export const matchVersion = 1;

/** What a match may do, and where it is left alone. Chosen, not fitted to ratings of people. */
export const matchLimits = {
  /** Most that any colour there is may move in a channel: 64 levels of 255. Beyond, the whole match is weakened in proportion. */
  shiftRatio: 0.25,
  /** Least that the mean difference of the two frames has to fall by, CIE76. */
  gainDeltaE: 0.5,
  /** Least correlation of the two frames' lightness: below, they do not show the same picture. */
  likeRatio: 0.9,
} as const;

type Colour = readonly [number, number, number];
type Rows = readonly (readonly [number, number, number, number])[];

/**
 * How the colours of `after`, the first frame of a take, become those of `before`, the last frame of the take it continues, both of one size. Null where nothing has drifted,
 * where they are two different pictures, or where it would not bring them nearer. The two show the same picture, so their cells are pairs: the affine map of red, green and
 * blue with the least squares, held towards leaving colours alone where the picture says nothing (ridge regression, Hoerl & Kennard 1970) and deaf to what has moved
 * (iteratively reweighted, Holland & Welsch 1977: a cell further off than usual counts by the square of how often). Throws RangeError where the sizes differ or the bytes do not fill them.
 */
export function colourMatch({ before, after }: Readonly<Record<'before' | 'after', Pixels>>): ColourMatch | null {
  if (before.widthPx !== after.widthPx || before.heightPx !== after.heightPx) throw new RangeError('two frames of one size are compared');
  const [wanted, given] = [cellsOf(before), cellsOf(after)];
  // What most cells have in common comes first: what moved must not lead the first fit.
  let rows = shifted({ wanted, given });
  let weights: readonly number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const left = given.map((colour, at) => distance(matched(colour, rows), wanted[at] as Colour));
    const usual = Math.max(USUAL_NOISE, 1.4826 * median(left));
    weights = left.map((each) => Math.min(1, (usual / each) ** 2));
    rows = evenly({ wanted, given, weights });
  }
  if (likeness({ wanted, given, weights }) < matchLimits.likeRatio) return null;
  const match = { rows: bounded(rows) } as ColourMatch;
  const moved = given.map((colour) => matchedColour(colour, match));
  return meanDeltaE(given, wanted) - meanDeltaE(moved, wanted) >= matchLimits.gainDeltaE ? match : null;
}

/** A picture with its colours moved by a match, each cut to 0..255; itself where there is none. */
export function matchedPixels(picture: Pixels, match: ColourMatch | null): Pixels {
  if (match === null) return picture;
  const rgba = new Uint8ClampedArray(picture.rgba);
  for (let at = 0; at < rgba.length; at += 4) {
    const colour: Colour = [(rgba[at] as number) / 255, (rgba[at + 1] as number) / 255, (rgba[at + 2] as number) / 255];
    for (const [channel, value] of matchedColour(colour, match).entries()) rgba[at + channel] = value * 255;
  }
  return { ...picture, rgba };
}

/** The mean colours of 32 × 32 cells, ratios; fewer where there are fewer pixels. */
function cellsOf({ widthPx, heightPx, rgba }: Pixels): readonly Colour[] {
  if (rgba.length !== widthPx * heightPx * 4) throw new RangeError(`${widthPx} × ${heightPx} pixels are not ${rgba.length} bytes`);
  const [across, down] = [Math.min(CELLS, widthPx), Math.min(CELLS, heightPx)];
  const sums = Array.from({ length: across * down }, () => [0, 0, 0, 0] as [number, number, number, number]);
  for (let y = 0; y < heightPx; y += 1)
    for (let x = 0; x < widthPx; x += 1) {
      const sum = sums[Math.floor((y * down) / heightPx) * across + Math.floor((x * across) / widthPx)] as (typeof sums)[number];
      for (const channel of [0, 1, 2] as const) sum[channel] += rgba[(y * widthPx + x) * 4 + channel] as number;
      sum[3] += 255;
    }
  return sums.map(([red, green, blue, most]) => [red / most, green / most, blue / most]);
}

/** Luma by BT.709. */
const luma = ([red, green, blue]: Colour) => 0.2126 * red + 0.7152 * green + 0.0722 * blue;

/** Pearson's correlation of lightness, weighted; 1 where neither picture has any, 0 where only one has. */
function likeness({ wanted, given, weights }: Pairs): number {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const [a, b] = [wanted, given].map((cells) => {
    const values = cells.map(luma);
    const mean = dot(values, weights) / all;
    return values.map((value) => value - mean);
  }) as [number[], number[]];
  const shared = (one: readonly number[], other: readonly number[]) =>
    dot(
      one.map((value, at) => value * (weights[at] as number)),
      other,
    ) / all;
  const [aa, bb] = [shared(a, a), shared(b, b)];
  // A deviation of 4 levels of 255.
  const [isFlat, isOtherFlat] = [aa < 0.000_25, bb < 0.000_25];
  return isFlat && isOtherFlat ? 1 : isFlat || isOtherFlat ? 0 : shared(a, b) / Math.sqrt(aa * bb);
}

const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
const distance = (a: Colour, b: Colour) => Math.sqrt((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2);

function matched([red, green, blue]: Colour, rows: Rows): Colour {
  return rows.map(([r, g, b, added]) => r * red + g * green + b * blue + added) as unknown as Colour;
}

type Pairs = Readonly<{ wanted: readonly Colour[]; given: readonly Colour[]; weights: readonly number[] }>;

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

/** All colours moved alike: by the median of what changed in each channel. */
function shifted({ wanted, given }: Omit<Pairs, 'weights'>): Rows {
  const added = [0, 1, 2].map((channel) =>
    median(given.map((colour, at) => (wanted[at]?.[channel] as number) - (colour[channel] as number))),
  );
  return added.map((value, channel) => [...[0, 1, 2].map((axis) => (axis === channel ? 1 : 0)), value] as unknown as Rows[number]);
}

/**
 * The mean of the map there and of the way back turned round. What differs by chance makes either of them flatter than it is (regression dilution, Spearman 1904), and the two
 * of them in opposite ways.
 */
function evenly({ wanted, given, weights }: Pairs): Rows {
  const there = fitted({ wanted, given, weights });
  const back = fitted({ wanted: given, given: wanted, weights });
  const turned = inverse(back.map((row) => row.slice(0, 3)));
  const added = back.map((row) => row[3]);
  return there.map((row, channel) => {
    const way = [...(turned[channel] as number[]), -dot(turned[channel] as number[], added)];
    return row.map((value, at) => (value + (way[at] as number)) / 2) as unknown as Rows[number];
  });
}

/** The weighted ridge regression of what is to change in each channel on the colours that are there. */
function fitted({ wanted, given, weights }: Pairs): Rows {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const meanOf = (value: (at: number) => number) => weights.reduce((sum, weight, at) => sum + weight * value(at), 0) / all;
  const colour = (at: number) => given[at] as Colour;
  const change = (at: number, channel: number) => (wanted[at]?.[channel] as number) - (colour(at)[channel] as number);
  const axes = [0, 1, 2] as const;
  const means = axes.map((axis) => meanOf((at) => colour(at)[axis])) as unknown as Colour;
  const spread = (axis: 0 | 1 | 2) => (at: number) => colour(at)[axis] - means[axis];
  const shared = (a: 0 | 1 | 2, b: 0 | 1 | 2) => meanOf((at) => spread(a)(at) * spread(b)(at)) + (a === b ? UNKNOWN : 0);
  const unmixed = inverse(axes.map((a) => axes.map((b) => shared(a, b))));
  return axes.map((channel) => {
    const drift = meanOf((at) => change(at, channel));
    const along = axes.map((axis) => meanOf((at) => spread(axis)(at) * (change(at, channel) - drift)));
    const shares = axes.map((axis) => dot(unmixed[axis] as number[], along)) as unknown as Colour;
    const added = drift - dot(shares, means);
    return [...axes.map((axis) => shares[axis] + (axis === channel ? 1 : 0)), added] as unknown as Rows[number];
  });
}

/** The inverse of a 3 × 3 matrix, by its cofactors. */
function inverse(m: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const of = (y: number, x: number) => m[y % 3]?.[x % 3] as number;
  const cofactor = (y: number, x: number) => of(y + 1, x + 1) * of(y + 2, x + 2) - of(y + 1, x + 2) * of(y + 2, x + 1);
  const whole = [0, 1, 2].reduce((sum, x) => sum + of(0, x) * cofactor(0, x), 0);
  return [0, 1, 2].map((y) => [0, 1, 2].map((x) => cofactor(x, y) / whole));
}

/** Weakened until no colour moves further than it may: an affine map moves none further than one of the corners of all colours. Rounded, so that it names the same always. */
function bounded(rows: Rows): Rows {
  const corners = Array.from({ length: 8 }, (_, at): Colour => [at & 1, (at >> 1) & 1, at >> 2]);
  const most = Math.max(
    ...corners.flatMap((corner) => matched(corner, rows).map((value, channel) => Math.abs(value - (corner[channel] as number)))),
  );
  const strength = Math.min(1, matchLimits.shiftRatio / most);
  return rows.map((row, channel) =>
    row.map((share, at) => {
      const plain = at === channel ? 1 : 0;
      return Math.round((plain + strength * (share - plain)) * 100_000) / 100_000;
    }),
  ) as unknown as Rows;
}

function meanDeltaE(some: readonly Colour[], others: readonly Colour[]): number {
  const lab = ([red, green, blue]: Colour) =>
    labOf(...([red, green, blue].map((value) => Math.min(255, Math.max(0, value * 255))) as [number, number, number]));
  return some.reduce((sum, colour, at) => sum + deltaE76(lab(colour), lab(others[at] as Colour)), 0) / some.length;
}
