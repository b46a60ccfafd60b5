/** Where the right view shows what the left one did not. */
export type Occlusion = Readonly<{ isDisoccluded: Uint8Array; isOutside: Uint8Array }>;

/** Missing measurements take the smaller of their neighbours in the row: they lie behind something. */
export function completeRows(disparity: Float32Array, W: number, H: number): Float32Array {
  const out = Float32Array.from(disparity);
  const isKnown = (i: number): boolean => Number.isFinite(disparity[i]) && (disparity[i] as number) > 0;
  for (let y = 0; y < H; y++) {
    for (let x = 0; x < W; x++) {
      const i = y * W + x;
      if (isKnown(i)) continue;
      let left = x;
      while (left >= 0 && !isKnown(y * W + left)) left--;
      let right = x;
      while (right < W && !isKnown(y * W + right)) right++;
      const found = [left >= 0 ? (disparity[y * W + left] as number) : null, right < W ? (disparity[y * W + right] as number) : null];
      const known = found.filter((d) => d !== null);
      out[i] = known.length > 0 ? Math.min(...known) : 20;
    }
  }
  return out;
}

/** Splats the left view's disparity into the right view: pixels that nothing reaches are disoccluded, or, at the right edge, outside the left picture. */
export function occlusionOf(disparity: Float32Array, W: number, H: number): Occlusion {
  const isReached = new Uint8Array(W * H);
  for (let y = 0; y < H; y++) {
    for (let x = 0; x < W - 1; x++) {
      const i = y * W + x;
      const a = x - (disparity[i] as number);
      const b = x + 1 - (disparity[i + 1] as number);
      const from = Math.ceil(Math.min(a, b) - 0.5);
      const isJump = Math.abs((disparity[i] as number) - (disparity[i + 1] as number)) > 1;
      const to = isJump ? from : Math.floor(Math.max(a, b) + 0.5);
      for (let X = Math.max(0, from); X <= Math.min(W - 1, to); X++) isReached[y * W + X] = 1;
    }
  }
  const isOutside = new Uint8Array(W * H);
  const open = new Uint8Array(W * H);
  for (let y = 0; y < H; y++) {
    let x = W - 1;
    for (; x >= 0 && !isReached[y * W + x]; x--) isOutside[y * W + x] = 1;
    for (; x >= 0; x--) open[y * W + x] = isReached[y * W + x] ? 0 : 1;
  }
  // cracks one pixel wide are no disocclusions
  const isDisoccluded = Uint8Array.from(open, (is, i) => {
    if (!is) return 0;
    const x = i % W;
    const y = Math.floor(i / W);
    let around = 0;
    for (let v = -1; v <= 1; v++) {
      for (let u = -1; u <= 1; u++) around += open[Math.min(H - 1, Math.max(0, y + v)) * W + Math.min(W - 1, Math.max(0, x + u))] as number;
    }
    return around / 9 < 0.45 ? 0 : 1;
  });
  return { isDisoccluded, isOutside };
}

/** Peak signal to noise in dB over the pixels where `counts` holds; colours 0..255, three a pixel. */
export function psnrDb(a: Float32Array, b: Float32Array, counts: (pixel: number) => boolean): number {
  let sum = 0;
  let n = 0;
  for (let i = 0; i < a.length / 3; i++) {
    if (!counts(i)) continue;
    n += 3;
    for (let c = 0; c < 3; c++) sum += ((a[i * 3 + c] as number) - (b[i * 3 + c] as number)) ** 2;
  }
  return 10 * Math.log10((255 * 255 * n) / sum);
}
