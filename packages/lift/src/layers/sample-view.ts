import type { Canvas } from './canvas.ts';
import type { Known } from './known.ts';

/** A made-up photograph for tests: grainy ground that recedes upwards, and a bright block that stands on it, in a canvas of 4-pixel cells. */
export function sampleView({ columns = 60, rows = 45, hasSubject = true, touches = false } = {}): Known {
  const canvas: Canvas = {
    cellPx: 4,
    workCellPx: 4,
    scaled: { widthPx: columns * 4, heightPx: rows * 4 },
    cropLeftPx: 0,
    cropTopPx: 0,
    columns,
    rows,
  };
  const W = columns * 4;
  const H = rows * 4;
  const full = new Uint8Array(W * H * 3);
  const matte = new Float32Array(W * H);
  const disparity = new Float32Array(W * H);
  const left = touches ? 0 : Math.round(W * 0.4);
  for (let y = 0, i = 0; y < H; y++) {
    for (let x = 0; x < W; x++, i++) {
      const isSubject = hasSubject && x >= left && x < W * 0.6 && y >= H * 0.25 && y < H * 0.7;
      // an integer hash stands for grain
      const grain = ((Math.imul(i + 1, 0x9e3779b1) >>> 24) / 255 - 0.5) * 24;
      full[i * 3] = isSubject ? 220 : 90 + grain;
      full[i * 3 + 1] = isSubject ? 60 : 110 + grain;
      full[i * 3 + 2] = isSubject ? 50 : 80 + grain;
      matte[i] = isSubject ? 1 : 0;
      disparity[i] = isSubject ? 0.9 : (0.5 * y) / H;
    }
  }
  return { canvas, full, rgb: new Float32Array(full), matte: hasSubject ? matte : null, uprights: null, disparity };
}
