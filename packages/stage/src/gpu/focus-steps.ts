import { type Lens, radiusAt } from '../look/focus/blur-range.ts';
import type { FocusLayer } from '../look/focus/focus-layout.ts';
import type { DensityMesh } from '../raster/texel-density.ts';

/** Least and greatest radius that a layer is blurred by, in texels of its sharp picture. */
export function radiiOf(lens: Lens, { card, base }: FocusLayer, { x, y, z }: DensityMesh): readonly [number, number] {
  const size = 2 ** base;
  if (card !== null) return [Math.abs(radiusAt(lens, card)) / size, Math.abs(radiusAt(lens, card)) / size];
  let [least, most] = [Number.POSITIVE_INFINITY, 0];
  for (let k = 0; k < x.length; k++) {
    const radius = Math.abs(radiusAt(lens, [x[k] as number, y[k] as number, z[k] as number])) / size;
    least = Math.min(least, radius);
    most = Math.max(most, radius);
  }
  return [least, most];
}

/** As the kernel's focus chooses: mixed at the size of its sharp picture (0) or half as fine (1); null where it cannot be. */
export function spreadOf(
  layer: FocusLayer,
  { level, least, levels }: Readonly<{ level: number; least: number; levels: number }>,
): 0 | 1 | null {
  const firstHalf = layer.copies.find(({ rung }) => rung.shift === 1);
  if (layer.keepsLevel && level > layer.base + 1) return null;
  if (level > layer.base) return firstHalf === undefined || levels <= layer.base + 1 ? null : 1;
  return firstHalf !== undefined && least >= firstHalf.rung.radius && !layer.keepsLevel ? 1 : 0;
}

/** A copy that a layer is mixed of, as `Focus` in layer-shader.ts has it. */
export type Step = Readonly<{ radius: number; low: number; inverse: number; kind: number; which: number }>;

/** What a layer is mixed of, by radius. */
export function stepsOf(layer: FocusLayer, { spread, hasSharp }: Readonly<{ spread: 0 | 1; hasSharp: boolean }>): readonly Step[] {
  const counts = { 0: 0, 1: 0 };
  const copies = layer.copies.flatMap(({ rung }) => {
    const which = counts[rung.shift]++;
    if (rung.shift < spread) return [];
    // How many of the counted texels one of a half as fine copy is: 2, or 1 where the whole layer is mixed at that size.
    return [{ radius: rung.radius, kind: rung.shift === 0 ? 0 : spread === 0 ? 2 : 1, which }];
  });
  const all = [...(hasSharp ? [{ radius: layer.leastRadius, kind: -1, which: 0 }] : []), ...copies];
  return all.map((one, i) => {
    const next = all[i + 1];
    const low = one.radius ** 2;
    return { ...one, low, inverse: next === undefined ? 0 : 1 / (next.radius ** 2 - low) };
  });
}

/** Where a radius lies on the row of copies, to a sixteenth as in the kernel. */
export function placeOf(steps: readonly Step[], radius: number): number {
  const place = steps.reduce((sum, { low, inverse }) => sum + Math.min(1, Math.max(0, (radius ** 2 - low) * inverse)), 0);
  return Math.round(place * 16) / 16;
}
