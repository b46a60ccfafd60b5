import type { LayerMotion, SceneLayer } from '@fantascope/stage';
import { boxMean } from '../layers/box-mean.ts';
import { nearestSeed } from '../layers/nearest-seed.ts';
import type { Size } from '../layers/size.ts';

/** One strength for so many canvas pixels a side: the stage's nodes stand no closer. */
export const strengthPx = 8;

export type Strength = Pick<LayerMotion, 'strength' | 'strengthSize'>;

/** A plane over the view, read at canvas pixels. */
export type ViewPlane = Readonly<{ values: Float32Array; size: Size; scale: number }>;

/** Nothing moves this near to a region's edge, so that two regions never share a tile of the picture. */
const guardPx = 14;

/** A layer's strengths, from a function of canvas pixels that gives 0..1. */
export function strengthOf({ xPx, yPx, widthPx, heightPx }: SceneLayer, at: (xPx: number, yPx: number) => number): Strength {
  const strengthSize = { widthPx: Math.max(1, Math.round(widthPx / strengthPx)), heightPx: Math.max(1, Math.round(heightPx / strengthPx)) };
  const strength = new Uint8Array(strengthSize.widthPx * strengthSize.heightPx);
  for (let y = 0, k = 0; y < strengthSize.heightPx; y++)
    for (let x = 0; x < strengthSize.widthPx; x++, k++) {
      const value = at(xPx + ((x + 0.5) / strengthSize.widthPx) * widthPx, yPx + ((y + 0.5) / strengthSize.heightPx) * heightPx);
      strength[k] = Math.round(255 * Math.max(0, Math.min(1, value)));
    }
  return { strength, strengthSize };
}

/** A plane of the view at a canvas pixel, held at its edges. */
export function viewAt({ values, size, scale }: ViewPlane): (xPx: number, yPx: number) => number {
  const { widthPx: W, heightPx: H } = size;
  return (xPx, yPx) =>
    values[Math.max(0, Math.min(H - 1, Math.floor(yPx / scale))) * W + Math.max(0, Math.min(W - 1, Math.floor(xPx / scale)))] as number;
}

/**
 * Strength of a flow inside its region: full, and slower toward its edge, so that what is fetched never comes from outside it: no outline beyond the
 * region is drawn twice. `farthestPx` is how far the picture is fetched from, canvas pixels. The canvas's own border is no edge but as far as it is seen.
 */
export function flowTaper(inside: ViewPlane, farthestPx: number): Float32Array {
  const { values, size, scale } = inside;
  const { widthPx: W, heightPx: H } = size;
  const isOut = (i: number) => (values[i] as number) < 0.97;
  const { distancePx } = nearestSeed(size, isOut);
  // smoothstep rises by 1.5 / length at most
  const lengthPx = Math.max(24, 1.6 * farthestPx);
  const taper = new Float32Array(W * H);
  for (let y = 0, i = 0; y < H; y++)
    for (let x = 0; x < W; x++, i++) {
      const border = Math.min(x + 0.5, W - x - 0.5, y + 0.5, H - y - 0.5);
      const t = Math.max(0, Math.min(1, (Math.min(distancePx[i] as number, border) * scale - guardPx) / lengthPx));
      taper[i] = t * t * (3 - 2 * t);
    }
  return taper;
}

/** A region for light: as soft as it was painted, and softer over `softPx` canvas pixels. */
export function lightTaper({ values, size, scale }: ViewPlane, softPx: number): Float32Array {
  return boxMean(values, size, Math.max(1, Math.round(softPx / scale / 2)));
}

/**
 * Height above the root, 0..1, of everything in a region that sways: where columns reach different depths a neighbourhood of three quarters of the region's
 * height shares the lowest foot, so that a flower's head hangs on its stem's root. Null where the region is empty.
 */
export function heightAboveRoot({
  values,
  size,
  scale,
}: ViewPlane): Readonly<{ at: (xPx: number, yPx: number) => number; heightPx: number }> | null {
  const { widthPx: W, heightPx: H } = size;
  const feet = new Float32Array(W).fill(-1);
  const heights: number[] = [];
  let top = H;
  for (let x = 0; x < W; x++) {
    let first = -1;
    for (let y = 0; y < H; y++) {
      if ((values[y * W + x] as number) < 0.5) continue;
      if (first < 0) first = y;
      feet[x] = y + 1;
    }
    if (first < 0) continue;
    heights.push((feet[x] as number) - first);
    top = Math.min(top, first);
  }
  if (heights.length === 0) return null;
  heights.sort((a, b) => a - b);
  const height = Math.max(8, heights[Math.floor(heights.length * 0.98)] as number);
  const reach = Math.round(0.75 * height);
  const deepest = feet.map((_, x) => {
    let most = -1;
    for (let u = Math.max(0, x - reach); u <= Math.min(W - 1, x + reach); u++) most = Math.max(most, feet[u] as number);
    return most;
  });
  const known: number[] = [];
  deepest.forEach((foot, x) => {
    if (foot >= 0) known.push(x);
  });
  const filled = deepest.map((foot, x) =>
    foot >= 0 ? foot : (deepest[x < (known[0] as number) ? (known[0] as number) : (known.findLast((k) => k < x) as number)] as number),
  );
  const roots = boxMean(
    boxMean(filled, { widthPx: W, heightPx: 1 }, Math.max(1, reach >> 2)),
    { widthPx: W, heightPx: 1 },
    Math.max(1, reach >> 2),
  );
  // Where head and stem hang together the region is as tall as from its highest point to its root.
  const tall = Math.max(height, Math.min(...known.map((x) => roots[x] as number)) - top);
  return {
    at: (xPx, yPx) => ((roots[Math.max(0, Math.min(W - 1, Math.floor(xPx / scale)))] as number) - yPx / scale) / tall,
    heightPx: tall * scale,
  };
}
