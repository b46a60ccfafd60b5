import { expect, test } from 'vitest';
import { depthColours, depthRange, type Rgb } from './depth-colour.ts';

const hues: readonly Rgb[] = [
  [255, 0, 0],
  [0, 0, 255],
];
const depth = {
  ...{ widthPx: 4, heightPx: 1 },
  distanceM: Float32Array.of(1, 1, 4, Number.POSITIVE_INFINITY),
  layer: Uint8Array.of(1, 1, 0, 255),
};

test('the range leaves out what is not known', () => {
  expect(depthRange(depth)).toEqual({ nearM: 1, farM: 4 });
  expect(depthRange({ ...depth, distanceM: new Float32Array(4).fill(Number.POSITIVE_INFINITY) })).toBeNull();
});

test('near is the first hue, far the last, a border between layers is dark, and nothing is clear', () => {
  const bytes = depthColours(depth, { nearM: 1, farM: 4 }, hues);
  expect([...bytes.slice(0, 4)]).toEqual([255, 0, 0, 255]);
  expect(bytes[4]).toBeLessThan(60);
  expect(bytes[10]).toBeGreaterThan(0);
  expect(bytes[15]).toBe(0);
});
