import { expect, test } from 'vitest';
import { shotName, shotOf } from './shots-from.ts';

test('a shot is called as its picture, without the ending', () => {
  expect(shotName('IMG_2031.JPG')).toBe('IMG 2031');
  expect(shotName('黄昏的山丘.jpg')).toBe('黄昏的山丘');
  expect(shotName('.jpg')).toBe('.jpg');
  expect(shotName('第 1.5 场')).toBe('第 1.5 场');
});

test('a shot of a picture holds still for five seconds', () => {
  const { picture, camera } = shotOf('asset_1');
  expect(picture).toBe('asset_1');
  expect(camera).toMatchObject({ lengthSec: 5, moves: [] });
  expect(shotOf(null)).not.toHaveProperty('picture');
});
