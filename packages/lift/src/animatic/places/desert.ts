import type { Animatic } from '@fantascope/film';
import type { SceneLayer } from '@fantascope/stage';
import { hex, mix, smoothstep } from '../colour.ts';
import { finishLayer } from '../finish-layer.ts';
import { type GroundTones, paintGround } from '../ground.ts';
import { inAir } from '../light.ts';
import { lineNoise, noiseTile, randomOf, roughLine } from '../noise.ts';
import { fillBelow, lineOver } from '../ridge.ts';
import type { Setting } from '../setting.ts';
import { sheetOf } from '../sheet.ts';
import { paintSky } from '../sky.ts';
import type { PaintPlace } from './place.ts';

const sand: GroundTones = {
  dawn: ['#e3c3ae', '#c39a86', '#fbe3bf', '#7d6a7c'],
  day: ['#f2dcaa', '#dfae6a', '#fff0c4', '#b07a4c'],
  dusk: ['#e08a63', '#a4505a', '#ffc67e', '#4d2a50'],
  night: ['#3d5a7c', '#24405f', '#6d8fae', '#122540'],
};

/** Rock tables far off, then dunes from far to near: in light, in shade. */
const tones: Readonly<
  Record<Animatic['hour'], Readonly<{ rock: readonly [string, string]; lit: readonly string[]; shade: readonly string[] }>>
> = {
  dawn: { rock: ['#b492a8', '#d9b0ac'], lit: ['#edc9b0', '#e5b99c', '#d9a98b'], shade: ['#b395a6', '#a58396', '#937488'] },
  day: { rock: ['#b98a7e', '#d9ab8b'], lit: ['#f4d9a4', '#efca8c', '#e8bb76'], shade: ['#cfa37e', '#c29067', '#b37f56'] },
  dusk: { rock: ['#7a3c66', '#c45f63'], lit: ['#f79a62', '#f08a56', '#e0764f'], shade: ['#94486a', '#7a3a62', '#612f58'] },
  night: { rock: ['#1f3a5f', '#33557c'], lit: ['#4b6d90', '#456688', '#3d5e80'], shade: ['#233f63', '#1d3759', '#182f4e'] },
};

/** Tables of rock on the horizon, dunes whose crests part light from shade, rippled sand. */
export const paintDesert: PaintPlace = (setting, onGround) => {
  const ground = paintGround(setting, onGround, { name: 'sand', tones: sand, swell: 0.018, patchRatio: 0.8, patchLength: 3.2 });
  const sky = finishLayer(paintSky(setting), { name: 'sky', kind: 'back', disparity: 0.02 }, setting);
  return {
    behind: [sky, rocks(setting), dune(setting, 0, 0.05), dune(setting, 1, 0.075), dune(setting, 2, 0.12), ground.layer],
    before: [],
    bounce: ground.bounce,
  };
};

