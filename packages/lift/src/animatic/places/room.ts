import type { Animatic } from '@fantascope/film';
import { hex, mix, type Rgb, smoothstep } from '../colour.ts';
import { finishLayer } from '../finish-layer.ts';
import { inAir } from '../light.ts';
import { noiseTile, randomOf, roughLine } from '../noise.ts';
import { blob, box, ellipse, placed, polygon, stroke, together } from '../outline.ts';
import { fillBelow, lineOver } from '../ridge.ts';
import type { Setting } from '../setting.ts';
import { along, fillShape, glow, type Sheet, sheetOf, solid, washBox } from '../sheet.ts';
import { paintSky } from '../sky.ts';
import type { PaintPlace } from './place.ts';

/** Wall in light and in shade, ceiling, floor boards, wood, cloth; how strong the lamp is inside. */
type Tones = Readonly<{
  wall: string;
  dim: string;
  ceiling: string;
  floor: string;
  wood: string;
  cloth: string;
  rug: string;
  lamp: number;
  outside: readonly [string, string];
}>;
const tones: Readonly<Record<Animatic['hour'], Tones>> = {
  dawn: {
    wall: '#e9cdb8',
    dim: '#a98f97',
    ceiling: '#d9c3ba',
    floor: '#b08466',
    wood: '#8a6152',
    cloth: '#f3dccb',
    rug: '#b4766e',
    lamp: 0.1,
    outside: ['#a8a0b8', '#7f8f86'],
  },
  day: {
    wall: '#efe6d2',
    dim: '#b9b8ae',
    ceiling: '#f4eee0',
    floor: '#c79a6a',
    wood: '#9a6d48',
    cloth: '#f9f3e4',
    rug: '#5d8a91',
    lamp: 0,
    outside: ['#8fbfb0', '#6da35c'],
  },
  dusk: {
    wall: '#b9705e',
    dim: '#57395a',
    ceiling: '#7e5061',
    floor: '#7f4a45',
    wood: '#4f2f38',
    cloth: '#d98f6d',
    rug: '#7b3450',
    lamp: 0.75,
    outside: ['#6f3f68', '#4a2d54'],
  },
  night: {
    wall: '#5f5567',
    dim: '#1b2340',
    ceiling: '#37385a',
    floor: '#4a3a45',
    wood: '#2c2433',
    cloth: '#6d6278',
    rug: '#4b3158',
    lamp: 1,
    outside: ['#193354', '#0f2440'],
  },
};

/** A box of a room in one-point perspective: how near a place of the canvas is, on the wall, the floor or the ceiling. */
type Box = Readonly<{ cx: number; cy: number; half: number; floorY: number; ceilingY: number; disparity: number }>;

/** A room with a window that shows the hour, boards, a rug, a lamp. */
export const paintRoom: PaintPlace = (setting, onGround) => {
  const { animatic, frame, foot, widthPx, heightPx, subjectDisparity } = setting;
  const cx = frame.left + frame.width / 2;
  const cy = frame.top + frame.height * 0.46;
  const floorY = frame.top + frame.height * 0.71;
  // the floor comes to the subject's distance where its foot stands
  const disparity = (subjectDisparity * (floorY - cy)) / (foot.y - cy);
  const room: Box = { cx, cy, half: frame.width * 0.4, floorY, ceilingY: frame.top + frame.height * 0.07, disparity };
  const sheet = sheetOf({ left: 0, top: 0, widthPx, heightPx });
  const told = tones[animatic.hour];
  paintBox(sheet, setting, { room, told });
  paintWindow(sheet, setting, { room, told });
  paintThings(sheet, setting, { room, told });
  onGround(sheet);
  const cabinet = sheetOf({ left: 0, top: Math.floor(frame.top), widthPx, heightPx: Math.ceil(floorY - frame.top + setting.unit * 0.1) });
  const standsAt = floorY + setting.unit * 0.03;
  paintCabinet(cabinet, setting, { room: { ...room, floorY: standsAt }, told });
  const depth = (x: number, y: number): number => disparity * nearness(room, x, y);
  return {
    behind: [
      finishLayer(outside(setting, told), { name: 'outside', kind: 'back', disparity: 0.03 }, setting),
      finishLayer(sheet, { name: 'room', kind: 'middle', disparity: depth, cutSides: ['left', 'right', 'top', 'bottom'] }, setting),
      finishLayer(cabinet, { name: 'cabinet', kind: 'card', disparity: depth(cx, standsAt) }, setting),
    ],
    before: [],
    bounce: hex(told.floor),
  };
};

