/** One blurred copy that a layer may be given. `source` is how often the picture is halved before it is blurred; `shift` how often the copy is. */
export type Rung = Readonly<{ radius: number; source: number; shift: 0 | 1 }>;

/** Greatest radius of blur, texels. What would be blurred further stays at this. */
const MOST_RADIUS = 128;

// Small ones at full size; from there on a half as fine picture holds all that is left. A third of an octave apart, so that the mixture of two looks like one between.
const full: readonly Rung[] = [1, 1.4, 2, 2 * Math.SQRT2].map((radius) => ({ radius, source: 0, shift: 0 }));
const half: readonly Rung[] = Array.from({ length: 16 }, (_, i): Rung => {
  const radius = 2 * Math.SQRT2 * 2 ** ((i + 1) / 3);
  return { radius, source: radius < 14 ? 1 : radius < 30 ? 2 : 3, shift: 1 };
}).filter(({ radius }) => radius <= MOST_RADIUS * 1.01);

/** All copies there may be, by radius in texels of the picture they are made from. */
export const rungs: readonly Rung[] = [...full, ...half];

/** The copies needed between two radii, both included; none where even the greater is nothing to see (`leastRadius`). */
export function rungsBetween(least: number, most: number, leastRadius: number): readonly Rung[] {
  if (most <= leastRadius) return [];
  const above = rungs.findIndex(({ radius }) => radius >= most);
  const below = rungs.findLastIndex(({ radius }) => radius <= least);
  return rungs.slice(Math.max(0, below), above < 0 ? rungs.length : above + 1);
}

/** What mixing with a rung costs in sharpness before any blur, as variance in texels²: a halving by boxes (¼) and its doubling by tents (¾). */
function variancesBesides({ source }: Rung): number {
  let variance = 0;
  for (let k = 1; k <= source; k++) variance += 4 ** (k - 1);
  return variance;
}

/** Rows of a convex shape as `focusShape` reads them: [distance in rows, whole texels to each side, share of each, share of one more at both ends]. */
export type Chord = readonly [rows: number, texels: number, inner: number, outer: number];

/**
 * The shape whose spread equals that of a disc of the rung's radius (variance r²/4 along either axis), as rows of texels of its source. A hexagon of equal
 * spread is 1.095 times as far from corner to corner, and has nearly the same area.
 */
export function chordsOf(rung: Rung, shape: 'disc' | 'hexagon'): readonly Chord[] {
  const size = 2 ** rung.source;
  const wanted = Math.max(0.02, (rung.radius ** 2 / 4 - variancesBesides(rung)) / size ** 2);
  let [low, high] = [0.1, rung.radius * 2];
  for (let k = 0; k < 40; k++) {
    const middle = (low + high) / 2;
    if (varianceOf(chordsAt(middle, shape)) < wanted) low = middle;
    else high = middle;
  }
  return chordsAt(high, shape);
}

const SAMPLES_A_ROW = 16;

// Half the length of the chord at a height; the hexagon stands on a corner.
function halfChord(height: number, radius: number, shape: 'disc' | 'hexagon'): number {
  const t = Math.abs(height);
  if (t >= radius) return 0;
  return shape === 'disc' ? Math.sqrt(radius ** 2 - t ** 2) : Math.min(radius * (Math.sqrt(3) / 2), Math.sqrt(3) * (radius - t));
}

function chordsAt(radius: number, shape: 'disc' | 'hexagon'): readonly Chord[] {
  const reach = Math.ceil(radius + 0.5);
  const rows = Array.from({ length: 2 * reach + 1 }, (_, k): Chord => {
    let half = 0;
    for (let s = 0; s < SAMPLES_A_ROW; s++) half += halfChord(k - reach + (s + 0.5) / SAMPLES_A_ROW - 0.5, radius, shape) / SAMPLES_A_ROW;
    const texels = Math.max(0, Math.floor(half - 0.5));
    return half < 0.5 ? [k - reach, 0, 2 * half, 0] : [k - reach, texels, 1, half - 0.5 - texels];
  }).filter(([, , inner]) => inner > 0.01);
  const area = rows.reduce((sum, [, texels, inner, outer]) => sum + inner * (2 * texels + 1) + 2 * outer, 0);
  // focusShape adds sums of n and of n + 1 texels to each side.
  return rows.map(([at, texels, inner, outer]) => [at, texels, (inner - outer) / area, outer / area]);
}

// Mean of both axes' second moments.
function varianceOf(chords: readonly Chord[]): number {
  let sum = 0;
  for (const [at, texels, inner, outer] of chords) {
    for (let x = -texels - 1; x <= texels + 1; x++) sum += ((Math.abs(x) <= texels ? inner + outer : outer) * (x * x + at * at)) / 2;
  }
  return sum;
}
