import { mix, type Rgb } from './colour.ts';
import type { Light } from './light.ts';
import type { Sheet } from './sheet.ts';

/** How a card is lit; lengths in canvas pixels. */
export type CardLight = Readonly<{
  light: Light;
  /** Where the light stands as seen from the card: −1 left, 1 right. */
  side: -1 | 1;
  /** How far the light goes around a body, and how wide the rim is. */
  bodyPx: number;
  rimPx: number;
  /** What the ground throws back from below. */
  bounce: Rgb;
  /** How far into the air it stands, 0..1. */
  farRatio: number;
  /** How much of its own colour it keeps in the dark, 0..1. Default 0. */
  ownRatio?: number;
}>;

/**
 * Lights what was painted in the colours of day: the hour's light and shade go around each body as if it were round, its edge towards the light
 * shines, its foot takes the ground's colour. The body's roundness is read from its own outline, blurred.
 */
export function lightCard(sheet: Sheet, { light, side, bodyPx, rimPx, bounce, farRatio, ownRatio = 0 }: CardLight): void {
  const { rgba, widthPx: w, heightPx: h } = sheet;
  const alpha = new Float32Array(w * h);
  for (let k = 0, i = 3; k < alpha.length; k++, i += 4) alpha[k] = rgba[i] as number;
  const round = blurred(alpha, { w, h, radius: Math.max(1, Math.round(bodyPx)) });
  const near = blurred(alpha, { w, h, radius: Math.max(1, Math.round(rimPx * 0.5)) });
  const ambient = mix(light.ambient, [1, 1, 1], ownRatio);
  const lit: Rgb = [
    ambient[0] + (light.key[0] - ambient[0] * 0.55) * light.keyRatio * 0.55,
    ambient[1] + (light.key[1] - ambient[1] * 0.55) * light.keyRatio * 0.55,
    ambient[2] + (light.key[2] - ambient[2] * 0.55) * light.keyRatio * 0.55,
  ];
  const dark = mix(ambient, light.shade, 0.42);
  const step = Math.max(1, Math.round(bodyPx * 0.5));
  const dx = Math.round(side * rimPx * 0.9);
  const dy = Math.round(-rimPx * 0.75);
  const air = Math.min(1, farRatio * light.hazeRatio);
  const key = light.key;
  const rimRatio = 0.3 + 0.55 * light.keyRatio;
  for (let y = 0, k = 0, i = 0; y < h; y++) {
    const up = Math.max(0, y - step) * w;
    const down = Math.min(h - 1, y + step) * w;
    const low = (y / h) ** 2 * 0.3;
    for (let x = 0; x < w; x++, k++, i += 4) {
      const a = alpha[k] as number;
      if (a <= 0) continue;
      const left = x < step ? k - x : k - step;
      const right = x + step >= w ? k - x + w - 1 : k + step;
      const nx = (round[left] as number) - (round[right] as number);
      const ny = (round[up + x] as number) - (round[down + x] as number);
      const towards = 0.5 + (nx * side * 0.78 - ny * -0.5) * 0.5 * 1.15;
      const t = towards < 0 ? 0 : Math.min(towards, 1);
      const rx = x + dx;
      const ry = y + dy;
      const beyond = rx < 0 || rx >= w || ry < 0 || ry >= h ? 0 : (near[ry * w + rx] as number);
      const rim = Math.max(0, 1 - beyond * 1.15) * rimRatio * (0.25 + 0.75 * t);
      for (let c = 0; c < 3; c++) {
        let v = ((rgba[i + c] as number) / a) * ((dark[c] as number) + ((lit[c] as number) - (dark[c] as number)) * t);
        v += ((bounce[c] as number) - v) * low * (1 - t);
        v += ((key[c] as number) - v) * rim * 0.8;
        v += ((light.haze[c] as number) - v) * air;
        rgba[i + c] = Math.min(v, 1) * a;
      }
    }
  }
}

/** A plane blurred twice by a box of this radius: soft enough to be taken for round. */
function blurred(plane: Float32Array, { w, h, radius }: Readonly<{ w: number; h: number; radius: number }>): Float32Array {
  let from = plane;
  for (let pass = 0; pass < 2; pass++) from = boxBlur(boxBlur(from, { w, h, radius, isAcross: true }), { w, h, radius, isAcross: false });
  return from;
}

function boxBlur(
  plane: Float32Array,
  { w, h, radius, isAcross }: Readonly<{ w: number; h: number; radius: number; isAcross: boolean }>,
): Float32Array {
  const out = new Float32Array(plane.length);
  const [lines, length, step, next] = isAcross ? [h, w, 1, w] : [w, h, w, 1];
  const per = 1 / (2 * radius + 1);
  for (let line = 0; line < lines; line++) {
    const start = line * next;
    let sum = 0;
    for (let k = 0; k < Math.min(radius, length); k++) sum += plane[start + k * step] as number;
    for (let k = 0; k < length; k++) {
      if (k + radius < length) sum += plane[start + (k + radius) * step] as number;
      if (k - radius - 1 >= 0) sum -= plane[start + (k - radius - 1) * step] as number;
      out[start + k * step] = sum * per;
    }
  }
  return out;
}
