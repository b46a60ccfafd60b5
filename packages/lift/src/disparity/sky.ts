import type { Features } from './features.ts';

/** The sky: the smooth, bright or blue surface that hangs from the picture's top edge. 1 = sky. */
export type Sky = Readonly<{ mask: Uint8Array; share: number }>;

/** Floods from the top row through smooth, bright-or-blue pixels whose colour changes slowly. */
export function findSky(features: Features): Sky {
  const { widthPx, heightPx, red, green, blue, luma, texture, matte } = features;
  const n = widthPx * heightPx;
  const mask = new Uint8Array(n);
  const stack = new Int32Array(n);
  let depth = 0;
  const isBlue = (i: number, by: number) => (blue[i] as number) > (red[i] as number) + by;
  for (let x = 0; x < widthPx; x++) {
    const isSeed = (texture[x] as number) < 0.035 && ((luma[x] as number) > 0.45 || isBlue(x, 0.02)) && (matte[x] as number) < 0.4;
    if (isSeed) {
      mask[x] = 1;
      stack[depth++] = x;
    }
  }
  let pixels = depth;
  const visit = (from: number, to: number) => {
    if (mask[to] || (matte[to] as number) > 0.5 || (texture[to] as number) >= 0.06) return;
    const change =
      Math.abs((red[from] as number) - (red[to] as number)) +
      Math.abs((green[from] as number) - (green[to] as number)) +
      Math.abs((blue[from] as number) - (blue[to] as number));
    if (change >= 0.06 || !((luma[to] as number) > 0.3 || isBlue(to, 0))) return;
    mask[to] = 1;
    pixels++;
    stack[depth++] = to;
  };
  while (depth > 0) {
    const at = stack[--depth] as number;
    const x = at % widthPx;
    if (x > 0) visit(at, at - 1);
    if (x < widthPx - 1) visit(at, at + 1);
    if (at >= widthPx) visit(at, at - widthPx);
    if (at < n - widthPx) visit(at, at + widthPx);
  }
  return { mask, share: pixels / n };
}
