import { colourAt, mix, type Rgb, smoothstep } from './colour.ts';
import { noiseTile, randomOf } from './noise.ts';
import { ellipse, placed } from './outline.ts';
import type { Setting } from './setting.ts';
import { fillShape, glow, type Sheet, sheetOf, solid, washBox } from './sheet.ts';

/** The sky over everything, as far down as the canvas goes: gradient, glow around the sun or moon, stars, clouds. */
export function paintSky(
  setting: Setting,
  { hasClouds = true, hasBody = true }: Readonly<{ hasClouds?: boolean; hasBody?: boolean }> = {},
): Sheet {
  const { widthPx, heightPx } = setting;
  const sheet = sheetOf({ left: 0, top: 0, widthPx, heightPx });
  paintGradient(sheet, setting);
  if (setting.light.starsRatio > 0) paintStars(sheet, setting);
  if (hasBody && !setting.isMoonShot) paintBody(sheet, setting);
  if (hasClouds) paintClouds(sheet, setting);
  return sheet;
}

function paintGradient({ rgba, widthPx, heightPx }: Sheet, { light, horizonY, sun, unit, seedOf }: Setting): void {
  const soft = noiseTile(seedOf(11), { cells: 3, octaves: 3 });
  const reach = unit * 0.95;
  const [gr, gg, gb] = light.glow;
  const falloff = new Float32Array(1025);
  for (let k = 0; k <= 1024; k++) {
    const d = k / 1024;
    falloff[k] = light.glowRatio * (0.75 * (1 - d) ** 3 + 0.25 * Math.exp(-d * 14)) * (1 - d);
  }
  for (let y = 0, i = 0; y < heightPx; y++) {
    const v = y / horizonY;
    const upper = colourAt(light.sky, v - 0.018);
    const lower = colourAt(light.sky, v + 0.018);
    const r0 = upper[0];
    const g0 = upper[1];
    const b0 = upper[2];
    const [dr, dg, db] = [lower[0] - r0, lower[1] - g0, lower[2] - b0];
    const dy = (y - sun.y) * 1.15;
    for (let x = 0; x < widthPx; x++, i += 4) {
      // broad streaks, as a wide brush leaves them
      const n = soft((x / widthPx) * 0.5, (y / heightPx) * 1.6);
      const dx = x - sun.x;
      const d = Math.sqrt(dx * dx + dy * dy) / reach;
      const g = d >= 1 ? 0 : (falloff[(d * 1024) | 0] as number);
      const r = r0 + dr * n;
      const gn = g0 + dg * n;
      const b = b0 + db * n;
      rgba[i] = r + (gr - r) * g;
      rgba[i + 1] = gn + (gg - gn) * g;
      rgba[i + 2] = b + (gb - b) * g;
      rgba[i + 3] = 1;
    }
  }
}

function paintStars(sheet: Sheet, { light, unit, widthPx, horizonY, seedOf }: Setting): void {
  const random = randomOf(seedOf(12));
  const many = Math.round(((widthPx * horizonY) / (unit * unit)) * 260);
  for (let k = 0; k < many; k++) {
    const x = random() * widthPx;
    const y = random() * horizonY;
    const bright = random() ** 3;
    const warm = random();
    const alpha = light.starsRatio * (0.2 + 0.8 * bright) * smoothstep(1, 0.45, y / horizonY);
    const colour: Rgb = warm < 0.2 ? [1, 0.9, 0.78] : warm < 0.5 ? [0.8, 0.88, 1] : [0.96, 0.97, 1];
    const radius = Math.max(0.75, unit * (0.0008 + 0.0013 * bright));
    fillShape(sheet, placed(ellipse(0, 0, 1), { x, y, scale: radius }), { paint: solid(colour), opacity: alpha });
    if (bright > 0.72) glow(sheet, colour, { x, y, rx: radius * 6, alpha: alpha * 0.22 });
  }
}

