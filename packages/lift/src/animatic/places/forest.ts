import type { Animatic } from '@fantascope/film';
import type { SceneLayer } from '@fantascope/stage';
import { hex, mix, type Rgb, smoothstep } from '../colour.ts';
import { finishLayer } from '../finish-layer.ts';
import { type GroundTones, paintGround } from '../ground.ts';
import { inAir } from '../light.ts';
import { noiseTile, randomOf } from '../noise.ts';
import { placed, stroke, together } from '../outline.ts';
import type { Setting } from '../setting.ts';
import { along, fillShape, glow, type Sheet, sheetOf, washBox } from '../sheet.ts';
import { crown } from '../silhouettes.ts';
import { paintSky } from '../sky.ts';
import type { PaintPlace } from './place.ts';

const floor: GroundTones = {
  dawn: ['#c9bfa0', '#5f7360', '#f2dcab', '#2b4244'],
  day: ['#b9d08c', '#4a7d45', '#e6ec9c', '#173f33'],
  dusk: ['#b96a52', '#4b3243', '#ffb463', '#1d1530'],
  night: ['#2b5468', '#12323f', '#4c8295', '#06151f'],
};

/** The light between the trees, then trees from far to near. */
const woods: Readonly<Record<Animatic['hour'], readonly [glow: string, far: string, middle: string, near: string, front: string]>> = {
  dawn: ['#fbe7c3', '#c9bfb4', '#8d9c97', '#526b68', '#22383b'],
  day: ['#eff6c9', '#a9cba0', '#649a70', '#2f6a4f', '#123c33'],
  dusk: ['#ffce84', '#d07a5c', '#84445a', '#4a2850', '#1f1434'],
  night: ['#4d8299', '#2f5c77', '#1d4159', '#102a3e', '#061621'],
};

/** Trees in ever darker rows, light that falls between them, a clearing; trunks close to the eye on both sides. */
export const paintForest: PaintPlace = (setting, onGround) => {
  const { animatic, light } = setting;
  const [shine, far, middle, near, front] = woods[animatic.hour].map((text, k) => inAir(light, hex(text), 0.9 - k * 0.22)) as [
    Rgb,
    Rgb,
    Rgb,
    Rgb,
    Rgb,
  ];
  const ground = paintGround(setting, onGround, {
    name: 'clearing',
    tones: floor,
    swell: 0.02,
    patchRatio: 1,
    patchLength: 1.2,
    tufts: 150,
  });
  const rows = [
    trees(setting, { k: 0, disparity: 0.05, many: 30, colour: far, shine, width: 0.011 }),
    trees(setting, { k: 1, disparity: 0.085, many: 17, colour: middle, shine: mix(shine, far, 0.4), width: 0.021 }),
    trees(setting, { k: 2, disparity: 0.15, many: 9, colour: near, shine: mix(shine, far, 0.7), width: 0.036 }),
  ];
  return {
    behind: [backOf(setting, shine), ...rows, ground.layer],
    before: [frontTrees(setting, front, mix(front, shine, 0.35))],
    bounce: ground.bounce,
  };
};

function backOf(setting: Setting, shine: Rgb): SceneLayer {
  const { unit, horizonY, frame, side, widthPx, light } = setting;
  const sheet = paintSky(setting, { hasBody: light.body.isMoon, hasClouds: false });
  const x = frame.left + frame.width * (0.5 + side * 0.14);
  glow(sheet, shine, { x, y: horizonY - unit * 0.12, rx: widthPx * 0.75, ry: unit * 0.75, alpha: light.body.isMoon ? 0.6 : 0.95 });
  glow(sheet, mix(shine, light.key, 0.5), { x, y: horizonY - unit * 0.16, rx: unit * 0.55, alpha: light.body.isMoon ? 0.35 : 0.75 });
  return finishLayer(sheet, { name: 'sky', kind: 'back', disparity: 0.02 }, setting);
}

type Row = Readonly<{ k: number; disparity: number; many: number; colour: Rgb; shine: Rgb; width: number }>;

