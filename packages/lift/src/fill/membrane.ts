import type { Size } from '../layers/size.ts';
import { pullPush } from './pull-push.ts';

/** What a membrane fills. `channels` numbers a pixel in `values`; `isHole` 1 = to fill, all else is held fast. */
export type Membrane = Readonly<{
  values: Float32Array;
  isHole: Uint8Array;
  channels: number;
  /** Sweeps of successive over-relaxation after the pull-push start. */
  sweeps: number;
  /** Relax only here (1); elsewhere in the hole the pull-push start stays. Default: the whole hole. */
  relaxIn?: Uint8Array;
}>;

// over-relaxation factor; 1.7 converges fastest on holes some 50 px wide
const omega = 1.7;

/** Stretches a soap film over the hole: Laplace's equation with the known pixels as the rim (reflecting at the picture's edge). Returns all pixels. */
export function membrane({ values, isHole, channels: C, sweeps, relaxIn }: Membrane, size: Size): Float32Array {
  const { widthPx: W, heightPx: H } = size;
  const weight = new Float32Array(W * H);
  let holes = 0;
  for (let i = 0; i < weight.length; i++) {
    weight[i] = isHole[i] ? 0 : 1;
    if (isHole[i] && (relaxIn === undefined || relaxIn[i])) holes++;
  }
  const out = pullPush(values, weight, size, C);
  if (sweeps === 0 || holes === 0) return out;
  const at = new Int32Array(holes * 5);
  for (let y = 0, i = 0, k = 0; y < H; y++) {
    for (let x = 0; x < W; x++, i++) {
      if (!isHole[i] || (relaxIn !== undefined && !relaxIn[i])) continue;
      at[k++] = i * C;
      at[k++] = (x > 0 ? i - 1 : Math.min(i + 1, y * W + W - 1)) * C;
      at[k++] = (x < W - 1 ? i + 1 : Math.max(i - 1, y * W)) * C;
      at[k++] = (y > 0 ? i - W : H > 1 ? i + W : i) * C;
      at[k++] = (y < H - 1 ? i + W : H > 1 ? i - W : i) * C;
    }
  }
  for (let sweep = 0; sweep < sweeps; sweep++) {
    for (let k = 0; k < at.length; k += 5) {
      const i = at[k] as number;
      const l = at[k + 1] as number;
      const r = at[k + 2] as number;
      const u = at[k + 3] as number;
      const d = at[k + 4] as number;
      for (let c = 0; c < C; c++) {
        const is = out[i + c] as number;
        const mean = 0.25 * ((out[l + c] as number) + (out[r + c] as number) + (out[u + c] as number) + (out[d + c] as number));
        out[i + c] = is + omega * (mean - is);
      }
    }
  }
  return out;
}
