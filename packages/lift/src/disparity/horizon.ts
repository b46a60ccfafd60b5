import type { Features } from './features.ts';
import type { Sky } from './sky.ts';

/** The row where level ground ends, in pixels from the top; evidence 0..1 says how plainly the picture shows one. */
export type Horizon = Readonly<{ yPx: number; evidence: number }>;

/** Evidence below which the row found is doubtful: then the camera is taken to look down a little, as indoors. */
const doubtful = 0.35;

/**
 * Finds the horizon: an even skyline is it; under an uneven one (mountains, houses) it is the best split of what is not sky into far and near;
 * without sky the best split of the whole background.
 */
export function findHorizon(features: Features, sky: Sky): Horizon {
  const { widthPx, heightPx } = features;
  const skyline = [...sky.skyline].sort((a, b) => a - b);
  const at = (share: number) => skyline[Math.min(skyline.length - 1, Math.floor(share * skyline.length))] ?? 0;
  const hasSky = sky.share > 0.1 && skyline.length > 0.5 * widthPx;
  if (hasSky && at(0.9) - at(0.3) < 0.05 * heightPx) return { yPx: at(0.75), evidence: 1 };
  const rows = rowMeans(features, sky, hasSky);
  if (hasSky) {
    const split = bestSplit(rows, { from: at(0.5), to: 0.75 * heightPx, heightPx });
    return split.evidence < doubtful ? { yPx: at(0.75), evidence: 0.5 } : split;
  }
  const split = bestSplit(rows, { from: 0.12 * heightPx, to: 0.72 * heightPx, heightPx });
  return split.evidence < doubtful ? { ...split, yPx: 0.6 * split.yPx + 0.4 * 0.3 * heightPx } : split;
}

/** Colour, texture and share of sky of each row's background, as running sums over rows: the cost of any split is then a subtraction. */
type Rows = Readonly<{ sums: Float64Array; squares: Float64Array }>;

const count = 5;

function rowMeans(features: Features, sky: Sky, withoutSky: boolean): Rows {
  const { widthPx, heightPx, red, green, blue, texture, matte } = features;
  const sums = new Float64Array((heightPx + 1) * count);
  const squares = new Float64Array((heightPx + 1) * count);
  const row = new Float64Array(count);
  for (let y = 0; y < heightPx; y++) {
    row.fill(0);
    let weight = 1e-6;
    for (let x = 0; x < widthPx; x++) {
      const i = y * widthPx + x;
      const share = (1 - (matte[i] as number)) * (withoutSky ? 1 - (sky.mask[i] as number) : 1);
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
  return { sums, squares };
}

/** The row between `from` and `to` that explains most of the rows' variance below `from`, weighed with a prior at 0.4 of the height. */
function bestSplit({ sums, squares }: Rows, { from, to, heightPx }: { from: number; to: number; heightPx: number }): Horizon {
  const spread = (begin: number, end: number) => {
    let error = 0;
    for (let k = 0; k < count; k++) {
      const sum = (sums[end * count + k] as number) - (sums[begin * count + k] as number);
      error += (squares[end * count + k] as number) - (squares[begin * count + k] as number) - (sum * sum) / (end - begin);
    }
    return error;
  };
  const top = from > 0.13 * heightPx ? Math.round(from) : 0;
  const whole = spread(top, heightPx) + 1e-9;
  let best = { yPx: 0.38 * heightPx, evidence: -1 };
  for (let y = Math.max(top + 1, Math.round(from)); y < to; y++) {
    const gain = 1 - (spread(top, y) + spread(y, heightPx)) / whole;
    const prior = Math.exp(-((y / heightPx - 0.4) ** 2) / (2 * 0.2 ** 2));
    if (gain * prior > best.evidence) best = { yPx: y, evidence: gain * prior };
  }
  return best;
}
