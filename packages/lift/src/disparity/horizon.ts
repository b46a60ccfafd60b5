import type { Features } from './features.ts';
import type { Sky } from './sky.ts';

/** The row where the ground ends, in pixels from the top; evidence 0..1 is the share of the rows' variance that the split explains, times its prior. */
export type Horizon = Readonly<{ yPx: number; evidence: number }>;

/** Evidence below which the row found is doubtful: then the camera is taken to look down a little, as indoors. */
const doubtful = 0.35;

/** Best split of the row means (colour, texture, share of sky; background only) into an upper and a lower half, with a prior at 0.4 of the height. */
export function findHorizon(features: Features, sky: Sky): Horizon {
  const { widthPx, heightPx, red, green, blue, texture, matte } = features;
  const count = 5;
  // running sums over rows of each feature and of its square make the cost of any split a subtraction
  const sums = new Float64Array((heightPx + 1) * count);
  const squares = new Float64Array((heightPx + 1) * count);
  const row = new Float64Array(count);
  for (let y = 0; y < heightPx; y++) {
    row.fill(0);
    let weight = 1e-6;
    for (let x = 0; x < widthPx; x++) {
      const i = y * widthPx + x;
      const share = 1 - (matte[i] as number);
      row[0] = (row[0] as number) + share * (red[i] as number);
      row[1] = (row[1] as number) + share * (green[i] as number);
      row[2] = (row[2] as number) + share * (blue[i] as number);
      row[3] = (row[3] as number) + share * 3 * (texture[i] as number);
      row[4] = (row[4] as number) + share * (sky.mask[i] as number);
      weight += share;
    }
    for (let k = 0; k < count; k++) {
      const mean = (row[k] as number) / weight;
      sums[(y + 1) * count + k] = (sums[y * count + k] as number) + mean;
      squares[(y + 1) * count + k] = (squares[y * count + k] as number) + mean * mean;
    }
  }
  const spread = (from: number, to: number) => {
    let error = 0;
    for (let k = 0; k < count; k++) {
      const sum = (sums[to * count + k] as number) - (sums[from * count + k] as number);
      error += (squares[to * count + k] as number) - (squares[from * count + k] as number) - (sum * sum) / (to - from);
    }
    return error;
  };
  const whole = spread(0, heightPx) + 1e-9;
  let best = { yPx: 0.38 * heightPx, evidence: -1 };
  for (let y = Math.round(0.12 * heightPx); y < 0.72 * heightPx; y++) {
    const gain = 1 - (spread(0, y) + spread(y, heightPx)) / whole;
    const prior = Math.exp(-((y / heightPx - 0.4) ** 2) / (2 * 0.2 ** 2));
    if (gain * prior > best.evidence) best = { yPx: y, evidence: gain * prior };
  }
  return best.evidence < doubtful ? { ...best, yPx: 0.6 * best.yPx + 0.4 * 0.3 * heightPx } : best;
}
