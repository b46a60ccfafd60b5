import type { Animatic } from '@fantascope/film';
import { colourAt, hex, mix, type Rgb, smoothstep } from '../colour.ts';
import { finishLayer } from '../finish-layer.ts';
import { inAir } from '../light.ts';
import { noiseTile, roughLine } from '../noise.ts';
import { fillBelow, lineOver } from '../ridge.ts';
import { groundDisparity, type Setting } from '../setting.ts';
import { type Sheet, sheetOf } from '../sheet.ts';
import { paintSky } from '../sky.ts';
import type { PaintPlace } from './place.ts';

/** Water near by and its crests; sand dry and wet; a headland far off, by hour. */
const tones: Readonly<Record<Animatic['hour'], Readonly<{ deep: string; crest: string; sand: string; wet: string; land: string }>>> = {
  dawn: { deep: '#5d7fa3', crest: '#f6dccb', sand: '#d3b79f', wet: '#9c8b92', land: '#a795ae' },
  day: { deep: '#1f78ad', crest: '#d9f1f6', sand: '#ecd6a6', wet: '#bfa57c', land: '#6f9fb8' },
  dusk: { deep: '#3d2f68', crest: '#ffb78a', sand: '#8f5d63', wet: '#583c5c', land: '#6d3f70' },
  night: { deep: '#0b1f3d', crest: '#8fb4d4', sand: '#33475f', wet: '#1b2f49', land: '#1a3354' },
};

/** Whether what stands here stands in the water or over it, so that no shore is needed. */
export function isAfloat(subject: Animatic['subject']): boolean {
  return (
    subject === undefined ||
    subject === 'boat' ||
    subject === 'fish' ||
    subject === 'moon' ||
    subject === 'bird' ||
    subject === 'lighthouse'
  );
}

/** The open sea with the light's path on it; a shore where somebody has to stand. */
export const paintSea: PaintPlace = (setting, onGround) => {
  const { animatic, light } = setting;
  const told = tones[animatic.hour];
  const sky = finishLayer(paintSky(setting), { name: 'sky', kind: 'back', disparity: 0.02 }, setting);
  const land = headland(setting, inAir(light, hex(told.land), 0.85));
  const sheet = paintWater(setting, { deep: inAir(light, hex(told.deep), 0.25), crest: inAir(light, hex(told.crest), 0.2) });
  const isShore = !isAfloat(animatic.subject);
  const sand = inAir(light, hex(told.sand), 0.1);
  if (isShore) paintShore(sheet, setting, { sand, wet: inAir(light, hex(told.wet), 0.1), foam: inAir(light, hex(told.crest), 0.1) });
  onGround(sheet);
  const water = finishLayer(
    sheet,
    { name: 'sea', kind: 'middle', disparity: (_, y) => groundDisparity(setting, y), cutSides: ['left', 'right', 'bottom'] },
    setting,
  );
  return { behind: [sky, land, water], before: [], bounce: isShore ? sand : inAir(light, hex(told.deep), 0.1) };
};

/** A long low cape, so that the horizon has a far and a farther. */
function headland(setting: Setting, colour: Rgb) {
  const { unit, horizonY, widthPx, side, frame, light, seedOf } = setting;
  const sheet = sheetOf({ left: 0, top: Math.floor(horizonY - unit * 0.2), widthPx, heightPx: Math.ceil(unit * 0.24) });
  const seed = seedOf(51);
  const middle = frame.left + frame.width / 2;
  const lineY = lineOver(sheet, (x) => {
    const u = (-side * (x - middle)) / frame.width;
    const rise = smoothstep(0.02, 0.75, u);
    return horizonY + unit * (0.012 - rise * (0.035 + 0.085 * roughLine(u * 4.2, seed, 5)));
  });
  fillBelow(sheet, {
    lineY,
    bottomY: horizonY + unit * 0.03,
    paint: (line) => (x, y, out) => {
      const t = smoothstep(0, 0.12, (y - line(x)) / unit) * 0.7;
      for (let c = 0; c < 3; c++) out[c] = (colour[c] as number) + ((light.haze[c] as number) - (colour[c] as number)) * t;
      out[3] = 1;
    },
  });
  return finishLayer(sheet, { name: 'cape', kind: 'middle', disparity: 0.03, cutSides: ['left', 'right'] }, setting);
}