function paintBody(sheet: Sheet, { light, sun, unit, seedOf }: Setting): void {
  const { colour, isMoon, radius, shownRatio } = light.body;
  if (shownRatio <= 0) return;
  const r = radius * unit;
  glow(sheet, light.glow, { ...sun, rx: r * 5, alpha: 0.38 * shownRatio });
  glow(sheet, colour, { ...sun, rx: r * 2.4, alpha: 0.5 * shownRatio });
  const disc = placed(ellipse(0, 0, 1), { ...sun, scale: r });
  fillShape(sheet, disc, { paint: solid(colour), opacity: shownRatio });
  if (!isMoon) return;
  const random = randomOf(seedOf(13));
  const shade = mix(colour, light.haze, 0.32);
  for (let k = 0; k < 9; k++) {
    const turn = random() * Math.PI * 2;
    const far = Math.sqrt(random()) * 0.72;
    const size = 0.1 + 0.2 * random();
    glow(sheet, shade, {
      x: sun.x + Math.cos(turn) * far * r,
      y: sun.y + Math.sin(turn) * far * r,
      rx: size * r,
      alpha: 0.75 * shownRatio,
    });
  }
}

/** Heaps with flat feet, lit from the sun's side; long banks near the horizon. Drawn at a third of the size: they are soft. */
function paintClouds(sheet: Sheet, { light, sun, unit, horizonY, seedOf, widthPx, heightPx }: Setting): void {
  const step = 3;
  const cover = light.cloudRatio;
  if (cover <= 0) return;
  const heaps = noiseTile(seedOf(14), { cells: 4, octaves: 6 });
  const warp = noiseTile(seedOf(15), { cells: 4, octaves: 4 });
  const wide = Math.ceil(widthPx / step) + 2;
  const high = Math.ceil(Math.min(heightPx, horizonY * 1.02) / step) + 2;
  const veil = new Float32Array(wide * high * 2);
  const densityAt = (x: number, y: number): number => {
    // perspective: clouds lie lower, flatter and smaller towards the horizon
    const down = Math.max(0.06, 1.06 - y / horizonY);
    const u = (x - widthPx / 2) / (unit * (0.55 + down * 2.2)) + 0.31;
    const v = (y / unit) * (0.55 + 0.42 / (down + 0.15));
    const bend = warp(u * 0.5 + 0.2, v * 0.45) - 0.5;
    return heaps(u * 0.42 + bend * 0.1, v * 0.46 + bend * 0.06);
  };
  const threshold = 0.66 - 0.3 * cover;
  for (let v = 0, k = 0; v < high; v++) {
    const y = v * step;
    const level = smoothstep(-0.1, 0.42, y / horizonY) * 0.85 + 0.15;
    const low = smoothstep(1.02, 0.86, y / horizonY);
    for (let u = 0; u < wide; u++, k += 2) {
      const x = u * step;
      const d = densityAt(x, y);
      const edge = threshold + 0.07 * (1 - level);
      if (d < edge - 0.02) continue;
      const toX = sun.x - x;
      const toY = sun.y - y;
      const length = Math.hypot(toX, toY) + 1;
      const lit = d - densityAt(x + (toX / length) * unit * 0.035, y + (toY / length) * unit * 0.03 - unit * 0.012);
      veil[k] = smoothstep(edge - 0.015, edge + 0.11, d) * low * (0.55 + 0.45 * level);
      // times alpha, so that nothing dark bleeds in from where there is no cloud
      veil[k + 1] = (veil[k] as number) * Math.max(0, Math.min(1, 0.42 + lit * 6.5 - (d - edge) * 0.9));
    }
  }
  const [lr, lg, lb] = light.cloudLit;
  const [sr, sg, sb] = light.cloudShade;
  washBox(sheet, {
    box: { left: 0, top: 0, widthPx, heightPx: Math.min(heightPx, (high - 2) * step) },
    paint: (x, y, out) => {
      const u = x / step;
      const v = y / step;
      const left = u | 0;
      const top = v | 0;
      const a = u - left;
      const b = v - top;
      const i = (top * wide + left) * 2;
      const j = i + wide * 2;
      const [p, q, r, s] = [(1 - a) * (1 - b), a * (1 - b), (1 - a) * b, a * b];
      const alpha = (veil[i] as number) * p + (veil[i + 2] as number) * q + (veil[j] as number) * r + (veil[j + 2] as number) * s;
      out[3] = alpha;
      if (alpha <= 0) return;
      const lit = (veil[i + 1] as number) * p + (veil[i + 3] as number) * q + (veil[j + 1] as number) * r + (veil[j + 3] as number) * s;
      const t = lit / alpha;
      out[0] = sr + (lr - sr) * t;
      out[1] = sg + (lg - sg) * t;
      out[2] = sb + (lb - sb) * t;
    },
  });
}
