import type { Size } from '../layers/size.ts';

/** Half the width of the kernel, in pixels of the smaller picture. */
const lobes = 3;

/**
 * Enlarges interleaved bytes by Lanczos (Duchon 1979, three lobes), with pixel centres where they belong: sharp's enlarging lays everything half a
 * pixel of the result to the right and below, which shows where colours and a matte must fit. Not for shrinking.
 */
export function enlargeBytes(data: Uint8Array, from: Size & Readonly<{ channels: 1 | 3 }>, to: Size): Uint8Array {
  const { widthPx, heightPx, channels } = from;
  const across = kernels(widthPx, to.widthPx);
  const down = kernels(heightPx, to.heightPx);
  const rowLength = to.widthPx * channels;
  const wide = new Float32Array(heightPx * rowLength);
  for (let y = 0, i = 0; y < heightPx; y++) {
    const row = y * widthPx * channels;
    for (let x = 0; x < to.widthPx; x++) {
      for (let c = 0; c < channels; c++, i++) {
        let sum = 0;
        for (let k = x * 2 * lobes; k < (x + 1) * 2 * lobes; k++) {
          sum += (data[row + (across.at[k] as number) * channels + c] as number) * (across.share[k] as number);
        }
        wide[i] = sum;
      }
    }
  }
  const out = new Uint8Array(to.heightPx * rowLength);
  const line = new Float32Array(rowLength);
  for (let y = 0; y < to.heightPx; y++) {
    line.fill(0);
    for (let k = y * 2 * lobes; k < (y + 1) * 2 * lobes; k++) {
      const row = (down.at[k] as number) * rowLength;
      const share = down.share[k] as number;
      for (let i = 0; i < rowLength; i++) line[i] = (line[i] as number) + share * (wide[row + i] as number);
    }
    for (let i = 0, at = y * rowLength; i < rowLength; i++, at++) out[at] = Math.max(0, Math.min(255, Math.round(line[i] as number)));
  }
  return out;
}

/** For every pixel of a line of `toPx` the six pixels of one of `fromPx` it is made of, and their shares, which sum to 1; the ends are held. */
function kernels(fromPx: number, toPx: number): { at: Int32Array; share: Float32Array } {
  const at = new Int32Array(toPx * 2 * lobes);
  const share = new Float32Array(toPx * 2 * lobes);
  for (let i = 0; i < toPx; i++) {
    const centre = ((i + 0.5) / toPx) * fromPx - 0.5;
    const first = Math.floor(centre) - lobes + 1;
    const shares = Array.from({ length: 2 * lobes }, (_, k) => lanczos(first + k - centre));
    const sum = shares.reduce((total, each) => total + each, 0);
    for (const [k, each] of shares.entries()) {
      at[i * 2 * lobes + k] = Math.max(0, Math.min(fromPx - 1, first + k));
      share[i * 2 * lobes + k] = each / sum;
    }
  }
  return { at, share };
}

function lanczos(x: number): number {
  if (x === 0) return 1;
  if (Math.abs(x) >= lobes) return 0;
  const a = Math.PI * x;
  return (lobes * Math.sin(a) * Math.sin(a / lobes)) / (a * a);
}
