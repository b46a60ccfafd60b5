import type { Animatic } from '@fantascope/film';
import type { SceneLayer } from '@fantascope/stage';
import { hex, mix, type Rgb, smoothstep, times } from '../colour.ts';
import { finishLayer } from '../finish-layer.ts';
import { type GroundTones, paintGround } from '../ground.ts';
import { inAir, type Light } from '../light.ts';
import { hashAt, noiseTile, type Random, randomOf, roughLine } from '../noise.ts';
import { box, type Drawing, type Point, placed, polygon, stroke, together } from '../outline.ts';
import { fillBelow, lineOver } from '../ridge.ts';
import { groundDisparity, type Setting } from '../setting.ts';
import { along, fillShape, glow, type Sheet, sheetOf, solid } from '../sheet.ts';
import { crown } from '../silhouettes.ts';
import { paintSky } from '../sky.ts';
import type { PaintPlace } from './place.ts';

const grass: GroundTones = {
  dawn: ['#bfb491', '#7f8c63', '#e8cd96', '#414f4e'],
  day: ['#b4cc7c', '#76a651', '#dde28c', '#35633c'],
  dusk: ['#a8685c', '#684a50', '#e8a15c', '#2f2440'],
  night: ['#294f60', '#17364a', '#46748a', '#0b1c2e'],
};
const white: GroundTones = {
  dawn: ['#ecdcd9', '#c6c8dd', '#fdf0e2', '#98a2c6'],
  day: ['#eef4f8', '#d3e3ee', '#ffffff', '#a4c1d6'],
  dusk: ['#d8a3a2', '#8a7aa6', '#f6cba4', '#514a80'],
  night: ['#5a7d9e', '#3a5c80', '#9fbcd4', '#1f3a5c'],
};

/** Wooded hills behind the houses, their lit sides, and the leaves of trees between them. */
const tones: Readonly<Record<Animatic['hour'], Readonly<{ hill: string; lit: string; leaf: string; path: string }>>> = {
  dawn: { hill: '#9aa0a8', lit: '#cdbfb4', leaf: '#6d8063', path: '#d2bd9c' },
  day: { hill: '#6f9f96', lit: '#9cc39a', leaf: '#4c8348', path: '#d9c69c' },
  dusk: { hill: '#6a4064', lit: '#b5666a', leaf: '#4a3349', path: '#b17a63' },
  night: { hill: '#1b3a5a', lit: '#2a5070', leaf: '#12303f', path: '#3a5a70' },
};

/** As they are by day: plaster, stone and boards; clay tiles, slate, shingle. */
const walls = ['#f1e7d4', '#e6d6bb', '#d8cbb8', '#efe9df', '#c9a98a', '#dcc3a4'] as const;
const roofs = ['#a9523e', '#8c4a3d', '#5d6672', '#6d5a4c', '#94593f', '#4f5a63'] as const;
const doors = ['#4f7263', '#6b4a38', '#3f5d78', '#7c3b33'] as const;
const lampTones = ['#ffd58a', '#ffc670', '#ffe3ae'] as const;

/** One metre is this many units at relative inverse depth 1: a person of 1.7 m fills 0.4 units where subjects stand. */
const unitsPerM = 0.4 / 1.7 / 0.4;

/** A village: wooded hills, houses with pitched roofs in three depths, trees and smoke between them, a path over the green, windows lit from dusk on. */
export const paintVillage: PaintPlace = (setting, onGround) => {
  const { animatic } = setting;
  const sky = finishLayer(paintSky(setting), { name: 'sky', kind: 'back', disparity: 0.02 }, setting);
  const isWhite = animatic.weather === 'snow';
  const ground = paintGround(setting, onGround, {
    name: 'green',
    tones: isWhite ? white : grass,
    swell: 0.012,
    patchRatio: 0.8,
    patchLength: 1.7,
    ...(isWhite ? {} : { tufts: 190 }),
    dress: (sheet) => {
      hedges(sheet, setting);
      path(sheet, setting);
    },
  });
  return {
    behind: [sky, hills(setting), upperHouses(setting), lowerHouses(setting), ground.layer, nearHouses(setting)],
    before: [],
    bounce: ground.bounce,
  };
};

