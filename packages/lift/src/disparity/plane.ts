/** Width and height of a plane of numbers, row-major. */
export type Size = Readonly<{ widthPx: number; heightPx: number }>;

/** Mean over the (2r+1)² window of every pixel, borders repeated; running sums, so the cost does not grow with r. */
export function boxMean(plane: Float32Array, { widthPx, heightPx }: Size, radiusPx: number): Float32Array {
  const rows = new Float32Array(plane.length);
  const out = new Float32Array(plane.length);
  const window = 2 * radiusPx + 1;
  for (let y = 0; y < heightPx; y++) {
    const row = y * widthPx;
    let sum = 0;
    for (let x = -radiusPx; x <= radiusPx; x++) sum += plane[row + clamp(x, widthPx)] as number;
    for (let x = 0; x < widthPx; x++) {
      rows[row + x] = sum / window;
      sum += (plane[row + clamp(x + radiusPx + 1, widthPx)] as number) - (plane[row + clamp(x - radiusPx, widthPx)] as number);
    }
  }
  // whole rows are added at once: column by column would miss the cache at every step
  const sums = new Float64Array(widthPx);
  for (let y = -radiusPx; y <= radiusPx; y++) {
    const row = clamp(y, heightPx) * widthPx;
    for (let x = 0; x < widthPx; x++) sums[x] = (sums[x] as number) + (rows[row + x] as number);
  }
  for (let y = 0; y < heightPx; y++) {
    const row = y * widthPx;
    const enters = clamp(y + radiusPx + 1, heightPx) * widthPx;
    const leaves = clamp(y - radiusPx, heightPx) * widthPx;
    for (let x = 0; x < widthPx; x++) {
      const sum = sums[x] as number;
      out[row + x] = sum / window;
      sums[x] = sum + (rows[enters + x] as number) - (rows[leaves + x] as number);
    }
  }
  return out;
}

function clamp(at: number, length: number): number {
  return at < 0 ? 0 : at >= length ? length - 1 : at;
}

/** Resizes a plane: area mean where it shrinks, bilinear between pixel centres where it grows. */
export function resizePlane(plane: Float32Array, from: Size, to: Size): Float32Array {
  if (from.widthPx === to.widthPx && from.heightPx === to.heightPx) return plane;
  const across = new Float32Array(to.widthPx * from.heightPx);
  const columns = taps(from.widthPx, to.widthPx);
  for (let y = 0; y < from.heightPx; y++) {
    for (let x = 0; x < to.widthPx; x++) {
      const { start, weights } = columns[x] as Tap;
      let sum = 0;
      for (let k = 0; k < weights.length; k++) sum += (weights[k] as number) * (plane[y * from.widthPx + start + k] as number);
      across[y * to.widthPx + x] = sum;
    }
  }
  const out = new Float32Array(to.widthPx * to.heightPx);
  const rows = taps(from.heightPx, to.heightPx);
  for (let y = 0; y < to.heightPx; y++) {
    const { start, weights } = rows[y] as Tap;
    for (let k = 0; k < weights.length; k++) {
      const weight = weights[k] as number;
      const source = (start + k) * to.widthPx;
      for (let x = 0; x < to.widthPx; x++)
        out[y * to.widthPx + x] = (out[y * to.widthPx + x] as number) + weight * (across[source + x] as number);
    }
  }
  return out;
}

type Tap = Readonly<{ start: number; weights: Float64Array }>;

function taps(from: number, to: number): Tap[] {
  const scale = from / to;
  return Array.from({ length: to }, (_, i) => {
    if (scale <= 1) {
      const at = Math.min(from - 1, Math.max(0, (i + 0.5) * scale - 0.5));
      const start = Math.min(Math.floor(at), Math.max(0, from - 2));
      const share = at - start;
      return { start, weights: from === 1 ? Float64Array.of(1) : Float64Array.of(1 - share, share) };
    }
    const begin = i * scale;
    const end = Math.min(from, begin + scale);
    const start = Math.floor(begin);
    const last = Math.min(from - 1, Math.ceil(end) - 1);
    const weights = new Float64Array(last - start + 1);
    for (let k = 0; k < weights.length; k++) weights[k] = (Math.min(end, start + k + 1) - Math.max(begin, start + k)) / scale;
    return { start, weights };
  });
}