function nearness({ cx, cy, half, floorY, ceilingY }: Box, x: number, y: number): number {
  return Math.max(1, Math.abs(x - cx) / half, (y - cy) / (floorY - cy), (cy - y) / (cy - ceilingY));
}

function outside(setting: Setting, told: Tones): Sheet {
  const { light, unit, frame, heightPx, seedOf } = setting;
  const sheet = paintSky(setting);
  const base = frame.top + frame.height * 0.56;
  for (const [k, text] of told.outside.entries()) {
    const colour = inAir(light, hex(text), 0.8 - 0.4 * k);
    const seed = seedOf(140 + k);
    const lineY = lineOver(sheet, (x) => base - unit * (0.06 - 0.05 * k) - unit * 0.07 * roughLine((x / unit) * (1.4 + k), seed, 4));
    fillBelow(sheet, {
      lineY,
      bottomY: heightPx,
      paint: () =>
        along(
          [
            { at: 0, colour },
            { at: 1, colour: mix(colour, light.haze, 0.4) },
          ],
          [0, base - unit * 0.1],
          [0, base + unit * 0.12],
        ),
    });
  }
  return sheet;
}

type Inside = Readonly<{ room: Box; told: Tones }>;

const windowOf = ({ cx, cy }: Box, { side, unit, frame }: Setting) => {
  const wide = Math.min(unit * 0.44, frame.width * 0.38);
  return { x: cx + side * frame.width * 0.11 - wide / 2, y: cy - unit * 0.29, wide, high: unit * 0.4 };
};

/** Walls, floor and ceiling with the light that comes in at the window and from the lamp. */
function paintBox(sheet: Sheet, setting: Setting, { room, told }: Inside): void {
  const { unit, side, light, frame, seedOf } = setting;
  const [wall, dim, ceiling, floor, wood] = [told.wall, told.dim, told.ceiling, told.floor, told.wood].map((text) => hex(text)) as [
    Rgb,
    Rgb,
    Rgb,
    Rgb,
    Rgb,
  ];
  const pane = windowOf(room, setting);
  const grain = noiseTile(seedOf(142), { cells: 6, octaves: 5 });
  const warm = hex('#ffcf8a');
  const lamp = { x: room.cx - side * frame.width * 0.33, y: room.cy - unit * 0.03 };
  const { cx, cy, half, floorY, ceilingY } = room;
  washBox(sheet, {
    paint: (x, y, out) => {
      const across = Math.abs(x - cx) / half;
      const down = (y - cy) / (floorY - cy);
      const up = (cy - y) / (cy - ceilingY);
      const near = Math.max(1, across, down, up);
      // back on the far wall: where the ray through this pixel would have met it
      const wx = (x - cx) / near;
      let shadeOf = 0;
      let base = wall;
      let line = 0;
      if (near === down && near > 1) {
        base = floor;
        const board = (wx / unit) * 13;
        const number = Math.floor(board);
        const along01 = (1 / near) * 9 + (number % 3) * 0.37;
        const f = board - number;
        line = smoothstep(0.06, 0.02, Math.min(f, 1 - f)) * 0.5 + smoothstep(0.03, 0.01, Math.abs(along01 - Math.round(along01))) * 0.35;
        shadeOf = (grain(number * 0.173 + (wx / unit) * 0.2, 2.2 / near) - 0.5) * 0.35 + ((number * 7) % 5) * 0.018;
      } else if (near === up && near > 1) {
        base = ceiling;
        shadeOf = 0.12;
      } else if (near > 1) {
        // a side wall: the one that looks at the window's light, and the other
        shadeOf = (x - cx) * side > 0 ? 0.34 : 0.12;
      } else {
        shadeOf = 0.22 * (grain((x / unit) * 0.6, (y / unit) * 0.6) - 0.5);
      }
      const skirting =
        near <= 1 || (near === across && near > 1) ? smoothstep(floorY - unit * 0.022, floorY - unit * 0.02, cy + (y - cy) / near) : 0;
      const corner =
        smoothstep(
          0.2,
          0,
          1 - Math.min(1, Math.max(across / near, down / near, up / near) - Math.abs(second(across, down, up) / near - 1)),
        ) * 0.1;
      const fall = Math.max(
        0,
        Math.min(1, Math.hypot((x - pane.x - pane.wide / 2) / (unit * 1.15), (y - pane.y - pane.high * 0.7) / (unit * 0.95))),
      );
      const glowAt = told.lamp * Math.max(0, 1 - Math.hypot(x - lamp.x, (y - lamp.y) * 1.1) / (unit * 0.8)) ** 2;
      const dark = Math.min(0.92, shadeOf + fall * 0.62 + corner - 0.08);
      for (let c = 0; c < 3; c++) {
        let v = base[c] as number;
        v += ((dim[c] as number) * (base === floor ? 0.75 : 1) - v) * Math.max(0, dark);
        v += ((wood[c] as number) - v) * line;
        v += (Math.min(1, (wall[c] as number) * 1.12) - v) * skirting * 0.55;
        v += ((light.key[c] as number) - v) * (1 - fall) ** 3 * 0.22 * light.keyRatio;
        v += ((warm[c] as number) - v) * glowAt * 0.75;
        out[c] = v;
      }
      out[3] = 1;
    },
  });
  // the window's light on the boards
  const patch = (share: number, y: number): readonly [number, number] => [
    cx + (pane.x + pane.wide * share - cx) * ((y - cy) / (floorY - cy)) - side * (y - floorY) * 1.25,
    y,
  ];
  const from = floorY + unit * 0.035;
  const to = floorY + unit * 0.24;
  for (const [a, b] of [
    [0.03, 0.47],
    [0.53, 0.97],
  ] as const) {
    const light4 = placed(polygon(patch(a, from), patch(b, from), patch(b, to), patch(a, to)), { x: 0, y: 0, scale: 1 });
    fillShape(sheet, light4, {
      paint: along(
        [
          { at: 0, colour: light.key },
          { at: 1, colour: mix(light.key, floor, 0.35) },
        ],
        [0, from],
        [0, to],
      ),
      opacity: 0.42 * light.keyRatio,
    });
  }
}

