import type { Features } from './features.ts';
import { boxMean } from './plane.ts';

/** A picture cut into surfaces of one colour; `labels` are 0..count-1. */
export type Segments = Readonly<{ labels: Int32Array; count: number }>;

/** `scales`: how much contrast inside a segment is forgiven, one cut each (larger = larger segments); `leastPx`: smaller segments join their neighbour. */
export type SegmentOptions = Readonly<{ scales: readonly number[]; leastPx: number }>;

/**
 * Cuts a picture into segments of like colour: neighbouring pixels are joined from the least to the greatest difference, as long as the difference is
 * no greater than what each side holds already plus scale / its size (Felzenszwalb & Huttenlocher 2004).
 */
export function segment(features: Features, { scales, leastPx }: SegmentOptions): Segments[] {
  const graph = sortedEdges(features);
  return scales.map((scale) => joinEdges(graph, { scale, leastPx }));
}

const levels = 1024;

/** Edges as 2·pixel + (0 to the right, 1 downwards), from the least difference to the greatest; `edgeLevels` by that number, in 1/1024. */
type Graph = Readonly<{ widthPx: number; pixels: number; edges: Int32Array; edgeLevels: Uint16Array }>;

function sortedEdges(features: Features): Graph {
  const { widthPx, heightPx } = features;
  const n = widthPx * heightPx;
  const [red, green, blue] = [features.red, features.green, features.blue].map((plane) => boxMean(plane, features, 1)) as [
    Float32Array,
    Float32Array,
    Float32Array,
  ];
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
  const parent = Int32Array.from({ length: n }, (_, i) => i);
  const size = new Int32Array(n).fill(1);
  const held = new Float32Array(n).fill(scale);
  const root = (i: number) => {
    let at = i;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at] as number] as number;
      at = parent[at] as number;
    }
    return at;
  };
  const join = (a: number, b: number) => {
    const [large, small] = (size[a] as number) >= (size[b] as number) ? [a, b] : [b, a];
    parent[small] = large;
    size[large] = (size[large] as number) + (size[small] as number);
    return large;
  };
  const ends = (edge: number) => [root(edge >> 1), root((edge >> 1) + (edge & 1 ? widthPx : 1))] as const;
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
  const names = new Int32Array(n).fill(-1);
  const labels = new Int32Array(n);
  let count = 0;
  for (let i = 0; i < n; i++) {
    const at = root(i);
    if (names[at] === -1) names[at] = count++;
    labels[i] = names[at] as number;
  }
  return { labels, count };
}
