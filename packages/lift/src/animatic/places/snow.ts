import type { Animatic } from '@fantascope/film';
import type { SceneLayer } from '@fantascope/stage';
import { hex, mix } from '../colour.ts';
import { finishLayer } from '../finish-layer.ts';
import { type GroundTones, paintGround } from '../ground.ts';
import { inAir } from '../light.ts';
import { noiseTile, randomOf, ridgedLine, roughLine } from '../noise.ts';
import { placed } from '../outline.ts';
import { fillBelow, lineOver, mountainPaint } from '../ridge.ts';
import type { Setting } from '../setting.ts';
import { along, fillShape, glow, type Sheet, sheetOf, solid } from '../sheet.ts';
import { fir, firTops } from '../silhouettes.ts';
import { paintSky } from '../sky.ts';
import type { PaintPlace } from './place.ts';

const white: GroundTones = {
  dawn: ['#f3dfdc', '#c9cbe2', '#fff2e2', '#98a4cc'],
  day: ['#f4f9fc', '#d3e6f3', '#ffffff', '#9fc3de'],
  dusk: ['#e3a6a2', '#8b79ac', '#ffd3a6', '#4d4685'],
  night: ['#5e84a8', '#3a5f88', '#a8c8e2', '#1c3860'],
};

const tones: Readonly<
  Record<Animatic['hour'], Readonly<{ rock: string; lit: string; snow: string; wood: string; fir: string; load: string }>>
> = {
  dawn: { rock: '#a9a5c4', lit: '#dcc6cf', snow: '#fff1e6', wood: '#7f8bb0', fir: '#4d6280', load: '#ffe9da' },
  day: { rock: '#8fb4d2', lit: '#c4dcec', snow: '#ffffff', wood: '#6c97b4', fir: '#2f6278', load: '#ffffff' },
  dusk: { rock: '#7b5688', lit: '#d78a90', snow: '#ffcfae', wood: '#57457a', fir: '#2f2a58', load: '#f2b6a0' },
  night: { rock: '#27486f', lit: '#3d638b', snow: '#a9c9e2', wood: '#1d3d62', fir: '#0f2747', load: '#86aacb' },
};

/** White mountains, a wood in the distance, firs under snow, untouched snow before the eye. */
export const paintSnow: PaintPlace = (setting, onGround) => {
  const ground = paintGround(setting, onGround, {
    name: 'snow',
    tones: white,
    swell: 0.035,
    patchRatio: 1,
    patchLength: 2.2,
    dress: (sheet) => glints(sheet, setting),
  });
  const sky = finishLayer(paintSky(setting), { name: 'sky', kind: 'back', disparity: 0.02 }, setting);
  return { behind: [sky, range(setting), wood(setting), ground.layer, firs(setting)], before: [], bounce: ground.bounce };
};

function range(setting: Setting): SceneLayer {
  const { animatic, light, unit, horizonY, widthPx, heightPx, frame, side, seedOf } = setting;
  const told = tones[animatic.hour];
  const sheet = sheetOf({ left: 0, top: 0, widthPx, heightPx: Math.min(heightPx, Math.ceil(horizonY + unit * 0.06)) });
  const seed = seedOf(91);
  const middle = frame.left + frame.width / 2;
  const lineY = lineOver(sheet, (x) => {
    const u = (x - middle) / unit;
    return horizonY + unit * (0.02 - 0.44 * (0.2 + 0.85 * ridgedLine(u * 1.15 + 4, seed, 6)) * (0.75 - 0.3 * side * Math.tanh(u)));
  });
  const air = (text: string) => inAir(light, hex(text), 0.9);
  const body = air(told.rock);
  fillBelow(sheet, {
    lineY,
    bottomY: horizonY + unit * 0.06,
    paint: (line) =>
      mountainPaint(line, {
        tones: { body, lit: air(told.lit), snow: air(told.snow), foot: mix(body, light.haze, 0.7) },
        ...{ unit, side, height: 0.3, noise: noiseTile(seed + 2, { cells: 5, octaves: 5 }) },
      }),
  });
  return finishLayer(sheet, { name: 'range', kind: 'middle', disparity: 0.032, cutSides: ['left', 'right'] }, setting);
}

