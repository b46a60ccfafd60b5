import { type Body, bodiesOf, meanWidth, stackUp } from './bodies.ts';
import { cardDisparity, type Subject, type Subjects } from './cards.ts';
import type { Features } from './features.ts';
import { type Ground, groundDisparity } from './ground.ts';
import { fitLine, type Line, median } from './line.ts';
import { segment } from './segments.ts';
import type { Sky } from './sky.ts';

/** Things that stand upright outside the subject: for every pixel of one, the disparity of the ground where it stands; 0 elsewhere. */
export type Uprights = Readonly<{ disparity: Float32Array; count: number }>;

/** Least height of an upright thing, as a share of the picture's. */
const leastHeight = 0.1;

/** Most lean of its sides, as the tangent of 11°: a slope or a path leans more, a trunk or a wall less. */
const mostLean = 0.2;

/**
 * Finds poles, trunks and walls outside the matte by their upright sides, and where each meets the ground. Without this they take the disparity of
 * the ground behind them row by row, and lean as soon as the camera travels.
 */
export function findUprights(features: Features, { ground, sky, subjects }: { ground: Ground; sky: Sky; subjects: Subjects }): Uprights {
  const { widthPx, heightPx, matte } = features;
  const isOut = (i: number) => sky.mask[i] === 1 || (matte[i] as number) > 0.5;
  const disparity = new Float32Array(widthPx * heightPx);
  let count = 0;
  // coarse segments first: what they find whole, the fine ones would find in pieces with different feet
  for (const segments of segment(features, { scales: [12, 3], leastPx: 60 })) {
    const stacked = stackUp(features, segments, isOut);
    const feet = new Map<number, Line>();
    for (const body of bodiesOf(features, stacked, { leastPx: 0.0008 * widthPx * heightPx, isOut })) {
      const foot = footOf(body, stacked.labels, features, ground);
      if (foot) feet.set(body.label, foot);
    }
    const owners = ownersOf(features, stacked.labels, { feet, subjects });
    count += feet.size;
    for (let i = 0; i < disparity.length; i++) {
      const foot = feet.get(stacked.labels[i] as number);
      if (!foot || disparity[i] !== 0 || isOut(i)) continue;
      const owner = owners.get(stacked.labels[i] as number);
      const row = Math.min(heightPx, foot.at + foot.slope * (i % widthPx));
      disparity[i] = owner ? cardDisparity(owner, ground) : groundDisparity(row, ground);
    }
  }
  return { disparity, count };
}

/** A body rimmed mostly by one subject belongs to it (the panes of a lattice mast whose bars the matte holds) and stands where the subject stands. */
function ownersOf(
  { widthPx, heightPx }: Features,
  labels: Int32Array,
  { feet, subjects }: { feet: ReadonlyMap<number, Line>; subjects: Subjects },
): Map<number, Subject> {
  const rims = new Map<number, { rimPx: number; bySubject: Int32Array }>();
  for (const label of feet.keys()) rims.set(label, { rimPx: 0, bySubject: new Int32Array(subjects.parts.length) });
  for (let y = 1; y < heightPx - 1; y++) {
    for (let x = 1; x < widthPx - 1; x++) {
      const i = y * widthPx + x;
      const rim = subjects.labels[i] === -1 ? rims.get(labels[i] as number) : undefined;
      if (!rim) continue;
      for (const next of [i - 1, i + 1, i - widthPx, i + widthPx]) {
        const subject = subjects.labels[next] as number;
        if (subject >= 0) rim.bySubject[subject] = (rim.bySubject[subject] as number) + 1;
        if (subject >= 0 || labels[next] !== labels[i]) rim.rimPx++;
      }
    }
  }
  const owners = new Map<number, Subject>();
  for (const [label, { rimPx, bySubject }] of rims) {
    const owner = bySubject.findIndex((touching) => touching > 0.35 * rimPx);
    if (owner >= 0) owners.set(label, subjects.parts[owner] as Subject);
  }
  return owners;
}

/** Where a body meets the ground, as a line over x, if it stands upright; else null. */
function footOf(body: Body, labels: Int32Array, { widthPx, heightPx }: Features, ground: Ground): Line | null {
  const height = body.bottom - body.top + 1;
  if (height < leastHeight * heightPx || body.bottom < ground.horizonPx + 0.02 * heightPx) return null;
  const width = meanWidth(body);
  const left = sideOf(body.left, body, (x) => x <= 1);
  const right = sideOf(body.right, body, (x) => x >= widthPx - 2);
  const isPole = height >= 2.2 * width && left !== 'slanted' && right !== 'slanted' && isEven(body);
  const crosses = body.top < ground.horizonPx - 0.08 * heightPx && body.bottom > ground.horizonPx + 0.04 * heightPx;
  const isWall = crosses && [left, right].includes('upright') && width < 0.9 * widthPx;
  if (isPole) return { at: standingRow(body), slope: 0 };
  return isWall ? baseLine(body, labels, widthPx) : null;
}

/** A path on the ground narrows towards the horizon; a thing that stands keeps its width. */
function isEven({ top, bottom, left, right }: Body): boolean {
  const quarter = Math.max(1, Math.floor((bottom - top + 1) / 4));
  const widths = (from: number) =>
    median(Array.from({ length: quarter }, (_, k) => (right[from + k] as number) - (left[from + k] as number) + 1));
  return widths(top) >= 0.45 * widths(bottom - quarter + 1);
}

type Side = 'upright' | 'slanted' | 'border';

/** What one side of a body is: cut by the picture's border, an upright line, or neither. */
function sideOf(xs: Int16Array, { top, bottom }: Body, isBorder: (x: number) => boolean): Side {
  const height = bottom - top + 1;
  const side = Array.from(xs.subarray(top, bottom + 1));
  if (side.filter(isBorder).length > 0.5 * height) return 'border';
  const line = fitLine(side);
  const onLine = side.filter((x, k) => Math.abs(x - line.at - line.slope * k) <= 3).length;
  return Math.abs(line.slope) <= mostLean && onLine >= 0.6 * height ? 'upright' : 'slanted';
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