/** The middle one of three. */
function second(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}

/** Cuts the window out of the wall and frames it. */
function paintWindow(sheet: Sheet, setting: Setting, { room, told }: Inside): void {
  const { unit, side, light } = setting;
  const { x, y, wide, high } = windowOf(room, setting);
  const { rgba, widthPx } = sheet;
  for (let v = Math.round(y); v < Math.round(y + high); v++)
    rgba.fill(0, (v * widthPx + Math.round(x)) * 4, (v * widthPx + Math.round(x + wide)) * 4);
  const bar = unit * 0.011;
  const rim = bar * 1.7;
  const frameTone = hex(told.cloth);
  const dark = mix(frameTone, hex(told.dim), 0.6);
  const paint = along(
    [
      { at: 0, colour: mix(frameTone, light.key, 0.25) },
      { at: 1, colour: dark },
    ],
    [x, y],
    [x, y + high * 1.3],
  );
  const bars = together(
    ...[
      box(x - rim, y - rim, wide + rim * 2, rim),
      box(x - rim, y + high, wide + rim * 2, rim),
      box(x - rim, y, rim, high),
      box(x + wide, y, rim, high),
    ],
    ...[box(x + wide / 2 - bar / 2, y, bar, high), box(x, y + high * 0.36, wide, bar)],
  );
  fillShape(sheet, placed(bars, { x: 0, y: 0, scale: 1 }), { paint });
  const sill = box(x - rim * 3, y + high + rim * 0.8, wide + rim * 6, unit * 0.02);
  fillShape(sheet, placed(sill, { x: 0, y: 0, scale: 1 }), {
    paint: along(
      [
        { at: 0, colour: mix(frameTone, light.key, 0.4) },
        { at: 1, colour: dark },
      ],
      [0, y + high],
      [0, y + high + unit * 0.035],
    ),
  });
  // curtains, gathered at both sides
  const rod = y - unit * 0.055;
  fillShape(
    sheet,
    placed(stroke([x - unit * 0.13, rod, unit * 0.006], [x + wide + unit * 0.13, rod, unit * 0.006]), { x: 0, y: 0, scale: 1 }),
    { paint: solid(hex(told.wood)) },
  );
  for (const sign of [-1, 1] as const) {
    const edge = sign < 0 ? x - unit * 0.1 : x + wide + unit * 0.1;
    const inner = edge - sign * unit * 0.13;
    const bottom = y + high + unit * 0.13;
    const cloth = blob(
      [edge, rod],
      [inner, rod],
      [inner + sign * unit * 0.02, rod + (bottom - rod) * 0.35],
      [inner + sign * unit * 0.055, rod + (bottom - rod) * 0.62],
      [inner + sign * unit * 0.03, bottom],
      [edge + sign * unit * 0.02, bottom],
      [edge + sign * unit * 0.012, rod + (bottom - rod) * 0.5],
    );
    fillShape(sheet, placed(cloth, { x: 0, y: 0, scale: 1 }), {
      paint: (px, py, out) => {
        const fold = 0.5 + 0.5 * Math.sin(((px - edge) / unit) * 150 + (py / unit) * 3 * sign);
        const t = 0.25 + 0.6 * fold * (sign === side ? 0.75 : 1);
        for (let c = 0; c < 3; c++) out[c] = (dark[c] as number) + (Math.min(1, (frameTone[c] as number) * 1.03) - (dark[c] as number)) * t;
        out[3] = 0.97;
      },
    });
  }
}