/** A row of trunks whose crowns close above, bushes at their feet. */
function trees(setting: Setting, { k, disparity, many, colour, shine, width }: Row): SceneLayer {
  const { unit, horizonY, widthPx, heightPx, frame, side, seedOf, light } = setting;
  const base = horizonY + unit * (0.015 + 0.012 * k);
  const sheet = sheetOf({ left: 0, top: 0, widthPx, heightPx: Math.min(heightPx, Math.ceil(base + unit * 0.06)) });
  const random = randomOf(seedOf(70 + k));
  const leaf = noiseTile(seedOf(74 + k), { cells: 5, octaves: 6 });
  const centre = frame.left + frame.width / 2;
  const middle = frame.left + frame.width * (0.5 + side * 0.14);
  for (let n = 0; n < many; n++) {
    const x = ((n + 0.15 + 0.7 * random()) / many) * widthPx;
    const away = Math.abs(x - middle) / unit;
    // the light needs a gap to come through, and the subject a ground to stand out against
    if (k > 0 && away < 0.1 + 0.11 * k) continue;
    trunk(sheet, {
      x,
      base: base + unit * 0.012 * random(),
      unit,
      half: unit * width * (0.65 + 0.7 * random()),
      lean: (random() - 0.5) * 0.12,
      colour: mix(colour, shine, 0.12 * random()),
      rim: mix(colour, shine, 0.55),
      side,
      random,
    });
  }
  // crowns: leaves where the noise is high, thinner towards the light
  const roof = base - unit * (0.38 - 0.05 * k);
  const far = mix(colour, shine, 0.3);
  washBox(sheet, {
    box: { left: 0, top: 0, widthPx, heightPx: roof + unit * 0.2 },
    paint: (x, y, out) => {
      const opening = Math.max(0, 1 - Math.abs(x - middle) / (unit * (0.62 - 0.06 * k)));
      const hang = (roof - y) / unit - opening * 0.42;
      const n = leaf(((x - centre) / unit) * (1.1 - 0.2 * k), (y / unit) * (1.25 - 0.2 * k));
      const alpha = smoothstep(0.53, 0.57, n * 0.72 + Math.max(-0.25, Math.min(0.42, hang * 0.85)) + 0.12);
      out[3] = alpha;
      if (alpha <= 0) return;
      const lit = smoothstep(0.62, 0.3, n + hang * 0.3) * (0.35 + 0.5 * opening);
      for (let c = 0; c < 3; c++) out[c] = (colour[c] as number) + ((far[c] as number) - (colour[c] as number)) * lit;
    },
  });
  for (let n = 0; n < many * 2; n++) {
    const x = random() * widthPx;
    const size = unit * (0.018 + 0.03 * random()) * (0.7 + k * 0.35);
    const tone = mix(mix(colour, shine, 0.2), mix(colour, light.shade, 0.2), random());
    fillShape(sheet, placed(crown(random, 7), { x, y: base - size * 0.2, scale: size }), {
      paint: along(
        [
          { at: 0, colour: mix(tone, shine, 0.3) },
          { at: 1, colour: tone },
        ],
        [x, base - size],
        [x, base + size * 0.3],
      ),
    });
  }
  if (k === 1 && light.keyRatio > 0.2) shafts(sheet, setting, { shine, x: middle });
  return finishLayer(sheet, { name: `trees ${k + 1}`, kind: 'middle', disparity, cutSides: ['left', 'right', 'top'] }, setting);
}

type Trunk = Readonly<{
  x: number;
  base: number;
  unit: number;
  half: number;
  lean: number;
  colour: Rgb;
  rim: Rgb;
  side: number;
  random: () => number;
}>;

