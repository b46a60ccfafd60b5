import type { Pose, Vec3 } from '@fantascope/film';
import type { Staging } from '../frame.ts';
import type { Scene, SceneLayer } from '../scene.ts';

/** A frame in floating point: luma at full size, chroma at half size both ways, BT.709 limited range 0..255, not rounded. */
export type ReferenceFrame = Readonly<{ luma: Float64Array; cb: Float64Array; cr: Float64Array }>;

/** Nothing nearer than this is drawn, metres. */
const NEAR_M = 0.01;
/** A ray on the edge between two triangles hits at least one of them. */
const EDGE = 1e-9;

type Corner = Readonly<{ point: Vec3; u: number; v: number }>;
type View = Readonly<{ pose: Pose; widthPx: number; heightPx: number; right: Vec3; up: Vec3; back: Vec3 }>;

const minus = (a: Vec3, b: Vec3): Vec3 => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
const dot = (a: Vec3, b: Vec3) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const cross = (a: Vec3, b: Vec3): Vec3 => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];

/**
 * What the kernel should have drawn, the slow and plain way: one ray through every pixel's centre, the nearest triangle of every layer, bilinear samples of the
 * premultiplied picture, over, BT.709, chroma averaged over 2 × 2 pixels. Shares no code and no approximation with the kernel. Uncovered pixels are black.
 */
export function referenceFrame(
  scene: Scene,
  staging: Staging,
  view: Readonly<{ pose: Pose; widthPx: number; heightPx: number }>,
): ReferenceFrame {
  const { widthPx, heightPx, pose } = view;
  const rgb = new Float64Array(widthPx * heightPx * 3);
  const camera: View = { pose, widthPx, heightPx, right: axis(pose, [1, 0, 0]), up: axis(pose, [0, 1, 0]), back: axis(pose, [0, 0, 1]) };
  for (const layer of scene.layers) paint(rgb, layer, { scene, staging, view: camera });
  return toYcc(rgb, widthPx, heightPx);
}

// A camera axis in the world: v + 2w(q × v) + 2q × (q × v)
function axis({ orientation: [x, y, z, w] }: Pose, v: Vec3): Vec3 {
  const q: Vec3 = [x, y, z];
  const a = cross(q, v);
  const b = cross(q, a);
  return [v[0] + 2 * (w * a[0] + b[0]), v[1] + 2 * (w * a[1] + b[1]), v[2] + 2 * (w * a[2] + b[2])];
}

function corner(layer: SceneLayer, scene: Scene, staging: Staging, [column, row]: readonly [number, number]): Corner {
  const u = (column / layer.gridWidth) * layer.widthPx;
  const v = (row / layer.gridHeight) * layer.heightPx;
  const distanceM = (staging.subjectDistanceM * scene.subjectDisparity) / (layer.disparity[row * (layer.gridWidth + 1) + column] as number);
  const { window, lensMm } = staging;
  const x = (((layer.xPx + u - window.xPx) / window.widthPx) * 2 - 1) * (18 / lensMm) * distanceM;
  const y = -((layer.yPx + v - window.yPx - window.heightPx / 2) / (window.widthPx / 2)) * (18 / lensMm) * distanceM;
  return { point: [x, y, -distanceM], u, v };
}

function paint(
  rgb: Float64Array,
  layer: SceneLayer,
  { scene, staging, view }: Readonly<{ scene: Scene; staging: Staging; view: View }>,
): void {
  const nearest = new Float64Array(view.widthPx * view.heightPx).fill(Number.POSITIVE_INFINITY);
  const hitU = new Float64Array(nearest.length);
  const hitV = new Float64Array(nearest.length);
  const hits = { nearest, hitU, hitV };
  for (let row = 0; row < layer.gridHeight; row++) {
    for (let column = 0; column < layer.gridWidth; column++) {
      const at = (dx: number, dy: number) => corner(layer, scene, staging, [column + dx, row + dy]);
      const [a, b, c, d] = [at(0, 0), at(1, 0), at(0, 1), at(1, 1)];
      shoot(hits, view, [a, b, c]);
      shoot(hits, view, [d, c, b]);
    }
  }
  const sample = new Float64Array(4);
  const isBack = scene.layers[0] === layer;
  for (let i = 0; i < nearest.length; i++) {
    if (nearest[i] === Number.POSITIVE_INFINITY) continue;
    bilinear(sample, layer, { u: (hitU[i] as number) - 0.5, v: (hitV[i] as number) - 0.5, isBack });
    const through = 1 - (sample[3] as number) / 255;
    for (let k = 0; k < 3; k++) rgb[i * 3 + k] = (sample[k] as number) + (rgb[i * 3 + k] as number) * through; // Porter & Duff 1984, over
  }
}

type Hits = Readonly<{ nearest: Float64Array; hitU: Float64Array; hitV: Float64Array }>;

