import { nearestSeed } from '../layers/nearest-seed.ts';
import type { Size } from '../layers/size.ts';

/** How far from its painted edge a region may be corrected, and how far around a pixel colours are compared, pixels of the coarse plane. */
const bandPx = 10;
const windowPx = 22;
const samplesApart = 3;
/** A pixel changes sides only where the other side's colours are nearer by this much. */
const clearly = 0.5;

/**
 * Corrects a painted region near its edge: pixels there go to the side whose colours, a little farther off, are nearest to theirs. A hand that painted a sky
 * over a mountain's top leaves the mountain out. Where a side has no colours to compare, what was painted stays.
 */
export function recolourEdge(isIn: Uint8Array, rgb: Float32Array, size: Size): Uint8Array {
  const { widthPx: W, heightPx: H } = size;
  const toIn = nearestSeed(size, (i) => isIn[i] === 1).distancePx;
  const toOut = nearestSeed(size, (i) => isIn[i] === 0).distancePx;
  const out = isIn.slice();
  const nearest = new Float64Array(2);
  for (let y = 0; y < H; y++)
    for (let x = 0; x < W; x++) {
      const i = y * W + x;
      if ((toIn[i] as number) > bandPx || (toOut[i] as number) > bandPx) continue;
      nearest.fill(Number.POSITIVE_INFINITY);
      for (let v = Math.max(0, y - windowPx); v <= Math.min(H - 1, y + windowPx); v += samplesApart)
        for (let u = Math.max(0, x - windowPx); u <= Math.min(W - 1, x + windowPx); u += samplesApart) {
          const j = v * W + u;
          const side = (toOut[j] as number) > bandPx ? 1 : (toIn[j] as number) > bandPx ? 0 : -1;
          if (side < 0) continue;
          const [r, g, b] = [0, 1, 2].map((c) => (rgb[i * 3 + c] as number) - (rgb[j * 3 + c] as number)) as [number, number, number];
          nearest[side] = Math.min(nearest[side] as number, 9 + r * r + g * g + b * b);
        }
      const [distanceOut, distanceIn] = nearest as unknown as [number, number];
      if (!Number.isFinite(distanceOut) || !Number.isFinite(distanceIn)) continue;
      if (isIn[i] === 1 && distanceOut < clearly * distanceIn) out[i] = 0;
      if (isIn[i] === 0 && distanceIn < clearly * distanceOut) out[i] = 1;
    }
  return mostOf(mostOf(out, size), size);
}

/** Each pixel as most of the nine around it. */
function mostOf(isIn: Uint8Array, { widthPx: W, heightPx: H }: Size): Uint8Array {
  const out = isIn.slice();
  for (let y = 1; y < H - 1; y++)
    for (let x = 1; x < W - 1; x++) {
      let count = 0;
      for (let v = -1; v <= 1; v++) for (let u = -1; u <= 1; u++) count += isIn[(y + v) * W + x + u] as number;
      out[y * W + x] = count >= 5 ? 1 : 0;
    }
  return out;
}