/** A colour told as it is by day, in this light: where the light falls, or on the other side. `farRatio`: how much of the way to the horizon lies before it. */
function lit({ light }: Setting, colour: Rgb, { isLit, farRatio }: Readonly<{ isLit: boolean; farRatio: number }>): Rgb {
  const own = times(colour, light.ambient);
  const face = isLit ? mix(own, times(light.key, mix(colour, [1, 1, 1], 0.35)), 0.5 * light.keyRatio) : mix(own, light.shade, 0.34);
  return mix(inAir(light, face, farRatio), light.haze, light.hazeRatio * farRatio * 0.6);
}

function hills(setting: Setting): SceneLayer {
  const { animatic, light, unit, horizonY, widthPx, frame, side, seedOf } = setting;
  const told = tones[animatic.hour];
  const sheet = sheetOf({ left: 0, top: Math.floor(horizonY - unit * 0.7), widthPx, heightPx: Math.ceil(unit * 0.77) });
  const middle = frame.left + frame.width / 2;
  const leaf = noiseTile(seedOf(152), { cells: 6, octaves: 5 });
  for (const [k, height] of [0.5, 0.34].entries()) {
    const seed = seedOf(150 + k);
    const lineY = lineOver(sheet, (x) => {
      const u = (x - middle) / unit;
      const rise = height * (0.35 + 0.85 * roughLine(u * (0.7 + 0.5 * k) + 2 + k * 4, seed, 2)) * (0.85 - 0.25 * side * Math.tanh(u));
      // treetops along the crest
      return horizonY + unit * (0.01 - rise - 0.009 * roughLine(u * 46, seed + 3, 3));
    });
    const far = 0.9 - 0.25 * k;
    const body = mix(inAir(light, hex(told.hill), far), light.haze, light.hazeRatio * (k === 0 ? 0.35 : 0.08));
    const bright = mix(inAir(light, hex(told.lit), far), light.haze, light.hazeRatio * (k === 0 ? 0.3 : 0.05));
    fillBelow(sheet, {
      lineY,
      bottomY: horizonY + unit * 0.05,
      paint: (line) => (x, y, out) => {
        const slope = (line(x + unit * 0.06) - line(x - unit * 0.06)) / (unit * 0.12);
        const n = leaf((x - middle) / (unit * 0.5), y / (unit * 0.34)) - 0.5;
        const t = smoothstep(-0.25, 0.3, slope * side + n * 1.2);
        const away = smoothstep(0.02, height * 1.2, (y - line(x)) / unit) * 0.5 * light.hazeRatio;
        for (let c = 0; c < 3; c++) {
          const v = (body[c] as number) + ((bright[c] as number) - (body[c] as number)) * t;
          out[c] = v + ((light.haze[c] as number) - v) * away;
        }
        out[3] = 1;
      },
    });
  }
  return finishLayer(sheet, { name: 'hills', kind: 'middle', disparity: 0.03, cutSides: ['left', 'right'] }, setting);
}

