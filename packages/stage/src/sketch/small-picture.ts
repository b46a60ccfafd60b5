import { type Lab, labOf } from './lab.ts';

/** Pixels of a picture: red, green, blue and alpha, each 0..255 and coded by sRGB, alpha not multiplied in; row by row from the top left. */
export type Pixels = Readonly<{ widthPx: number; heightPx: number; rgba: Uint8Array | Uint8ClampedArray }>;

/** A side of the square that every picture is brought to before it is looked at, pixels. */
export const SIDE_PX = 64;
/** What stands where a picture is wholly transparent: middle grey. */
const NOTHING: Lab = [50, 0, 0];

/** A picture brought to 64 × 64: its colours, and how much of each pixel is there at all (0..1). */
export type SmallPicture = Readonly<{ colours: readonly Lab[]; presence: Float64Array }>;

/** Which source samples make up a target sample, and by how much: the area they share. */
function sharesOf(length: number): readonly (readonly Readonly<{ at: number; share: number }>[])[] {
  return Array.from({ length: SIDE_PX }, (_, target) => {
    const [from, to] = [(target * length) / SIDE_PX, ((target + 1) * length) / SIDE_PX];
    const shares: { at: number; share: number }[] = [];
    for (let at = Math.floor(from); at < Math.min(length, Math.ceil(to)); at += 1)
      shares.push({ at, share: Math.min(at + 1, to) - Math.max(at, from) });
    return shares;
  });
}

/**
 * A picture of any size as 64 × 64 pixels, each the mean of the area it covers; the sides are not kept in proportion. Means are taken of the
 * coded values, as whoever scaled the picture before has taken them, so that the same picture in two sizes gives the same. Throws RangeError
 * for sizes that the bytes do not fill.
 */
export function smallPicture({ widthPx, heightPx, rgba }: Pixels): SmallPicture {
  const isWhole = Number.isInteger(widthPx) && Number.isInteger(heightPx) && widthPx > 0 && heightPx > 0;
  if (!isWhole || rgba.length !== widthPx * heightPx * 4)
    throw new RangeError(`${widthPx} × ${heightPx} pixels are not ${rgba.length} bytes`);
  const across = sharesOf(widthPx);
  const rows = new Float64Array(heightPx * SIDE_PX * 4);
  for (let y = 0; y < heightPx; y += 1)
    for (let x = 0; x < SIDE_PX; x += 1) {
      const into = (y * SIDE_PX + x) * 4;
      for (const { at, share } of across[x] ?? []) add(rows, into, { of: rgba, at: (y * widthPx + at) * 4, share, isPlain: true });
    }
  const sums = new Float64Array(SIDE_PX * SIDE_PX * 4);
  for (const [y, down] of sharesOf(heightPx).entries())
    for (let x = 0; x < SIDE_PX; x += 1)
      for (const { at, share } of down) add(sums, (y * SIDE_PX + x) * 4, { of: rows, at: (at * SIDE_PX + x) * 4, share, isPlain: false });
  const area = (widthPx / SIDE_PX) * (heightPx / SIDE_PX);
  const presence = new Float64Array(SIDE_PX * SIDE_PX);
  const colours = Array.from(presence, (_, pixel): Lab => {
    const [red, green, blue, alpha] = sums.subarray(pixel * 4, pixel * 4 + 4) as unknown as [number, number, number, number];
    presence[pixel] = alpha / 255 / area;
    return alpha === 0 ? NOTHING : labOf((red / alpha) * 255, (green / alpha) * 255, (blue / alpha) * 255);
  });
  return { colours, presence };
}

type Added = Readonly<{ of: ArrayLike<number>; at: number; share: number; isPlain: boolean }>;

/** Adds a share of a pixel, its colours weighted by its alpha: what is not there has no colour. */
function add(sums: Float64Array, into: number, { of, at, share, isPlain }: Added): void {
  const alpha = of[at + 3] as number;
  const weight = isPlain ? (share * alpha) / 255 : share;
  for (let channel = 0; channel < 3; channel += 1) (sums[into + channel] as number) += (of[at + channel] as number) * weight;
  (sums[into + 3] as number) += alpha * share;
}
