import { connectedParts } from './disparity/connected-parts.ts';
import type { Size } from './disparity/plane.ts';

/** Islands smaller than this share of the picture are noise, unless they lie close to the subject. */
const islandShare = 0.002;

/** Alpha above which pixels hang together; low, so that a thin stem or a spoke that the model saw only faintly still joins what it carries. */
const joinAlpha = 0.12;

/** A small island this close to the subject (share of the picture's width) is a part of it that came loose: a whisker, a strap. */
const looseShare = 0.012;

/** Takes the matte's stray islands away and leaves its thin parts alone. Works on a copy. */
export function cleanMatte(matte: Float32Array, size: Size): Float32Array {
  const { labels, parts } = connectedParts(size, (i) => (matte[i] as number) > joinAlpha);
  const kept = parts.map((part) => part.pixels >= islandShare * matte.length);
  const reach = Math.max(2, Math.round(looseShare * size.widthPx));
  const near = kept.includes(true) ? nearKept(labels, kept, size, reach) : new Set<number>();
  const out = matte.slice();
  for (let i = 0; i < out.length; i++) {
    const label = labels[i] as number;
    if (label < 0 ? (out[i] as number) < 0.02 : !kept[label] && !near.has(label)) out[i] = 0;
  }
  return out;
}

/** The labels of small islands that have a kept pixel within `reach` along a row or a column. */
function nearKept(labels: Int32Array, kept: readonly boolean[], { widthPx, heightPx }: Size, reach: number): Set<number> {
  const near = new Set<number>();
  const walk = (start: number, step: number, count: number) => {
    let lastKept = -Infinity;
    let pending: { label: number; at: number } | undefined;
    for (let k = 0; k < count; k++) {
      const label = labels[start + k * step] as number;
      if (label < 0) continue;
      if (kept[label]) {
        if (pending && k - pending.at <= reach) near.add(pending.label);
        lastKept = k;
      } else {
        if (k - lastKept <= reach) near.add(label);
        pending = { label, at: k };
      }
    }
  };
  for (let y = 0; y < heightPx; y++) walk(y * widthPx, 1, widthPx);
  for (let x = 0; x < widthPx; x++) walk(x, widthPx, heightPx);
  return near;
}
