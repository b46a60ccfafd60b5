import type { Size } from './size.ts';

const bins = 64;
/** Pixels this far apart must differ by more than `minJump` to count as a depth edge. */
const gapPx = 3;
const minJump = 0.04;

/** Where to cut in depth: disparities that rise, and the share of pixels that stand at a depth edge. */
export type DepthCuts = Readonly<{ thresholds: readonly number[]; edgeRatio: number }>;

/**
 * Thresholds that split disparities 0..1 into `layers` ranges so that the squared jump left inside one range is least:
 * dynamic programming over 64 bins, one interval for every pixel pair across a depth edge.
 */
export function depthCuts(disparity: Float32Array, { widthPx: W, heightPx: H }: Size, layers: number): DepthCuts {
  const jumps = new Float64Array((bins + 1) * (bins + 1));
  let edges = 0;
  const count = (a: number, b: number): void => {
    if (Math.abs(a - b) <= minJump) return;
    const low = Math.max(0, Math.floor(Math.min(a, b) * bins));
    const high = Math.min(bins, Math.ceil(Math.max(a, b) * bins));
    jumps[low * (bins + 1) + high] = (jumps[low * (bins + 1) + high] as number) + 1;
    edges++;
  };
  for (let y = 0; y < H; y += 2) {
    for (let x = 0; x < W; x++) {
      const d = disparity[y * W + x] as number;
      if (x + gapPx < W) count(d, disparity[y * W + x + gapPx] as number);
      if (y + gapPx < H) count(d, disparity[(y + gapPx) * W + x] as number);
    }
  }
  const cost = rangeCosts(jumps);
  let best = new Float64Array(bins + 1).fill(Number.POSITIVE_INFINITY);
  best[0] = 0;
  const from: Int32Array[] = [];
  for (let k = 1; k <= layers; k++) {
    const next = new Float64Array(bins + 1).fill(Number.POSITIVE_INFINITY);
    const came = new Int32Array(bins + 1);
    for (let b = 1; b <= bins; b++) {
      for (let a = 0; a < b; a++) {
        const total = (best[a] as number) + (cost[a * (bins + 1) + b] as number);
        if (total < (next[b] as number)) {
          next[b] = total;
          came[b] = a;
        }
      }
    }
    best = next;
    from.push(came);
  }
  const thresholds: number[] = [];
  for (let k = layers - 1, b = bins; k > 0; k--) {
    b = from[k]?.[b] as number;
    thresholds.unshift(b / bins);
  }
  return { thresholds: thresholds.filter((t) => t > 0), edgeRatio: edges / (W * H) };
}

/** What it costs to keep bins [a, b) in one layer: the squared overlap of every jump with that range. */
function rangeCosts(jumps: Float64Array): Float64Array {
  const cost = new Float64Array((bins + 1) * (bins + 1));
  for (let low = 0; low <= bins; low++) {
    for (let high = low + 1; high <= bins; high++) {
      const n = jumps[low * (bins + 1) + high] as number;
      if (n === 0) continue;
      for (let a = 0; a < high; a++) {
        for (let b = Math.max(a, low) + 1; b <= bins; b++) {
          const overlap = Math.min(high, b) - Math.max(low, a);
          if (overlap > 0) cost[a * (bins + 1) + b] = (cost[a * (bins + 1) + b] as number) + n * overlap * overlap;
        }
      }
    }
  }
  return cost;
}
