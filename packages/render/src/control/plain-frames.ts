import { flowColour, UNKNOWN_FLOW } from '@fantascope/stage/control';

/** Sides in pixels; both even, as 4:2:0 wants them. */
type Size = Readonly<{ widthPx: number; heightPx: number }>;

/** A grey plane of 0..255 as a planar 4:2:0 frame, BT.709 limited range (16..235). */
export function greyFrame(plane: Uint8Array, out: Uint8Array): Uint8Array {
  for (let k = 0; k < plane.length; k++) out[k] = 16 + ((plane[k] as number) * 219 + 127) / 255;
  out.fill(128, plane.length);
  return out;
}

/** A planar 4:2:0 frame, BT.709 limited range, as RGB bytes. */
export function rgbOfFrame(frame: Uint8Array, { widthPx, heightPx }: Size): Uint8Array {
  const rgb = new Uint8Array(widthPx * heightPx * 3);
  const across = widthPx / 2;
  const down = heightPx / 2;
  const cbAt = widthPx * heightPx;
  const crAt = cbAt + across * down;
  const clamp = (value: number) => Math.max(0, Math.min(255, Math.round(value)));
  for (let y = 0, k = 0; y < heightPx; y++) {
    const v = Math.max(0, Math.min(down - 1, y / 2 - 0.25));
    const y0 = Math.floor(v);
    const y1 = Math.min(down - 1, y0 + 1);
    for (let x = 0; x < widthPx; x++, k++) {
      // The kernel averages chroma over 2 × 2 pixels, so its samples lie in the middle of them.
      const u = Math.max(0, Math.min(across - 1, x / 2 - 0.25));
      const x0 = Math.floor(u);
      const x1 = Math.min(across - 1, x0 + 1);
      const at = (plane: number) => {
        const upper = (frame[plane + y0 * across + x0] as number) * (1 - u + x0) + (frame[plane + y0 * across + x1] as number) * (u - x0);
        const lower = (frame[plane + y1 * across + x0] as number) * (1 - u + x0) + (frame[plane + y1 * across + x1] as number) * (u - x0);
        return ((upper * (1 - v + y0) + lower * (v - y0) - 128) * 255) / 224;
      };
      const luma = (((frame[k] as number) - 16) * 255) / 219;
      const cb = at(cbAt);
      const cr = at(crAt);
      rgb[k * 3] = clamp(luma + 1.5748 * cr);
      rgb[k * 3 + 1] = clamp(luma - 0.1873 * cb - 0.4681 * cr);
      rgb[k * 3 + 2] = clamp(luma + 1.8556 * cb);
    }
  }
  return rgb;
}

/** Steps of the table from no flow to `maxPx`, each way. */
const STEPS = 255;

/** Draws flow fields in the colours of the wheel as planar 4:2:0 frames, BT.709 limited range; `maxPx` and more is fully coloured. */
export function flowPainter(maxPx: number, { widthPx, heightPx }: Size): (flow: Float32Array, out: Uint8Array) => Uint8Array {
  const side = 2 * STEPS + 1;
  // A wheel's arc tangent costs more than all the rest, so colours are looked up.
  const table = new Uint8Array(side * side * 3);
  for (let j = 0, k = 0; j < side; j++) {
    for (let i = 0; i < side; i++, k += 3) {
      const [r, g, b] = flowColour((i - STEPS) / STEPS, (j - STEPS) / STEPS, 1);
      const grey = 0.2126 * r + 0.7152 * g + 0.0722 * b;
      table[k] = Math.round(16 + (219 / 255) * grey);
      table[k + 1] = Math.round(128 + ((224 / 255) * (b - grey)) / 1.8556);
      table[k + 2] = Math.round(128 + ((224 / 255) * (r - grey)) / 1.5748);
    }
  }
  const perPx = maxPx > 0 ? STEPS / maxPx : 0;
  const across = widthPx / 2;
  const pixels = widthPx * heightPx;
  const step = (px: number) => Math.max(-STEPS, Math.min(STEPS, Math.round(px * perPx))) + STEPS;
  return (flow, out) => {
    for (let y = 0, k = 0; y < heightPx; y++) {
      for (let x = 0; x < widthPx; x++, k++) {
        const u = flow[k * 2] as number;
        const isKnown = u < UNKNOWN_FLOW;
        const at = isKnown ? (step(flow[k * 2 + 1] as number) * side + step(u)) * 3 : 0;
        out[k] = isKnown ? (table[at] as number) : 16;
        if ((x & 1) !== 0 || (y & 1) !== 0) continue;
        const c = (y >> 1) * across + (x >> 1);
        out[pixels + c] = isKnown ? (table[at + 1] as number) : 128;
        out[pixels + pixels / 4 + c] = isKnown ? (table[at + 2] as number) : 128;
      }
    }
    return out;
  };
}
