import type { Size } from './size.ts';

const radiusPx = 3;
const epsilon = 2e-4;

/**
 * A hard region softened along the picture's own edges: the guided filter with a colour guide (He, Sun & Tang 2013), stretched so that it reaches 0 and 1.
 * Only pixels in `band` are worked out; elsewhere the region's own 0 or 1 comes back.
 */
export function softEdge(rgb: Float32Array, isFront: Uint8Array, band: Uint8Array, { widthPx: W, heightPx: H }: Size): Float32Array {
  const alpha = new Float32Array(isFront);
  const lines = new Map<number, readonly [number, number, number, number]>();
  const line = (x: number, y: number): readonly [number, number, number, number] => {
    const at = y * W + x;
    let known = lines.get(at);
    if (known === undefined) {
      known = fitLine(rgb, isFront, x, y, W, H);
      lines.set(at, known);
    }
    return known;
  };
  for (let y = 0; y < H; y++) {
    for (let x = 0; x < W; x++) {
      const i = y * W + x;
      if (!band[i]) continue;
      let a = 0;
      let b = 0;
      let c = 0;
      let d = 0;
      let n = 0;
      for (let v = Math.max(0, y - radiusPx); v <= Math.min(H - 1, y + radiusPx); v++) {
        for (let u = Math.max(0, x - radiusPx); u <= Math.min(W - 1, x + radiusPx); u++) {
          const fit = line(u, v);
          a += fit[0];
          b += fit[1];
          c += fit[2];
          d += fit[3];
          n++;
        }
      }
      const value = (a * (rgb[i * 3] as number) + b * (rgb[i * 3 + 1] as number) + c * (rgb[i * 3 + 2] as number) + d) / n;
      alpha[i] = Math.max(0, Math.min(1, (value - 0.08) / 0.84));
    }
  }
  return alpha;
}

/** The plane over colour that fits the region best in one window: region ≈ a red + b green + c blue + d. */
function fitLine(
  rgb: Float32Array,
  isFront: Uint8Array,
  x: number,
  y: number,
  W: number,
  H: number,
): readonly [number, number, number, number] {
  let n = 0;
  let r = 0;
  let g = 0;
  let b = 0;
  let p = 0;
  let rr = 0;
  let rg = 0;
  let rb = 0;
  let gg = 0;
  let gb = 0;
  let bb = 0;
  let rp = 0;
  let gp = 0;
  let bp = 0;
  for (let v = Math.max(0, y - radiusPx); v <= Math.min(H - 1, y + radiusPx); v++) {
    for (let j = v * W + Math.max(0, x - radiusPx); j <= v * W + Math.min(W - 1, x + radiusPx); j++) {
      const red = rgb[j * 3] as number;
      const green = rgb[j * 3 + 1] as number;
      const blue = rgb[j * 3 + 2] as number;
      n++;
      r += red;
      g += green;
      b += blue;
      rr += red * red;
      rg += red * green;
      rb += red * blue;
      gg += green * green;
      gb += green * blue;
      bb += blue * blue;
      if (!isFront[j]) continue;
      p++;
      rp += red;
      gp += green;
      bp += blue;
    }
  }
  if (p === 0) return [0, 0, 0, 0];
  if (p === n) return [0, 0, 0, 1];
  r /= n;
  g /= n;
  b /= n;
  p /= n;
  // colours run to 255, epsilon is meant for colours up to 1
  const e = epsilon * 65025;
  const A = rr / n - r * r + e;
  const B = rg / n - r * g;
  const C = rb / n - r * b;
  const D = gg / n - g * g + e;
  const E = gb / n - g * b;
  const F = bb / n - b * b + e;
  const X = rp / n - r * p;
  const Y = gp / n - g * p;
  const Z = bp / n - b * p;
  const c00 = D * F - E * E;
  const c01 = C * E - B * F;
  const c02 = B * E - C * D;
  const c11 = A * F - C * C;
  const c12 = B * C - A * E;
  const c22 = A * D - B * B;
  const k = 1 / (A * c00 + B * c01 + C * c02);
  const u = (c00 * X + c01 * Y + c02 * Z) * k;
  const v = (c01 * X + c11 * Y + c12 * Z) * k;
  const w = (c02 * X + c12 * Y + c22 * Z) * k;
  return [u, v, w, p - u * r - v * g - w * b];
}