function wood(setting: Setting): SceneLayer {
  const { animatic, light, unit, horizonY, widthPx, frame, seedOf } = setting;
  const sheet = sheetOf({ left: 0, top: Math.floor(horizonY - unit * 0.2), widthPx, heightPx: Math.ceil(unit * 0.25) });
  const seed = seedOf(93);
  const middle = frame.left + frame.width / 2;
  const lineY = lineOver(sheet, (x) => {
    const u = (x - middle) / unit;
    return horizonY + unit * (0.012 - 0.05 * roughLine(u * 1.2, seed, 3) - 0.062 * firTops(u * 0.8, seed));
  });
  const body = inAir(light, hex(tones[animatic.hour].wood), 0.7);
  const foot = mix(body, light.haze, 0.75);
  fillBelow(sheet, {
    lineY,
    bottomY: horizonY + unit * 0.04,
    paint: () =>
      along(
        [
          { at: 0, colour: body },
          { at: 1, colour: foot },
        ],
        [0, horizonY - unit * 0.09],
        [0, horizonY + unit * 0.01],
      ),
  });
  return finishLayer(sheet, { name: 'wood', kind: 'middle', disparity: 0.055, cutSides: ['left', 'right'] }, setting);
}

/** Firs under snow on both sides, a little farther than the subject. */
function firs(setting: Setting): SceneLayer {
  const { animatic, light, unit, horizonY, widthPx, heightPx, frame, side, foot, seedOf } = setting;
  const sheet = sheetOf({ left: 0, top: 0, widthPx, heightPx });
  const random = randomOf(seedOf(95));
  const told = tones[animatic.hour];
  const dark = inAir(light, hex(told.fir), 0.25);
  const load = inAir(light, hex(told.load), 0.2);
  const stands = [-0.2, -0.07, 0.06, 0.95, 1.06, 1.2]
    .map((share) => ({ share: share + (random() - 0.5) * 0.05, near: random() }))
    .sort((a, b) => a.near - b.near);
  const base = horizonY + (foot.y - horizonY) * 0.5;
  for (const { share, near } of stands) {
    const x = frame.left + frame.width * share;
    const y = base + unit * 0.025 * near;
    const tall = unit * (0.3 + 0.16 * near);
    const seed = Math.floor(near * 1e6);
    glow(sheet, mix(light.shade, load, 0.35), { x: x - side * tall * 0.12, y, rx: tall * 0.34, ry: tall * 0.045, alpha: 0.5 });
    const shape = fir(randomOf(seed));
    fillShape(sheet, placed(shape, { x, y, scale: tall }), {
      paint: along(
        [
          { at: 0, colour: mix(dark, light.haze, 0.12) },
          { at: 1, colour: dark },
        ],
        [x, y - tall],
        [x, y],
      ),
    });
    // the same tree a little higher and towards the light is the snow that lies on it
    const snow = placed(shape, { x: x + side * tall * 0.022, y: y - tall * 0.035, scale: tall * 0.95 });
    fillShape(sheet, snow, { paint: snowOn({ x, tall, side, load, seed }), way: 'inside' });
  }
  return finishLayer(sheet, { name: 'firs', kind: 'card', disparity: 0.22 }, setting);
}

/** Snow in heaps along the boughs, thick on the side of the light. */
function snowOn({
  x,
  tall,
  side,
  load,
  seed,
}: Readonly<{ x: number; tall: number; side: number; load: readonly [number, number, number]; seed: number }>) {
  const heaps = noiseTile(seed, { cells: 6, octaves: 4 });
  const flat = solid(load);
  return (px: number, py: number, out: Float32Array): void => {
    flat(px, py, out);
    const across = ((px - x) / tall) * side;
    const n = heaps((px / tall) * 0.9, (py / tall) * 1.9) - 0.5;
    out[3] = Math.max(0, Math.min(0.92, 0.42 + across * 2.6 + n * 3.4));
  };
}

function glints(sheet: Sheet, { unit, horizonY, widthPx, heightPx, seedOf, light, sun }: Setting): void {
  const random = randomOf(seedOf(97));
  for (let k = 0; k < 160; k++) {
    const down = random() ** 0.7;
    const x = random() * widthPx;
    const y = horizonY + (heightPx - horizonY) * (0.08 + 0.92 * down);
    const near = Math.max(0, 1 - Math.abs(x - sun.x) / (unit * 1.2));
    const size = unit * (0.0012 + 0.0016 * random()) * (0.5 + down);
    glow(sheet, [1, 1, 1], { x, y, rx: size * 2.2, alpha: (0.25 + 0.6 * near) * light.keyRatio });
  }
}
