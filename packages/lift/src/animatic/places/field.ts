import type { Animatic } from '@fantascope/film';
import type { SceneLayer } from '@fantascope/stage';
import { hex, mix, smoothstep } from '../colour.ts';
import { finishLayer } from '../finish-layer.ts';
import { type GroundTones, paintGround } from '../ground.ts';
import { inAir } from '../light.ts';
import { noiseTile, randomOf, roughLine } from '../noise.ts';
import { blob, placed, stroke } from '../outline.ts';
import { fillBelow, lineOver } from '../ridge.ts';
import type { Setting } from '../setting.ts';
import { along, fillShape, sheetOf } from '../sheet.ts';
import { crown } from '../silhouettes.ts';
import { paintSky } from '../sky.ts';
import type { PaintPlace } from './place.ts';

const grass: GroundTones = {
  dawn: ['#c3b792', '#7d8f63', '#eccf94', '#3e5a54'],
  day: ['#bcd27c', '#6fae4c', '#e2e687', '#2c6b3f'],
  dusk: ['#b06a5a', '#6a4552', '#f3a95c', '#2d2142'],
  night: ['#2c5166', '#163850', '#4f7f96', '#0a1d33'],
};

/** Hills from far to near, and their lit sides. */
const hills: Readonly<Record<Animatic['hour'], Readonly<{ body: readonly string[]; lit: readonly string[]; petals: readonly string[] }>>> =
  {
    dawn: { body: ['#b7adc0', '#98a39a', '#7f946f'], lit: ['#dcc3c0', '#c6bd9c', '#b9b37a'], petals: ['#f6d3dc', '#fff1d6', '#e99ab0'] },
    day: {
      body: ['#86b4c4', '#74ab82', '#5f9f55'],
      lit: ['#a9cdd0', '#a0c988', '#9dc75f'],
      petals: ['#e8503f', '#ffffff', '#f6cf4a', '#e8503f'],
    },
    dusk: { body: ['#8f4f78', '#6f3c62', '#512e52'], lit: ['#d8777a', '#b65f65', '#8d4a58'], petals: ['#e8573f', '#ffb86a', '#d9456a'] },
    night: { body: ['#24466a', '#1a3a58', '#123048'], lit: ['#33597c', '#284e6c', '#1f4460'], petals: ['#a7c9e6', '#d6e6f2', '#7fa6d0'] },
  };

/** Rolling hills with hedges and a tree or two, a meadow in flower, blades close to the eye. */
export const paintField: PaintPlace = (setting, onGround) => {
  const told = hills[setting.animatic.hour];
  const ground = paintGround(setting, onGround, {
    name: 'meadow',
    tones: grass,
    swell: 0.02,
    patchRatio: 0.9,
    patchLength: 1.6,
    tufts: 300,
    flowers: told.petals,
  });
  const far = [0, 1, 2].map((k) =>
    hill(setting, { k, disparity: [0.03, 0.05, 0.085][k] as number, body: told.body[k] as string, lit: told.lit[k] as string }),
  );
  const sky = finishLayer(paintSky(setting), { name: 'sky', kind: 'back', disparity: 0.02 }, setting);
  return { behind: [sky, ...far, ground.layer], before: [closeBlades(setting, grass[setting.animatic.hour])], bounce: ground.bounce };
};