function rocks(setting: Setting): SceneLayer {
  const { animatic, light, unit, horizonY, widthPx, frame, side, seedOf } = setting;
  const sheet = sheetOf({ left: 0, top: Math.floor(horizonY - unit * 0.4), widthPx, heightPx: Math.ceil(unit * 0.44) });
  const random = randomOf(seedOf(80));
  const tables = Array.from({ length: 7 }, (_, k) => ({
    at: frame.left + frame.width * (-0.2 + 1.4 * ((k + 0.2 + 0.6 * random()) / 7)),
    half: unit * (0.025 + 0.11 * random() ** 1.6),
    tall: 0.07 + 0.15 * random(),
  }));
  const seed = seedOf(81);
  const lineY = lineOver(sheet, (x) => {
    let tall = 0.012 + 0.012 * roughLine(((x - frame.left) / unit) * 2, seed, 3);
    for (const { at, half, tall: top } of tables) {
      const far = Math.abs(x - at) / half;
      const rough = 0.07 * (roughLine((x / unit) * 26, seed + 4, 3) - 0.5);
      // an upright wall on a slope of its own rubble
      tall = Math.max(
        tall,
        top *
          (smoothstep(1.04 + rough, 0.98 + rough, far) * (0.72 + 0.06 * lineNoise((x / unit) * 40, seed + 9)) +
            0.28 * smoothstep(1.75, 1, far)),
      );
    }
    return horizonY + unit * (0.012 - tall);
  });
  const [body, lit] = tones[animatic.hour].rock.map((text) => inAir(light, hex(text), 0.9)) as [
    ReturnType<typeof hex>,
    ReturnType<typeof hex>,
  ];
  const strata = noiseTile(seedOf(82), { cells: 4, octaves: 5 });
  fillBelow(sheet, {
    lineY,
    bottomY: horizonY + unit * 0.03,
    paint: (line) => (x, y, out) => {
      const slope = (line(x + unit * 0.012) - line(x - unit * 0.012)) / (unit * 0.024);
      const n = strata((x / unit) * 3.1, (y / unit) * 0.35) - 0.5;
      const band = strata(0.3 + (x / unit) * 0.06, (y / unit) * 2.3) - 0.5;
      const t = smoothstep(-0.35, 0.45, slope * side * 0.22 + n * 1.3 + band * 0.8);
      const away = smoothstep(0.04, -0.02, (horizonY - y) / unit) * 0.6;
      for (let c = 0; c < 3; c++) {
        const v = (body[c] as number) + ((lit[c] as number) - (body[c] as number)) * t;
        out[c] = v + ((light.haze[c] as number) - v) * away;
      }
      out[3] = 1;
    },
  });
  return finishLayer(sheet, { name: 'rocks', kind: 'middle', disparity: 0.032, cutSides: ['left', 'right'] }, setting);
}

function dune(setting: Setting, k: number, disparity: number): SceneLayer {
  const { animatic, light, unit, horizonY, widthPx, frame, side, seedOf } = setting;
  const sheet = sheetOf({ left: 0, top: Math.floor(horizonY - unit * 0.3), widthPx, heightPx: Math.ceil(unit * 0.38) });
  const seed = seedOf(84 + k);
  const middle = frame.left + frame.width / 2;
  const tall = [0.15, 0.13, 0.1][k] as number;
  const crest = (x: number): number => {
    const u = ((x - middle) / unit) * (0.95 + 0.25 * k) + k * 2.7;
    // long on the windward side, steep on the lee
    const n = lineNoise(u * 1.25, seed);
    return tall * (0.12 + 1.0 * n ** 1.3 + 0.12 * lineNoise(u * 3.1, seed + 2));
  };
  const lineY = lineOver(sheet, (x) => horizonY + unit * (0.012 + 0.008 * k - crest(x)));
  const told = tones[animatic.hour];
  const lit = inAir(light, hex(told.lit[k] as string), 0.75 - 0.2 * k);
  const shade = inAir(light, hex(told.shade[k] as string), 0.75 - 0.2 * k);
  const foot = mix(lit, light.haze, 0.35 * light.hazeRatio);
  const ripples = noiseTile(seed + 6, { cells: 4, octaves: 4 });
  fillBelow(sheet, {
    lineY,
    bottomY: horizonY + unit * 0.07,
    paint: (line) => (x, y, out) => {
      const below = (y - line(x)) / unit;
      const bend = ripples((x / unit) * 0.7, (y / unit) * 1.3) - 0.5;
      // the edge between light and shade winds down from the crest
      const at = x + (bend * 0.22 + below * 1.15 * side) * unit;
      const slope = (line(at + unit * 0.03) - line(at - unit * 0.03)) / (unit * 0.06);
      const fine = (ripples((x / unit) * 4.2, (y / unit) * 13) - 0.5) * 0.16;
      const t = smoothstep(-0.03, 0.035, slope * side + 0.012) * (0.86 + fine) + 0.07;
      const away = smoothstep(0.015, tall * 1.15, below) * 0.8;
      for (let c = 0; c < 3; c++) {
        const v = (shade[c] as number) + ((lit[c] as number) - (shade[c] as number)) * t;
        out[c] = v + ((foot[c] as number) - v) * away;
      }
      out[3] = 1;
    },
  });
  return finishLayer(sheet, { name: `dune ${k + 1}`, kind: 'middle', disparity, cutSides: ['left', 'right'] }, setting);
}
