import type { Animatic } from '@fantascope/film';
import type { SceneLayer } from '@fantascope/stage';
import { hex, mix, type Rgb, smoothstep } from '../colour.ts';
import { finishLayer } from '../finish-layer.ts';
import { inAir, type Light } from '../light.ts';
import { hashAt, noiseTile, randomOf } from '../noise.ts';
import { box, placed, stroke, together } from '../outline.ts';
import { groundDisparity, type Setting } from '../setting.ts';
import { along, fillShape, glow, type Sheet, sheetOf, solid, washBox } from '../sheet.ts';
import { paintSky } from '../sky.ts';
import type { PaintPlace } from './place.ts';
import { paintWater } from './sea.ts';

/** Houses from far to near, their lit sides, the river, the quay's stone near and dark. */
const tones: Readonly<
  Record<
    Animatic['hour'],
    Readonly<{ body: readonly string[]; lit: readonly string[]; water: string; crest: string; stone: string; joint: string }>
  >
> = {
  dawn: {
    body: ['#cbb3c0', '#a99ab4', '#7d7c9f'],
    lit: ['#eccdc4', '#dab7b2', '#c2a0a2'],
    water: '#7b84a8',
    crest: '#f3d8cb',
    stone: '#b3a3a6',
    joint: '#867a88',
  },
  day: {
    body: ['#a9c9de', '#82a9c4', '#5d86a3'],
    lit: ['#c9dfea', '#b5d0dd', '#a9c3cf'],
    water: '#3d86ab',
    crest: '#d8eef3',
    stone: '#cdc6b8',
    joint: '#a39b8f',
  },
  dusk: {
    body: ['#b4637f', '#7f4476', '#4c2d5f'],
    lit: ['#ee9176', '#c7686f', '#8d4a66'],
    water: '#4a2f63',
    crest: '#ffb98a',
    stone: '#7a5062',
    joint: '#513550',
  },
  night: {
    body: ['#26446d', '#182f54', '#0d1d3b'],
    lit: ['#31547e', '#223f68', '#17304f'],
    water: '#0c1d3a',
    crest: '#86a9cc',
    stone: '#2d4560',
    joint: '#1b2f49',
  },
};

const lampTones = ['#ffd98f', '#ffc56b', '#ffe9bd', '#ffb257'] as const;

/** A skyline in three depths across a river, windows and lamps lit from dusk on, a quay with a rail. */
export const paintCity: PaintPlace = (setting, onGround) => {
  const { animatic, light } = setting;
  const told = tones[animatic.hour];
  const sky = finishLayer(paintSky(setting), { name: 'sky', kind: 'back', disparity: 0.02 }, setting);
  const rows = [0, 1, 2].map((k) =>
    skyline(setting, {
      k,
      body: inAir(light, hex(told.body[k] as string), 0.95 - 0.2 * k),
      lit: inAir(light, hex(told.lit[k] as string), 0.95 - 0.2 * k),
    }),
  );
  const river = paintWater(setting, { deep: inAir(light, hex(told.water), 0.3), crest: inAir(light, hex(told.crest), 0.2) });
  reflections(river, setting);
  const stone = inAir(light, hex(told.stone), 0.1);
  const isQuay = animatic.subject !== 'boat' && animatic.subject !== 'fish';
  if (isQuay) quay(river, setting, { stone, joint: inAir(light, hex(told.joint), 0.1) });
  onGround(river);
  const ground = finishLayer(
    river,
    { name: 'river and quay', kind: 'middle', disparity: (_, y) => groundDisparity(setting, y), cutSides: ['left', 'right', 'bottom'] },
    setting,
  );
  return {
    behind: [sky, ...rows, ground, ...(isQuay ? [rail(setting, inAir(light, mix(hex(told.joint), light.shade, 0.45), 0.05))] : [])],
    before: [],
    bounce: stone,
  };
};

/** Where the quay's edge lies. */
const quayY = ({ foot, unit }: Setting): number => foot.y - unit * 0.085;

function skyline(setting: Setting, { k, body, lit }: Readonly<{ k: number; body: Rgb; lit: Rgb }>): SceneLayer {
  const { light, unit, horizonY, widthPx, frame, side, seedOf } = setting;
  const top = Math.max(0, Math.floor(horizonY - unit * 0.72));
  const baseY = horizonY + unit * 0.012;
  const sheet = sheetOf({ left: 0, top, widthPx, heightPx: Math.ceil(baseY) + 2 - top });
  const random = randomOf(seedOf(120 + k));
  const foot = mix(body, light.haze, 0.5 * light.hazeRatio);
  const wide = [0.05, 0.075, 0.11][k] as number;
  for (let x = -unit * 0.1; x < widthPx; ) {
    const w = unit * wide * (0.6 + 0.9 * random());
    const u = (x + w / 2 - frame.left - frame.width / 2) / frame.width;
    // the town rises away from the sun and leaves it a gap
    const rise = 0.3 + 0.7 * smoothstep(0.42, -0.25, u * side);
    const h = unit * ((0.12 + 0.36 * random() ** 1.6) * rise * (1 - 0.3 * k) + 0.03);
    tower(sheet, { x, y: baseY, w, h, body, lit, foot, light, side, k, unit, seed: Math.floor(random() * 1e6) });
    x += w * (0.94 + 0.22 * random());
  }
  return finishLayer(
    sheet,
    { name: `houses ${k + 1}`, kind: 'middle', disparity: [0.032, 0.045, 0.06][k] as number, cutSides: ['left', 'right'] },
    setting,
  );
}

