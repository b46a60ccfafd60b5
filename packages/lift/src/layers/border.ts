import { type NearestSeed, nearestSeed } from './nearest-seed.ts';
import type { Size } from './size.ts';

/** How far a front region's border is, in pixels, by what kind of border it is. */
export type Border = Readonly<{
  /** To a depth edge: the two sides stand at different depths. */
  depthEdge: NearestSeed;
  /** To a continuous cut: the same surface goes on behind the cut. */
  continuous: NearestSeed;
  /** Half width of the disparity's ramp over depth edges, in pixels; 0 for a crisp map. */
  insetPx: number;
  /** The jump in disparity that nine tenths of the depth edges stay under. */
  jump: number;
}>;

const reachPx = 3;
/** Sides that differ by more than this in disparity are two surfaces, where nothing else is said. */
const usualJump = 0.035;

/**
 * Tells apart, along the border of the front region (1 in `isFront`), depth edges, where the sides differ by more than `edgeJump` in disparity, from continuous
 * surfaces that the cut runs through.
 */
export function borderOf(disparity: Float32Array, isFront: Uint8Array, size: Size, edgeJump = usualJump): Border {
  const { widthPx: W, heightPx: H } = size;
  const kind = new Uint8Array(W * H);
  const jumps: number[] = [];
  for (let y = 0; y < H; y++) {
    for (let x = 0; x < W; x++) {
      const i = y * W + x;
      if (!isFront[i]) continue;
      const touchesBack =
        (x > 0 && !isFront[i - 1]) || (x < W - 1 && !isFront[i + 1]) || (y > 0 && !isFront[i - W]) || (y < H - 1 && !isFront[i + W]);
      if (!touchesBack) continue;
      let near = Number.NEGATIVE_INFINITY;
      let far = Number.POSITIVE_INFINITY;
      for (let v = Math.max(0, y - reachPx); v <= Math.min(H - 1, y + reachPx); v++) {
        for (let u = Math.max(0, x - reachPx); u <= Math.min(W - 1, x + reachPx); u++) {
          const d = disparity[v * W + u] as number;
          if (isFront[v * W + u]) near = Math.max(near, d);
          else far = Math.min(far, d);
        }
      }
      kind[i] = near - far > edgeJump ? 1 : 2;
      if (near - far > edgeJump) jumps.push(near - far);
    }
  }
  return {
    depthEdge: nearestSeed(size, (i) => kind[i] === 1),
    continuous: nearestSeed(size, (i) => kind[i] === 2),
    insetPx: rampHalfWidth(disparity, kind, size),
    jump: jumps.sort((a, b) => a - b)[Math.floor(jumps.length * 0.9)] ?? 0,
  };
}

/** The smallest window half width that sees 85 % of the jump that half width 7 sees, median over up to 3000 depth-edge pixels; 0 and 1 count as crisp. */
function rampHalfWidth(disparity: Float32Array, kind: Uint8Array, { widthPx: W, heightPx: H }: Size): number {
  let edges = 0;
  for (const k of kind) if (k === 1) edges++;
  const every = Math.max(1, Math.floor(edges / 3000));
  const counts = new Int32Array(widestPx + 1);
  let measured = 0;
  let seen = 0;
  for (let y = widestPx; y < H - widestPx; y++) {
    for (let x = widestPx; x < W - widestPx; x++) {
      const i = y * W + x;
      if (kind[i] !== 1 || seen++ % every !== 0) continue;
      const across = rampAlong(disparity, i, 1);
      const down = rampAlong(disparity, i, W);
      const widthPx = across.jump > down.jump ? across.widthPx : down.widthPx;
      counts[widthPx] = (counts[widthPx] as number) + 1;
      measured++;
    }
  }
  let below = 0;
  let median = 0;
  for (; median < widestPx; median++) {
    below += counts[median] as number;
    if (below >= measured / 2) break;
  }
  return median <= 1 ? 0 : Math.min(6, median);
}

const widestPx = 7;

function rampAlong(disparity: Float32Array, i: number, step: number): { jump: number; widthPx: number } {
  const jumps: number[] = [];
  let low = disparity[i] as number;
  let high = low;
  for (let w = 1; w <= widestPx; w++) {
    const before = disparity[i - w * step] as number;
    const after = disparity[i + w * step] as number;
    low = Math.min(low, before, after);
    high = Math.max(high, before, after);
    jumps.push(high - low);
  }
  const jump = jumps[widestPx - 1] as number;
  return { jump, widthPx: jumps.findIndex((j) => j >= 0.85 * jump) + 1 };
}
