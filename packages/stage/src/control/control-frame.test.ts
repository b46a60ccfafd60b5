import { expect, test } from 'vitest';
import { uncoveredPx } from '../coverage.ts';
import { worldPoint } from '../place.ts';
import { sampleScene, turnedPose } from '../raster/sample-scene.ts';
import { referenceFrame } from '../reference/reference-frame.ts';
import type { Scene } from '../scene.ts';
import { cameraToWorld } from './camera-matrix.ts';
import { controlFrame, controlRig } from './control-frame.ts';

const frame = { widthPx: 160, heightPx: 90 };
const made = sampleScene({ seed: 3, layers: 3, widthPx: 320, heightPx: 180 });
const start = { position: [0, 0, 0], orientation: [0, 0, 0, 1], lensMm: 35, focusM: 3 } as const;

/** A wall at 6 m, all photograph, and a card at 3 m that hides its middle third; what it hides is filled. */
function cardBeforeWall(): Scene {
  const size = { xPx: 0, yPx: 0, widthPx: 320, heightPx: 180 };
  const grid = { gridWidth: 32, gridHeight: 18 };
  const opaque = new Uint8Array(320 * 180 * 4).fill(255);
  const card = Uint8Array.from(opaque, (_, i) => {
    const x = (i >> 2) % 320;
    return x >= 114 && x < 214 ? 255 : 0;
  });
  const filled = Uint8Array.from({ length: 32 * 18 }, (_, i) => (i % 32 >= 10 && i % 32 <= 21 ? 200 : 0));
  const flat = (disparity: number) => new Float32Array(33 * 19).fill(disparity);
  return {
    canvas: { widthPx: 320, heightPx: 180 },
    photo: { xPx: 10, yPx: 0, widthPx: 300, heightPx: 180 },
    layers: [
      { ...size, ...grid, name: 'wall', kind: 'back', rgba: opaque, disparity: flat(0.5), filled },
      { ...size, ...grid, name: 'card', kind: 'card', rgba: card, disparity: flat(1) },
    ],
    subjectDisparity: 1,
    subject: null,
  };
}
const staging = { window: { xPx: 0, yPx: 0, widthPx: 320, heightPx: 180 }, lensMm: 35, subjectDistanceM: 3 };

test('depth is that of the front solid layer, exact on cards', () => {
  const { inverseDepth } = controlFrame(controlRig(cardBeforeWall(), staging, frame), start);
  const at = (x: number, y: number) => 1 / (inverseDepth[y * 160 + x] as number);
  expect(at(80, 45)).toBeCloseTo(3, 5);
  expect(at(10, 45)).toBeCloseTo(6, 5);
  // The card ends at canvas pixels 114 and 214.
  expect(at(56, 45)).toBeCloseTo(6, 5);
  expect(at(57, 45)).toBeCloseTo(3, 5);
});

test('depth of a sloping surface is within 0.1 % of the point the first frame shows there', () => {
  const rig = controlRig({ ...made.scene, layers: made.scene.layers.slice(0, 1) }, made.staging, frame);
  const { inverseDepth } = controlFrame(rig, start);
  const [layer] = made.scene.layers;
  if (layer === undefined) throw new Error('no layer');
  const { window } = made.staging;
  for (const [x, y] of [
    [20, 20],
    [80, 45],
    [141, 83],
  ] as const) {
    const xPx = window.xPx + ((x + 0.5) / 160) * window.widthPx;
    const yPx = window.yPx + ((y + 0.5) / 90) * window.heightPx;
    // 1 / depth is linear over a triangle as the first frame sees it, so disparity is interpolated between the vertices; the cell is split from top right to bottom left.
    const [gx, gy] = [(xPx / layer.widthPx) * layer.gridWidth, (yPx / layer.heightPx) * layer.gridHeight];
    const [column, row] = [Math.floor(gx), Math.floor(gy)];
    const [p, q] = [gx - column, gy - row];
    const vertex = (i: number, j: number) => layer.disparity[(row + j) * (layer.gridWidth + 1) + column + i] as number;
    const disparity =
      p + q <= 1
        ? vertex(0, 0) + p * (vertex(1, 0) - vertex(0, 0)) + q * (vertex(0, 1) - vertex(0, 0))
        : vertex(1, 1) + (1 - p) * (vertex(0, 1) - vertex(1, 1)) + (1 - q) * (vertex(1, 0) - vertex(1, 1));
    const depthM = -worldPoint(made.scene, made.staging, { xPx, yPx, disparity })[2];
    expect(Math.abs(1 / (inverseDepth[y * 160 + x] as number) / depthM - 1)).toBeLessThan(0.001);
  }
});

