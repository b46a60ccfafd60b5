import { expect, test } from 'vitest';
import { edgesOfView, fitting, lensTo, nearestSec, offMap, onMap, pathPieces, scaleBarM } from './map-frame.ts';

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

test('the lens that reaches to a place is the one whose edge goes through it', () => {
  const pose = { position: [0.3, 0.1, -0.5], orientation: [0, 0.2, 0, Math.sqrt(1 - 0.04)], lensMm: 50, focusM: 1 } as const;
  for (const side of ['top', 'side'] as const) {
    const at = onMap(side, pose.position);
    for (const edge of edgesOfView(side, pose, 16 / 9)) {
      const place = { across: at.across + edge.across * 0.7, up: at.up + edge.up * 0.7 };
      expect(lensTo(side, pose, { place, aspectRatio: 16 / 9 })).toBeCloseTo(50, side === 'top' ? 6 : -1);
    }
  }
  expect(lensTo('top', pose, { place: { across: 0.3, up: -3 }, aspectRatio: 1 })).toBe(12);
  expect(lensTo('top', { ...pose, orientation: [0, 0, 0, 1] }, { place: { across: 0.3, up: 5 }, aspectRatio: 1 })).toBe(300);
});

test('the way is cut at exactly the seconds outside, without a gap', () => {
  const path = (tSec: number) => ({ across: tSec, up: 0 });
  const spans = [
    { fromSec: 1, toSec: 1.5 },
    { fromSec: 3.2, toSec: 4 },
  ];
  const pieces = pathPieces(path, { lengthSec: 4, spans });
  expect(pieces.map(({ isOutside, fromSec, toSec }) => [isOutside, fromSec, toSec])).toEqual([
    [false, 0, 1],
    [true, 1, 1.5],
    [false, 1.5, 3.2],
    [true, 3.2, 4],
  ]);
  for (const [i, piece] of pieces.entries()) if (i > 0) expect(piece.places[0]).toEqual(pieces[i - 1]?.places.at(-1));
  expect(pathPieces(path, { lengthSec: 4, spans: [] })).toHaveLength(1);
});

test('a place beside the way is nearest to one moment of it', () => {
  expect(nearestSec((tSec) => ({ across: tSec, up: 1 }), 4, { across: 2.6, up: 3 })).toBeCloseTo(2.6, 6);
});
