import { expect, test } from 'vitest';
import { actualZoom, fittedZoom, panned, zoomedAbout } from './view-zoom.ts';

test('the point that is enlarged about stays under the pointer', () => {
  const before = panned(fittedZoom, 30, -10);
  const at = { xPx: 120, yPx: 60 };
  const placeOf = (zoom: typeof before) => [(at.xPx - zoom.xPx) / zoom.scale, (at.yPx - zoom.yPx) / zoom.scale];
  const after = zoomedAbout(before, { factor: 2.5, ...at });
  expect(after.scale).toBeCloseTo(2.5, 9);
  for (const [i, place] of placeOf(before).entries()) expect(placeOf(after)[i]).toBeCloseTo(place, 9);
});

test('no further than 16 times and a quarter, and the shift stops with it', () => {
  const most = zoomedAbout(fittedZoom, { factor: 1000, xPx: 10, yPx: 0 });
  expect(most.scale).toBe(16);
  expect(zoomedAbout(most, { factor: 2, xPx: 10, yPx: 0 })).toEqual(most);
});

test('1:1 is one drawn pixel on one pixel of the screen', () => {
  expect(actualZoom({ drawnPx: 960, fittedPx: 800, pixelRatio: 1 }).scale).toBeCloseTo(1.2, 9);
  expect(actualZoom({ drawnPx: 960, fittedPx: 800, pixelRatio: 2 }).scale).toBeCloseTo(0.6, 9);
});
