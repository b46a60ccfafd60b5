import { nearestSeed } from './nearest-seed.ts';
import type { Size } from './size.ts';

const radiusPx = 7;
const edgeJump = 0.03;
const bandPx = 3;

/**
 * Sharpens the ramps of a soft disparity map: every pixel near a depth edge joins the near or the far side, whichever looks more like it.
 * Neighbours in the lower and the upper quarter of the window's range stand for the two sides; colour and distance weigh them. Plain guided
 * filtering would print the photograph's texture into depth.
 */
export function snapEdges(disparity: Float32Array, rgb: Float32Array, size: Size): Float32Array {
  const { widthPx: W, heightPx: H } = size;
  const isRamp = new Uint8Array(W * H);
  for (let y = 0; y < H; y++) {
    for (let x = 0; x < W; x++) {
      const left = disparity[y * W + Math.max(0, x - 3)] as number;
      const right = disparity[y * W + Math.min(W - 1, x + 3)] as number;
      const up = disparity[Math.max(0, y - 3) * W + x] as number;
      const down = disparity[Math.min(H - 1, y + 3) * W + x] as number;
      if (Math.abs(right - left) > edgeJump || Math.abs(down - up) > edgeJump) isRamp[y * W + x] = 1;
    }
  }
  const { distancePx } = nearestSeed(size, (i) => isRamp[i] === 1);
  const out = disparity.slice();
  for (let y = 0; y < H; y++) {
    for (let x = 0; x < W; x++) {
      const i = y * W + x;
      if ((distancePx[i] as number) <= bandPx) out[i] = joinSide(disparity, rgb, x, y, W, H);
    }
  }
  return out;
}

// e^(−k / 16), and how the weight falls with distance
const fall = Float32Array.from({ length: 256 }, (_, k) => Math.exp(-k / 16));
const near = Float32Array.from({ length: (2 * radiusPx + 1) ** 2 }, (_, k) => {
  const dx = (k % (2 * radiusPx + 1)) - radiusPx;
  const dy = Math.floor(k / (2 * radiusPx + 1)) - radiusPx;
  return Math.exp(-(dx * dx + dy * dy) / (radiusPx * radiusPx));
});

function joinSide(disparity: Float32Array, rgb: Float32Array, x: number, y: number, W: number, H: number): number {
  const x0 = Math.max(0, x - radiusPx);
  const x1 = Math.min(W - 1, x + radiusPx);
  const y0 = Math.max(0, y - radiusPx);
  const y1 = Math.min(H - 1, y + radiusPx);
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let v = y0; v <= y1; v++) {
    for (let j = v * W + x0; j <= v * W + x1; j++) {
      const d = disparity[j] as number;
      if (d < low) low = d;
      if (d > high) high = d;
    }
  }
  const i = (y * W + x) * 3;
  const red = rgb[i] as number;
  const green = rgb[i + 1] as number;
  const blue = rgb[i + 2] as number;
  const farBelow = low + 0.25 * (high - low);
  const nearAbove = high - 0.25 * (high - low);
  let farWeight = 0;
  let farSum = 0;
  let nearWeight = 0;
  let nearSum = 0;
  for (let v = y0; v <= y1; v++) {
    for (let u = x0; u <= x1; u++) {
      const j = v * W + u;
      const d = disparity[j] as number;
      const isFar = d < farBelow;
      if (!isFar && d <= nearAbove) continue;
      const r = (rgb[j * 3] as number) - red;
      const g = (rgb[j * 3 + 1] as number) - green;
      const b = (rgb[j * 3 + 2] as number) - blue;
      const k = ((r * r + g * g + b * b) / 50) | 0;
      const weight =
        (k < 256 ? (fall[k] as number) : 0) * (near[(v - y + radiusPx) * (2 * radiusPx + 1) + u - x + radiusPx] as number) + 1e-12;
      if (isFar) {
        farWeight += weight;
        farSum += weight * d;
      } else {
        nearWeight += weight;
        nearSum += weight * d;
      }
    }
  }
  if (nearWeight === 0 && farWeight === 0) return disparity[y * W + x] as number;
  return nearWeight > farWeight ? nearSum / nearWeight : farSum / farWeight;
}
