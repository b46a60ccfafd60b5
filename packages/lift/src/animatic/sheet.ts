import { colourAt, type Rgb, type Stops } from './colour.ts';
import { coverageOf, type Outline } from './coverage.ts';

/** A piece of canvas under the brush: premultiplied sRGB and alpha, 0..1, from (left, top) on in canvas pixels. */
export type Sheet = Readonly<{ left: number; top: number; widthPx: number; heightPx: number; rgba: Float32Array }>;

/** What a brush leaves at a place of the canvas: writes straight red, green, blue and alpha, 0..1, into `out`. */
export type Paint = (x: number, y: number, out: Float32Array) => void;

/** How a brush covers: over what is there, or only inside what is there. */
export type Way = 'over' | 'inside';

/** An empty sheet. */
export function sheetOf(box: Readonly<{ left: number; top: number; widthPx: number; heightPx: number }>): Sheet {
  return { ...box, rgba: new Float32Array(box.widthPx * box.heightPx * 4) };
}

/** One colour. */
export function solid([r, g, b]: Rgb, alpha = 1): Paint {
  return (_x, _y, out) => {
    out[0] = r;
    out[1] = g;
    out[2] = b;
    out[3] = alpha;
  };
}

const tableLength = 512;

/** Stops as a table of straight red, green and blue, for paints that ask for every pixel. */
function tableOf(stops: Stops): Float32Array {
  const table = new Float32Array((tableLength + 1) * 3);
  for (let k = 0; k <= tableLength; k++) table.set(colourAt(stops, k / tableLength), k * 3);
  return table;
}

/** Colours along a line from one canvas point to another. */
export function along(stops: Stops, [x0, y0]: readonly [number, number], [x1, y1]: readonly [number, number], alpha = 1): Paint {
  const table = tableOf(stops);
  const square = Math.max(1e-9, (x1 - x0) ** 2 + (y1 - y0) ** 2);
  const gx = ((x1 - x0) / square) * tableLength;
  const gy = ((y1 - y0) / square) * tableLength;
  return (x, y, out) => take(table, (x - x0) * gx + (y - y0) * gy, out, alpha);
}

/** A spot that fades out from its middle: alpha × (1 − distance²)², as a soft brush. */
export function softSpot(
  [r, g, b]: Rgb,
  { x, y, rx, ry = rx, alpha = 1 }: Readonly<{ x: number; y: number; rx: number; ry?: number; alpha?: number }>,
): Paint {
  return (px, py, out) => {
    const d = 1 - ((px - x) / rx) ** 2 - ((py - y) / ry) ** 2;
    out[0] = r;
    out[1] = g;
    out[2] = b;
    out[3] = d <= 0 ? 0 : alpha * d * d;
  };
}

function take(table: Float32Array, at: number, out: Float32Array, alpha: number): void {
  const held = at < 0 ? 0 : Math.min(at, tableLength);
  const k = Math.min(tableLength - 1, Math.floor(held));
  const t = held - k;
  const i = k * 3;
  for (let c = 0; c < 3; c++) out[c] = (table[i + c] as number) * (1 - t) + (table[i + 3 + c] as number) * t;
  out[3] = alpha;
}

/** Fills a closed shape with smooth edges. */
export function fillShape(
  sheet: Sheet,
  outline: Outline,
  { paint, way = 'over', opacity = 1 }: Readonly<{ paint: Paint; way?: Way; opacity?: number }>,
): void {
  const covered = coverageOf(outline, sheet);
  if (covered === null) return;
  const { left, top, widthPx, heightPx, coverage } = covered;
  brushBox(sheet, { left, top, widthPx, heightPx }, { paint, way, shareAt: (k) => (coverage[k] as number) * opacity });
}

/** Lays a paint over a box of the sheet (canvas pixels; all of it by default). */
export function washBox(
  sheet: Sheet,
  {
    paint,
    way = 'over',
    box = sheet,
  }: Readonly<{ paint: Paint; way?: Way; box?: Readonly<{ left: number; top: number; widthPx: number; heightPx: number }> }>,
): void {
  const left = Math.max(sheet.left, Math.floor(box.left));
  const top = Math.max(sheet.top, Math.floor(box.top));
  const widthPx = Math.min(sheet.left + sheet.widthPx, Math.ceil(box.left + box.widthPx)) - left;
  const heightPx = Math.min(sheet.top + sheet.heightPx, Math.ceil(box.top + box.heightPx)) - top;
  if (widthPx > 0 && heightPx > 0) brushBox(sheet, { left, top, widthPx, heightPx }, { paint, way, shareAt: () => 1 });
}

/** A soft round or oval spot over what is there. */
export function glow(
  sheet: Sheet,
  colour: Rgb,
  spot: Readonly<{ x: number; y: number; rx: number; ry?: number; alpha?: number }>,
  way: Way = 'over',
): void {
  const { x, y, rx, ry = rx } = spot;
  washBox(sheet, { paint: softSpot(colour, spot), way, box: { left: x - rx, top: y - ry, widthPx: rx * 2, heightPx: ry * 2 } });
}

function brushBox(
  sheet: Sheet,
  box: Readonly<{ left: number; top: number; widthPx: number; heightPx: number }>,
  { paint, way, shareAt }: Readonly<{ paint: Paint; way: Way; shareAt: (k: number) => number }>,
): void {
  const { rgba } = sheet;
  const out = new Float32Array(4);
  for (let v = 0, k = 0; v < box.heightPx; v++) {
    const y = box.top + v;
    let i = ((y - sheet.top) * sheet.widthPx + box.left - sheet.left) * 4;
    for (let u = 0; u < box.widthPx; u++, k++, i += 4) {
      const share = shareAt(k);
      if (share < 0.002) continue;
      const under = rgba[i + 3] as number;
      if (way === 'inside' && under <= 0) continue;
      paint(box.left + u + 0.5, y + 0.5, out);
      const a = (out[3] as number) * share;
      if (a <= 0) continue;
      const ink = way === 'inside' ? a * under : a;
      const stay = 1 - a;
      rgba[i] = (out[0] as number) * ink + (rgba[i] as number) * stay;
      rgba[i + 1] = (out[1] as number) * ink + (rgba[i + 1] as number) * stay;
      rgba[i + 2] = (out[2] as number) * ink + (rgba[i + 2] as number) * stay;
      if (way === 'over') rgba[i + 3] = a + under * stay;
    }
  }
}
