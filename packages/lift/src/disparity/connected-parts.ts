import type { Size } from './plane.ts';

/** One connected part of a mask: its box (inclusive pixels) and how many pixels it has. */
export type Part = { pixels: number; left: number; right: number; top: number; bottom: number };

/** Labels the 8-connected parts of a mask; -1 outside. Parts are numbered in reading order of their first pixel. */
export function connectedParts({ widthPx, heightPx }: Size, isIn: (at: number) => boolean): { labels: Int32Array; parts: Part[] } {
  const labels = new Int32Array(widthPx * heightPx).fill(-1);
  const parts: Part[] = [];
  const stack = new Int32Array(widthPx * heightPx);
  for (let seed = 0; seed < labels.length; seed++) {
    if (labels[seed] !== -1 || !isIn(seed)) continue;
    const label = parts.length;
    const part: Part = { pixels: 0, left: widthPx, right: -1, top: heightPx, bottom: -1 };
    let depth = 0;
    stack[depth++] = seed;
    labels[seed] = label;
    while (depth > 0) {
      const at = stack[--depth] as number;
      const x = at % widthPx;
      const y = (at - x) / widthPx;
      part.pixels++;
      if (x < part.left) part.left = x;
      if (x > part.right) part.right = x;
      if (y < part.top) part.top = y;
      if (y > part.bottom) part.bottom = y;
      for (let dy = y > 0 ? -1 : 0; dy <= (y < heightPx - 1 ? 1 : 0); dy++) {
        for (let dx = x > 0 ? -1 : 0; dx <= (x < widthPx - 1 ? 1 : 0); dx++) {
          const next = at + dy * widthPx + dx;
          if (labels[next] !== -1 || !isIn(next)) continue;
          labels[next] = label;
          stack[depth++] = next;
        }
      }
    }
    parts.push(part);
  }
  return { labels, parts };
}
