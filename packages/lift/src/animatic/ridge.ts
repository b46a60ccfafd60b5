import { mix, type Rgb, smoothstep } from './colour.ts';
import type { NoiseTile } from './noise.ts';
import { fillShape, type Paint, type Sheet } from './sheet.ts';

/** Fills everything below a line, which is told column by column, with smooth edges; `paint` hears how far below the line it is, in pixels. */
export function fillBelow(
  sheet: Sheet,
  { lineY, bottomY, paint }: Readonly<{ lineY: Float64Array; bottomY: number; paint: (line: (x: number) => number) => Paint }>,
): void {
  const { left } = sheet;
  const many = lineY.length;
  const contour = new Float64Array(many * 2 + 4);
  for (let k = 0; k < many; k++) {
    contour[k * 2] = left + k;
    contour[k * 2 + 1] = lineY[k] as number;
  }
  contour.set([left + many - 1, bottomY, left, bottomY], many * 2);
  const line = (x: number): number => lineY[Math.max(0, Math.min(many - 1, Math.round(x - left)))] as number;
  fillShape(sheet, [contour], { paint: paint(line) });
}

/** A line told for every column of a sheet and one more. */
export function lineOver({ left, widthPx }: Sheet, y: (x: number) => number): Float64Array {
  return Float64Array.from({ length: widthPx + 1 }, (_, k) => y(left + k));
}

/** How a mountain is painted: its own colour, that of its lit faces and of its snow, what its foot turns to. */
export type MountainTones = Readonly<{ body: Rgb; lit: Rgb; snow: Rgb | null; foot: Rgb }>;

/** Faces that look to the light or away from it, running down from the crest, snow above, haze at the foot. */
export function mountainPaint(
  line: (x: number) => number,
  { tones, unit, height, side, noise }: Readonly<{ tones: MountainTones; unit: number; height: number; side: -1 | 1; noise: NoiseTile }>,
): Paint {
  const { body, lit, snow, foot } = tones;
  const shade = mix(body, [0, 0, 0.02], 0.1);
  const reach = unit * 0.02;
  return (x, y, out) => {
    const below = y - line(x);
    const depth = below / unit;
    const bend = noise(x / (unit * 0.9), y / (unit * 0.9)) - 0.5;
    const fine = noise(x / (unit * 0.24) + 0.4, y / (unit * 0.5)) - 0.5;
    const at = x + bend * unit * (0.05 + depth * 0.55) + fine * unit * 0.045;
    const slope = (line(at + reach) - line(at - reach)) / (2 * reach);
    const face = smoothstep(-0.22, 0.28, slope * side + fine * 0.35);
    let r = shade[0] + (lit[0] - shade[0]) * face;
    let g = shade[1] + (lit[1] - shade[1]) * face;
    let b = shade[2] + (lit[2] - shade[2]) * face;
    if (snow !== null) {
      const cap = smoothstep(0.016, 0, depth - 0.035 - 0.16 * (noise(x / (unit * 0.32), y / (unit * 1.1)) - 0.4));
      const bright = cap * (0.35 + 0.65 * face);
      r += (snow[0] - r) * bright;
      g += (snow[1] - g) * bright;
      b += (snow[2] - b) * bright;
    }
    const away = smoothstep(0.12 * height, 1.05 * height, depth) * 0.92;
    out[0] = r + (foot[0] - r) * away;
    out[1] = g + (foot[1] - g) * away;
    out[2] = b + (foot[2] - b) * away;
    out[3] = 1;
  };
}
