import type { Scene } from '../../scene.ts';
import type { Colour } from '../grade/colour.ts';

/** The light of a photograph: factors of sRGB-coded red, green and blue that put a white thing into it, about 0.2 (night) to 1. */
export type SceneLight = Colour;

/** Pixels looked at along each side. */
const STEPS = 96;

/** Estimates the light from the photograph's brighter tenth: how bright that is, and most of its tint. */
export function sceneLight(scene: Scene): SceneLight {
  const back = scene.layers[0];
  if (back === undefined) return [1, 1, 1];
  const seen: { rgb: Colour; luma: number }[] = [];
  for (let j = 0; j < STEPS; j++)
    for (let i = 0; i < STEPS; i++) {
      const x = Math.floor(((i + 0.5) / STEPS) * back.widthPx);
      const y = Math.floor(((j + 0.5) / STEPS) * back.heightPx);
      const at = (y * back.widthPx + x) * 4;
      const rgb = [0, 1, 2].map((k) => (back.rgba[at + k] as number) / 255) as unknown as Colour;
      seen.push({ rgb, luma: 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2] });
    }
  seen.sort((a, b) => b.luma - a.luma);
  const bright = seen.slice(0, seen.length / 10);
  const mean = (k: 0 | 1 | 2) => bright.reduce((sum, { rgb }) => sum + rgb[k], 0) / bright.length;
  const luma = bright.reduce((sum, one) => sum + one.luma, 0) / bright.length;
  const level = Math.max(0.2, Math.min(1, 0.15 + luma));
  const factor = (k: 0 | 1 | 2) => level * (1 + 0.6 * (Math.min(2, mean(k) / Math.max(luma, 0.02)) - 1));
  return [factor(0), factor(1), factor(2)];
}
