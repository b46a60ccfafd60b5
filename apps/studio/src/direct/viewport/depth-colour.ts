import { type DepthPicture, NO_LAYER } from '../../preview/depth-picture.ts';

/** A colour as three bytes. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** The least and greatest distance of a depth picture, metres, without its outermost hundredths; null where nothing is seen. */
export function depthRange({ distanceM }: DepthPicture): Readonly<{ nearM: number; farM: number }> | null {
  const known = distanceM.filter(Number.isFinite).sort();
  const at = (share: number) => known[Math.round((known.length - 1) * share)];
  const [nearM, farM] = [at(0.01), at(0.99)];
  return nearM === undefined || farM === undefined ? null : { nearM, farM };
}

/**
 * A depth picture in colours: near to far through `hues`, evenly in 1/distance as the eye sees depth; dark along the borders of layers, so that it does not hang
 * on hue alone; clear where nothing is seen. RGBA bytes.
 */
export function depthColours(
  depth: DepthPicture,
  { nearM, farM }: Readonly<{ nearM: number; farM: number }>,
  hues: readonly Rgb[],
): Uint8ClampedArray<ArrayBuffer> {
  const { widthPx, heightPx, distanceM, layer } = depth;
  const bytes = new Uint8ClampedArray(widthPx * heightPx * 4);
  const span = Math.max(1e-6, 1 / nearM - 1 / farM);
  for (let at = 0; at < layer.length; at++) {
    const own = layer[at] as number;
    if (own === NO_LAYER) continue;
    const share = Math.max(0, Math.min(1, (1 / nearM - 1 / (distanceM[at] as number)) / span));
    const place = share * (hues.length - 1);
    const low = Math.min(hues.length - 2, Math.floor(place));
    const isBorder = [at % widthPx === widthPx - 1 ? at : at + 1, at + widthPx].some((next) => (layer[next] ?? own) !== own);
    for (const channel of [0, 1, 2] as const) {
      const [from, to] = [hues[low]?.[channel] ?? 0, hues[low + 1]?.[channel] ?? 0];
      bytes[at * 4 + channel] = (from + (to - from) * (place - low)) * (isBorder ? 0.15 : 1);
    }
    bytes[at * 4 + 3] = 255;
  }
  return bytes;
}