/** Small houses that climb the slope. */
function upperHouses(setting: Setting): SceneLayer {
  const { unit, horizonY, widthPx, frame, side, seedOf } = setting;
  const sheet = sheetOf({ left: 0, top: Math.floor(horizonY - unit * 0.42), widthPx, heightPx: Math.ceil(unit * 0.45) });
  const random = randomOf(seedOf(155));
  const middle = frame.left + frame.width / 2;
  const places = Array.from({ length: 40 }, (_, n) => {
    const x = ((n + 0.7 * random()) / 40) * widthPx;
    // the village climbs on the side away from the sun
    const u = (x - middle) / frame.width;
    const up = random() * (0.25 + 0.75 * smoothstep(0.35, -0.35, u * side));
    return { x, up, roll: random() };
  }).sort((a, b) => b.up - a.up);
  for (const { x, up, roll } of places) {
    const y = horizonY + unit * (0.014 - 0.23 * up);
    const disparity = 0.04 - 0.008 * up;
    if (roll < 0.32) tree(sheet, setting, { x, y: y + unit * 0.004, disparity, tallM: 4 + 4 * random(), random });
    else house(sheet, setting, { x, y, disparity, farRatio: 0.6, random });
  }
  return finishLayer(sheet, { name: 'houses on the slope', kind: 'middle', disparity: 0.04, cutSides: ['left', 'right'] }, setting);
}

/** Houses along the far side of the green, trees between them; a gap where the path goes through. */
function lowerHouses(setting: Setting): SceneLayer {
  const { unit, horizonY, widthPx, seedOf } = setting;
  const sheet = sheetOf({ left: 0, top: Math.floor(horizonY - unit * 0.5), widthPx, heightPx: Math.ceil(unit * 0.56) });
  const random = randomOf(seedOf(158));
  const disparity = 0.055;
  const gap = pathAt(setting, horizonY + unit * 0.03).x;
  const things: { x: number; y: number; isTree: boolean }[] = [];
  for (let x = -unit * 0.1; x < widthPx + unit * 0.1; ) {
    const y = horizonY + unit * (0.022 + 0.016 * random());
    if (Math.abs(x - gap) > unit * 0.15) things.push({ x, y, isTree: random() < 0.28 });
    x += unit * (0.17 + 0.17 * random());
  }
  for (const { x } of [...things])
    if (random() < 0.55) things.push({ x: x + unit * (0.1 + 0.06 * random()), y: horizonY + unit * 0.02, isTree: true });
  for (const { x, y, isTree } of things.sort((a, b) => a.y - b.y)) {
    if (isTree) tree(sheet, setting, { x, y, disparity, tallM: 4.5 + 4 * random(), random });
    else house(sheet, setting, { x, y, disparity: disparity * (0.9 + 0.25 * random()), farRatio: 0.28, random });
  }
  return finishLayer(sheet, { name: 'houses', kind: 'middle', disparity, cutSides: ['left', 'right'] }, setting);
}

/** A house on either side, cut by the frame, with a tree and a fence: what the eye looks past. */
function nearHouses(setting: Setting): SceneLayer {
  const { unit, horizonY, widthPx, heightPx, frame, foot, side, seedOf } = setting;
  const y = horizonY + (foot.y - horizonY) * 0.3;
  const disparity = groundDisparity(setting, y);
  const top = Math.max(0, Math.floor(y - unit * 0.75));
  const sheet = sheetOf({ left: 0, top, widthPx, heightPx: Math.min(heightPx, Math.ceil(y + unit * 0.06)) - top });
  const random = randomOf(seedOf(161));
  const edge = (share: number) => frame.left + frame.width / 2 + side * share * frame.width;
  // In a tall frame they stand farther out, so that the village is seen between them.
  const aside = (share: number) => Math.max(share, 0.3 + (0.36 * unit) / frame.width);
  tree(sheet, setting, { x: edge(0.36), y: y - unit * 0.03, disparity: disparity * 0.95, tallM: 7.5, random });
  house(sheet, setting, { x: edge(aside(0.53)), y, disparity, farRatio: 0.04, random, isFlipped: side < 0, hasSmoke: true });
  house(sheet, setting, { x: edge(-aside(0.57)), y: y - unit * 0.006, disparity, farRatio: 0.04, random, isFlipped: side > 0 });
  tree(sheet, setting, { x: edge(-aside(0.7)), y, disparity, tallM: 8, random });
  fence(sheet, setting, { from: edge(0.25), to: edge(0.4), y: y + unit * 0.02, disparity });
  return finishLayer(sheet, { name: 'near houses', kind: 'middle', disparity, cutSides: ['left', 'right'] }, setting);
}

