import type { Random } from './noise.ts';
import { lineNoise } from './noise.ts';
import { type Drawing, ellipse, type Point, stroke, together } from './outline.ts';

/** The tops of a wood of firs along a line, 0..1 at a place told in units. */
export function firTops(u: number, seed: number): number {
  let top = 0;
  for (const [k, many] of [34, 52, 78].entries()) {
    const at = u * many + k * 0.37;
    const cell = Math.floor(at);
    const tall = (0.35 + 0.65 * lineNoise(cell * 1.7 + 0.5, seed + k)) * (1 - k * 0.2);
    const far = Math.abs(at - cell - 0.5) * 2;
    top = Math.max(top, tall * Math.max(0, 1 - far * 1.15) ** 0.9);
  }
  return top;
}

/** A fir of height 1 that stands at (0, 0): tiers of boughs that hang, no two alike. */
export function fir(random: Random): Drawing {
  const tiers = 9;
  const right: Point[] = [];
  const left: Point[] = [];
  for (let k = 0; k < tiers; k++) {
    const y = -1 + (k / tiers) * 0.92;
    const next = -1 + ((k + 1) / tiers) * 0.92;
    const reach = 0.03 + 0.2 * ((k + 1) / tiers) ** 0.85;
    for (const [points, sign] of [[right, 1] as const, [left, -1] as const]) {
      const far = reach * (0.82 + 0.36 * random());
      points.push([sign * far * 0.34, y + (next - y) * 0.25], [sign * far, next + 0.015 * random()], [sign * far * 0.5, next - 0.012]);
    }
  }
  const crown: Point[] = [[0, -1.02], ...right, [0.02, -0.07], [-0.02, -0.07], ...left.reverse()];
  return together([crown], stroke([0, -0.12, 0.018], [0, 0, 0.022]));
}

/** A rounded bush or crown of radius about 1 around (0, 0). */
export function crown(random: Random, many = 9): Drawing {
  const lumps = Array.from({ length: many }, (_, k) => {
    const turn = (k / many) * Math.PI * 2 + random() * 0.5;
    const far = 0.5 + 0.22 * random();
    return ellipse(Math.cos(turn) * far, Math.sin(turn) * far * 0.75, 0.34 + 0.22 * random(), 0.3 + 0.18 * random());
  });
  return together(ellipse(0, 0, 0.72, 0.6), ...lumps);
}
