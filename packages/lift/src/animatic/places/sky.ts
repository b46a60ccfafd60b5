import type { SceneLayer } from '@fantascope/stage';
import { mix, type Rgb } from '../colour.ts';
import { finishLayer } from '../finish-layer.ts';
import { paintPuffs } from '../puffs.ts';
import { groundDisparity, type Setting } from '../setting.ts';
import { type Sheet, sheetOf, washBox } from '../sheet.ts';
import { paintSky } from '../sky.ts';
import type { PaintPlace } from './place.ts';

/** Above the clouds: banks from far to near, and one below that a subject can stand on. */
export const paintClouds: PaintPlace = (setting, onGround) => {
  const sky = finishLayer(paintSky(setting), { name: 'sky', kind: 'back', disparity: 0.02 }, setting);
  const { light } = setting;
  const bounce = mix(light.cloudShade, light.cloudLit, 0.4);
  const banks = [bank(setting, 0), bank(setting, 1), bank(setting, 2)];
  return { behind: [sky, ...banks, floor(setting, onGround)], before: [closeBank(setting)], bounce };
};

/** Lit and shaded cloud at a distance, 1 far. */
function tonesAt({ light }: Setting, far: number): Readonly<{ lit: Rgb; shade: Rgb }> {
  const lit = mix(light.cloudLit, light.key, 0.25 * light.keyRatio);
  return { lit: mix(lit, light.haze, 0.5 * far), shade: mix(mix(light.cloudShade, light.shade, 0.18 * (1 - far)), light.haze, 0.75 * far) };
}

function bank(setting: Setting, k: number): SceneLayer {
  const { unit, horizonY, widthPx, side, seedOf } = setting;
  const baseY = horizonY + unit * (0.02 + 0.03 * k);
  const sheet = sheetOf({ left: 0, top: Math.max(0, Math.floor(baseY - unit * 0.5)), widthPx, heightPx: Math.ceil(unit * 0.62) });
  const { lit, shade } = tonesAt(setting, 0.9 - 0.28 * k);
  paintPuffs(sheet, { baseY, unit, size: 0.035 + 0.026 * k, tall: 0.26 - 0.05 * k, lit, shade, side, seed: seedOf(100 + k) });
  below(sheet, { fromY: baseY + unit * 0.01, colour: mix(shade, lit, 0.35), unit });
  return finishLayer(
    sheet,
    { name: `clouds ${k + 1}`, kind: 'middle', disparity: [0.03, 0.05, 0.085][k] as number, cutSides: ['left', 'right'] },
    setting,
  );
}

/** The sea of cloud, row behind row, receding like ground. */
function floor(setting: Setting, onGround: (sheet: Sheet) => void): SceneLayer {
  const { unit, horizonY, widthPx, heightPx, side, seedOf } = setting;
  const top = Math.floor(horizonY - unit * 0.05);
  const sheet = sheetOf({ left: 0, top, widthPx, heightPx: heightPx - top });
  const rows = 8;
  const reach = heightPx - horizonY;
  for (let k = 0; k < rows; k++) {
    const down = (k / (rows - 1)) ** 1.5;
    const baseY = horizonY + unit * 0.06 + reach * 0.92 * down;
    const { lit, shade } = tonesAt(setting, 0.6 * (1 - down));
    below(sheet, { fromY: baseY - unit * 0.02, colour: mix(shade, lit, 0.55), unit: unit * (0.4 + down) });
    paintPuffs(sheet, {
      baseY,
      unit,
      size: 0.03 + 0.11 * down,
      tall: 0.012 + 0.02 * down,
      lit,
      shade: mix(shade, lit, 0.25),
      side,
      seed: seedOf(110 + k),
    });
  }
  onGround(sheet);
  return finishLayer(
    sheet,
    { name: 'sea of cloud', kind: 'middle', disparity: (_, y) => groundDisparity(setting, y), cutSides: ['left', 'right', 'bottom'] },
    setting,
  );
}

/** Wisps before the eye, low in the frame. */
function closeBank(setting: Setting): SceneLayer {
  const { unit, widthPx, heightPx, frame, side, seedOf } = setting;
  const baseY = frame.top + frame.height * 1.06;
  const top = Math.floor(baseY - unit * 0.3);
  const sheet = sheetOf({ left: 0, top, widthPx, heightPx: heightPx - top });
  const { lit, shade } = tonesAt(setting, 0);
  paintPuffs(sheet, { baseY, unit, size: 0.1, tall: 0.1, lit, shade, side, seed: seedOf(119) });
  below(sheet, { fromY: baseY, colour: mix(shade, lit, 0.45), unit });
  return finishLayer(sheet, { name: 'near cloud', kind: 'card', disparity: 0.72, cutSides: ['left', 'right', 'bottom'] }, setting);
}

/** Cloud under a row of heads, as deep as the sheet. */
function below(sheet: Sheet, { fromY, colour, unit }: Readonly<{ fromY: number; colour: Rgb; unit: number }>): void {
  washBox(sheet, {
    box: { left: sheet.left, top: fromY, widthPx: sheet.widthPx, heightPx: sheet.top + sheet.heightPx - fromY },
    paint: (_, y, out) => {
      out[0] = colour[0];
      out[1] = colour[1];
      out[2] = colour[2];
      out[3] = Math.max(0, Math.min(1, (y - fromY) / (unit * 0.05)));
    },
  });
}
