import type { Size } from '../layers/size.ts';

type Level = Readonly<{ widthPx: number; heightPx: number; colour: Float32Array; weight: Float32Array }>;

/**
 * Fills where `weight` is 0 from ever coarser averages of what is known (Gortler et al. 1996, pull-push).
 * `values` holds `channels` numbers a pixel; where weight is 1 they come back untouched.
 */
export function pullPush(values: Float32Array, weight: Float32Array, size: Size, channels: number): Float32Array {
  const finest: Level = { ...size, colour: values.slice(), weight };
  for (let i = 0; i < weight.length; i++) if (weight[i] === 0) finest.colour.fill(0, i * channels, (i + 1) * channels);
  const levels = [finest];
  for (let level = finest; level.widthPx > 1 || level.heightPx > 1; ) {
    level = pull(level, channels);
    levels.push(level);
  }
  for (let k = levels.length - 2; k >= 0; k--) push(levels[k] as Level, levels[k + 1] as Level, channels);
  return finest.colour;
}

function pull({ widthPx: W, heightPx: H, colour, weight }: Level, C: number): Level {
  const widthPx = Math.max(1, (W + 1) >> 1);
  const heightPx = Math.max(1, (H + 1) >> 1);
  const coarse = { widthPx, heightPx, colour: new Float32Array(widthPx * heightPx * C), weight: new Float32Array(widthPx * heightPx) };
  for (let y = 0, i = 0; y < H; y++) {
    for (let x = 0; x < W; x++, i++) {
      const w = weight[i] as number;
      if (w === 0) continue;
      const j = (y >> 1) * widthPx + (x >> 1);
      coarse.weight[j] = (coarse.weight[j] as number) + w;
      for (let c = 0; c < C; c++) coarse.colour[j * C + c] = (coarse.colour[j * C + c] as number) + w * (colour[i * C + c] as number);
    }
  }
  for (let j = 0; j < coarse.weight.length; j++) {
    const w = coarse.weight[j] as number;
    if (w === 0) continue;
    for (let c = 0; c < C; c++) coarse.colour[j * C + c] = (coarse.colour[j * C + c] as number) / w;
    coarse.weight[j] = Math.min(1, w);
  }
  return coarse;
}

function push({ widthPx: W, heightPx: H, colour, weight }: Level, coarse: Level, C: number): void {
  const w = coarse.widthPx;
  const h = coarse.heightPx;
  const from = coarse.colour;
  for (let y = 0, i = 0; y < H; y++) {
    const fy = Math.max(0, Math.min(h - 1, y / 2 - 0.25));
    const y0 = fy | 0;
    const top = y0 * w;
    const bottom = Math.min(h - 1, y0 + 1) * w;
    const v = fy - y0;
    for (let x = 0; x < W; x++, i++) {
      const a = weight[i] as number;
      if (a >= 1) continue;
      const fx = Math.max(0, Math.min(w - 1, x / 2 - 0.25));
      const x0 = fx | 0;
      const x1 = Math.min(w - 1, x0 + 1);
      const u = fx - x0;
      for (let c = 0; c < C; c++) {
        const above = (from[(top + x0) * C + c] as number) * (1 - u) + (from[(top + x1) * C + c] as number) * u;
        const below = (from[(bottom + x0) * C + c] as number) * (1 - u) + (from[(bottom + x1) * C + c] as number) * u;
        colour[i * C + c] = (colour[i * C + c] as number) * a + (above * (1 - v) + below * v) * (1 - a);
      }
    }
  }
}
