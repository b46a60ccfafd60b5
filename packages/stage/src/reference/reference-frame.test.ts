import { describe, expect, it } from 'vitest';
import type { Scene, SceneLayer } from '../scene.ts';
import { referenceFrame } from './reference-frame.ts';

type Texel = (x: number, y: number) => readonly [number, number, number];

// One opaque plane, W × H texels, exactly the window; `disparity` at the canvas corners.
function plane(
  texel: Texel,
  options: Readonly<{ widthPx: number; heightPx: number; disparity: readonly [number, number, number, number] }>,
): Scene {
  const { widthPx, heightPx } = options;
  const rgba = new Uint8Array(widthPx * heightPx * 4);
  for (let i = 0; i < widthPx * heightPx; i++) rgba.set([...texel(i % widthPx, Math.floor(i / widthPx)), 255], i * 4);
  const layer: SceneLayer = {
    name: 'plane',
    kind: 'back',
    xPx: 0,
    yPx: 0,
    widthPx,
    heightPx,
    rgba,
    gridWidth: 1,
    gridHeight: 1,
    disparity: Float32Array.from(options.disparity),
  };
  const photo = { xPx: 0, yPx: 0, widthPx, heightPx };
  return { canvas: { widthPx, heightPx }, photo, layers: [layer], subjectDisparity: 1, subject: null };
}
const staging = (widthPx: number, heightPx: number) => ({ window: { xPx: 0, yPx: 0, widthPx, heightPx }, lensMm: 36, subjectDistanceM: 2 });

describe('the float64 reference', () => {
  it('draws one colour as exactly that colour of BT.709', () => {
    const scene = plane(() => [200, 100, 50], { widthPx: 64, heightPx: 36, disparity: [1, 1, 1, 1] });
    const pose = { position: [0.02, -0.01, -0.4], orientation: [0, 0, 0, 1], lensMm: 36, focusM: 2 } as const;
    const frame = referenceFrame(scene, staging(64, 36), { pose, widthPx: 64, heightPx: 36 });
    const grey = 0.2126 * 200 + 0.7152 * 100 + 0.0722 * 50;
    for (const y of frame.luma) expect(y).toBeCloseTo(16 + (grey * 219) / 255, 9);
    for (const u of frame.cb) expect(u).toBeCloseTo(128 + ((50 - grey) / 1.8556) * (224 / 255), 9);
    for (const v of frame.cr) expect(v).toBeCloseTo(128 + ((200 - grey) / 1.5748) * (224 / 255), 9);
  });

  it('keeps a ramp linear when the camera dollies in, and makes it as much flatter as the plane came nearer', () => {
    const [width, height] = [240, 136];
    const scene = plane((x) => [x, x, x], { widthPx: width, heightPx: height, disparity: [1, 1, 1, 1] });
    const pose = { position: [0, 0, -0.5], orientation: [0, 0, 0, 1], lensMm: 36, focusM: 2 } as const;
    const frame = referenceFrame(scene, staging(width, height), { pose, widthPx: width, heightPx: height });
    for (const [x, y] of [
      [0, 0],
      [17, 40],
      [120, 68],
      [239, 135],
    ] as const) {
      const texel = width / 2 + (x + 0.5 - width / 2) * (1.5 / 2) - 0.5; // 2 m away, 0.5 m nearer
      expect(frame.luma[y * width + x]).toBeCloseTo(16 + (texel * 219) / 255, 9);
    }
  });

  it('draws a tilted plane by its homography', () => {
    const [width, height] = [200, 120];
    const scene = plane((x, y) => [x, y, 0], { widthPx: width, heightPx: height, disparity: [1, 0.75, 1, 0.75] });
    // 5° about the vertical, 36 mm lens: x' = x/−z
    const half = (2.5 * Math.PI) / 180;
    const pose = { position: [0.1, 0.05, -0.6], orientation: [0, Math.sin(half), 0, Math.cos(half)], lensMm: 36, focusM: 2 } as const;
    const frame = referenceFrame(scene, staging(width, height), { pose, widthPx: width, heightPx: height });
    // Corners a, b, c of the upper left triangle in the world, by hand: distance 2 / disparity, half the window is 0.5 × distance wide.
    const corners = [
      [-1, 0.6, -2],
      [4 / 3, 0.8, -8 / 3],
      [-1, -0.6, -2],
    ] as const;
    const [cos, sin] = [Math.cos(2 * half), Math.sin(2 * half)];
    const columns = corners.map(([x, y, z]) => {
      const [dx, dy, dz] = [x - 0.1, y - 0.05, z + 0.6];
      // camera axes: right (cos, 0, −sin), up (0, 1, 0), back (sin, 0, cos); then pixels, homogeneous
      const [right, up, depth] = [cos * dx - sin * dz, dy, -(sin * dx + cos * dz)];
      return [right * 2 * (width / 2) + (width / 2) * depth, (height / 2) * depth - up * 2 * (width / 2), depth] as const;
    });
    const [a, b, c] = columns as [readonly [number, number, number], readonly [number, number, number], readonly [number, number, number]];
    const det = (p: readonly number[], q: readonly number[], r: readonly number[]) =>
      (p[0] as number) * ((q[1] as number) * (r[2] as number) - (q[2] as number) * (r[1] as number)) -
      (q[0] as number) * ((p[1] as number) * (r[2] as number) - (p[2] as number) * (r[1] as number)) +
      (r[0] as number) * ((p[1] as number) * (q[2] as number) - (p[2] as number) * (q[1] as number));
    let checked = 0;
    for (let y = 0; y < height; y += 7) {
      for (let x = 0; x < width; x += 7) {
        const pixel = [x + 0.5, y + 0.5, 1];
        const [wa, wb, wc] = [det(pixel, b, c), det(a, pixel, c), det(a, b, pixel)]; // Cramer; barycentric up to scale
        const sum = wa + wb + wc;
        const [s, t] = [wb / sum, wc / sum];
        if (wa / sum < 0.01 || s < 0.01 || t < 0.01) continue;
        const [u, v] = [s * width - 0.5, t * height - 0.5];
        if (u < 0 || v < 0) continue;
        expect(frame.luma[y * width + x]).toBeCloseTo(16 + ((0.2126 * u + 0.7152 * v) * 219) / 255, 9);
        checked++;
      }
    }
    expect(checked).toBeGreaterThan(100);
  });

  it('shows black where no surface is, and the nearer of two layers in front', () => {
    const scene = plane(() => [255, 255, 255], { widthPx: 64, heightPx: 36, disparity: [1, 1, 1, 1] });
    const pose = { position: [0, 0, 0], orientation: [0, 0, 0, 1], lensMm: 18, focusM: 2 } as const;
    const frame = referenceFrame(scene, staging(64, 36), { pose, widthPx: 64, heightPx: 36 });
    expect(frame.luma[0]).toBe(16);
    expect(frame.luma[18 * 64 + 32]).toBeCloseTo(235, 9);
  });
});
