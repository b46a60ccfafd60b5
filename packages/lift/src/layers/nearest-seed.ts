import type { Size } from './size.ts';

/** For every pixel the distance in pixels to its nearest seed (1e6 where there is none) and that seed's index (−1 where there is none). */
export type NearestSeed = Readonly<{ distancePx: Float32Array; index: Int32Array }>;

/** Distance to the nearest pixel where `isSeed`, by two passes that hand vectors on to neighbours (Danielsson 1980, eight neighbours; errors below 0.1 px). */
export function nearestSeed({ widthPx: W, heightPx: H }: Size, isSeed: (pixel: number) => boolean): NearestSeed {
  // one pixel of border all round saves the edge tests in the passes
  const P = W + 2;
  const far = 16000;
  const dx = new Int16Array(P * (H + 2)).fill(far);
  const dy = new Int16Array(P * (H + 2)).fill(far);
  const squared = new Int32Array(P * (H + 2)).fill(2 * far * far);
  for (let y = 0, i = 0; y < H; y++) {
    for (let x = 0, p = (y + 1) * P + 1; x < W; x++, i++, p++) {
      if (!isSeed(i)) continue;
      dx[p] = 0;
      dy[p] = 0;
      squared[p] = 0;
    }
  }
  const take = (p: number, q: number, stepX: number, stepY: number): void => {
    const x = (dx[q] as number) + stepX;
    const y = (dy[q] as number) + stepY;
    const s = x * x + y * y;
    if (s < (squared[p] as number) && (squared[q] as number) < far * far) {
      squared[p] = s;
      dx[p] = x;
      dy[p] = y;
    }
  };
  for (let y = 1; y <= H; y++) {
    const row = y * P;
    for (let p = row + 1; p <= row + W; p++) {
      if (squared[p] === 0) continue;
      take(p, p - 1, -1, 0);
      take(p, p - P, 0, -1);
      take(p, p - P - 1, -1, -1);
      take(p, p - P + 1, 1, -1);
    }
    for (let p = row + W - 1; p > row; p--) take(p, p + 1, 1, 0);
  }
  for (let y = H; y >= 1; y--) {
    const row = y * P;
    for (let p = row + W; p > row; p--) {
      if (squared[p] === 0) continue;
      take(p, p + 1, 1, 0);
      take(p, p + P, 0, 1);
      take(p, p + P + 1, 1, 1);
      take(p, p + P - 1, -1, 1);
    }
    for (let p = row + 2; p <= row + W; p++) take(p, p - 1, -1, 0);
  }
  const distancePx = new Float32Array(W * H);
  const index = new Int32Array(W * H);
  for (let y = 0, i = 0; y < H; y++) {
    for (let x = 0, p = (y + 1) * P + 1; x < W; x++, i++, p++) {
      const s = squared[p] as number;
      const isReached = s < far * far;
      distancePx[i] = isReached ? Math.sqrt(s) : 1e6;
      index[i] = isReached ? i + (dx[p] as number) + (dy[p] as number) * W : -1;
    }
  }
  return { distancePx, index };
}
