import { expect, test } from 'vitest';
import { projectPoint } from '../place.ts';
import { turnedPose } from '../raster/sample-scene.ts';
import { cameraFlow, UNKNOWN_FLOW } from './camera-flow.ts';
import { cameraToWorld } from './camera-matrix.ts';
import { flowColour } from './flow-wheel.ts';

const frame = { widthPx: 320, heightPx: 180 };
const start = { position: [0, 0, 0], orientation: [0, 0, 0, 1], lensMm: 35, focusM: 3 } as const;
const flat = (depthM: number) => new Float32Array(320 * 180).fill(1 / depthM);
const at = (flow: Float32Array, x: number, y: number) => [flow[(y * 320 + x) * 2] as number, flow[(y * 320 + x) * 2 + 1] as number];

test('a truck over a flat card moves every pixel left by f × distance / depth', () => {
  const flow = cameraFlow(flat(4), { pose: start, next: { ...start, position: [0.08, 0, 0] }, frame });
  const expected = -((35 / 36) * 320 * 0.08) / 4;
  for (const [x, y] of [
    [0, 0],
    [160, 90],
    [319, 179],
  ] as const) {
    expect(Math.abs((at(flow, x, y)[0] as number) - expected)).toBeLessThan(0.001);
    expect(Math.abs(at(flow, x, y)[1] as number)).toBeLessThan(0.001);
  }
});

test('a pan moves the middle column by f × tan, whatever the depth', () => {
  const next = turnedPose({ position: [0, 0, 0], axis: [0, 1, 0], angleDeg: -2, lensMm: 35 });
  const [near, far] = [flat(0.5), flat(500)].map((depth) => cameraFlow(depth, { pose: start, next, frame }));
  // Pixel 160's centre lies half a pixel right of the middle.
  const f = (35 / 36) * 320;
  const expected = f * Math.tan(Math.atan(0.5 / f) - (2 * Math.PI) / 180) - 0.5;
  expect(Math.abs((at(near as Float32Array, 160, 90)[0] as number) - expected)).toBeLessThan(0.01);
  expect(Math.abs((at(far as Float32Array, 160, 90)[0] as number) - expected)).toBeLessThan(0.01);
});

test('it agrees with projecting the world point anew between two turned poses with different lenses', () => {
  const pose = turnedPose({ position: [0.4, -0.2, 0.3], axis: [0.3, 1, -0.4], angleDeg: 13, lensMm: 28 });
  const next = turnedPose({ position: [0.46, -0.17, 0.1], axis: [0.2, 1, -0.5], angleDeg: 15, lensMm: 33 });
  const depthM = 2.7;
  const flow = cameraFlow(flat(depthM), { pose, next, frame });
  const m = cameraToWorld(pose);
  for (const [x, y] of [
    [3, 5],
    [200, 20],
    [310, 170],
  ] as const) {
    const perPx = 36 / 28 / 320;
    const camera = [(x + 0.5 - 160) * perPx * depthM, (90 - y - 0.5) * perPx * depthM, -depthM];
    const world = [0, 1, 2].map((row) =>
      camera.reduce((sum, value, i) => sum + (m[row * 4 + i] as number) * value, m[row * 4 + 3] as number),
    );
    const there = projectPoint(next, frame, [world[0] as number, world[1] as number, world[2] as number]);
    expect(Math.abs((there?.xPx ?? 0) - x - 0.5 - (at(flow, x, y)[0] as number))).toBeLessThan(0.001);
    expect(Math.abs((there?.yPx ?? 0) - y - 0.5 - (at(flow, x, y)[1] as number))).toBeLessThan(0.001);
  }
});

test('nothing seen, or a point that comes behind the camera, has no flow', () => {
  const depth = flat(1);
  depth[0] = 0;
  const flow = cameraFlow(depth, { pose: start, next: { ...start, position: [0, 0, -0.5] }, frame });
  expect(at(flow, 0, 0)).toEqual([UNKNOWN_FLOW, UNKNOWN_FLOW]);
  expect(at(cameraFlow(depth, { pose: start, next: { ...start, position: [0, 0, -1.5] }, frame }), 9, 9)[0]).toBe(UNKNOWN_FLOW);
});

test('the wheel is white for no motion, red to the right, cyan to the left and black for unknown', () => {
  expect(flowColour(0, 0, 5)).toEqual([255, 255, 255]);
  expect(flowColour(5, 0, 5)).toEqual([255, 0, 0]);
  expect(flowColour(-5, 0, 5).map(Math.round)).toEqual([0, 209, 255]);
  expect(flowColour(UNKNOWN_FLOW, UNKNOWN_FLOW, 5)).toEqual([0, 0, 0]);
});
