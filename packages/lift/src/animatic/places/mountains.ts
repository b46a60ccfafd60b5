import type { Animatic } from '@fantascope/film';
import type { SceneLayer } from '@fantascope/stage';
import { hex, mix } from '../colour.ts';
import { finishLayer } from '../finish-layer.ts';
import { type GroundTones, paintGround } from '../ground.ts';
import { inAir } from '../light.ts';
import { lineNoise, noiseTile, ridgedLine, roughLine } from '../noise.ts';
import { fillBelow, lineOver, mountainPaint } from '../ridge.ts';
import type { Setting } from '../setting.ts';
import { sheetOf } from '../sheet.ts';
import { firTops } from '../silhouettes.ts';
import { paintSky } from '../sky.ts';
import type { PaintPlace } from './place.ts';

/** Ranges from far to near, their lit faces and their snow, by hour. */
const tones: Readonly<Record<Animatic['hour'], Readonly<{ ranges: readonly string[]; lit: readonly string[]; snow: string }>>> = {
  dawn: {
    ranges: ['#d3b6c4', '#a995b8', '#76729f', '#4a5580'],
    lit: ['#f0ccc0', '#d9b0b4', '#a88ea6', '#6f7394'],
    snow: '#fff0e2',
  },
  day: { ranges: ['#93bbd8', '#6694b8', '#45738f', '#2f5a5c'], lit: ['#b5d3e6', '#92b6cc', '#7496a0', '#527a66'], snow: '#fbfdff' },
  dusk: { ranges: ['#b9617a', '#84477a', '#54336d', '#2e2150'], lit: ['#f08f74', '#d36d70', '#94506f', '#553565'], snow: '#ffc59a' },
  night: { ranges: ['#27486f', '#1b365c', '#122747', '#0a1830'], lit: ['#375d84', '#2b4c74', '#1e3a60', '#142845'], snow: '#a7c4de' },
};

/** Of an alpine meadow. */
const meadows: GroundTones = {
  dawn: ['#a9a394', '#5f7468', '#c7b58d', '#39505a'],
  day: ['#9cc07a', '#5a9152', '#c3d977', '#2f6647'],
  dusk: ['#8d5a62', '#4a3a52', '#e39a62', '#2a2140'],
  night: ['#2b4d63', '#17344a', '#48748c', '#0b1c30'],
};

const distances = [0.028, 0.042, 0.075, 0.13] as const;

/** Three ranges of mountains in ever clearer air, a wooded ridge, a meadow. */
export const paintMountains: PaintPlace = (setting, onGround) => {
  const ranges = distances.map((disparity, k) => range(setting, { k, disparity }));
  const meadow = paintGround(setting, onGround, { name: 'meadow', tones: meadows, swell: 0.03, patchRatio: 0.75, tufts: 220 });
  return {
    behind: [finishLayer(paintSky(setting), { name: 'sky', kind: 'back', disparity: 0.02 }, setting), ...ranges, meadow.layer],
    before: [],
    bounce: meadow.bounce,
  };
};

function range(setting: Setting, { k, disparity }: Readonly<{ k: number; disparity: number }>): SceneLayer {
  const { animatic, light, unit, horizonY, widthPx, heightPx, frame, side, seedOf } = setting;
  const told = tones[animatic.hour];
  const far = 1 - k / 4;
  const seed = seedOf(30 + k);
  const height = [0.52, 0.4, 0.26, 0.12][k] as number;
  const sheet = sheetOf({ left: 0, top: 0, widthPx, heightPx: Math.min(heightPx, Math.ceil(horizonY + unit * 0.12)) });
  const middle = frame.left + frame.width / 2;
  const lineY = lineOver(sheet, (x) => {
    const u = (x - middle) / unit;
    // the great peaks stand on the side away from the sun
    const bulk = 0.55 + 0.45 * lineNoise(u * 0.9 + k * 3.7, seed + 5) + (k < 2 ? -0.22 * side * Math.tanh(u * 1.4) : 0);
    const crest = k < 3 ? ridgedLine(u * (1.25 + k * 0.55) + k * 7.3, seed, 6) : roughLine(u * 1.6 + 11, seed, 4) * 0.8;
    const woods = k === 3 ? firTops(u, seed) * 0.05 : 0;
    return horizonY + unit * (0.03 - height * (0.22 + 0.95 * crest * bulk) - woods + (k === 3 ? 0.015 : 0));
  });
  const air = (colour: string | undefined) => inAir(light, hex(colour ?? '#000000'), far);
  const body = air(told.ranges[k]);
  const foot = mix(body, light.haze, 0.16 + 0.4 * light.hazeRatio * far);
  const noise = noiseTile(seed + 9, { cells: 5, octaves: 5 });
  fillBelow(sheet, {
    lineY,
    bottomY: horizonY + unit * 0.12,
    paint: (line) =>
      mountainPaint(line, {
        tones: { body, lit: air(told.lit[k]), snow: k < 2 ? air(told.snow) : null, foot },
        ...{ unit, height, side, noise },
      }),
  });
  return finishLayer(sheet, { name: `range ${k + 1}`, kind: 'middle', disparity, cutSides: ['left', 'right'] }, setting);
}