/** Pictures on the wall, a rug under the subject. */
function paintThings(sheet: Sheet, setting: Setting, { room, told }: Inside): void {
  const { unit, side, light, frame, foot } = setting;
  const { cx, cy, floorY } = room;
  const [wood, dim, wall, rug] = [told.wood, told.dim, told.wall, told.rug].map((text) => hex(text)) as [Rgb, Rgb, Rgb, Rgb];
  const at = (drawing: ReturnType<typeof box>) => placed(drawing, { x: 0, y: 0, scale: 1 });
  // the rug lies in perspective
  const rugY = (foot.y + floorY) / 2 + unit * 0.035;
  const rx = Math.min(frame.width * 0.42, unit * 0.5);
  for (const [grow, tone] of [
    [1, mix(rug, dim, 0.35)],
    [0.93, rug],
    [0.8, mix(rug, wall, 0.28)],
    [0.74, rug],
  ] as const) {
    fillShape(sheet, at(ellipse(foot.x, rugY, rx * grow, unit * 0.1 * grow)), {
      paint: along(
        [
          { at: 0, colour: mix(tone, dim, 0.25) },
          { at: 1, colour: tone },
        ],
        [foot.x - side * -rx, 0],
        [foot.x + side * -rx, 0],
      ),
    });
  }
  // pictures on the wall away from the window
  const left = cx - side * frame.width * 0.2;
  for (const [dx, dy, w, h] of [
    [0, -0.2, 0.13, 0.16],
    [-0.15, -0.16, 0.09, 0.1],
  ] as const) {
    const x = left - side * -dx * unit - (w * unit) / 2;
    const y = cy + dy * unit;
    fillShape(sheet, at(box(x + unit * 0.006, y + unit * 0.008, w * unit, h * unit)), { paint: solid(dim), opacity: 0.5 });
    fillShape(sheet, at(box(x, y, w * unit, h * unit)), { paint: solid(mix(wood, wall, 0.1)) });
    fillShape(sheet, at(box(x + unit * 0.01, y + unit * 0.01, w * unit - unit * 0.02, h * unit - unit * 0.02)), {
      paint: along(
        [
          { at: 0, colour: mix(wall, light.haze, 0.5) },
          { at: 0.6, colour: mix(rug, wall, 0.5) },
          { at: 1, colour: mix(rug, dim, 0.4) },
        ],
        [0, y],
        [0, y + h * unit],
      ),
    });
  }
}