type Standing = Readonly<{ x: number; y: number; disparity: number; random: Random }>;

/** A house that shows its gable and one long side; (x, y) is the middle of its foot. */
function house(
  sheet: Sheet,
  setting: Setting,
  {
    x,
    y,
    disparity,
    random,
    farRatio,
    isFlipped = random() < 0.5,
    hasSmoke = random() < 0.35,
  }: Standing & Readonly<{ farRatio: number; isFlipped?: boolean; hasSmoke?: boolean }>,
): void {
  const { unit, side, light, animatic } = setting;
  // drawn in metres
  const m = unit * unitsPerM * disparity;
  const gable = 4 + 1.6 * random();
  const long = gable * (0.9 + 0.7 * random());
  const eave = (random() < 0.25 ? 4.6 : 2.5) + 0.5 * random();
  const rise = gable * (0.5 + 0.22 * random());
  const wall = hex(walls[Math.floor(random() * walls.length)] as string);
  const tile = hex(roofs[Math.floor(random() * roofs.length)] as string);
  const seed = Math.floor(random() * 1e6);
  const back = -0.22;
  const whole = gable + long;
  const at = { x: x + ((isFlipped ? 1 : -1) * whole * m) / 2, y, scale: m, isFlipped };
  const put = (shape: Drawing, paint: Parameters<typeof fillShape>[2]['paint'], opacity = 1) =>
    fillShape(sheet, placed(shape, at), { paint, opacity });
  const isGableLit = isFlipped ? side > 0 : side < 0;
  const tone = (colour: Rgb, isLit: boolean) => lit(setting, colour, { isLit, farRatio });
  const down = (colour: Rgb, fromM: number) =>
    along(
      [
        { at: 0, colour },
        { at: 1, colour: mix(colour, light.shade, 0.22) },
      ],
      [0, y - fromM * m],
      [0, y],
    );
  const snow: Rgb = [0.95, 0.97, 1];
  const covered = animatic.weather === 'snow' ? mix(tile, snow, 0.82) : tile;
  if (hasSmoke)
    smoke(sheet, setting, { x: at.x + (isFlipped ? -1 : 1) * (gable / 2 + long * 0.62) * m, y: y - (eave + rise + 0.8) * m, m });
  const chimney = gable / 2 + long * 0.62;
  put(box(chimney - 0.3, -(eave + rise + 0.85), 0.62, 1.6), solid(tone(hex('#9a5f4d'), !isGableLit)));
  put(box(chimney - 0.36, -(eave + rise + 0.95), 0.74, 0.18), solid(tone(animatic.weather === 'snow' ? snow : hex('#7c4a3e'), true)));
  put(polygon([gable, -eave], [whole, -eave + 0.12], [whole, back], [gable, 0]), down(tone(wall, !isGableLit), eave));
  put(polygon([0, 0], [0, -eave], [gable / 2, -eave - rise], [gable, -eave], [gable, 0]), down(tone(wall, isGableLit), eave + rise));
  // a plinth of stone
  put(
    together(
      polygon([0, -0.35], [gable, -0.35], [gable, 0], [0, 0]),
      polygon([gable, -0.35], [whole, -0.35 + back], [whole, back], [gable, 0]),
    ),
    solid(tone(hex('#8d8478'), false)),
    0.75,
  );
  const slope: readonly Point[] = [
    [gable / 2 - 0.12, -eave - rise - 0.1],
    [gable / 2 + long, -eave - rise + 0.08],
    [whole + 0.28, -eave + 0.42],
    [gable + 0.3, -eave + 0.34],
  ];
  const roofTone = tone(covered, !isGableLit);
  put(
    polygon(...slope),
    along(
      [
        { at: 0, colour: mix(roofTone, light.key, 0.14 * light.keyRatio) },
        { at: 1, colour: mix(roofTone, light.shade, 0.12) },
      ],
      [0, y - (eave + rise) * m],
      [0, y - eave * m],
    ),
  );
  if (m > unit * 0.03 && animatic.weather !== 'snow')
    for (let k = 1; k < 7; k++) {
      const t = k / 7;
      const from: Point = [gable / 2 + (gable / 2 + 0.3) * t, -eave - rise + (rise + 0.34) * t];
      const to: Point = [gable / 2 + long + (gable / 2 + 0.28) * t, -eave - rise + 0.08 + (rise + 0.34) * t];
      put(stroke([...from, 0.025], [...to, 0.025]), solid(mix(roofTone, light.shade, 0.45)), 0.55);
    }
  // the roof's edge over the gable, and its shadow on the wall
  const rim = tone(animatic.weather === 'snow' ? snow : mix(tile, [0.2, 0.16, 0.14], 0.45), isGableLit);
  put(stroke([-0.32, -eave + 0.36, 0.13], [gable / 2, -eave - rise - 0.06, 0.13]), solid(rim));
  put(stroke([gable / 2, -eave - rise - 0.06, 0.13], [gable + 0.32, -eave + 0.36, 0.13]), solid(rim));
  if (farRatio < 0.5)
    put(polygon([gable, -eave + 0.1], [whole, -eave + 0.2], [whole, -eave + 0.62], [gable, -eave + 0.6]), solid(light.shade), 0.28);
  openings(sheet, setting, { at, m, gable, long, eave, rise, farRatio, seed, isGableLit, back });
}

