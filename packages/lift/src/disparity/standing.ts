import { type Body, meanWidth } from './bodies.ts';
import type { Features } from './features.ts';
import type { Ground } from './ground.ts';
import { fitLine, type Line, median } from './line.ts';

/**
 * How a body stands: the row of its foot as a line over x, where its sides run, row by row (endless where a side is not upright), and whether both are so straight
 * that it may be cut out along them.
 */
export type Standing = Readonly<{ foot: Line; leftAt: (y: number) => number; rightAt: (y: number) => number; isPlain: boolean }>;

/** Least height of an upright thing, as a share of the picture's. */
const leastHeight = 0.1;

/** Most lean of its sides, as the tangent of 11°: a slope or a path leans more, a trunk or a wall less. */
const mostLean = 0.2;

/** Least difference of colour across an upright side, as a share of the light there: a patch of grass differs less from the grass beside it. */
const leastContrast = 0.3;

/** What is cut out is at least this high, as a share of the picture's height, and this share of each side lies on its line. */
const plainHeight = 0.2;
const plainStraightness = 0.85;

/** How a body stands on the ground, or null if it lies on it, hangs above it or cannot be told. `calm` holds colours without grain. */
export function standingOf(body: Body, labels: Int32Array, { calm, ground }: { calm: Features; ground: Ground }): Standing | null {
  const { widthPx, heightPx } = calm;
  const height = body.bottom - body.top + 1;
  if (height < leastHeight * heightPx || body.bottom < ground.horizonPx + 0.02 * heightPx) return null;
  const width = meanWidth(body);
  const left = sideOf(body.left, body, { calm, outward: -1 });
  const right = sideOf(body.right, body, { calm, outward: 1 });
  const sides = [left.kind, right.kind];
  const isPole = height >= 2.2 * width && !sides.includes('slanted') && sides.includes('upright') && isEven(body);
  const crosses = body.top < ground.horizonPx - 0.08 * heightPx && body.bottom > ground.horizonPx + 0.04 * heightPx;
  const isWall = crosses && sides.includes('upright') && width < 0.9 * widthPx;
  if (!isPole && !isWall) return null;
  const foot = isPole ? { at: standingRow(body), slope: 0 } : baseLine(body, labels, widthPx);
  const along =
    ({ kind, line }: Side, outward: -1 | 1) =>
    (y: number) =>
      kind === 'upright' ? line.at + line.slope * (y - body.top) + 3 * outward : outward * Number.POSITIVE_INFINITY;
  // a lattice, a blurred stem or a hedge stands as well, but cut out it would take its surroundings along
  const isPlain =
    height >= plainHeight * heightPx &&
    [left, right].every(({ kind, straightness }) => kind !== 'slanted' && straightness >= plainStraightness);
  return { foot, leftAt: along(left, -1), rightAt: along(right, 1), isPlain };
}

/**
 * One side of a body: cut by the picture's border, an upright line (x over rows from the body's top) with another colour beyond it, or neither; straightness is
 * the share of its rows within a pixel of the line.
 */
type Side = Readonly<{ kind: 'upright' | 'slanted' | 'border'; line: Line; straightness: number }>;

function sideOf(xs: Int16Array, body: Body, { calm, outward }: { calm: Features; outward: -1 | 1 }): Side {
  const { top, bottom } = body;
  const height = bottom - top + 1;
  const side = Array.from(xs.subarray(top, bottom + 1));
  const line = fitLine(side);
  const near = (px: number) => side.filter((x, k) => Math.abs(x - line.at - line.slope * k) <= px).length / height;
  // bark and frames stand out from a wide thing's sides by more than from a post's
  const straightness = near(Math.min(3, Math.max(1, 0.05 * meanWidth(body))));
  const isBorder = (x: number) => (outward < 0 ? x <= 1 : x >= calm.widthPx - 2);
  if (side.filter(isBorder).length > 0.5 * height) return { kind: 'border', line, straightness };
  const isStraight = Math.abs(line.slope) <= mostLean && near(3) >= 0.7;
  const isEdge = isStraight && median(side.map((x, k) => contrastAcross(calm, { x, y: top + k, outward }))) >= leastContrast;
  return { kind: isEdge ? 'upright' : 'slanted', line, straightness };
}

function contrastAcross({ widthPx, red, green, blue }: Features, { x, y, outward }: { x: number; y: number; outward: -1 | 1 }): number {
  const inside = y * widthPx + Math.min(widthPx - 1, Math.max(0, x - outward));
  const outside = y * widthPx + Math.min(widthPx - 1, Math.max(0, x + 4 * outward));
  let difference = 0;
  let light = 0.3;
  for (const plane of [red, green, blue]) {
    difference += Math.abs((plane[inside] as number) - (plane[outside] as number));
    light += ((plane[inside] as number) + (plane[outside] as number)) / 2;
  }
  return (3 * difference) / light;
}

/** A path on the ground narrows towards the horizon; a thing that stands keeps its width. */
function isEven({ top, bottom, left, right }: Body): boolean {
  const quarter = Math.max(1, Math.floor((bottom - top + 1) / 4));
  const widths = (from: number) =>
    median(Array.from({ length: quarter }, (_, k) => (right[from + k] as number) - (left[from + k] as number) + 1));
  return widths(top) >= 0.45 * widths(bottom - quarter + 1);
}

/** The lowest row that still holds a good part of the body's width; wisps below it are grass or shadow. */
function standingRow(body: Body): number {
  const enough = 0.4 * meanWidth(body);
  let row = body.bottom;
  while (row > body.top && (body.filled[row] as number) < enough) row--;
  return row + 1;
}

/** The line on which a wall stands: through its lowest pixels column by column; level at its foot when those do not lie on a line. */
function baseLine(body: Body, labels: Int32Array, widthPx: number): Line {
  const start = Math.min(...body.left.subarray(body.top, body.bottom + 1));
  const end = Math.max(...body.right.subarray(body.top, body.bottom + 1));
  const lowest: number[] = [];
  for (let x = start; x <= end; x++) {
    let y = body.bottom;
    while (y > body.top && labels[y * widthPx + x] !== body.label) y--;
    lowest.push(y + 1);
  }
  const line = fitLine(lowest);
  const off = median(lowest.map((y, k) => Math.abs(y - line.at - line.slope * k)));
  const isLine = Math.abs(line.slope) < 1 && off <= 0.02 * (body.bottom - body.top + 1);
  return isLine ? { at: line.at - line.slope * start, slope: line.slope } : { at: standingRow(body), slope: 0 };
}
