import type { Size } from './size.ts';

/** The mean over (2 radius + 1)² pixels around each pixel, edge pixels repeated. One running sum a row and one a column, so that the radius costs nothing. */
export function boxMean(plane: Float32Array, { widthPx: W, heightPx: H }: Size, radiusPx: number): Float32Array {
  const r = radiusPx;
  const k = 1 / (2 * r + 1);
  const rows = new Float32Array(W * H);
  const out = new Float32Array(W * H);
  for (let y = 0; y < H; y++) {
    const at = y * W;
    let sum = 0;
    for (let x = -r; x <= r; x++) sum += plane[at + clamp(x, W)] as number;
    for (let x = 0; x < W; x++) {
      rows[at + x] = sum * k;
      sum += (plane[at + clamp(x + r + 1, W)] as number) - (plane[at + clamp(x - r, W)] as number);
    }
  }
  const sums = new Float64Array(W);
  for (let y = -r; y <= r; y++) {
    const at = clamp(y, H) * W;
    for (let x = 0; x < W; x++) sums[x] = (sums[x] as number) + (rows[at + x] as number);
  }
  for (let y = 0; y < H; y++) {
    const at = y * W;
    const enters = clamp(y + r + 1, H) * W;
    const leaves = clamp(y - r, H) * W;
    for (let x = 0; x < W; x++) {
      const sum = sums[x] as number;
      out[at + x] = sum * k;
      sums[x] = sum + (rows[enters + x] as number) - (rows[leaves + x] as number);
    }
  }
  return out;
}

function clamp(at: number, length: number): number {
  return at < 0 ? 0 : at >= length ? length - 1 : at;
}
