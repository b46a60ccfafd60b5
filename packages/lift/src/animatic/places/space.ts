import type { Animatic } from '@fantascope/film';
import type { SceneLayer } from '@fantascope/stage';
import { colourAt, evenStops, hex, mix, type Rgb, type Stops, smoothstep } from '../colour.ts';
import { finishLayer } from '../finish-layer.ts';
import { type GroundTones, paintGround } from '../ground.ts';
import { noiseTile, randomOf } from '../noise.ts';
import { ellipse, placed } from '../outline.ts';
import type { Setting } from '../setting.ts';
import { fillShape, glow, type Sheet, sheetOf, solid, washBox } from '../sheet.ts';
import type { PaintPlace } from './place.ts';

/** The dark, two colours of nebula, the planet's bands, the ring. */
const tones: Readonly<Record<Animatic['hour'], Readonly<{ dark: string; mist: readonly [string, string]; bands: Stops; ring: string }>>> = {
  dawn: {
    dark: '#120f2b',
    mist: ['#c75f86', '#5a7fc4'],
    bands: evenStops('#f6c9a0', '#e9a98f', '#f4d6b8', '#cf8a86', '#e8b79c'),
    ring: '#f6dcc0',
  },
  day: {
    dark: '#0a1430',
    mist: ['#3f8fc9', '#6fd0c6'],
    bands: evenStops('#9fd3e6', '#6db2d6', '#c6e6ee', '#4f92c0', '#8cc6df'),
    ring: '#dcecf2',
  },
  dusk: {
    dark: '#140a26',
    mist: ['#d9556b', '#7a48b8'],
    bands: evenStops('#f2a65e', '#d9705a', '#f7c98a', '#b0506a', '#e38a5c'),
    ring: '#ffd9a0',
  },
  night: {
    dark: '#050a1c',
    mist: ['#2f4fa8', '#7a4fb0'],
    bands: evenStops('#6f8fd0', '#4a68b4', '#9fb4e4', '#3a4f96', '#7f9ad6'),
    ring: '#c2cdf0',
  },
};

const dust: GroundTones = {
  dawn: ['#8d7f92', '#6c6277', '#d9bfae', '#37324a'],
  day: ['#8b97a8', '#66727f', '#d3dde4', '#2e3846'],
  dusk: ['#8a6478', '#5e4660', '#e6a57e', '#2d2138'],
  night: ['#4d5f88', '#36456c', '#8fa6d4', '#161e38'],
};

/** Nebulae and stars, a ringed planet, the dust of a small moon to stand on. */
export const paintSpace: PaintPlace = (setting, onGround) => {
  const { animatic } = setting;
  const ground = paintGround(setting, onGround, {
    name: 'dust',
    tones: dust,
    swell: 0.05,
    patchRatio: 0.9,
    dress: (sheet) => craters(sheet, setting),
  });
  return {
    behind: [deep(setting), planet(setting), ground.layer],
    before: [],
    bounce: mix(hex(dust[animatic.hour][1]), hex(dust[animatic.hour][2]), 0.3),
  };
};

function deep(setting: Setting): SceneLayer {
  const { animatic, unit, widthPx, heightPx, seedOf } = setting;
  const told = tones[animatic.hour];
  const [dark, warm, cool] = [hex(told.dark), hex(told.mist[0]), hex(told.mist[1])];
  const sheet = sheetOf({ left: 0, top: 0, widthPx, heightPx });
  const mist = noiseTile(seedOf(130), { cells: 3, octaves: 6 });
  const vein = noiseTile(seedOf(131), { cells: 4, octaves: 6 });
  washBox(sheet, {
    paint: (x, y, out) => {
      const u = x / unit;
      const v = y / unit;
      const bend = vein(u * 0.22, v * 0.22) - 0.5;
      // a band across the sky, torn by darker veins
      const band = Math.exp(-(((v - 0.55 + (u - 1) * 0.24 + bend * 0.5) / 0.42) ** 2));
      const m = smoothstep(0.34, 0.78, mist(u * 0.3 + bend * 0.3, v * 0.36)) * band;
      const n = smoothstep(0.4, 0.8, vein(u * 0.26 + 0.4, v * 0.3 + bend * 0.2)) * (0.35 + 0.65 * band);
      const lane = 1 - 0.55 * smoothstep(0.52, 0.66, mist(u * 0.7 + 0.3, v * 0.8 + bend * 0.4)) * band;
      for (let c = 0; c < 3; c++) {
        let value = (dark[c] as number) * (1.5 - 0.5 * v);
        value += ((cool[c] as number) - value) * n * 0.5;
        value += ((warm[c] as number) - value) * m * 0.68;
        out[c] = value * lane;
      }
      out[3] = 1;
    },
  });
  const random = randomOf(seedOf(132));
  const many = Math.round(((widthPx * heightPx) / (unit * unit)) * 520);
  for (let k = 0; k < many; k++) {
    const bright = random() ** 5;
    const at = { x: random() * widthPx, y: random() * heightPx };
    const tone: Rgb = random() < 0.25 ? [1, 0.86, 0.7] : [0.86, 0.92, 1];
    const r = Math.max(0.7, unit * (0.0008 + 0.0018 * bright));
    fillShape(sheet, placed(ellipse(0, 0, 1), { ...at, scale: r }), { paint: solid(tone), opacity: 0.25 + 0.75 * bright });
    if (bright > 0.6) glow(sheet, tone, { ...at, rx: r * 7, alpha: 0.3 });
  }
  return finishLayer(sheet, { name: 'space', kind: 'back', disparity: 0.02 }, setting);
}