/** Windows and a door; behind some of them somebody is at home. */
function openings(
  sheet: Sheet,
  setting: Setting,
  {
    at,
    m,
    gable,
    long,
    eave,
    rise,
    farRatio,
    seed,
    isGableLit,
    back,
  }: Readonly<{
    at: Readonly<{ x: number; y: number; scale: number; isFlipped: boolean }>;
    m: number;
    gable: number;
    long: number;
    eave: number;
    rise: number;
    farRatio: number;
    seed: number;
    isGableLit: boolean;
    back: number;
  }>,
): void {
  const { light } = setting;
  const window = (u: number, v: number, index: number, lean = 0) => {
    const [w, h] = [0.78, 0.95];
    const isLit = hashAt(index, 5, seed) < 0.72 * light.lampRatio;
    const warm = hex(lampTones[Math.floor(hashAt(index, 9, seed) * lampTones.length)] as string);
    const pane = isLit ? mix(warm, light.haze, 0.25 * farRatio) : lit(setting, hex('#51697a'), { isLit: isGableLit, farRatio });
    const shape = (grow: number) =>
      polygon([u - grow, v - grow + lean], [u + w + grow, v - grow], [u + w + grow, v + h + grow], [u - grow, v + h + grow + lean]);
    const frame = lit(setting, hex('#efe7d8'), { isLit: false, farRatio });
    if (farRatio < 0.5) fillShape(sheet, placed(shape(0.1), at), { paint: solid(isLit ? mix(frame, warm, 0.35) : frame) });
    fillShape(sheet, placed(shape(0), at), { paint: solid(pane) });
    if (farRatio < 0.5)
      fillShape(sheet, placed(together(box(u + w / 2 - 0.035, v, 0.07, h), box(u, v + h / 2 - 0.03, w, 0.06)), at), {
        paint: solid(isLit ? mix(frame, hex('#8a5a2c'), 0.6) : frame),
        opacity: 0.9,
      });
    if (isLit) {
      const x = at.x + (at.isFlipped ? -1 : 1) * (u + w / 2) * m;
      glow(
        sheet,
        warm,
        { x, y: at.y + (v + h / 2) * m, rx: m * 2.1, ry: m * 1.9, alpha: 0.36 * light.lampRatio * (1 - 0.4 * farRatio) },
        'inside',
      );
    }
  };
  const sill = -eave + 0.75;
  const isTall = eave > 4;
  window(gable * 0.16, -1.9, 1);
  if (isTall) for (const [k, u] of [0.16, 0.62].entries()) window(gable * u, sill, 2 + k);
  window(gable / 2 - 0.39, -eave - rise * 0.42, 4);
  const many = Math.max(1, Math.floor(long / 1.9));
  for (let k = 0; k < many; k++) {
    const u = gable + (long * (k + 0.5)) / many - 0.39;
    window(u, -1.95, 10 + k, 0.02);
    if (isTall) window(u, sill, 20 + k, 0.02);
  }
  const door = lit(setting, hex(doors[seed % doors.length] as string), { isLit: isGableLit, farRatio });
  fillShape(sheet, placed(box(gable * 0.6, -2.05, 0.95, 2.05 + Math.min(0, back)), at), { paint: solid(door) });
}

