import { mix, type Rgb } from './colour.ts';
import { randomOf } from './noise.ts';
import { ellipse, placed } from './outline.ts';
import { fillShape, type Paint, type Sheet } from './sheet.ts';

/** A bank of cloud: round heads over a level foot, each lit from the light's side and dissolving into the bank below it. */
export function paintPuffs(
  sheet: Sheet,
  {
    baseY,
    unit,
    size,
    tall,
    lit,
    shade,
    side,
    seed,
  }: Readonly<{ baseY: number; unit: number; size: number; tall: number; lit: Rgb; shade: Rgb; side: -1 | 1; seed: number }>,
): void {
  const random = randomOf(seed);
  const many = Math.ceil((sheet.widthPx / (unit * size)) * 3.4);
  const heaps = Array.from({ length: 7 }, () => ({ x: random(), high: random(), wide: 0.05 + 0.09 * random() }));
  const puffs = Array.from({ length: many }, (_, k) => {
    const x = ((k + random() - 0.5) / (many - 1)) * sheet.widthPx;
    let heap = 0.1;
    for (const { x: at, high, wide } of heaps) heap = Math.max(heap, high * Math.exp(-(((x / sheet.widthPx - at) / wide) ** 2)));
    const up = random() ** 1.4 * heap;
    const r = unit * size * (0.55 + 0.75 * random()) * (1.1 - 0.45 * up);
    return { x: sheet.left + x, y: baseY - unit * tall * up + r * 0.25, r };
  }).sort((a, b) => a.y - a.r - (b.y - b.r));
  for (const { x, y, r } of puffs) {
    const bright = mix(lit, shade, 0.15 * random());
    fillShape(sheet, placed(ellipse(0, 0, 1.12, 0.9), { x, y, scale: r }), { paint: ball({ x, y, r, lit: bright, shade, side }) });
  }
}

/** Light on a ball from one side and above, going out of sight at its foot. */
function ball({ x, y, r, lit, shade, side }: Readonly<{ x: number; y: number; r: number; lit: Rgb; shade: Rgb; side: -1 | 1 }>): Paint {
  return (px, py, out) => {
    const u = (px - x) / r;
    const v = (py - y) / r;
    const t = Math.max(0, Math.min(1, 0.5 + 0.42 * u * side - 0.62 * v));
    const soft = t * t * (3 - 2 * t);
    out[0] = shade[0] + (lit[0] - shade[0]) * soft;
    out[1] = shade[1] + (lit[1] - shade[1]) * soft;
    out[2] = shade[2] + (lit[2] - shade[2]) * soft;
    out[3] = v < 0.1 ? 1 : Math.max(0, 1 - (v - 0.1) / 0.8);
  };
}
