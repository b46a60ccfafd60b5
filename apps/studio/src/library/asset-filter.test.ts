import { expect, test } from 'vitest';
import { columnsOf, inOrder, rowOf } from './asset-filter.ts';
import type { ListedAsset } from './asset-pages.ts';

const file = (name: string, bytes: number) => ({ id: name, name, bytes }) as ListedAsset;

test('cards fill the width, never fewer than two side by side', () => {
  expect(columnsOf(1000, { sizePx: 160, gapPx: 10 })).toEqual({ columns: 5, cellPx: 192 });
  expect(columnsOf(366, { sizePx: 300, gapPx: 6 })).toEqual({ columns: 2, cellPx: 180 });
});

test('rows cut ten thousand files without leaving one out', () => {
  const items = Array.from({ length: 10_000 }, (_, index) => index);
  const rows = Array.from({ length: Math.ceil(items.length / 7) }, (_, row) => rowOf(items, { row, columns: 7 }));
  expect(rows.flat()).toEqual(items);
  expect(rows.at(-1)?.length).toBe(10_000 % 7);
});

test('names are ordered as people count, sizes from the largest', () => {
  const files = [file('shot 10.jpg', 3), file('shot 9.jpg', 9), file('海.jpg', 5)];
  expect(inOrder(files, 'name').map(({ name }) => name)).toContain('海.jpg');
  expect(
    inOrder(files, 'name')
      .filter(({ name }) => name.startsWith('shot'))
      .map(({ name }) => name),
  ).toEqual(['shot 9.jpg', 'shot 10.jpg']);
  expect(inOrder(files, 'largest').map(({ bytes }) => bytes)).toEqual([9, 5, 3]);
  expect(inOrder(files, 'newest')).toBe(files);
});
