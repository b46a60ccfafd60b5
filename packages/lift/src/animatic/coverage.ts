/** Closed contours in canvas pixels: x and y by turns. All turn the same way round, so that where they overlap they unite. */
export type Outline = readonly Float64Array[];

/** How much of each pixel of a box an outline covers, 0..1, row by row. */
export type Coverage = Readonly<{ left: number; top: number; widthPx: number; heightPx: number; coverage: Float32Array }>;

/**
 * Exact area coverage of an outline's pixels inside `within`; null where it has none. Each edge adds the area to its right, row by row, and a running sum
 * makes it coverage (R. Levien, font-rs, 2016).
 */
export function coverageOf(
  outline: Outline,
  within: Readonly<{ left: number; top: number; widthPx: number; heightPx: number }>,
): Coverage | null {
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const contour of outline) {
    for (let k = 0; k < contour.length; k += 2) {
      x0 = Math.min(x0, contour[k] as number);
      x1 = Math.max(x1, contour[k] as number);
      y0 = Math.min(y0, contour[k + 1] as number);
      y1 = Math.max(y1, contour[k + 1] as number);
    }
  }
  const left = Math.max(within.left, Math.floor(x0));
  const top = Math.max(within.top, Math.floor(y0));
  const widthPx = Math.min(within.left + within.widthPx, Math.ceil(x1)) - left;
  const heightPx = Math.min(within.top + within.heightPx, Math.ceil(y1)) - top;
  if (!(widthPx > 0 && heightPx > 0)) return null;
  const pitch = widthPx + 2;
  const areas = new Float32Array(pitch * heightPx);
  for (const contour of outline) {
    let px = (contour[contour.length - 2] as number) - left;
    let py = (contour[contour.length - 1] as number) - top;
    const turn = areaOf(contour) < 0 ? -1 : 1;
    for (let k = 0; k < contour.length; k += 2) {
      const x = (contour[k] as number) - left;
      const y = (contour[k + 1] as number) - top;
      if (py < y) addEdge(areas, { pitch, widthPx, heightPx, turn }, px, py, x, y);
      else if (py > y) addEdge(areas, { pitch, widthPx, heightPx, turn: -turn }, x, y, px, py);
      px = x;
      py = y;
    }
  }
  const coverage = new Float32Array(widthPx * heightPx);
  for (let y = 0, k = 0; y < heightPx; y++) {
    let sum = 0;
    for (let x = 0, i = y * pitch; x < widthPx; x++, i++, k++) {
      sum += areas[i] as number;
      const held = sum < 0 ? -sum : sum;
      coverage[k] = Math.min(held, 1);
    }
  }
  return { left, top, widthPx, heightPx, coverage };
}

function areaOf(contour: Float64Array): number {
  let area = 0;
  let px = contour[contour.length - 2] as number;
  let py = contour[contour.length - 1] as number;
  for (let k = 0; k < contour.length; k += 2) {
    const x = contour[k] as number;
    const y = contour[k + 1] as number;
    area += px * y - x * py;
    px = x;
    py = y;
  }
  return area;
}

type Box = Readonly<{ pitch: number; widthPx: number; heightPx: number; turn: number }>;

/** Adds one edge that runs down from (x0, y0) to (x1, y1). */
function addEdge(areas: Float32Array, { pitch, widthPx, heightPx, turn }: Box, x0: number, y0: number, x1: number, y1: number): void {
  const slope = (x1 - x0) / (y1 - y0);
  let x = y0 < 0 ? x0 - y0 * slope : x0;
  const last = Math.min(heightPx, Math.ceil(y1));
  for (let y = Math.max(0, Math.floor(y0)); y < last; y++) {
    const dy = Math.min(y + 1, y1) - Math.max(y, y0, 0);
    const xNext = x + slope * dy;
    const d = turn * dy;
    const from = held(Math.min(x, xNext), widthPx);
    const to = held(Math.max(x, xNext), widthPx);
    x = xNext;
    const first = Math.floor(from);
    const end = Math.ceil(to);
    const at = y * pitch + first;
    if (end <= first + 1) {
      const middle = (from + to) / 2 - first;
      areas[at] = (areas[at] as number) + d * (1 - middle);
      areas[at + 1] = (areas[at + 1] as number) + d * middle;
      continue;
    }
    const per = 1 / (to - from);
    const head = 1 - (from - first);
    const a0 = 0.5 * per * head * head;
    const tail = to - end + 1;
    const am = 0.5 * per * tail * tail;
    areas[at] = (areas[at] as number) + d * a0;
    if (end === first + 2) {
      areas[at + 1] = (areas[at + 1] as number) + d * (1 - a0 - am);
    } else {
      const a1 = per * (1.5 - (from - first));
      areas[at + 1] = (areas[at + 1] as number) + d * (a1 - a0);
      for (let k = first + 2; k < end - 1; k++) areas[y * pitch + k] = (areas[y * pitch + k] as number) + d * per;
      const a2 = a1 + (end - first - 3) * per;
      areas[y * pitch + end - 1] = (areas[y * pitch + end - 1] as number) + d * (1 - a2 - am);
    }
    areas[y * pitch + end] = (areas[y * pitch + end] as number) + d * am;
  }
}

const held = (x: number, most: number): number => (x < 0 ? 0 : Math.min(x, most));
