import { expect, test } from 'vitest';
import { MovesCamera } from './camera.ts';
import { framingCrop } from './subject.ts';

/** A portrait cut off by the frame's bottom: wider than a standing person, the face left of the box's middle. */
const portrait = MovesCamera.parse({
  aspectRatio: 1,
  subject: { xRatio: 0.02, yRatio: 0, widthRatio: 0.96, heightRatio: 1 },
  head: { xRatio: 0.29, yRatio: 0, widthRatio: 0.31, heightRatio: 0.33 },
});
const framed = (camera: MovesCamera, framing: 'ECU' | 'CU' | 'MCU' | 'MS' | 'LS') => {
  const { centreXRatio, centreYRatio, sizeRatio } = framingCrop(camera, framing);
  return {
    left: centreXRatio - sizeRatio / 2,
    right: centreXRatio + sizeRatio / 2,
    top: centreYRatio - sizeRatio / 2,
    bottom: centreYRatio + sizeRatio / 2,
  };
};

test('a close-up of a cut-off portrait holds the whole head, not the middle of the coat', () => {
  const { left, right, top, bottom } = framed(portrait, 'CU');
  expect(left).toBeLessThan(0.29);
  expect(right).toBeGreaterThan(0.6);
  expect(top).toBeLessThanOrEqual(0.01);
  expect(bottom).toBeGreaterThan(0.33);
});

test('framings grow from the extreme close-up to the long shot', () => {
  const sizes = (['ECU', 'CU', 'MCU', 'MS', 'LS'] as const).map((framing) => framingCrop(portrait, framing).sizeRatio);
  expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
});

test('without a known head a cut-off subject is framed from its top', () => {
  const { head: _head, ...headless } = portrait;
  expect(framed(headless, 'CU').top).toBeLessThan(0.1);
});

test('a thing that stands free is framed around its middle', () => {
  const cup = MovesCamera.parse({ subject: { xRatio: 0.3, yRatio: 0.3, widthRatio: 0.4, heightRatio: 0.4 } });
  const crop = framingCrop(cup, 'CU');
  expect(crop.centreXRatio).toBeCloseTo(0.5);
  expect(crop.centreYRatio).toBeCloseTo(0.5);
});