// Every pixel whose ray may meet the triangle (its screen box) is tested by Möller & Trumbore 1997.
function shoot({ nearest, hitU, hitV }: Hits, view: View, triangle: readonly [Corner, Corner, Corner]): void {
  const { pose, widthPx, heightPx, right, up, back } = view;
  let [x0, x1, y0, y1] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { point } of triangle) {
    const from = minus(point, pose.position);
    const depth = -dot(from, back);
    if (depth < NEAR_M) return;
    const x = ((dot(from, right) / depth) * (pose.lensMm / 18) + 1) * (widthPx / 2);
    const y = heightPx / 2 - (dot(from, up) / depth) * (pose.lensMm / 18) * (widthPx / 2);
    [x0, x1, y0, y1] = [Math.min(x0, x), Math.max(x1, x), Math.min(y0, y), Math.max(y1, y)];
  }
  const [a, b, c] = triangle;
  const edge1 = minus(b.point, a.point);
  const edge2 = minus(c.point, a.point);
  const origin = minus(pose.position, a.point);
  const q = cross(origin, edge1);
  for (let py = Math.max(0, Math.floor(y0 - 0.5)); py <= Math.min(heightPx - 1, Math.ceil(y1 - 0.5)); py++) {
    for (let px = Math.max(0, Math.floor(x0 - 0.5)); px <= Math.min(widthPx - 1, Math.ceil(x1 - 0.5)); px++) {
      const sx = (((px + 0.5) / widthPx) * 2 - 1) * (18 / pose.lensMm);
      const sy = ((heightPx / 2 - (py + 0.5)) / (widthPx / 2)) * (18 / pose.lensMm);
      const ray: Vec3 = [sx * right[0] + sy * up[0] - back[0], sx * right[1] + sy * up[1] - back[1], sx * right[2] + sy * up[2] - back[2]];
      const p = cross(ray, edge2);
      const determinant = dot(edge1, p);
      if (determinant === 0) continue;
      const s = dot(origin, p) / determinant;
      const t = dot(ray, q) / determinant;
      if (s < -EDGE || t < -EDGE || s + t > 1 + EDGE) continue;
      const distance = dot(edge2, q) / determinant;
      const i = py * widthPx + px;
      if (distance <= 0 || distance >= (nearest[i] as number)) continue;
      nearest[i] = distance;
      hitU[i] = a.u + s * (b.u - a.u) + t * (c.u - a.u);
      hitV[i] = a.v + s * (b.v - a.v) + t * (c.v - a.v);
    }
  }
}

// Outside its picture the back layer repeats its edge and any other layer is transparent.
function bilinear(out: Float64Array, layer: SceneLayer, { u, v, isBack }: Readonly<{ u: number; v: number; isBack: boolean }>): void {
  const { widthPx, heightPx, rgba } = layer;
  const x = Math.floor(u);
  const y = Math.floor(v);
  out.fill(0);
  for (const [dx, dy] of [
    [0, 0],
    [1, 0],
    [0, 1],
    [1, 1],
  ] as const) {
    const weight = (dx === 0 ? 1 - (u - x) : u - x) * (dy === 0 ? 1 - (v - y) : v - y);
    let [tx, ty] = [x + dx, y + dy];
    if (isBack) [tx, ty] = [Math.min(widthPx - 1, Math.max(0, tx)), Math.min(heightPx - 1, Math.max(0, ty))];
    else if (tx < 0 || ty < 0 || tx >= widthPx || ty >= heightPx) continue;
    for (let k = 0; k < 4; k++) out[k] = (out[k] as number) + weight * (rgba[(ty * widthPx + tx) * 4 + k] as number);
  }
}

/** RGB 0..255, three numbers a pixel, as planes: ITU-R BT.709-6, limited range, chroma averaged over 2 × 2 pixels. */
export function toYcc(rgb: Float64Array, widthPx: number, heightPx: number): ReferenceFrame {
  const luma = new Float64Array(widthPx * heightPx);
  const cb = new Float64Array(luma.length / 4);
  const cr = new Float64Array(luma.length / 4);
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      const i = (y * widthPx + x) * 3;
      const [r, g, b] = [rgb[i] as number, rgb[i + 1] as number, rgb[i + 2] as number];
      const grey = 0.2126 * r + 0.7152 * g + 0.0722 * b;
      luma[y * widthPx + x] = 16 + (219 / 255) * grey;
      const c = (y >> 1) * (widthPx / 2) + (x >> 1);
      cb[c] = (cb[c] as number) + (128 + ((224 / 255) * (b - grey)) / 1.8556) / 4;
      cr[c] = (cr[c] as number) + (128 + ((224 / 255) * (r - grey)) / 1.5748) / 4;
    }
  }
  return { luma, cb, cr };
}

/** Peak signal to noise ratio in dB (peak 255) of bytes against a reference plane. */
export function psnrDb(bytes: Uint8Array, reference: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < reference.length; i++) sum += ((bytes[i] as number) - (reference[i] as number)) ** 2;
  return 10 * Math.log10((255 * 255 * reference.length) / sum);
}

/** PSNR of a drawn 4:2:0 frame against the reference: luma, and the worse of the two chroma planes. */
export function framePsnrDb(frame: Uint8Array, reference: ReferenceFrame): Readonly<{ lumaDb: number; chromaDb: number }> {
  const pixels = reference.luma.length;
  const cb = psnrDb(frame.subarray(pixels, pixels * 1.25), reference.cb);
  const cr = psnrDb(frame.subarray(pixels * 1.25), reference.cr);
  return { lumaDb: psnrDb(frame, reference.luma), chromaDb: Math.min(cb, cr) };
}