function trunk(sheet: Sheet, { x, base, unit, half, lean, colour, rim, side, random }: Trunk): void {
  const top = sheet.top - unit * 0.1;
  const height = base - top;
  const bend = (random() - 0.5) * 0.08;
  const at = (share: number): number => x + height * (lean * share + bend * Math.sin(share * 3));
  const body = stroke(
    [x, base + unit * 0.02, half * 1.5],
    [at(0.06), base - height * 0.06, half * 1.05],
    [at(0.35), base - height * 0.35, half * 0.85],
    [at(0.7), base - height * 0.7, half * 0.7],
    [at(1), top, half * 0.55],
  );
  const boughs = Array.from({ length: 4 }, () => {
    const share = 0.32 + 0.5 * random();
    const sign = random() < 0.5 ? -1 : 1;
    const long = unit * (0.08 + 0.12 * random());
    const y = base - height * share;
    return stroke(
      [at(share), y, half * 0.42],
      [at(share) + sign * long * 0.5, y - long * 0.35, half * 0.26],
      [at(share) + sign * long, y - long * 0.5, half * 0.06],
    );
  });
  const drawing = placed(together(body, ...boughs), { x: 0, y: 0, scale: 1 });
  const lit = side > 0 ? 1 : 0;
  fillShape(sheet, drawing, {
    paint: along(
      [
        { at: 0, colour: lit === 0 ? rim : mix(colour, [0, 0, 0.02], 0.12) },
        { at: 0.35, colour },
        { at: 0.65, colour },
        { at: 1, colour: lit === 1 ? rim : mix(colour, [0, 0, 0.02], 0.12) },
      ],
      [x - half * 1.1, base],
      [x + half * 1.1, base],
    ),
  });
}

/** Beams that fall through the leaves. */
function shafts(sheet: Sheet, { unit, horizonY, seedOf, side, light }: Setting, { shine, x }: Readonly<{ shine: Rgb; x: number }>): void {
  const random = randomOf(seedOf(79));
  const tone = mix(shine, light.key, 0.4);
  const top = sheet.top;
  for (let k = 0; k < 7; k++) {
    const from = x + unit * (side * 0.3 + (random() - 0.5) * 0.9);
    const slant = -side * (0.28 + 0.12 * random());
    const half = unit * (0.012 + 0.03 * random());
    const alpha = light.keyRatio * (0.1 + 0.16 * random());
    washBox(sheet, {
      box: { left: 0, top, widthPx: sheet.widthPx, heightPx: horizonY - top },
      paint: (px, py, out) => {
        const axis = from + (py - top) * slant;
        const wide = half * (0.6 + (py - top) / unit);
        const d = 1 - Math.abs(px - axis) / wide;
        out[0] = tone[0];
        out[1] = tone[1];
        out[2] = tone[2];
        out[3] = d <= 0 ? 0 : alpha * d * d * (3 - 2 * d) * smoothstep(horizonY, horizonY - unit * 0.45, py);
      },
    });
  }
}

/** Dark trunks and leaves at the frame's sides. */
function frontTrees(setting: Setting, colour: Rgb, rim: Rgb): SceneLayer {
  const { unit, widthPx, heightPx, frame, side, seedOf } = setting;
  const sheet = sheetOf({ left: 0, top: 0, widthPx, heightPx });
  const random = randomOf(seedOf(77));
  for (const [share, wide] of [
    [-0.06, 1],
    [1.05, 0.8],
    [-0.26, 0.9],
    [1.28, 1],
  ] as const) {
    const x = frame.left + frame.width * share + unit * 0.02 * (random() - 0.5);
    trunk(sheet, {
      x,
      base: heightPx + unit * 0.04,
      unit,
      half: unit * 0.062 * wide,
      lean: (share < 0.5 ? -1 : 1) * 0.03 * random(),
      colour,
      rim,
      side,
      random,
    });
  }
  for (let k = 0; k < 46; k++) {
    const isLeft = random() < 0.5;
    const far = random() ** 1.7;
    const x = isLeft ? frame.left + frame.width * (0.2 * far - 0.14) : frame.left + frame.width * (1.14 - 0.2 * far);
    const y = frame.top - unit * 0.1 + unit * (0.2 * random() * (1 - far * 0.7));
    fillShape(sheet, placed(crown(random, 11), { x, y, scale: unit * (0.03 + 0.045 * random()) }), {
      paint: along(
        [
          { at: 0, colour },
          { at: 1, colour: mix(colour, rim, 0.4 * random()) },
        ],
        [x, y - unit * 0.05],
        [x, y + unit * 0.06],
      ),
    });
  }
  return finishLayer(sheet, { name: 'front trees', kind: 'card', disparity: 0.72, cutSides: ['top', 'bottom'] }, setting);
}
