import type { Features } from './features.ts';

/** A picture cut into surfaces of one colour; `labels` are 0..count-1. */
export type Segments = Readonly<{ labels: Int32Array; count: number }>;

/** Contrast forgiven inside one of the first, small segments, and the least size of one, in pixels. */
const small = { scale: 0.7, leastPx: 30 };

/**
 * Cuts a picture into segments of like colour, once for each `likeness` (distance of mean colours, RGB 0..1, at which neighbours still join; from
 * small to large). First small segments: neighbouring pixels are joined from the least to the greatest difference, as long as the difference is no
 * greater than what each side holds already plus scale / its size (Felzenszwalb & Huttenlocher 2004). These then join by their mean colours, which
 * grain cannot bridge as it bridges single pixels.
 */
export function segment(features: Features, likeness: readonly number[]): Segments[] {
  const graph = sortedEdges(features);
  const first = joinEdges(graph, small);
  return likeness.map((most) => joinLike(features, first, most));
}

/** Joins neighbouring segments whose mean colours are nearer than `most`, the likest first. */
function joinLike({ widthPx, heightPx, red, green, blue }: Features, { labels, count }: Segments, most: number): Segments {
  const sums = new Float64Array(count * 4);
  const pairs = new Set<number>();
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      const i = y * widthPx + x;
      const label = labels[i] as number;
      sums[4 * label] = (sums[4 * label] as number) + (red[i] as number);
      sums[4 * label + 1] = (sums[4 * label + 1] as number) + (green[i] as number);
      sums[4 * label + 2] = (sums[4 * label + 2] as number) + (blue[i] as number);
      sums[4 * label + 3] = (sums[4 * label + 3] as number) + 1;
      const right = labels[i + 1] as number;
      if (x < widthPx - 1 && right !== label) pairs.add(Math.min(label, right) * count + Math.max(label, right));
      const below = labels[i + widthPx] as number;
      if (y < heightPx - 1 && below !== label) pairs.add(Math.min(label, below) * count + Math.max(label, below));
    }
  }
  const parent = alone(count);
  const distance = (a: number, b: number) => {
    let square = 0;
    for (let c = 0; c < 3; c++) {
      const difference =
        (sums[4 * a + c] as number) / (sums[4 * a + 3] as number) - (sums[4 * b + c] as number) / (sums[4 * b + 3] as number);
      square += difference * difference;
    }
    return Math.sqrt(square);
  };
  const steps = 8;
  for (let step = 1; step <= steps; step++) {
    for (const pair of pairs) {
      const a = rootOf(parent, Math.floor(pair / count));
      const b = rootOf(parent, pair % count);
      if (a === b) pairs.delete(pair);
      if (a === b || distance(a, b) > (most * step) / steps) continue;
      parent[b] = a;
      for (let c = 0; c < 4; c++) sums[4 * a + c] = (sums[4 * a + c] as number) + (sums[4 * b + c] as number);
    }
  }
  return named(labels, parent);
}

/** Gives the sets new names without gaps; `labels` are the members' own sets where members are not pixels. */
function named(labels: Int32Array | null, parent: Int32Array): Segments {
  const names = new Int32Array(parent.length).fill(-1);
  const out = new Int32Array(labels?.length ?? parent.length);
  let count = 0;
  for (let i = 0; i < out.length; i++) {
    const at = rootOf(parent, labels ? (labels[i] as number) : i);
    if (names[at] === -1) names[at] = count++;
    out[i] = names[at] as number;
  }
  return { labels: out, count };
}

/** Sets of one member each. */
function alone(members: number): Int32Array {
  const parent = new Int32Array(members);
  for (let i = 0; i < members; i++) parent[i] = i;
  return parent;
}

/** The name of the set a member belongs to, shortening the way for the next time. */
function rootOf(parent: Int32Array, member: number): number {
  let at = member;
  while (parent[at] !== at) {
    parent[at] = parent[parent[at] as number] as number;
    at = parent[at] as number;
  }
  return at;
}

const levels = 1024;

/** Edges as 2·pixel + (0 to the right, 1 downwards), from the least difference to the greatest; `edgeLevels` by that number, in 1/1024. */
type Graph = Readonly<{ widthPx: number; pixels: number; edges: Int32Array; edgeLevels: Uint16Array }>;

function sortedEdges(features: Features): Graph {
  const { widthPx, heightPx } = features;
  const n = widthPx * heightPx;
  const { red, green, blue } = features;
  const level = (a: number, b: number) => {
    const dr = (red[a] as number) - (red[b] as number);
    const dg = (green[a] as number) - (green[b] as number);
    const db = (blue[a] as number) - (blue[b] as number);
    return Math.min(levels - 1, Math.round(Math.sqrt(dr * dr + dg * dg + db * db) * levels));
  };
  // sorted by counting: a comparison sort would cost ten times the rest
  const edgeLevels = new Uint16Array(2 * n);
  const starts = new Int32Array(levels + 1);
  const count = (edge: number, at: number) => {
    edgeLevels[edge] = at;
    starts[at + 1] = (starts[at + 1] as number) + 1;
  };
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      const i = y * widthPx + x;
      if (x < widthPx - 1) count(2 * i, level(i, i + 1));
      if (y < heightPx - 1) count(2 * i + 1, level(i, i + widthPx));
    }
  }
  for (let k = 0; k < levels; k++) starts[k + 1] = (starts[k + 1] as number) + (starts[k] as number);
  const edges = new Int32Array(starts[levels] as number);
  const next = starts.slice();
  const place = (edge: number) => {
    const at = edgeLevels[edge] as number;
    edges[next[at] as number] = edge;
    next[at] = (next[at] as number) + 1;
  };
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      const i = y * widthPx + x;
      if (x < widthPx - 1) place(2 * i);
      if (y < heightPx - 1) place(2 * i + 1);
    }
  }
  return { widthPx, pixels: n, edges, edgeLevels };
}

function joinEdges({ widthPx, pixels: n, edges, edgeLevels }: Graph, { scale, leastPx }: { scale: number; leastPx: number }): Segments {
  const parent = alone(n);
  const size = new Int32Array(n).fill(1);
  const held = new Float32Array(n).fill(scale);
  const join = (a: number, b: number) => {
    const [large, small] = (size[a] as number) >= (size[b] as number) ? [a, b] : [b, a];
    parent[small] = large;
    size[large] = (size[large] as number) + (size[small] as number);
    return large;
  };
  const ends = (edge: number) => [rootOf(parent, edge >> 1), rootOf(parent, (edge >> 1) + (edge & 1 ? widthPx : 1))] as const;
  for (let k = 0; k < edges.length; k++) {
    const edge = edges[k] as number;
    const [a, b] = ends(edge);
    if (a === b) continue;
    const difference = (edgeLevels[edge] as number) / levels;
    if (difference > (held[a] as number) || difference > (held[b] as number)) continue;
    const joined = join(a, b);
    held[joined] = difference + scale / (size[joined] as number);
  }
  for (let k = 0; k < edges.length; k++) {
    const [a, b] = ends(edges[k] as number);
    if (a !== b && Math.min(size[a] as number, size[b] as number) < leastPx) join(a, b);
  }
  return named(null, parent);
}