function smoke(sheet: Sheet, { light, side }: Setting, { x, y, m }: Readonly<{ x: number; y: number; m: number }>): void {
  const colour = mix(light.haze, [1, 1, 1], 0.25);
  for (let k = 0; k < 9; k++)
    glow(sheet, colour, { x: x - side * m * 0.16 * k ** 1.4, y: y - m * 0.42 * k, rx: m * (0.35 + 0.14 * k), alpha: 0.3 * (1 - k / 9) });
}

/** A round tree with its trunk; (x, y) is its foot. */
function tree(sheet: Sheet, setting: Setting, { x, y, disparity, tallM, random }: Standing & Readonly<{ tallM: number }>): void {
  const { animatic, light, unit, side } = setting;
  const m = unit * unitsPerM * disparity;
  const far = Math.max(0, 0.6 - disparity * 6);
  const leaf = leafOf(setting, far);
  const shine = animatic.weather === 'snow' ? snowOf(light) : mix(leaf, light.key, 0.3 * light.keyRatio);
  const dark = mix(leaf, light.shade, 0.35);
  const size = tallM * m;
  fillShape(sheet, placed(stroke([0, 0, 0.035], [0.01, -0.4, 0.026], [0, -0.6, 0.018]), { x, y, scale: size }), {
    paint: solid(mix(inAir(light, times(hex('#6b5341'), light.ambient), far), light.haze, light.hazeRatio * far * 0.5)),
  });
  for (const [k, [dx, dy, r]] of (
    [
      [0, -0.62, 0.36],
      [-0.17, -0.5, 0.25],
      [0.18, -0.48, 0.26],
      [0.02 - side * 0.04, -0.78, 0.22],
    ] as const
  ).entries()) {
    const [cx, cy, radius] = [x + dx * size, y + dy * size, r * size];
    fillShape(sheet, placed(crown(random, 10), { x: cx, y: cy, scale: radius }), {
      paint: along(
        [
          { at: 0, colour: k === 3 ? shine : mix(shine, leaf, 0.3) },
          { at: 0.5, colour: leaf },
          { at: 1, colour: dark },
        ],
        [cx + side * radius * 0.7, cy - radius],
        [cx - side * radius * 0.6, cy + radius],
      ),
    });
  }
}

function fence(
  sheet: Sheet,
  setting: Setting,
  { from, to, y, disparity }: Readonly<{ from: number; to: number; y: number; disparity: number }>,
): void {
  const { unit } = setting;
  const m = unit * unitsPerM * disparity;
  const [left, right] = [Math.min(from, to), Math.max(from, to)];
  const bars = together(
    ...[0.45, 0.85].map((high) => box(left, y - high * m, right - left, 0.09 * m)),
    ...Array.from({ length: Math.max(2, Math.round((right - left) / (0.55 * m))) }, (_, k) =>
      box(left + k * 0.55 * m, y - 1.05 * m, 0.16 * m, 1.05 * m),
    ),
  );
  fillShape(sheet, placed(bars, { x: 0, y: 0, scale: 1 }), { paint: solid(lit(setting, hex('#a08c72'), { isLit: false, farRatio: 0 })) });
}