type Tower = Readonly<{
  x: number;
  y: number;
  w: number;
  h: number;
  body: Rgb;
  lit: Rgb;
  foot: Rgb;
  light: Light;
  side: -1 | 1;
  k: number;
  unit: number;
  seed: number;
}>;

function tower(sheet: Sheet, { x, y, w, h, body, lit, foot, light, side, k, unit, seed }: Tower): void {
  const random = randomOf(seed);
  const kind = random();
  const own = mix(body, lit, 0.18 * random());
  const steps =
    kind < 0.3
      ? [
          { inset: 0.2, more: 0.1 },
          { inset: 0.36, more: 0.17 },
        ]
      : kind < 0.45
        ? [{ inset: 0.1, more: 0.04 }]
        : [];
  const shape = together(box(0, -h, w, h), ...steps.map(({ inset, more }) => box(w * inset, -h * (1 + more), w * (1 - 2 * inset), h)));
  const roof =
    kind > 0.86
      ? together(stroke([w / 2, -h, w * 0.03], [w / 2, -h - unit * 0.08, w * 0.008]))
      : kind > 0.72
        ? [[[0, -h] as const, [w * 0.5, -h - w * 0.35] as const, [w, -h] as const]]
        : [];
  const tall = h * 1.2;
  fillShape(sheet, placed(together(shape, roof), { x, y, scale: 1 }), {
    paint: along(
      [
        { at: 0, colour: own },
        { at: 0.4, colour: own },
        { at: 1, colour: foot },
      ],
      [0, y - tall],
      [0, y],
    ),
  });
  // the side that looks to the light
  const face = w * (0.2 + 0.16 * random());
  const faceX = side > 0 ? w - face : 0;
  fillShape(sheet, placed(box(faceX, -h, face, h), { x, y, scale: 1 }), {
    paint: along(
      [
        { at: 0, colour: lit },
        { at: 1, colour: foot },
      ],
      [0, y - h],
      [0, y],
    ),
    opacity: 0.35 + 0.5 * light.keyRatio,
  });
  if (k === 0 && light.lampRatio < 0.5) return;
  const column = unit * (0.0085 + 0.0025 * k);
  const row = column * 1.5;
  const dark = mix(own, light.shade, 0.22);
  for (let v = row * 0.9; v < h - row * 1.2; v += row) {
    for (let u = column * 0.6; u < w - column * 1.1; u += column) {
      const roll = hashAt(Math.round(u), Math.round(v), seed);
      const isLit = roll < 0.34 * light.lampRatio;
      if (!isLit && (light.lampRatio > 0.9 || roll > 0.9 || k === 0)) continue;
      const pane = placed(box(u, -h + v, column * 0.56, row * 0.58), { x, y, scale: 1 });
      const colour = isLit ? mix(hex(lampTones[Math.floor(roll * 977) % 4] as string), light.haze, 0.3 * (1 - k / 2)) : dark;
      fillShape(sheet, pane, {
        paint: solid(colour),
        way: 'inside',
        opacity: isLit ? 0.6 + 0.4 * hashAt(1, Math.round(u + v), seed) : 0.45,
      });
    }
  }
  if (light.lampRatio > 0.5 && kind > 0.86)
    glow(sheet, hex('#ff7a5a'), { x: x + w / 2, y: y - h - unit * 0.078, rx: unit * 0.012, alpha: 0.9 });
}

/** What the lit town lays on the river: upright streaks that shiver. */
function reflections(sheet: Sheet, { light, unit, widthPx, horizonY, heightPx, seedOf, frame, side }: Setting): void {
  if (light.lampRatio < 0.3) return;
  const random = randomOf(seedOf(126));
  const ripple = noiseTile(seedOf(127), { cells: 8, octaves: 4 });
  for (let k = 0; k < 46; k++) {
    const x = random() * widthPx;
    const u = (x - frame.left - frame.width / 2) / frame.width;
    const long = (heightPx - horizonY) * (0.18 + 0.4 * random());
    const half = unit * (0.004 + 0.008 * random());
    const colour = hex(lampTones[Math.floor(random() * 4)] as string);
    const alpha = light.lampRatio * (0.2 + 0.4 * random()) * (0.35 + 0.65 * smoothstep(0.5, -0.2, u * side));
    washBox(sheet, {
      way: 'inside',
      box: { left: x - half * 5, top: horizonY, widthPx: half * 10, heightPx: long },
      paint: (px, py, out) => {
        const down = (py - horizonY) / long;
        const n = ripple(px / (unit * 0.9), py / (unit * (0.05 + 0.25 * down))) - 0.5;
        const d = 1 - Math.abs(px - x + n * half * 9 * down) / (half * (1 + 1.6 * down));
        out[0] = colour[0];
        out[1] = colour[1];
        out[2] = colour[2];
        out[3] = d <= 0 ? 0 : alpha * Math.min(1, d * 1.8) * (1 - down) * smoothstep(-0.16, 0.08, n);
      },
    });
  }
}