function planet(setting: Setting): SceneLayer {
  const { animatic, light, unit, frame, side, widthPx, horizonY, seedOf, foot } = setting;
  const told = tones[animatic.hour];
  const r = unit * 0.2;
  const x = frame.left + frame.width * (0.5 + side * 0.23);
  const y = Math.min(frame.top + frame.height * 0.36, foot.y - unit * 0.4);
  const sheet = sheetOf({
    left: 0,
    top: Math.max(0, Math.floor(y - r * 1.6)),
    widthPx,
    heightPx: Math.ceil(Math.min(horizonY - y + r, r * 3.2)),
  });
  const swirl = noiseTile(seedOf(134), { cells: 4, octaves: 5 });
  const tilt = -0.32 * side;
  const [cos, sin] = [Math.cos(tilt), Math.sin(tilt)];
  const ring = (isFront: boolean): void =>
    washBox(sheet, {
      box: { left: x - r * 2.5, top: y - r * 1.5, widthPx: r * 5, heightPx: r * 3 },
      paint: (px, py, out) => {
        const u = ((px - x) * cos + (py - y) * sin) / r;
        const v = (-(px - x) * sin + (py - y) * cos) / r;
        out[3] = 0;
        if (v > 0 !== isFront) return;
        const d = Math.hypot(u, v / 0.24);
        if (d < 1.35 || d > 2.25) return;
        const bands = 0.62 + 0.38 * Math.sin(d * 26) * Math.sin(d * 9.3 + 1);
        const tone = hex(told.ring);
        for (let c = 0; c < 3; c++) out[c] = tone[c] as number;
        out[3] = 0.72 * bands * smoothstep(1.35, 1.42, d) * smoothstep(2.25, 2.1, d);
      },
    });
  glow(sheet, hex(told.mist[1]), { x, y, rx: r * 1.55, alpha: 0.4 });
  ring(false);
  const shade = mix(hex(told.dark), light.shade, 0.3);
  fillShape(sheet, placed(ellipse(0, 0, 1), { x, y, scale: r }), {
    paint: (px, py, out) => {
      const u = ((px - x) * cos + (py - y) * sin) / r;
      const v = (-(px - x) * sin + (py - y) * cos) / r;
      const n = swirl(u * 0.22 + 0.5, v * 0.5 + 0.5) - 0.5;
      const tone = colourAt(told.bands, Math.max(0, Math.min(1, 0.5 + v * 0.5 + n * 0.16)));
      const z = Math.sqrt(Math.max(0, 1 - u * u - v * v));
      const t = smoothstep(-0.28, 0.85, ((px - x) / r) * side * 0.72 - ((py - y) / r) * 0.42 + z * 0.42);
      for (let c = 0; c < 3; c++) out[c] = (shade[c] as number) + ((tone[c] as number) - (shade[c] as number)) * t;
      out[3] = 1;
    },
  });
  ring(true);
  return finishLayer(sheet, { name: 'planet', kind: 'card', disparity: 0.035 }, setting);
}

/** Round hollows: dark on the light's side, bright beyond, flat towards the horizon. */
function craters(sheet: Sheet, { animatic, unit, horizonY, widthPx, heightPx, seedOf, side }: Setting): void {
  const random = randomOf(seedOf(136));
  const [, , lit, deepTone] = dust[animatic.hour];
  for (let k = 0; k < 34; k++) {
    const down = 0.06 + 0.94 * (k / 34) ** 1.3;
    const y = horizonY + (heightPx - horizonY) * down;
    const x = random() * widthPx;
    const rx = unit * (0.02 + 0.09 * random() ** 2) * (0.25 + 1.5 * down);
    const ry = rx * (0.1 + 0.2 * down);
    glow(sheet, hex(lit), { x: x - side * rx * 0.1, y: y + ry * 0.16, rx: rx * 1.12, ry: ry * 1.16, alpha: 0.55 }, 'inside');
    glow(sheet, hex(deepTone), { x: x + side * rx * 0.08, y: y - ry * 0.06, rx, ry, alpha: 0.95 }, 'inside');
  }
}
