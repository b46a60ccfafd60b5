import { describe, expect, test } from 'vitest';
import { noMargins } from './margins.ts';
import { boxBetween, type Grey, type Mark, type MaskPoint, maskOf, paintedRatio } from './mask-marks.ts';

const picture = { widthPx: 100, heightPx: 50 };
const at = (xRatio: number, yRatio: number, pressRatio = 1): MaskPoint => ({ xRatio, yRatio, pressRatio });
const stroke = (points: readonly MaskPoint[], more: Partial<Extract<Mark, { kind: 'stroke' }>> = {}): Mark => ({
  ...{ kind: 'stroke', points, radiusRatio: 0.05, isErase: false },
  ...more,
});
const box = (xRatio: number, yRatio: number, widthRatio: number, heightRatio: number, isErase = false): Mark => ({
  ...{ kind: 'box', xRatio, yRatio, widthRatio, heightRatio, isErase },
});
const drawn = (...marks: Mark[]) => maskOf({ marks, margins: noMargins }, { picture });
const value = ({ bytes, widthPx }: Grey, x: number, y: number) => bytes[y * widthPx + x];

describe('strokes', () => {
  test('a dab is a disc of the brush’s radius, in pixels of the picture', () => {
    const mask = drawn(stroke([at(0.5, 0.5)]));
    expect([value(mask, 50, 25), value(mask, 54, 25), value(mask, 56, 25), value(mask, 50, 29), value(mask, 50, 31)]).toEqual([
      255, 255, 0, 255, 0,
    ]);
    expect(paintedRatio(mask) * 5000).toBeCloseTo(Math.PI * 25, -1);
  });

  test('the way between two places is painted too', () => {
    const mask = drawn(stroke([at(0.2, 0.5), at(0.8, 0.5)]));
    expect([value(mask, 50, 25), value(mask, 50, 29), value(mask, 50, 31), value(mask, 10, 25)]).toEqual([255, 255, 0, 0]);
  });

  test('a pen that presses less paints less wide', () => {
    const mask = drawn(stroke([at(0.2, 0.5), at(0.8, 0.5, 0.4)]));
    expect([value(mask, 20, 29), value(mask, 80, 29), value(mask, 80, 26)]).toEqual([255, 0, 255]);
  });

  test('what is erased is black again, and what is painted over it later white', () => {
    const line = [at(0, 0.5), at(1, 0.5)];
    expect(paintedRatio(drawn(stroke(line), stroke(line, { isErase: true })))).toBe(0);
    expect(value(drawn(stroke(line), stroke(line, { isErase: true }), stroke([at(0.5, 0.5)])), 50, 25)).toBe(255);
  });

  test('a stroke that leaves the picture stays within the mask', () => {
    const mask = drawn(stroke([at(-1, 0.5), at(2, 0.5)], { radiusRatio: 1 }));
    expect(paintedRatio(mask)).toBe(1);
  });
});

describe('rectangles', () => {
  test('are exact to the pixel', () => {
    const mask = drawn(box(0.1, 0.2, 0.3, 0.4));
    expect(paintedRatio(mask)).toBe((30 * 20) / 5000);
    expect([value(mask, 10, 10), value(mask, 39, 29), value(mask, 40, 29), value(mask, 9, 10)]).toEqual([255, 255, 0, 0]);
  });

  test('may be drawn from any corner, and a mere touch is none', () => {
    expect(boxBetween(at(0.5, 0.8), at(0.1, 0.2), false)).toMatchObject({ xRatio: 0.1, yRatio: 0.2, widthRatio: 0.4 });
    expect(boxBetween(at(0.5, 0.5), at(0.501, 0.9), false)).toBeNull();
  });
});

describe('what is added to the picture', () => {
  const margins = { leftPx: 20, topPx: 0, rightPx: 0, bottomPx: 10 };

  test('is painted, and all of the picture stays', () => {
    const mask = maskOf({ marks: [], margins }, { picture });
    expect(mask).toMatchObject({ widthPx: 120, heightPx: 60 });
    expect([value(mask, 19, 0), value(mask, 20, 0), value(mask, 119, 49), value(mask, 119, 50)]).toEqual([255, 0, 0, 255]);
    expect(paintedRatio(mask) * 7200).toBe(7200 - 5000);
  });

  test('is not erased; and marks stay where they are on the picture', () => {
    const mask = maskOf({ marks: [box(-1, -1, 3, 3, true), box(0, 0, 0.1, 0.2)], margins }, { picture });
    expect([value(mask, 5, 5), value(mask, 20, 0), value(mask, 29, 9), value(mask, 30, 9)]).toEqual([255, 255, 255, 0]);
  });

  test('a small mask for the screen is the same mask', () => {
    const mask = maskOf({ marks: [box(0, 0, 0.5, 1)], margins }, { picture, scaleRatio: 0.5 });
    expect(mask).toMatchObject({ widthPx: 60, heightPx: 30 });
    expect([value(mask, 9, 10), value(mask, 34, 10), value(mask, 35, 10), value(mask, 35, 25)]).toEqual([255, 255, 0, 255]);
  });
});
