import { type Body, bodiesOf, stackUp } from './bodies.ts';
import { calmColours } from './calm-colours.ts';
import { cardDisparity, type Subject, type Subjects } from './cards.ts';
import type { Features } from './features.ts';
import { type Ground, groundDisparity } from './ground.ts';
import { segment } from './segments.ts';
import type { Sky } from './sky.ts';
import { type Standing, standingOf } from './standing.ts';

/**
 * Things that stand upright outside the subject: for every pixel of one, the disparity of the ground where it stands; 0 elsewhere. `plain` is 1 in those whose
 * outline is sure enough to be cut out along it.
 */
export type Uprights = Readonly<{ disparity: Float32Array; plain: Float32Array; count: number }>;

/** How unlike neighbours may be and still be one thing, as distances of mean colours: first large things, then what those swallowed. */
const likeness = [0.12, 0.06];

/** What is cut out fills its outline this far. */
const plainFill = 0.85;

/**
 * Finds poles, trunks and walls outside the matte by their upright sides, and where each meets the ground. Without this they take the disparity of
 * the ground behind them row by row, and lean as soon as the camera travels.
 */
export function findUprights(features: Features, { ground, sky, subjects }: { ground: Ground; sky: Sky; subjects: Subjects }): Uprights {
  const { widthPx, heightPx, matte } = features;
  const isOut = (i: number) => sky.mask[i] === 1 || (matte[i] as number) > 0.5;
  const calm = calmColours(features);
  const disparity = new Float32Array(widthPx * heightPx);
  const plain = new Float32Array(widthPx * heightPx);
  let count = 0;
  // large segments first: what they find whole, the small ones would find in pieces with different feet
  for (const segments of segment(apart(calm, isOut), likeness)) {
    const stacked = stackUp(features, segments, isOut);
    const standing = new Map<Body, Standing>();
    for (const body of bodiesOf(features, stacked, { leastPx: 0.0012 * widthPx * heightPx, isOut })) {
      const found = standingOf(body, stacked.labels, { calm, ground });
      if (found) standing.set(body, found);
    }
    const owners = ownersOf(features, stacked.labels, { bodies: standing.keys(), subjects });
    count += standing.size;
    for (const [body, found] of standing) {
      const owner = owners.get(body.label);
      const valueAt = (x: number) =>
        owner ? cardDisparity(owner, ground) : groundDisparity(Math.min(heightPx, footRow(found, x)), ground);
      const { solid, outlinePx } = paint(disparity, { body, found, labels: stacked.labels, widthPx, valueAt, isOut });
      // not the panes of what belongs to a subject, nor what is left of a bar in a tower that stands already
      if (found.isPlain && !owner && solid.length >= plainFill * outlinePx) for (const i of solid) plain[i] = 1;
    }
  }
  return { disparity, plain, count };
}

/** The colours with everything that cannot be part of an upright thing set to a colour no picture has, so that nothing joins across it. */
function apart(features: Features, isOut: (at: number) => boolean): Features {
  return { ...features, red: features.red.map((value, i) => (isOut(i) ? 9 : value)) };
}

function footRow({ foot }: Standing, x: number): number {
  return foot.at + foot.slope * x;
}

type Painting = Readonly<{
  body: Body;
  found: Standing;
  labels: Int32Array;
  widthPx: number;
  valueAt: (x: number) => number;
  isOut: (at: number) => boolean;
}>;

/**
 * Writes a body's disparity: row by row between its sides, holes in it (windows, knots) included, spurs beyond its sides left out. Returns the pixels written in
 * rows that are mostly its own, and how many lie between its sides in all.
 */
function paint(
  disparity: Float32Array,
  { body, found, labels, widthPx, valueAt, isOut }: Painting,
): { solid: number[]; outlinePx: number } {
  const solid: number[] = [];
  let outlinePx = 0;
  const values = Float32Array.from({ length: widthPx }, (_, x) => valueAt(x));
  for (let y = body.top; y <= body.bottom; y++) {
    const filled = body.filled[y] as number;
    if (filled === 0) continue;
    const left = Math.max(body.left[y] as number, Math.floor(found.leftAt(y)));
    const right = Math.min(body.right[y] as number, Math.ceil(found.rightAt(y)));
    outlinePx += Math.max(0, right - left + 1);
    const isSolid = filled > 0.5 * (right - left + 1);
    for (let x = left; x <= right; x++) {
      const i = y * widthPx + x;
      if (disparity[i] !== 0 || isOut(i) || y > footRow(found, x)) continue;
      if (!isSolid && labels[i] !== body.label) continue;
      disparity[i] = values[x] as number;
      if (isSolid) solid.push(i);
    }
  }
  return { solid, outlinePx };
}

/** A body rimmed mostly by one subject belongs to it (the panes of a lattice mast whose bars the matte holds) and stands where the subject stands. */
function ownersOf(
  { widthPx, heightPx }: Features,
  labels: Int32Array,
  { bodies, subjects }: { bodies: Iterable<Body>; subjects: Subjects },
): Map<number, Subject> {
  const rims = new Map<number, { rimPx: number; bySubject: Int32Array }>();
  for (const { label } of bodies) rims.set(label, { rimPx: 0, bySubject: new Int32Array(subjects.parts.length) });
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