/** Water: the sky lies in it, waves run across, and under the sun or moon a path of glitter comes towards the eye. */
export function paintWater(setting: Setting, { deep, crest }: Readonly<{ deep: Rgb; crest: Rgb }>): Sheet {
  const { light, unit, horizonY, widthPx, heightPx, frame, sun, seedOf } = setting;
  const top = Math.floor(horizonY);
  const sheet = sheetOf({ left: 0, top, widthPx, heightPx: heightPx - top });
  const waves = noiseTile(seedOf(52), { cells: 4, octaves: 6 });
  const { rgba } = sheet;
  const middle = frame.left + frame.width / 2;
  const reach = heightPx - horizonY;
  const glitter = light.body.shownRatio * (light.body.isMoon ? 0.8 : 1);
  const shine = mix(light.body.colour, light.glow, 0.35);
  for (let v = 0, i = 0; v < sheet.heightPx; v++) {
    const down = (v + 0.5) / reach;
    const mirror = colourAt(light.sky, 1 - down * 1.25);
    const t = smoothstep(0, 0.85, down);
    const base = mix(mirror, deep, 0.28 + 0.62 * t);
    const edge = Math.min(1, v / 1.5);
    const z = 1 / (down + 0.022);
    const swell = 0.25 + 0.75 * smoothstep(0, 0.4, down);
    const path = unit * (0.035 + 0.2 * down);
    for (let x = 0; x < widthPx; x++, i += 4) {
      const wx = ((x - middle) / unit) * z;
      const n = waves(wx * 0.055 + z * 0.011, z * 0.62);
      const m = waves(wx * 0.16 + 0.37, z * 1.9 + 0.21);
      const ridge = n * 0.55 + m * 0.45 - 0.5;
      // dark troughs, light crests
      const lift = smoothstep(0.07, 0.2, ridge) * 0.34 * swell;
      const sink = smoothstep(-0.04, -0.22, ridge) * 0.24 * swell;
      const off = Math.abs(x - sun.x + ridge * unit * 0.12) / path;
      const g =
        glitter *
        Math.exp(-off * off * 0.8) *
        smoothstep(-0.09 + 0.13 * Math.min(1, off * 0.55) + 0.1 * t, 0.1 + 0.1 * t, ridge) *
        (0.96 - 0.3 * t);
      for (let c = 0; c < 3; c++) {
        let value = base[c] as number;
        value += ((crest[c] as number) - value) * lift;
        value += ((deep[c] as number) * 0.8 - value) * sink;
        value += ((shine[c] as number) - value) * g;
        rgba[i + c] = value * edge;
      }
      rgba[i + 3] = edge;
    }
  }
  return sheet;
}

function paintShore(
  sheet: Sheet,
  { unit, foot, frame, heightPx, seedOf }: Setting,
  { sand, wet, foam }: Readonly<Record<'sand' | 'wet' | 'foam', Rgb>>,
): void {
  const seed = seedOf(53);
  const grain = noiseTile(seedOf(54), { cells: 8, octaves: 6 });
  const middle = frame.left + frame.width / 2;
  const lineY = lineOver(sheet, (x) => {
    const u = (x - middle) / unit;
    return foot.y - unit * (0.075 - 0.05 * roughLine(u * 0.9 + 2, seed, 3) + 0.03 * u * (seed % 2 === 0 ? 1 : -1));
  });
  fillBelow(sheet, {
    lineY,
    bottomY: heightPx,
    paint: (line) => (x, y, out) => {
      const below = (y - line(x)) / unit;
      const n = grain((x / unit) * 0.7, (y / unit) * 1.8) - 0.5;
      const lace = grain((x / unit) * 1.3 + 0.2, (y / unit) * 3.2) - 0.5;
      const dry = smoothstep(0.035, 0.085, below + n * 0.05);
      const white = smoothstep(0.024, 0.012, Math.abs(below - 0.014 + lace * 0.03)) * 0.9;
      for (let c = 0; c < 3; c++) {
        let v = (wet[c] as number) + ((sand[c] as number) - (wet[c] as number)) * dry;
        v *= 1 + n * 0.16 * dry - smoothstep(0.1, 0.5, below) * 0.22;
        out[c] = v + ((foam[c] as number) - v) * white;
      }
      out[3] = smoothstep(-0.002, 0.01, below + lace * 0.006);
    },
  });
}
