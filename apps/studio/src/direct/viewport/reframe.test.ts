import { Shot } from '@fantascope/film';
import { expect, test } from 'vitest';
import { applyEdit } from '../../shot/shot-edit.ts';
import { carriedCentre, centreOf, isSameCentre, pinned, reachOf, reframed, windowAbout } from './reframe.ts';

const photo = { xPx: 20, yPx: 10, widthPx: 1600, heightPx: 1200 };
const tall = { xPx: 400, yPx: 40, widthPx: 600, heightPx: 1066 };
const place = { photo, window: tall };
const shot = Shot.parse({ camera: {} });
const after = (own: Shot, edit: Parameters<typeof applyEdit>[1]) => {
  const done = applyEdit(own, edit);
  if ('refused' in done) throw new TypeError(done.refused);
  return done.shot;
};

test('a window put about its own middle is itself', () => {
  const again = windowAbout(centreOf(place), place);
  expect(again.xPx).toBeCloseTo(tall.xPx, 6);
  expect(again.yPx).toBeCloseTo(tall.yPx, 6);
});

test('the frame is carried as far as the photograph reaches and no farther', () => {
  const far = carriedCentre(centreOf(place), { x: 5, y: -5 }, place);
  const window = windowAbout(far, place);
  expect(window.xPx + window.widthPx).toBeCloseTo(photo.xPx + photo.widthPx, 6);
  expect(window.yPx).toBeCloseTo(photo.yPx, 6);
  expect(reachOf({ photo, window: { ...tall, widthPx: 2000 } }).x).toEqual([0.5, 0.5]);
});

test('each shape keeps its own framing, and leaving one to the picture leaves the others', () => {
  const one = after(shot, reframed(shot, { aspectRatio: 9 / 16, centre: { xRatio: 0.7, yRatio: 0.5 } }));
  const two = after(one, reframed(one, { aspectRatio: 1, centre: { xRatio: 0.2, yRatio: 0.5 } }));
  expect(two.startCentres).toHaveLength(2);
  const back = after(two, reframed(two, { aspectRatio: 1, centre: null }));
  expect(back.startCentres).toEqual(one.startCentres);
  expect(after(back, reframed(back, { aspectRatio: 9 / 16, centre: null }))).not.toHaveProperty('startCentres');
});

test('a region drawn anew in another shape leaves both framings where they were', () => {
  const before = { xRatio: 0.03, yRatio: 0.14, widthRatio: 0.94, heightRatio: 0.705 };
  const now = { xRatio: 0.5, yRatio: 0.05, widthRatio: 0.375, heightRatio: 0.8888 };
  const [edit] = pinned(shot, { photo, before, now });
  if (edit === undefined) throw new TypeError('nothing was pinned');
  const { startCentres } = after(shot, edit);
  expect(startCentres?.map(({ aspectRatio }) => aspectRatio)).toEqual([expect.closeTo(16 / 9, 2), expect.closeTo(9 / 16, 2)]);
  expect(pinned(shot, { photo, before: now, now })).toEqual([]);
  expect(pinned(shot, { photo, before: undefined, now })).toEqual([]);
});

test('middles that differ by less than a file keeps are the same', () => {
  expect(isSameCentre({ xRatio: 0.5, yRatio: 0.5 }, { xRatio: 0.5004, yRatio: 0.5 })).toBe(true);
  expect(isSameCentre({ xRatio: 0.5, yRatio: 0.5 }, { xRatio: 0.51, yRatio: 0.5 })).toBe(false);
});