function hill(
  setting: Setting,
  { k, disparity, body, lit }: Readonly<{ k: number; disparity: number; body: string; lit: string }>,
): SceneLayer {
  const { light, unit, horizonY, widthPx, frame, side, seedOf } = setting;
  const sheet = sheetOf({ left: 0, top: Math.floor(horizonY - unit * 0.5), widthPx, heightPx: Math.ceil(unit * 0.56) });
  const seed = seedOf(60 + k);
  const middle = frame.left + frame.width / 2;
  const height = [0.27, 0.19, 0.1][k] as number;
  const heightAt = (x: number): number => {
    const u = (x - middle) / unit;
    return height * (0.3 + 0.9 * roughLine(u * (0.75 + 0.3 * k) + k * 5.1, seed, 2)) + 0.004 * roughLine(u * 22, seed + 3, 3);
  };
  const lineY = lineOver(sheet, (x) => horizonY + unit * (0.01 - heightAt(x)));
  const fields = noiseTile(seed + 8, { cells: 3, octaves: 3 });
  const far = 0.95 - k * 0.22;
  const own = inAir(light, hex(body), far);
  const bright = inAir(light, hex(lit), far);
  const foot = mix(own, light.haze, 0.45 * light.hazeRatio);
  const random = randomOf(seed + 4);
  for (let n = 0; n < 9 + k * 5; n++) {
    // hedges and lone trees stand on the crest, in bunches
    const x = random() * widthPx;
    const size = unit * (0.008 + 0.016 * random()) * (0.8 + k * 0.55);
    const y = horizonY + unit * (0.012 - heightAt(x));
    const paint = along(
      [
        { at: 0, colour: mix(own, bright, 0.3) },
        { at: 1, colour: mix(own, light.shade, 0.35) },
      ],
      [x - side * -size, y - size * 1.6],
      [x + side * -size, y],
    );
    fillShape(sheet, placed(crown(random), { x, y: y - size * 0.62, scale: size }), { paint });
    if (random() < 0.5) fillShape(sheet, placed(crown(random), { x: x + size * 1.5, y: y - size * 0.3, scale: size * 0.7 }), { paint });
  }
  fillBelow(sheet, {
    lineY,
    bottomY: horizonY + unit * 0.05,
    paint: (line) => (x, y, out) => {
      const slope = (line(x + unit * 0.05) - line(x - unit * 0.05)) / (unit * 0.1);
      const below = (y - line(x)) / unit;
      const n = fields(((x - middle) / unit) * 0.9, (y / unit) * 3.2 - slope) - 0.5;
      const t = smoothstep(-0.16, 0.2, slope * side + n * 0.5 - below * 0.9);
      const away = smoothstep(0.02, height * 1.1, below) * 0.75;
      for (let c = 0; c < 3; c++) {
        const v = (own[c] as number) + ((bright[c] as number) - (own[c] as number)) * t;
        out[c] = v + ((foot[c] as number) - v) * away;
      }
      out[3] = 1;
    },
  });
  return finishLayer(sheet, { name: `hill ${k + 1}`, kind: 'middle', disparity, cutSides: ['left', 'right'] }, setting);
}

/** Blades and stalks before the eye, in the lower corners, that give the move something to pass. */
function closeBlades(setting: Setting, tones: readonly [string, string, string, string]): SceneLayer {
  const { light, unit, widthPx, heightPx, frame, seedOf } = setting;
  const bottom = frame.top + frame.height;
  const top = Math.floor(bottom - unit * 0.34);
  const sheet = sheetOf({ left: 0, top, widthPx, heightPx: heightPx - top });
  const random = randomOf(seedOf(66));
  const dark = mix(inAir(light, hex(tones[3]), 0), light.shade, 0.25);
  const tip = inAir(light, mix(hex(tones[1]), hex(tones[2]), 0.25), 0);
  for (let k = 0; k < 150; k++) {
    const u = random() * 2 - 1;
    // thick in the corners, open in the middle, where the subject stands
    const x = frame.left + frame.width * (0.5 + 0.74 * Math.sign(u) * Math.abs(u) ** 0.45);
    const edge = Math.min(1, Math.abs(x - frame.left - frame.width / 2) / (frame.width * 0.5));
    const tall = unit * (0.05 + 0.2 * random() * edge ** 2.5);
    const y = heightPx + unit * 0.02;
    const lean = (random() - 0.5) * 0.5;
    const height = tall + (heightPx - bottom);
    const blade = stroke([0, 0, 0.02], [lean * 0.2, -0.55, 0.017], [lean, -1, 0.002]);
    const paint = along(
      [
        { at: 0, colour: mix(dark, tip, 0.5 + 0.5 * random()) },
        { at: 0.55, colour: dark },
        { at: 1, colour: dark },
      ],
      [x, y - height],
      [x, y],
    );
    fillShape(sheet, placed(blade, { x, y, scale: height }), { paint });
    if (random() < 0.16) {
      const ear = blob([lean - 0.008, -0.9], [lean - 0.022, -0.98], [lean, -1.07], [lean + 0.022, -0.98]);
      fillShape(sheet, placed(ear, { x, y, scale: height }), { paint });
    }
  }
  return finishLayer(sheet, { name: 'blades', kind: 'card', disparity: 0.78, cutSides: ['bottom'] }, setting);
}
