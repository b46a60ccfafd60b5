import { expect, test } from 'vitest';
import { edgesOfView, fitting, offMap, onMap, scaleBarM } from './map-frame.ts';

test('ahead is up on the map from above, right on the map from the side, and steps lead back', () => {
  expect(onMap('top', [1, 2, -3])).toEqual({ across: 1, up: 3 });
  expect(onMap('side', [1, 2, -3])).toEqual({ across: 3, up: 2 });
  for (const side of ['top', 'side'] as const)
    expect(onMap(side, offMap(side, { across: 0.4, up: 0.7 }))).toEqual({ across: 0.4, up: 0.7 });
});

test('a fitted view holds every place', () => {
  const places = [
    { across: -1, up: 0 },
    { across: 2, up: 9 },
  ];
  const { middle, pxPerM } = fitting(places, { widthPx: 300, heightPx: 180 });
  for (const { across, up } of places) {
    expect(Math.abs(across - middle.across) * pxPerM).toBeLessThanOrEqual(150);
    expect(Math.abs(up - middle.up) * pxPerM).toBeLessThanOrEqual(90);
  }
});

test('a scale bar is a round length that fits', () => {
  expect(scaleBarM(100, 60)).toBeCloseTo(0.5, 9);
  expect(scaleBarM(20, 60)).toBeCloseTo(2, 9);
  expect(scaleBarM(3, 60)).toBeCloseTo(20, 9);
});

test('an 18 mm lens sees 45° to either side', () => {
  const [left, right] = edgesOfView('top', { position: [0, 0, 0], orientation: [0, 0, 0, 1], lensMm: 18, focusM: 1 }, 16 / 9);
  expect(left.across).toBeCloseTo(-1, 9);
  expect(right).toEqual({ across: 1, up: 1 });
});