/** A low cabinet with books, a plant and a lamp. */
function paintCabinet(sheet: Sheet, setting: Setting, { room, told }: Inside): void {
  const { unit, side, light, frame, seedOf } = setting;
  const random = randomOf(seedOf(146));
  const { cx, floorY } = room;
  const [wood, dim, wall] = [told.wood, told.dim, told.wall].map((text) => hex(text)) as [Rgb, Rgb, Rgb];
  const at = (drawing: ReturnType<typeof box>) => placed(drawing, { x: 0, y: 0, scale: 1 });
  const cabinetX = cx - side * frame.width * 0.25;
  const wide = unit * 0.42;
  const topY = floorY - unit * 0.135;
  glow(sheet, mix(dim, [0, 0, 0], 0.4), { x: cabinetX, y: floorY + unit * 0.012, rx: wide * 0.62, ry: unit * 0.03, alpha: 0.6 });
  fillShape(sheet, at(box(cabinetX - wide / 2, topY, wide, floorY - topY + unit * 0.008, unit * 0.006)), {
    paint: along(
      [
        { at: 0, colour: mix(wood, wall, 0.22) },
        { at: 1, colour: mix(wood, dim, 0.3) },
      ],
      [0, topY],
      [0, floorY],
    ),
  });
  fillShape(
    sheet,
    at(
      together(
        box(cabinetX - wide * 0.47, topY + unit * 0.022, wide * 0.45, unit * 0.085),
        box(cabinetX + wide * 0.02, topY + unit * 0.022, wide * 0.45, unit * 0.085),
      ),
    ),
    { paint: solid(mix(wood, dim, 0.35)), opacity: 0.7 },
  );
  const covers = ['#b5544a', '#d9b26a', '#5d8577', '#6b7fa3', '#8f5f7d'];
  for (let k = 0, x = cabinetX - wide * 0.06; k < 7; k++) {
    const w = unit * (0.012 + 0.008 * random());
    const h = unit * (0.06 + 0.03 * random());
    fillShape(sheet, at(box(x, topY - h, w, h)), { paint: solid(mix(mix(hex(covers[k % 5] as string), dim, 0.35), wall, 0.1)) });
    x += w + unit * 0.001;
  }
  // a plant that grows towards the window
  const plantX = cabinetX + side * wide * 0.36;
  const green = mix(mix(hex('#4f8a58'), dim, 0.32), wall, 0.08);
  for (let k = 0; k < 11; k++) {
    const lean = (k - 5) / 5 + side * 0.15;
    const tall = unit * (0.1 + 0.05 * random());
    const leaf = blob(
      [plantX, topY - unit * 0.04],
      [plantX + lean * tall * 0.35 - tall * 0.1, topY - unit * 0.03 - tall * 0.7],
      [plantX + lean * tall * 0.8, topY - unit * 0.03 - tall * (1.1 - Math.abs(lean) * 0.4)],
      [plantX + lean * tall * 0.5 + tall * 0.08, topY - unit * 0.04 - tall * 0.5],
    );
    fillShape(sheet, at(leaf), { paint: solid(mix(green, lean * side > 0 ? light.key : dim, 0.12 + 0.18 * random())) });
  }
  fillShape(
    sheet,
    at(
      polygon(
        [plantX - unit * 0.032, topY - unit * 0.055],
        [plantX + unit * 0.032, topY - unit * 0.055],
        [plantX + unit * 0.024, topY],
        [plantX - unit * 0.024, topY],
      ),
    ),
    {
      paint: along(
        [
          { at: 0, colour: mix(hex('#c9795a'), dim, 0.2) },
          { at: 1, colour: mix(hex('#c9795a'), dim, 0.5) },
        ],
        [0, topY - unit * 0.05],
        [0, topY],
      ),
    },
  );
  paintLamp(sheet, setting, { x: cabinetX - side * wide * 0.34, y: topY, told });
}

function paintLamp(sheet: Sheet, { unit }: Setting, { x, y, told }: Readonly<{ x: number; y: number; told: Tones }>): void {
  const shade = mix(hex(told.cloth), hex('#ffdf9f'), 0.75 * told.lamp);
  const headY = y - unit * 0.12;
  const at = (drawing: ReturnType<typeof box>) => placed(drawing, { x: 0, y: 0, scale: 1 });
  fillShape(
    sheet,
    at(together(stroke([x, y, unit * 0.006], [x, headY, unit * 0.004]), ellipse(x, y - unit * 0.003, unit * 0.028, unit * 0.006))),
    { paint: solid(hex(told.wood)) },
  );
  if (told.lamp > 0.05) glow(sheet, hex('#ffd79a'), { x, y: headY - unit * 0.02, rx: unit * 0.3, alpha: 0.55 * told.lamp });
  fillShape(
    sheet,
    at(
      polygon(
        [x - unit * 0.032, headY - unit * 0.055],
        [x + unit * 0.032, headY - unit * 0.055],
        [x + unit * 0.052, headY + unit * 0.012],
        [x - unit * 0.052, headY + unit * 0.012],
      ),
    ),
    {
      paint: along(
        [
          { at: 0, colour: mix(shade, hex(told.wood), 0.12) },
          { at: 1, colour: shade },
        ],
        [0, headY - unit * 0.055],
        [0, headY],
      ),
    },
  );
}
