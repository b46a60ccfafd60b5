import { cacheDir, disparityOf, findWeights, matteOf, readPicture } from '@fantascope/lift';
import { measuringPictures } from '../measuring-pictures.ts';
import type { BenchRow } from '../row.ts';

/** Rank correlation (Spearman) of the rules' disparity with true disparity, over every third known pixel of every third row. */
const motorcycle: BenchRow = {
  name: 'lift.heuristic.spearman.motorcycle',
  unit: '',
  measure: async () => {
    const truth = await measuringPictures();
    const picture = await readPicture(truth.left);
    const cache = cacheDir(process.env);
    const matte = await matteOf(picture, { weights: await findWeights('isnet-medium', { cache }) });
    const estimate = await disparityOf(picture, matte, { method: 'heuristic', cache });
    const known: number[] = [];
    const found: number[] = [];
    for (let y = 0; y < truth.heightPx; y += 3) {
      for (let x = 0; x < truth.widthPx; x += 3) {
        const value = truth.disparityPx[y * truth.widthPx + x] as number;
        if (!(value > 0) || !Number.isFinite(value)) continue;
        const atX = Math.min(estimate.widthPx - 1, Math.floor(((x + 0.5) / truth.widthPx) * estimate.widthPx));
        const atY = Math.min(estimate.heightPx - 1, Math.floor(((y + 0.5) / truth.heightPx) * estimate.heightPx));
        known.push(value);
        found.push(estimate.disparity[atY * estimate.widthPx + atX] as number);
      }
    }
    const value = Math.round(correlation(ranks(known), ranks(found)) * 1e4) / 1e4;
    return {
      value,
      note: `Middlebury 2014 motorcycle, ${known.length} pixels, matte ${matte.method}, depth by rules (estimated, never measured)`,
    };
  },
};

export const rows: readonly BenchRow[] = [motorcycle];

/** Ranks of the values, ties sharing their mean rank. */
function ranks(values: readonly number[]): Float64Array {
  const order = Uint32Array.from(values, (_, i) => i).sort((a, b) => (values[a] as number) - (values[b] as number));
  const out = new Float64Array(values.length);
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to + 1 < order.length && values[order[to + 1] as number] === values[order[from] as number]) to++;
    for (let k = from; k <= to; k++) out[order[k] as number] = (from + to) / 2;
    from = to + 1;
  }
  return out;
}

function correlation(a: Float64Array, b: Float64Array): number {
  const mean = (a.length - 1) / 2;
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const da = (a[i] as number) - mean;
    const db = (b[i] as number) - mean;
    ab += da * db;
    aa += da * da;
    bb += db * db;
  }
  return ab / Math.sqrt(aa * bb);
}
