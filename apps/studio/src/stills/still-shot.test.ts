import { poseAt } from '@fantascope/film';
import { expect, test } from 'vitest';
import { hasView, missingFor, stillShot, straight } from './still-shot.ts';

const asked = { words: ' 雨夜的街 ', pictureId: null, aspectRatio: 1, view: null, mask: null };
const mask = { maskId: 'asset_m', pictureId: 'asset_x', aspectRatio: 1.5, widthPx: 1200, heightPx: 800 };

test('words become the subject of a shot that holds still', () => {
  const shot = stillShot(asked);
  expect(shot.subject).toBe('雨夜的街');
  expect(shot.camera).toMatchObject({ moves: [], aspectRatio: 1 });
});

test.each([
  { rightDeg: 45, upDeg: 0, zoomRatio: 1 },
  { rightDeg: -30, upDeg: 30, zoomRatio: 1 },
  { rightDeg: 0, upDeg: -20, zoomRatio: 1.5 },
])('the camera ends where the numbers say: $rightDeg° right, $upDeg° up, $zoomRatio times', (view) => {
  const { camera } = stillShot({ ...asked, pictureId: 'asset_1', view });
  const { position, lensMm } = poseAt(camera, camera.lengthSec);
  const [x, y, z] = [position[0], position[1], position[2] + camera.subjectDistanceM];
  const way = Math.hypot(x, y, z);
  expect((Math.atan2(x, z) * 180) / Math.PI).toBeCloseTo(view.rightDeg, 3);
  expect((Math.asin(y / way) * 180) / Math.PI).toBeCloseTo(view.upDeg, 3);
  expect((camera.subjectDistanceM / way) * (lensMm / camera.lensMm)).toBeCloseTo(view.zoomRatio, 3);
});

test('a mask goes with the picture that it was painted on, in its shape', () => {
  const shot = stillShot({ ...asked, pictureId: 'asset_1', mask });
  expect(shot).toMatchObject({ picture: 'asset_x', paintMask: 'asset_m', camera: { aspectRatio: 1.5 } });
});

test('a model of viewpoints needs a picture, any other needs words', () => {
  const plain = { camera: 'words', paintMask: 'none' } as const;
  const angles = { camera: 'angles-2511', paintMask: 'none' } as const;
  expect(missingFor(asked, plain)).toBeNull();
  expect(missingFor({ ...asked, words: ' ' }, plain)).toBe('words');
  expect(missingFor(asked, angles)).toBe('picture');
  expect(missingFor({ ...asked, words: '', pictureId: 'asset_1', view: straight }, angles)).toBeNull();
  expect(hasView('exact')).toBe(false);
});

test('a model that only paints over a picture needs a picture, a mask and words', () => {
  const fill = { camera: 'words', paintMask: 'required' } as const;
  expect(missingFor(asked, fill)).toBe('picture');
  expect(missingFor({ ...asked, pictureId: 'asset_1' }, fill)).toBe('mask');
  expect(missingFor({ ...asked, words: '', pictureId: 'asset_1', mask }, fill)).toBe('words');
  expect(missingFor({ ...asked, pictureId: 'asset_1', mask }, fill)).toBeNull();
});
