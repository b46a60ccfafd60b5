import type { FrameSize, PlacedMesh } from './place.ts';

/** A mesh in the frame: continuous pixels, and 1 / depth (0 where the vertex is nearer than the near plane and nothing at it is drawn). */
export type ProjectedMesh = Readonly<{ columns: number; rows: number; x: Float64Array; y: Float64Array; inverseDepth: Float64Array }>;

/** What is nearest at each pixel's centre: the triangle (2 × cell, + 1 for the cell's lower right half; −1 for none) and 1 / depth. */
export type Nearest = Readonly<{ triangle: Int32Array; inverseDepth: Float64Array }>;

/** Pixel columns and rows to draw, first included, last excluded. */
export type PixelBox = Readonly<{ left: number; top: number; right: number; bottom: number }>;

/** Neighbouring triangles share their edge's pixels, so that rounding never opens a seam between them. */
const EDGE_TOLERANCE = 1e-9;

/** Projects a mesh of columns × rows vertices by a viewProjection matrix. */
export function projectMesh(
  mesh: PlacedMesh,
  options: Readonly<{ columns: number; rows: number; matrix: Float64Array; frame: FrameSize; nearM: number }>,
): ProjectedMesh {
  const { columns, rows, matrix: m, frame, nearM } = options;
  const count = columns * rows;
  const x = new Float64Array(count);
  const y = new Float64Array(count);
  const inverseDepth = new Float64Array(count);
  const [m0, m1, , m3, m4, m5, , m7, m8, m9, , m11, m12, m13, , m15] = m as unknown as number[];
  const halfWidth = frame.widthPx / 2;
  const halfHeight = frame.heightPx / 2;
  for (let k = 0; k < count; k++) {
    const px = mesh.x[k] as number;
    const py = mesh.y[k] as number;
    const pz = mesh.z[k] as number;
    const w = (m3 as number) * px + (m7 as number) * py + (m11 as number) * pz + (m15 as number);
    if (!(w >= nearM)) continue;
    const inverse = 1 / w;
    x[k] = halfWidth + halfWidth * ((m0 as number) * px + (m4 as number) * py + (m8 as number) * pz + (m12 as number)) * inverse;
    y[k] = halfHeight - halfHeight * ((m1 as number) * px + (m5 as number) * py + (m9 as number) * pz + (m13 as number)) * inverse;
    inverseDepth[k] = inverse;
  }
  return { columns, rows, x, y, inverseDepth };
}

/** Draws a projected mesh into `nearest` (frame.widthPx × frame.heightPx), keeping what is nearer; `box` limits the pixels looked at. */
export function drawMesh(mesh: ProjectedMesh, nearest: Nearest, options: Readonly<{ frame: FrameSize; box?: PixelBox }>): void {
  const { frame } = options;
  const box = options.box ?? { left: 0, top: 0, right: frame.widthPx, bottom: frame.heightPx };
  const { columns, rows, x, y, inverseDepth } = mesh;
  const width = frame.widthPx;

  const triangle = (a: number, b: number, c: number, id: number) => {
    const za = inverseDepth[a] as number;
    const zb = inverseDepth[b] as number;
    const zc = inverseDepth[c] as number;
    if (za === 0 || zb === 0 || zc === 0) return;
    const ax = x[a] as number;
    const ay = y[a] as number;
    const bx = (x[b] as number) - ax;
    const by = (y[b] as number) - ay;
    const cx = (x[c] as number) - ax;
    const cy = (y[c] as number) - ay;
    const left = Math.max(box.left, Math.ceil(ax + Math.min(0, bx, cx) - 0.5 - 1e-6));
    const right = Math.min(box.right - 1, Math.floor(ax + Math.max(0, bx, cx) - 0.5 + 1e-6));
    if (left > right) return;
    const top = Math.max(box.top, Math.ceil(ay + Math.min(0, by, cy) - 0.5 - 1e-6));
    const bottom = Math.min(box.bottom - 1, Math.floor(ay + Math.max(0, by, cy) - 0.5 + 1e-6));
    if (top > bottom) return;
    const area = bx * cy - cx * by;
    if (area === 0) return;
    for (let j = top; j <= bottom; j++) {
      const qy = j + 0.5 - ay;
      for (let i = left; i <= right; i++) {
        const qx = i + 0.5 - ax;
        const p = (qx * cy - cx * qy) / area;
        const q = (bx * qy - qx * by) / area;
        if (p < -EDGE_TOLERANCE || q < -EDGE_TOLERANCE || p + q > 1 + EDGE_TOLERANCE) continue;
        const z = za + p * (zb - za) + q * (zc - za);
        const k = j * width + i;
        if (z <= (nearest.inverseDepth[k] as number)) continue;
        nearest.inverseDepth[k] = z;
        nearest.triangle[k] = id;
      }
    }
  };

  for (let row = 0; row < rows - 1; row++) {
    for (let column = 0; column < columns - 1; column++) {
      const a = row * columns + column;
      const cell = 2 * (row * (columns - 1) + column);
      triangle(a, a + 1, a + columns, cell);
      triangle(a + 1, a + columns, a + columns + 1, cell + 1);
    }
  }
}

/** Grid coordinates (column, row; fractional) of the mesh point drawn at a pixel's centre by this triangle, perspective-correct. */
export function gridPointAt(
  mesh: ProjectedMesh,
  triangle: number,
  pixel: Readonly<{ xPx: number; yPx: number }>,
): readonly [number, number] {
  const { columns, x, y, inverseDepth } = mesh;
  const cell = triangle >> 1;
  const column = cell % (columns - 1);
  const row = (cell - column) / (columns - 1);
  const isLower = (triangle & 1) === 1;
  const origin = row * columns + column;
  const a = isLower ? origin + columns + 1 : origin;
  const b = isLower ? origin + columns : origin + 1;
  const c = isLower ? origin + 1 : origin + columns;
  const bx = (x[b] as number) - (x[a] as number);
  const by = (y[b] as number) - (y[a] as number);
  const cx = (x[c] as number) - (x[a] as number);
  const cy = (y[c] as number) - (y[a] as number);
  const qx = pixel.xPx + 0.5 - (x[a] as number);
  const qy = pixel.yPx + 0.5 - (y[a] as number);
  const area = bx * cy - cx * by;
  const pb = ((qx * cy - cx * qy) / area) * (inverseDepth[b] as number);
  const pc = ((bx * qy - qx * by) / area) * (inverseDepth[c] as number);
  const pa = (1 - (qx * cy - cx * qy) / area - (bx * qy - qx * by) / area) * (inverseDepth[a] as number);
  const whole = pa + pb + pc;
  return isLower ? [column + 1 - pb / whole, row + 1 - pc / whole] : [column + pb / whole, row + pc / whole];
}
