import type { Features } from './features.ts';
import type { Segments } from './segments.ts';

/** A surface of the picture as its rows: for row y (from the picture's top) its leftmost and rightmost pixel and how many pixels lie between. */
export type Body = Readonly<{
  label: number;
  pixels: number;
  top: number;
  bottom: number;
  left: Int16Array;
  right: Int16Array;
  filled: Int16Array;
}>;

/** Reads the bodies of at least `leastPx` pixels; pixels where `isOut` (sky, subject) belong to none. */
export function bodiesOf(
  { widthPx, heightPx }: Features,
  { labels, count }: Segments,
  { leastPx, isOut }: { leastPx: number; isOut: (at: number) => boolean },
): Body[] {
  const left = new Int16Array(count * heightPx).fill(widthPx);
  const right = new Int16Array(count * heightPx).fill(-1);
  const filled = new Int16Array(count * heightPx);
  const pixels = new Int32Array(count);
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      const i = y * widthPx + x;
      if (isOut(i)) continue;
      const label = labels[i] as number;
      const at = label * heightPx + y;
      if (x < (left[at] as number)) left[at] = x;
      right[at] = x;
      filled[at] = (filled[at] as number) + 1;
      pixels[label] = (pixels[label] as number) + 1;
    }
  }
  const bodies: Body[] = [];
  for (let label = 0; label < count; label++) {
    if ((pixels[label] as number) < leastPx) continue;
    const rows = filled.subarray(label * heightPx, (label + 1) * heightPx);
    bodies.push({
      label,
      pixels: pixels[label] as number,
      top: rows.findIndex((n) => n > 0),
      bottom: rows.findLastIndex((n) => n > 0),
      left: left.subarray(label * heightPx, (label + 1) * heightPx),
      right: right.subarray(label * heightPx, (label + 1) * heightPx),
      filled: rows,
    });
  }
  return bodies;
}

/**
 * Joins segments that stand exactly on one another into one (the bands of a lighthouse, a pole before sky and before ground): the seam must take up
 * most of both widths.
 */
export function stackUp(features: Features, segments: Segments, isOut: (at: number) => boolean): Segments {
  const { widthPx, heightPx } = features;
  const { labels, count } = segments;
  const seams = new Map<number, number>();
  for (let i = 0; i < widthPx * (heightPx - 1); i++) {
    const above = labels[i] as number;
    const below = labels[i + widthPx] as number;
    if (above === below || isOut(i) || isOut(i + widthPx)) continue;
    const key = above * count + below;
    seams.set(key, (seams.get(key) ?? 0) + 1);
  }
  const pixels = new Int32Array(count);
  const top = new Int32Array(count).fill(heightPx);
  const bottom = new Int32Array(count);
  for (let i = 0; i < labels.length; i++) {
    if (isOut(i)) continue;
    const label = labels[i] as number;
    const y = Math.floor(i / widthPx);
    pixels[label] = (pixels[label] as number) + 1;
    if (y < (top[label] as number)) top[label] = y;
    bottom[label] = y;
  }
  const widthOf = (label: number) => (pixels[label] as number) / ((bottom[label] as number) - (top[label] as number) + 1);
  const parent = Int32Array.from({ length: count }, (_, i) => i);
  const root = (label: number): number => (parent[label] === label ? label : root(parent[label] as number));
  for (const [key, seamPx] of seams) {
    const above = Math.floor(key / count);
    const below = key % count;
    const wide = Math.max(widthOf(above), widthOf(below));
    const narrow = Math.min(widthOf(above), widthOf(below));
    if (seamPx >= 0.6 * wide && wide <= 1.7 * narrow) parent[root(above)] = root(below);
  }
  const names = Int32Array.from({ length: count }, (_, label) => root(label));
  return { labels: labels.map((label) => names[label] as number), count };
}

/** Mean number of pixels a row of a body holds. */
export function meanWidth({ pixels, top, bottom }: Body): number {
  return pixels / (bottom - top + 1);
}