/** Bushes where the green ends at the houses. */
function hedges(sheet: Sheet, setting: Setting): void {
  const { animatic, light, unit, horizonY, widthPx, side, seedOf } = setting;
  const random = randomOf(seedOf(167));
  const gap = pathAt(setting, horizonY + unit * 0.02).x;
  const leaf = leafOf(setting, 0.3);
  for (let x = 0; x < widthPx; x += unit * (0.02 + 0.07 * random() ** 2)) {
    const size = unit * (0.009 + 0.017 * random());
    if (Math.abs(x - gap) < unit * 0.05 || random() < 0.25) continue;
    const y = horizonY + unit * 0.014;
    fillShape(sheet, placed(crown(random, 8), { x, y, scale: size }), {
      paint: along(
        [
          { at: 0, colour: mix(leaf, light.key, (animatic.weather === 'snow' ? 0.5 : 0.25) * light.keyRatio) },
          { at: 1, colour: mix(leaf, light.shade, 0.35) },
        ],
        [x + side * size, y - size],
        [x - side * size, y + size],
      ),
    });
  }
}

/** Leaves in this light; under snow where it snows. */
function leafOf({ animatic, light }: Setting, farRatio: number): Rgb {
  const own = mix(inAir(light, hex(tones[animatic.hour].leaf), farRatio), light.haze, light.hazeRatio * farRatio * 0.5);
  return animatic.weather === 'snow' ? mix(own, snowOf(light), 0.45) : own;
}

/** Snow that lies, in this light. */
function snowOf(light: Light): Rgb {
  return mix([0.94, 0.97, 1], light.shade, 0.75 * (1 - light.ambient[1]));
}

/** Where the path runs at a height of the canvas, and half its width. */
function pathAt({ horizonY, unit, heightPx, frame, side }: Setting, y: number): Readonly<{ x: number; half: number }> {
  const down = Math.max(0, (y - horizonY) / (heightPx - horizonY));
  const middle = frame.left + frame.width / 2;
  const bend = 0.34 * Math.sin(2.4 * Math.sqrt(down)) - 0.06;
  return { x: middle + side * unit * (bend - 0.08), half: unit * (0.004 + 0.2 * down) };
}

/** A trodden path that winds from the eye to the houses. */
function path(sheet: Sheet, setting: Setting): void {
  const { animatic, light, unit, horizonY, heightPx, seedOf } = setting;
  const seed = seedOf(165);
  const from = horizonY + unit * 0.012;
  const rows = Array.from({ length: 60 }, (_, k) => from + (heightPx - from) * (k / 59) ** 1.7);
  const edge = (sign: number): Point[] =>
    rows.map((y, k) => {
      const { x, half } = pathAt(setting, y);
      return [x + sign * half * (0.85 + 0.3 * roughLine(k * 0.35 + sign * 9, seed, 3)), y];
    });
  const own = inAir(light, hex(tones[animatic.hour].path), 0.1);
  const colour = animatic.weather === 'snow' ? mix(own, light.haze, 0.55) : own;
  fillShape(sheet, placed([[...edge(-1), ...edge(1).reverse()]], { x: 0, y: 0, scale: 1 }), {
    paint: along(
      [
        { at: 0, colour: mix(colour, light.haze, 0.3 * light.hazeRatio) },
        { at: 0.35, colour },
        { at: 1, colour: mix(colour, light.shade, 0.45) },
      ],
      [0, from],
      [0, heightPx],
    ),
    opacity: animatic.weather === 'snow' ? 0.55 : 0.85,
  });
}
