import type { ColourCube } from '../look.ts';
import type { Colour } from './colour.ts';

/**
 * A table's answer to a colour, not cut to 0..1. Between eight neighbours the tetrahedron that holds the colour is weighed (Sakamoto & Itooka 1981;
 * ffmpeg's lut3d=interp=tetrahedral does the same), on a curve two neighbours are. What lies outside the table's bounds gets the value at the bound.
 */
export function colourFromCube(rgb: Colour, { dimensions, size, values, low, high }: ColourCube): Colour {
  const places = [0, 1, 2].map((i) => {
    const from = low[i] as number;
    const place = (((rgb[i] as number) - from) * (size - 1)) / ((high[i] as number) - from);
    return Math.max(0, Math.min(size - 1, place));
  });
  const wholes = places.map((place) => Math.min(size - 2, Math.floor(place)));
  const rests = places.map((place, i) => place - (wholes[i] as number));
  if (dimensions === 1) {
    const [x = 0, y = 0, z = 0] = wholes.map((whole, i) => {
      const [a, b] = [values[whole * 3 + i] as number, values[whole * 3 + 3 + i] as number];
      return a + (b - a) * (rests[i] as number);
    });
    return [x, y, z];
  }
  const steps = [3, 3 * size, 3 * size * size];
  // From the corner nearest black to the one nearest white, along the axes in the order of how far the colour has gone on each.
  const order = [0, 1, 2].sort((a, b) => (rests[b] as number) - (rests[a] as number));
  let at = wholes.reduce((sum, whole, i) => sum + whole * (steps[i] as number), 0);
  const sum = [0, 0, 0];
  let left = 1;
  for (const axis of [...order, -1]) {
    const rest = axis < 0 ? 0 : (rests[axis] as number);
    for (let k = 0; k < 3; k++) sum[k] = (sum[k] as number) + (left - rest) * (values[at + k] as number);
    left = rest;
    if (axis >= 0) at += steps[axis] as number;
  }
  return [sum[0] as number, sum[1] as number, sum[2] as number];
}
