import { expect, test } from 'vitest';
import { isPicture, pastedName } from './dropped-files.ts';

test('a file is a picture by its type, or by its name where it has none', () => {
  expect(isPicture({ type: 'image/png', name: 'x' })).toBe(true);
  expect(isPicture({ type: '', name: '照片.JPEG' })).toBe(true);
  expect(isPicture({ type: 'video/mp4', name: 'x.mp4' })).toBe(false);
});

test('a pasted picture is called by its moment', () => {
  expect(pastedName('image/png', new Date(2026, 7, 3, 9, 5, 1))).toBe('2026-08-03 09.05.01.png');
});