test('the first frame shows nothing invented inside the photograph, and all of the outside is', () => {
  const { source } = controlFrame(controlRig(cardBeforeWall(), staging, frame), start);
  for (let k = 0; k < source.length; k++) expect(source[k]).toBe(k % 160 < 5 || k % 160 >= 155 ? 1 : 0);
});

test('a truck brings to light, beside the card, as much fill as parallax tells', () => {
  const rig = controlRig(cardBeforeWall(), staging, frame);
  const { source } = controlFrame(rig, { ...start, position: [0.3, 0, 0] });
  const row = Array.from(source.subarray(45 * 160, 46 * 160));
  // 0.3 m: the card at 3 m moves by 0.1 × 35 / 36 of 160 px = 15.6 px, the wall by half of that; uncovered at the right end, where the wall ends.
  const perM = (35 / 36) * 160;
  const edge = Math.round(214 / 2 - 0.1 * perM);
  const wallEdge = Math.round(214 / 2 - 0.05 * perM);
  expect(row.indexOf(1, 60)).toBe(edge);
  expect(row.indexOf(0, edge)).toBe(wallEdge);
  expect(row.at(-1)).toBe(2);
});

test('what has no surface is what coverage counts, at poses far outside', () => {
  const rig = controlRig(made.scene, made.staging, frame);
  for (const [k, axis] of (['x', 'y', 'z'] as const).entries()) {
    const pose = turnedPose({
      position: [axis === 'x' ? 1.2 : 0.2, axis === 'y' ? 0.9 : 0, axis === 'z' ? 1.5 : -0.4],
      axis: [k === 0 ? 1 : 0, 1, 0.2],
      angleDeg: 9 + 4 * k,
      lensMm: 30,
    });
    const counted = uncoveredPx(made.scene, made.staging, { pose, frame });
    const { source } = controlFrame(rig, pose);
    expect(source.reduce((sum, each) => sum + (each === 2 ? 1 : 0), 0)).toBe(counted);
    expect(counted).toBeGreaterThan(100);
  }
});

test('every pixel has the depth of the layer that the independent reference shows there', () => {
  // Each layer of one grey and one disparity, its edge hard: the reference's luma names the layer, and the plane it lies in gives the depth.
  const greys = [40, 120, 200];
  const layers = made.scene.layers.map((layer, i) => ({
    ...layer,
    rgba: layer.rgba.map((_, k) => {
      const isSolid = i === 0 || (layer.rgba[k | 3] as number) >= 128;
      return isSolid ? ((k & 3) === 3 ? 255 : (greys[i] as number)) : 0;
    }),
    disparity: layer.disparity.map(() => 0.3 + 0.3 * i),
  }));
  const scene = { ...made.scene, layers };
  const rig = controlRig(scene, made.staging, frame);
  for (const angleDeg of [-6, 0, 7]) {
    const pose = turnedPose({ position: [0.03 * angleDeg, 0.05, -0.2], axis: [0.1, 1, 0.1], angleDeg, lensMm: 40 });
    const { luma } = referenceFrame(scene, made.staging, { pose, ...frame });
    const { inverseDepth } = controlFrame(rig, pose);
    const m = cameraToWorld(pose);
    let [seen, wrong] = [0, 0];
    for (let k = 0; k < luma.length; k++) {
      const layer = greys.findIndex((grey) => Math.abs(16 + (219 / 255) * grey - (luma[k] as number)) < 1);
      if (layer < 0 || inverseDepth[k] === 0) continue;
      seen++;
      // The ray's world z a metre along the optical axis; the layer lies at z = −3 × 1 / disparity.
      const x = (((k % 160) + 0.5) / 160 - 0.5) * (36 / 40);
      const y = (0.5 * 90 - Math.floor(k / 160) - 0.5) * (36 / 40 / 160);
      const perM = (m[8] as number) * x + (m[9] as number) * y - (m[10] as number);
      const depthM = (-3 / (0.3 + 0.3 * layer) - (m[11] as number)) / perM;
      if (Math.abs((inverseDepth[k] as number) * depthM - 1) > 0.001) wrong++;
    }
    expect(seen).toBeGreaterThan(10_000);
    // A ray along a mesh's outer edge may hit it by one reckoning and miss it by the other.
    expect(wrong).toBeLessThan(5);
  }
});
