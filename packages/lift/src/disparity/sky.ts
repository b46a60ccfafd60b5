import type { Features } from './features.ts';
import { boxMean } from './plane.ts';

/** The sky: the smooth, bright or blue surface that hangs from the picture's top edge. */
export type Sky = Readonly<{
  /** 1 = sky. */
  mask: Uint8Array;
  share: number;
  /** The mask as lift uses it, 0..1: crisp where sky ends at an edge, fading out wide where it merely grows busy (bokeh, mist). */
  soft: Float32Array;
  /** For each column that begins with sky at the top, the first row that is not sky. */
  skyline: readonly number[];
}>;

/** Floods from the top row through smooth, bright-or-blue pixels whose colour changes slowly. */
export function findSky(features: Features): Sky {
  const { widthPx, heightPx, red, blue, luma, texture, matte } = features;
  const n = widthPx * heightPx;
  const mask = new Uint8Array(n);
  const stack = new Int32Array(n);
  let depth = 0;
  // warm surfaces are sky only when bright, as at sunset: a wooden table is not
  const isSkyColour = (i: number, leastLuma: number, leastBlue: number) => {
    const warmth = (red[i] as number) - (blue[i] as number);
    return (luma[i] as number) > (warmth > 0.12 ? Math.max(0.55, leastLuma) : leastLuma) || -warmth > leastBlue;
  };
  for (let x = 0; x < widthPx; x++) {
    if ((texture[x] as number) >= 0.035 || !isSkyColour(x, 0.45, 0.02) || (matte[x] as number) >= 0.4) continue;
    mask[x] = 1;
    stack[depth++] = x;
  }
  const visit = (from: number, to: number) => {
    if (mask[to] || (matte[to] as number) > 0.5 || (texture[to] as number) >= 0.06) return;
    if (colourChange(features, from, to) >= 0.06 || !isSkyColour(to, 0.3, 0)) return;
    mask[to] = 1;
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
  growToEdges(features, mask);
  const skyline: number[] = [];
  for (let x = 0; x < widthPx; x++) {
    let y = 0;
    while (y < heightPx && mask[y * widthPx + x]) y++;
    if (y > 0) skyline.push(y);
  }
  let pixels = 0;
  for (let i = 0; i < n; i++) pixels += mask[i] as number;
  return { mask, share: pixels / n, soft: softMask(features, mask), skyline };
}

/** Lets the sky reach the edges it ends at: the flood stops short of them because texture is measured over a window. */
function growToEdges(features: Features, mask: Uint8Array): void {
  const { widthPx, heightPx, matte } = features;
  let rim: number[] = [];
  for (let i = 0; i < mask.length; i++) if (mask[i]) rim.push(i);
  for (let step = 0; step < 6; step++) {
    const grown: number[] = [];
    for (const from of rim) {
      const x = from % widthPx;
      if (x > 0) visit(from, from - 1, grown);
      if (x < widthPx - 1) visit(from, from + 1, grown);
      if (from >= widthPx) visit(from, from - widthPx, grown);
      if (from < widthPx * (heightPx - 1)) visit(from, from + widthPx, grown);
    }
    rim = grown;
  }
  function visit(from: number, to: number, grown: number[]): void {
    if (mask[to] || (matte[to] as number) > 0.5 || colourChange(features, from, to) >= 0.05) return;
    mask[to] = 1;
    grown.push(to);
  }
}

function colourChange({ red, green, blue }: Features, a: number, b: number): number {
  return (
    Math.abs((red[a] as number) - (red[b] as number)) +
    Math.abs((green[a] as number) - (green[b] as number)) +
    Math.abs((blue[a] as number) - (blue[b] as number))
  );
}

/** Mixes the mask with a wide blur of itself by how much colour really changes across its rim nearby, relative to the light there (night skies have edges too). */
function softMask(features: Features, mask: Uint8Array): Float32Array {
  const { widthPx, heightPx } = features;
  const wide = Math.round(widthPx / 20);
  const reach = Math.max(2, Math.round(widthPx / 160));
  const smooth = {
    ...features,
    red: boxMean(features.red, features, 2),
    green: boxMean(features.green, features, 2),
    blue: boxMean(features.blue, features, 2),
  };
  const contrast = new Float32Array(mask.length);
  const rim = new Float32Array(mask.length);
  for (let y = reach; y < heightPx - reach - 1; y++) {
    for (let x = reach; x < widthPx - reach - 1; x++) {
      const i = y * widthPx + x;
      if (mask[i] === mask[i + 1] && mask[i] === mask[i + widthPx]) continue;
      rim[i] = 1;
      contrast[i] = Math.max(
        colourChange(smooth, i - reach, i + reach + 1),
        colourChange(smooth, i - reach * widthPx, i + (reach + 1) * widthPx),
      );
    }
  }
  const rims = boxMean(rim, features, wide);
  const contrasts = boxMean(contrast, features, wide);
  const light = boxMean(features.luma, features, wide);
  const crisp = Float32Array.from(mask);
  const blurred = boxMean(boxMean(crisp, features, wide), features, wide);
  return crisp.map((value, i) => {
    const seen = (rims[i] as number) > 1e-6 ? (contrasts[i] as number) / (rims[i] as number) / (0.1 + (light[i] as number)) : 1;
    const trust = Math.min(1, Math.max(0, (seen - 0.2) / 0.3));
    return trust * value + (1 - trust) * (blurred[i] as number);
  });
}
