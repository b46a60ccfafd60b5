import { expect, test } from 'vitest';
import { aspectRatioOf, aspects, frameInside } from './frame-size.ts';

test.each([
  ['16:9', 1920, 1080],
  ['9:16', 1080, 1920],
  ['1:1', 1080, 1080],
  ['4:3', 1440, 1080],
  ['3:4', 1080, 1440],
  ['4:5', 1080, 1350],
  ['21:9', 1920, 822],
  ['2.39', 1920, 804],
] as const)('%s in 1920 × 1080 is %i × %i', (aspect, widthPx, heightPx) => {
  expect(frameInside(aspect, { widthPx: 1920, heightPx: 1080 })).toEqual({ widthPx, heightPx });
});

test('every shape in every box is even, inside it, touches it, and is its shape to a pixel', () => {
  for (const aspect of aspects)
    for (const [a, b] of [
      [3840, 2160],
      [1280, 720],
      [720, 1280],
      [854, 480],
      [640, 360],
      [1000, 1000],
    ] as const) {
      const { widthPx, heightPx } = frameInside(aspect, { widthPx: a, heightPx: b });
      expect([widthPx % 2, heightPx % 2]).toEqual([0, 0]);
      expect(Math.max(widthPx, heightPx)).toBeLessThanOrEqual(Math.max(a, b));
      expect(Math.min(widthPx, heightPx)).toBeLessThanOrEqual(Math.min(a, b));
      expect([a, b].some((side) => side === widthPx || side === heightPx)).toBe(true);
      expect(Math.abs(widthPx - heightPx * aspectRatioOf(aspect))).toBeLessThanOrEqual(1 + aspectRatioOf(aspect));
    }
});
