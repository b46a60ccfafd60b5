import type { Animatic } from '@fantascope/film';
import type { SceneLayer } from '@fantascope/stage';
import { hex, mix, type Rgb, smoothstep } from './colour.ts';
import { finishLayer } from './finish-layer.ts';
import { inAir } from './light.ts';
import { noiseTile, randomOf, roughLine } from './noise.ts';
import { ellipse, placed, stroke } from './outline.ts';
import { fillBelow, lineOver } from './ridge.ts';
import { groundDisparity, type Setting } from './setting.ts';
import { fillShape, type Sheet, sheetOf, solid } from './sheet.ts';

/** Colours of ground far off, near by, where it catches light, and in its depths. */
export type GroundTones = Readonly<Record<Animatic['hour'], readonly [far: string, near: string, lit: string, deep: string]>>;

/** How a ground looks besides its colours. */
export type GroundKind = Readonly<{
  name: string;
  tones: GroundTones;
  /** How much its far edge rises and falls, in units. */
  swell: number;
  /** How strongly patches of light lie on it, 0..1, and how long they are drawn out across. */
  patchRatio: number;
  patchLength?: number;
  /** Bunches of grass, and colours of flowers among them. */
  tufts?: number;
  flowers?: readonly string[];
  /** What else is painted on it before the subject's shadow falls. */
  dress?: (sheet: Sheet) => void;
}>;

/** Ground that recedes to the horizon. */
export function paintGround(
  setting: Setting,
  onGround: (sheet: Sheet) => void,
  kind: GroundKind,
): Readonly<{ layer: SceneLayer; bounce: Rgb }> {
  const { animatic, light, unit, horizonY, widthPx, heightPx, frame, seedOf, sun } = setting;
  const [farText, nearText, litText, deepText] = kind.tones[animatic.hour];
  const far = inAir(light, hex(farText), 0.9);
  const near = inAir(light, hex(nearText), 0.1);
  const lit = inAir(light, hex(litText), 0.2);
  const deep = inAir(light, hex(deepText), 0);
  const top = Math.floor(horizonY - unit * (0.03 + kind.swell));
  const sheet = sheetOf({ left: 0, top, widthPx, heightPx: heightPx - top });
  const swell = seedOf(41);
  const middle = frame.left + frame.width / 2;
  const lineY = lineOver(sheet, (x) => horizonY + unit * (0.012 - kind.swell * roughLine(((x - middle) / unit) * 0.8 + 3, swell, 3)));
  const patches = noiseTile(seedOf(42), { cells: 4, octaves: 5 });
  const reach = heightPx - horizonY;
  const { patchRatio, patchLength = 1 } = kind;
  fillBelow(sheet, {
    lineY,
    bottomY: heightPx,
    paint: () => {
      // one row after the other: what depends on the height alone is worked out once a row
      let row = Number.NaN;
      let [down, z, t, dark, glossAt] = [0, 0, 0, 0, 0];
      const base = new Float32Array(3);
      return (x, y, out) => {
        if (y !== row) {
          row = y;
          down = Math.max(0.004, (y - horizonY) / reach);
          z = 1 / (down + 0.05);
          t = smoothstep(0, 0.75, down);
          dark = smoothstep(0.62, 1.1, down) * 0.65;
          glossAt = (0.75 - 0.45 * t) * 0.82 * patchRatio;
          for (let c = 0; c < 3; c++) base[c] = (far[c] as number) + ((near[c] as number) - (far[c] as number)) * t;
        }
        const u = (x - middle) / unit;
        const n = patches((u * z * 0.09) / patchLength + 0.5, z * 0.21) - 0.5;
        const fine = patches((u * z * 0.45) / patchLength, z * 1.6) - 0.5;
        const away = Math.abs(x - sun.x) / (unit * 1.3);
        const near01 = away >= 1 ? 0 : (1 - away) * (1 - away);
        const gloss = Math.max(0, Math.min(1, 0.32 + n * 2.1 + fine * 0.8 * t)) * glossAt * (0.6 + 0.5 * near01);
        for (let c = 0; c < 3; c++) {
          const own = base[c] as number;
          const v = own + ((lit[c] as number) - own) * gloss;
          out[c] = v + ((deep[c] as number) - v) * dark;
        }
        out[3] = 1;
      };
    },
  });
  kind.dress?.(sheet);
  onGround(sheet);
  if (kind.tufts !== undefined) paintTufts(sheet, setting, { lit, near, deep, many: kind.tufts, flowers: kind.flowers ?? [] });
  const layer = finishLayer(
    sheet,
    { name: kind.name, kind: 'middle', disparity: (_, y) => groundDisparity(setting, y), cutSides: ['left', 'right', 'bottom'] },
    setting,
  );
  return { layer, bounce: mix(near, lit, 0.3) };
}

/** Blades in bunches, some with a flower, smaller towards the horizon. */
function paintTufts(
  sheet: Sheet,
  { unit, horizonY, widthPx, heightPx, seedOf, side, light }: Setting,
  tones: Readonly<Record<'lit' | 'near' | 'deep', Rgb> & { many: number; flowers: readonly string[] }>,
): void {
  const random = randomOf(seedOf(43));
  const reach = heightPx - horizonY;
  const { many, flowers } = tones;
  for (let k = 0; k < many; k++) {
    const down = 0.1 + 0.9 * (k / many) ** 0.8;
    const y = horizonY + reach * down;
    const x = random() * widthPx;
    const size = unit * 0.07 * down * (0.6 + 0.8 * random());
    const tone = random();
    const colour = mix(mix(tones.deep, tones.near, 0.35 + 0.5 * tone), tones.lit, tone > 0.6 ? 0.45 * (1 - down * 0.4) : 0.08);
    const blades = 3 + Math.floor(random() * 4);
    for (let b = 0; b < blades; b++) {
      const lean = (random() - 0.5) * 0.9 + side * -0.12;
      const tall = 0.5 + 0.6 * random();
      const from = (random() - 0.5) * 0.7;
      const blade = stroke([from, 0.04, 0.045], [from + lean * 0.25, -tall * 0.55, 0.032], [from + lean * 0.75, -tall, 0.004]);
      fillShape(sheet, placed(blade, { x, y, scale: size }), { paint: solid(colour), opacity: 0.85 });
    }
    const petal = flowers[Math.floor(random() * flowers.length)];
    if (petal === undefined || random() < 0.35) continue;
    const tint = inAir(light, mix(hex(petal), mix(hex(petal), light.shade, 0.55), 1 - lumaRatio(light.ambient)), 0.1);
    const head = { x: x + (random() - 0.5) * size, y: y - size * (0.8 + 0.4 * random()) };
    fillShape(sheet, placed(ellipse(0, 0, 0.2, 0.15), { ...head, scale: size }), { paint: solid(tint) });
    fillShape(sheet, placed(ellipse(side * 0.05, -0.05, 0.1, 0.06), { ...head, scale: size }), {
      paint: solid(mix(tint, light.key, 0.5)),
      opacity: 0.8,
    });
  }
}

const lumaRatio = ([r, g, b]: Rgb): number => Math.min(1, (r + g + b) / 3);