/** Slabs in perspective, from the quay's edge to the eye. */
function quay(sheet: Sheet, setting: Setting, { stone, joint }: Readonly<{ stone: Rgb; joint: Rgb }>): void {
  const { unit, horizonY, heightPx, widthPx, frame, seedOf, light } = setting;
  const edge = quayY(setting);
  const grain = noiseTile(seedOf(128), { cells: 6, octaves: 5 });
  const middle = frame.left + frame.width / 2;
  const seed = seedOf(129);
  washBox(sheet, {
    box: { left: 0, top: edge, widthPx, heightPx: heightPx - edge },
    paint: (x, y, out) => {
      const z = (unit * 0.42) / (y - horizonY);
      const lip = smoothstep(unit * 0.02, unit * 0.017, y - edge);
      const wz = z * 5.5;
      const row = Math.floor(wz);
      const wx = ((x - middle) / unit) * z * 3.4 + (row % 2) * 0.5;
      const fz = wz - row;
      const fx = wx - Math.floor(wx);
      const wide = 0.012 + 0.01 * z;
      const line = Math.max(smoothstep(wide * 3.4, wide, Math.min(fz, 1 - fz)), smoothstep(wide * 2.2, wide * 0.6, Math.min(fx, 1 - fx)));
      const tone = (hashAt(Math.floor(wx), row, seed) - 0.5) * 0.1 + (grain(wx * 0.11, wz * 0.16) - 0.5) * 0.22;
      const shine = 0.05 * light.keyRatio;
      for (let c = 0; c < 3; c++) {
        let v = (stone[c] as number) * (1 + tone + shine);
        v += ((joint[c] as number) - v) * line * 0.75 * (1 - lip);
        out[c] = v + ((light.key[c] as number) - v) * lip * 0.3;
      }
      out[3] = Math.min(1, y - edge);
    },
  });
}

/** The rail at the water's edge, and its lamps. */
function rail(setting: Setting, colour: Rgb): SceneLayer {
  const { light, unit, widthPx, seedOf, frame } = setting;
  const y = quayY(setting) + unit * 0.012;
  const top = Math.floor(y - unit * 0.52);
  const sheet = sheetOf({ left: 0, top, widthPx, heightPx: Math.ceil(unit * 0.55) });
  const high = unit * 0.092;
  const paint = along(
    [
      { at: 0, colour: mix(colour, light.key, 0.2 * light.keyRatio) },
      { at: 1, colour },
    ],
    [0, y - high],
    [0, y],
  );
  const bars = together(
    ...[0, 0.42, 0.72].map((at) => box(0, y - high * (1 - at), widthPx, unit * (at === 0 ? 0.009 : 0.0042))),
    ...Array.from({ length: Math.ceil(widthPx / (unit * 0.155)) + 1 }, (_, k) => box(k * unit * 0.155, y - high, unit * 0.0075, high)),
  );
  fillShape(sheet, placed(bars, { x: 0, y: 0, scale: 1 }), { paint });
  const random = randomOf(seedOf(125));
  for (const share of [-0.17, 0.06 + 0.05 * random(), 0.93 - 0.05 * random(), 1.17]) {
    const x = frame.left + frame.width * share;
    const head = y - unit * 0.37;
    fillShape(
      sheet,
      placed(
        together(
          stroke([x, y, unit * 0.008], [x, y - unit * 0.06, unit * 0.0055], [x, head, unit * 0.0042]),
          box(x - unit * 0.014, head - unit * 0.004, unit * 0.028, unit * 0.006),
        ),
        { x: 0, y: 0, scale: 1 },
      ),
      { paint },
    );
    const warm = hex('#ffdf9c');
    if (light.lampRatio > 0.1) glow(sheet, warm, { x, y: head - unit * 0.016, rx: unit * 0.11, alpha: 0.55 * light.lampRatio });
    fillShape(
      sheet,
      placed(box(x - unit * 0.012, head - unit * 0.034, unit * 0.024, unit * 0.03, unit * 0.009), { x: 0, y: 0, scale: 1 }),
      {
        paint: solid(mix(mix(colour, [1, 1, 1], 0.4), warm, light.lampRatio)),
      },
    );
  }
  return finishLayer(sheet, { name: 'rail', kind: 'card', disparity: groundDisparity(setting, y), cutSides: ['left', 'right'] }, setting);
}
