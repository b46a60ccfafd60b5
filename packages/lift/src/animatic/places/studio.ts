import type { Animatic } from '@fantascope/film';
import { hex, mix, type Rgb, smoothstep } from '../colour.ts';
import { finishLayer } from '../finish-layer.ts';
import { box, ellipse, placed, together } from '../outline.ts';
import { groundDisparity } from '../setting.ts';
import { along, fillShape, glow, type Paint, sheetOf, washBox } from '../sheet.ts';
import type { PaintPlace } from './place.ts';

/** Wall above and below, floor, the arch behind, the podium's top and side. */
const tones: Readonly<
  Record<Animatic['hour'], readonly [wall: string, low: string, floor: string, arch: string, top: string, body: string]>
> = {
  dawn: ['#eab9a4', '#f8dcc8', '#f2cbb4', '#d99884', '#fdeadb', '#e3ab95'],
  day: ['#b9cdbd', '#e2eadd', '#d3dfd2', '#8fb09c', '#f6f6ec', '#b4cab8'],
  dusk: ['#7e3f56', '#c46f62', '#a65658', '#5c2b4c', '#f0a884', '#95495a'],
  night: ['#14233f', '#27476a', '#1d3655', '#0e1a33', '#5b86a8', '#20405f'],
};

/** A studio for things: a wall that rounds into the floor, an arch, a podium under the subject, a soft lamp from one side. */
export const paintStudio: PaintPlace = (setting, onGround) => {
  const { animatic, light, unit, widthPx, heightPx, frame, horizonY, side, foot } = setting;
  const [wall, low, floor, arch, top, body] = tones[animatic.hour].map((text) => hex(text)) as [Rgb, Rgb, Rgb, Rgb, Rgb, Rgb];
  const lampX = frame.left + frame.width * (0.5 + side * 0.3);
  const back = sheetOf({ left: 0, top: 0, widthPx, heightPx });
  washBox(back, {
    paint: along(
      [
        { at: 0, colour: mix(wall, light.shade, 0.18) },
        { at: 0.5, colour: wall },
        { at: 0.86, colour: low },
        { at: 1, colour: low },
      ],
      [0, 0],
      [0, horizonY + unit * 0.1],
    ),
  });
  glow(back, mix(low, [1, 1, 1], 0.45), { x: lampX, y: frame.top + frame.height * 0.28, rx: unit * 0.85, ry: unit * 0.7, alpha: 0.62 });
  glow(back, mix(wall, light.shade, 0.5), { x: frame.left + frame.width * (0.5 - side * 0.75), y: frame.top, rx: unit * 0.9, alpha: 0.45 });

  const panels = sheetOf({ left: 0, top: 0, widthPx, heightPx: Math.min(heightPx, Math.ceil(horizonY + unit * 0.06)) });
  const archHalf = unit * 0.33;
  const archTop = frame.top + frame.height * 0.14;
  const rise = horizonY + unit * 0.06 - archTop;
  const opening = together(
    ellipse(foot.x, archTop + archHalf, archHalf),
    box(foot.x - archHalf, archTop + archHalf, archHalf * 2, Math.max(1, rise - archHalf)),
  );
  const round = ellipse(frame.left + frame.width * (0.5 + side * 0.27), horizonY - unit * 0.2, unit * 0.24);
  const lit = mix(arch, low, 0.5);
  const across = (x: number, half: number): Paint =>
    along(
      [
        { at: 0, colour: side < 0 ? lit : arch },
        { at: 1, colour: side < 0 ? arch : lit },
      ],
      [x - half, 0],
      [x + half, unit * 0.1],
    );
  fillShape(panels, placed(round, { x: 0, y: 0, scale: 1 }), {
    paint: across(frame.left + frame.width * (0.5 + side * 0.27), unit * 0.24),
    opacity: 0.75,
  });
  fillShape(panels, placed(opening, { x: -side * unit * 0.02, y: unit * 0.012, scale: 1 }), {
    paint: along(
      [
        { at: 0, colour: mix(wall, light.shade, 0.4) },
        { at: 1, colour: mix(low, light.shade, 0.2) },
      ],
      [0, archTop],
      [0, horizonY],
    ),
    opacity: 0.35,
  });
  fillShape(panels, placed(opening, { x: 0, y: 0, scale: 1 }), { paint: across(foot.x, archHalf) });

  const ground = sheetOf({
    left: 0,
    top: Math.floor(horizonY - unit * 0.02),
    widthPx,
    heightPx: heightPx - Math.floor(horizonY - unit * 0.02),
  });
  washBox(ground, {
    paint: (x, y, out) => {
      const down = (y - horizonY) / (heightPx - horizonY);
      const near = smoothstep(0, 1, down);
      const pool = Math.max(0, 1 - ((x - lampX) / (unit * 1.15)) ** 2 - ((down - 0.35) / 0.75) ** 2) * 0.4;
      for (let c = 0; c < 3; c++) {
        const v = (low[c] as number) + ((floor[c] as number) - (low[c] as number)) * Math.min(1, near * 2.2) - near * 0.07;
        out[c] = v + (1 - v) * pool * 0.55;
      }
      // the wall rounds into the floor: no line between them
      out[3] = smoothstep(-unit * 0.02, unit * 0.06, y - horizonY);
    },
  });
  const half = Math.max(foot.height * 0.72, unit * 0.2);
  const flat = half * 0.17;
  const high = unit * 0.075;
  const dark = mix(body, light.shade, 0.45);
  glow(
    ground,
    dark,
    { x: foot.x - side * half * 0.28, y: foot.y + high + flat * 0.4, rx: half * 1.5, ry: flat * 2.1, alpha: 0.55 },
    'inside',
  );
  // wide and low first, then the step that the subject stands on
  for (const { wide, drop } of [
    { wide: 1.22, drop: high },
    { wide: 1, drop: 0 },
  ]) {
    const [rx, ry] = [half * wide, flat * wide];
    const drum = together(ellipse(foot.x, foot.y + drop + high, rx, ry), box(foot.x - rx, foot.y + drop, rx * 2, high));
    const shaded = [
      { at: 0, colour: side < 0 ? mix(body, top, 0.55) : dark },
      { at: 0.5, colour: body },
      { at: 1, colour: side < 0 ? dark : mix(body, top, 0.55) },
    ];
    fillShape(ground, placed(drum, { x: 0, y: 0, scale: 1 }), { paint: along(shaded, [foot.x - rx, 0], [foot.x + rx, 0]) });
    fillShape(ground, placed(ellipse(foot.x, foot.y + drop, rx, ry), { x: 0, y: 0, scale: 1 }), {
      paint: along(
        [
          { at: 0, colour: side < 0 ? top : mix(top, body, 0.5) },
          { at: 1, colour: side < 0 ? mix(top, body, 0.5) : top },
        ],
        [foot.x - rx, 0],
        [foot.x + rx, 0],
      ),
    });
  }
  onGround(ground);
  return {
    behind: [
      finishLayer(back, { name: 'wall', kind: 'back', disparity: 0.15 }, setting),
      finishLayer(panels, { name: 'arch', kind: 'card', disparity: 0.19 }, setting),
      finishLayer(
        ground,
        {
          name: 'floor and podium',
          kind: 'middle',
          disparity: (_, y) => Math.max(0.15, groundDisparity(setting, y)),
          cutSides: ['left', 'right', 'bottom'],
        },
        setting,
      ),
    ],
    before: [],
    bounce: top,
  };
};
