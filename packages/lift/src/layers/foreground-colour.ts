import type { Size } from './size.ts';

const regularisation = 5e-3;

/**
 * The colour of what stands in front, freed of the background that shines through where alpha is soft: multi-level estimation of foreground and
 * background together (Germer et al. 2020). Colours 0..255, three a pixel; where alpha is 1 the picture's own colour comes back.
 */
export function foregroundColour(rgb: Float32Array, alpha: Float32Array, size: Size): Float32Array {
  const { widthPx: W, heightPx: H } = size;
  const levels = Math.max(1, Math.ceil(Math.log2(Math.max(W, H))));
  let front = meanColour(rgb, alpha, (a) => a > 0.9);
  let back = meanColour(rgb, alpha, (a) => a < 0.1);
  let before: Size = { widthPx: 1, heightPx: 1 };
  for (let level = 0; level <= levels; level++) {
    const w = Math.max(1, Math.round(W ** (level / levels)));
    const h = Math.max(1, Math.round(H ** (level / levels)));
    const picture = new Float32Array(w * h * 3);
    const a = new Float32Array(w * h);
    const f = new Float32Array(w * h * 3);
    const b = new Float32Array(w * h * 3);
    for (let y = 0, i = 0; y < h; y++) {
      const fromRow = Math.min(H - 1, Math.floor(((y + 0.5) * H) / h)) * W;
      const oldRow = Math.min(before.heightPx - 1, Math.floor(((y + 0.5) * before.heightPx) / h)) * before.widthPx;
      for (let x = 0; x < w; x++, i++) {
        const from = fromRow + Math.min(W - 1, Math.floor(((x + 0.5) * W) / w));
        const old = oldRow + Math.min(before.widthPx - 1, Math.floor(((x + 0.5) * before.widthPx) / w));
        a[i] = alpha[from] as number;
        for (let c = 0; c < 3; c++) {
          picture[i * 3 + c] = rgb[from * 3 + c] as number;
          f[i * 3 + c] = front[old * 3 + c] as number;
          b[i * 3 + c] = back[old * 3 + c] as number;
        }
      }
    }
    const rounds = Math.max(w, h) <= 32 ? 10 : 2;
    for (let round = 0; round < rounds; round++) relax(picture, a, f, b, w, h);
    front = f;
    back = b;
    before = { widthPx: w, heightPx: h };
  }
  return front;
}

/** One Gauss–Seidel sweep: at each pixel the pair of colours that mixes to the picture's and changes least against its four neighbours. */
function relax(picture: Float32Array, a: Float32Array, f: Float32Array, b: Float32Array, w: number, h: number): void {
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      const i = y * w + x;
      const alpha = a[i] as number;
      // where only one of the two is seen it is the picture, and the other keeps what the coarser level said
      if (alpha > 0.995 || alpha < 0.005) {
        const seen = alpha > 0.5 ? f : b;
        seen[i * 3] = picture[i * 3] as number;
        seen[i * 3 + 1] = picture[i * 3 + 1] as number;
        seen[i * 3 + 2] = picture[i * 3 + 2] as number;
        continue;
      }
      const beta = 1 - alpha;
      const left = x > 0 ? i - 1 : i;
      const right = x < w - 1 ? i + 1 : i;
      const up = y > 0 ? i - w : i;
      const down = y < h - 1 ? i + w : i;
      const l = regularisation + Math.abs(alpha - (a[left] as number));
      const r = regularisation + Math.abs(alpha - (a[right] as number));
      const u = regularisation + Math.abs(alpha - (a[up] as number));
      const d = regularisation + Math.abs(alpha - (a[down] as number));
      const smooth = l + r + u + d;
      const a00 = alpha * alpha + smooth;
      const a01 = alpha * beta;
      const a11 = beta * beta + smooth;
      const k = 1 / (a00 * a11 - a01 * a01);
      for (let c = 0; c < 3; c++) {
        const colour = picture[i * 3 + c] as number;
        const p =
          alpha * colour +
          l * (f[left * 3 + c] as number) +
          r * (f[right * 3 + c] as number) +
          u * (f[up * 3 + c] as number) +
          d * (f[down * 3 + c] as number);
        const q =
          beta * colour +
          l * (b[left * 3 + c] as number) +
          r * (b[right * 3 + c] as number) +
          u * (b[up * 3 + c] as number) +
          d * (b[down * 3 + c] as number);
        f[i * 3 + c] = Math.max(0, Math.min(255, (a11 * p - a01 * q) * k));
        b[i * 3 + c] = Math.max(0, Math.min(255, (a00 * q - a01 * p) * k));
      }
    }
  }
}

function meanColour(rgb: Float32Array, alpha: Float32Array, counts: (alpha: number) => boolean): Float32Array {
  const mean = new Float32Array(3);
  let n = 0;
  for (let i = 0; i < alpha.length; i += 7) {
    if (!counts(alpha[i] as number)) continue;
    n++;
    for (let c = 0; c < 3; c++) mean[c] = (mean[c] as number) + (rgb[i * 3 + c] as number);
  }
  return mean.map((sum) => sum / Math.max(1, n));
}
