import { expect, test } from 'vitest';
import { panned, zoomed, zoomWith } from './time-zoom.ts';

const all = { fromRatio: 0, spanRatio: 1 };

test('what is under the pointer stays there while the axis is drawn out and in', () => {
  const near = zoomed(all, 4, 0.5);
  expect(near).toEqual({ fromRatio: 0.375, spanRatio: 0.25 });
  const at = (zoom: typeof all, share: number) => zoom.fromRatio + share * zoom.spanRatio;
  expect(at(zoomed(near, 1.7, 0.2), 0.2)).toBeCloseTo(at(near, 0.2), 9);
  expect(zoomed(near, 0.01, 0.5)).toEqual(all);
  expect(zoomed(all, 1000, 1)).toEqual({ fromRatio: 0.95, spanRatio: 0.05 });
});

test('the axis never leaves the shot', () => {
  const near = zoomed(all, 4, 0);
  expect(panned(near, 99)).toEqual({ fromRatio: 0.75, spanRatio: 0.25 });
  expect(panned(near, -1)).toEqual(near);
});

test('the axis follows the playhead, page by page', () => {
  const near = zoomed(all, 4, 0);
  expect(zoomWith(near, 0.2)).toBe(near);
  expect(zoomWith(near, 0.3).fromRatio).toBeCloseTo(0.275, 9);
  expect(zoomWith({ fromRatio: 0.5, spanRatio: 0.25 }, 0.4).fromRatio).toBeCloseTo(0.175, 9);
  expect(zoomWith(all, 0.9)).toBe(all);
});
