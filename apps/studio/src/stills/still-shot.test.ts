import { poseAt } from '@fantascope/film';
import { expect, test } from 'vitest';
import { hasView, isEnough, stillShot, straight } from './still-shot.ts';

const asked = { words: ' 雨夜的街 ', pictureId: null, aspectRatio: 1, view: null };

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

test('a model of viewpoints needs a picture, any other needs words', () => {
  expect(isEnough(asked, 'words')).toBe(true);
  expect(isEnough({ ...asked, words: ' ' }, 'words')).toBe(false);
  expect(isEnough(asked, 'angles-2511')).toBe(false);
  expect(isEnough({ ...asked, words: '', pictureId: 'asset_1', view: straight }, 'angles-2509')).toBe(true);
  expect(hasView('exact')).toBe(false);
});
