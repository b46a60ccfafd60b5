import type { Size } from './size.ts';

/** The greatest value within `radiusPx` rows and columns of each pixel. */
export function windowMax(plane: Float32Array, { widthPx: W, heightPx: H }: Size, radiusPx: number): Float32Array {
  const rows = new Float32Array(W * H);
  const out = new Float32Array(W * H);
  for (let y = 0; y < H; y++) {
    for (let x = 0; x < W; x++) {
      let most = Number.NEGATIVE_INFINITY;
      for (let j = y * W + Math.max(0, x - radiusPx); j <= y * W + Math.min(W - 1, x + radiusPx); j++) {
        if ((plane[j] as number) > most) most = plane[j] as number;
      }
      rows[y * W + x] = most;
    }
  }
  for (let y = 0; y < H; y++) {
    const from = Math.max(0, y - radiusPx);
    const to = Math.min(H - 1, y + radiusPx);
    for (let x = 0; x < W; x++) {
      let most = Number.NEGATIVE_INFINITY;
      for (let v = from; v <= to; v++) if ((rows[v * W + x] as number) > most) most = rows[v * W + x] as number;
      out[y * W + x] = most;
    }
  }
  return out;
}
