import { expect, test } from 'vitest';
import { Film } from '../film.ts';
import { frameInside } from '../frame-size.ts';
import { deliverProblems } from './check-deliver.ts';
import { type PlatformId, platformIds, platforms } from './platforms.ts';
import { safeZoneOf } from './safe-zone.ts';

const filmFor = (ids: readonly PlatformId[], given: object = {}, lengthSec = 30) =>
  Film.parse({
    ...{ format: 'fantascope/film', version: 1, title: { en: 'x' }, platforms: ids },
    ...{ shots: [{ camera: { lengthSec, moves: [] } }], ...given },
  });
const codes = (film: Film) => deliverProblems(film).map(({ code }) => code);

test('a film in a platform’s own shape, of half a minute, is one it takes', () => {
  for (const id of platformIds)
    expect(codes(filmFor([id], frameInside(platforms[id].aspect, { widthPx: 1920, heightPx: 1080 }))), id).toEqual([]);
});

test('shape, length, loudness and size are told before anything is drawn', () => {
  expect(codes(filmFor(['douyin']))).toEqual(['deliver.shape']);
  expect(codes(filmFor(['shorts'], { widthPx: 1080, heightPx: 1920 }, 200))).toEqual(['deliver.length']);
  expect(codes(filmFor(['youtube'], { sound: { loudness: 'broadcast' } }))).toEqual(['deliver.loudness']);
  expect(codes(filmFor(['taobao'], { widthPx: 3072, heightPx: 4096, fps: 60 }, 59))).toEqual(['deliver.bytes']);
  expect(codes(filmFor([]))).toEqual([]);
});

test('for several platforms words keep to what all of them leave free', () => {
  expect(safeZoneOf(filmFor(['tiktok', 'reels']))).toEqual({ topRatio: 0.14, rightRatio: 0.14, bottomRatio: 0.35, leftRatio: 0.06 });
  expect(safeZoneOf(filmFor([]))).toBeUndefined();
});

test('every safe zone leaves room for words', () => {
  for (const { safeZone } of Object.values(platforms)) {
    expect(safeZone.leftRatio + safeZone.rightRatio).toBeLessThan(0.4);
    expect(safeZone.topRatio + safeZone.bottomRatio).toBeLessThan(0.6);
  }
});
