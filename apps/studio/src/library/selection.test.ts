import { expect, test } from 'vitest';
import { chosen, everything, moved, nothing, placeAfter, pruned } from './selection.ts';

const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
const plain = { shift: false, ctrl: false };
const shift = { shift: true, ctrl: false };
const ctrl = { shift: false, ctrl: true };
const names = ({ ids: own }: { ids: ReadonlySet<string> }) => [...own].sort().join('');

test('a click chooses one, Shift a range from it, Ctrl one more or one less', () => {
  const one = chosen(nothing, { ids, at: 2, held: plain });
  expect(names(one)).toBe('c');
  const span = chosen(one, { ids, at: 5, held: shift });
  expect(names(span)).toBe('cdef');
  expect(names(chosen(span, { ids, at: 0, held: shift }))).toBe('abc');
  const less = chosen(span, { ids, at: 3, held: ctrl });
  expect(names(less)).toBe('cef');
  expect(names(chosen(less, { ids, at: 6, held: { shift: true, ctrl: true } }))).toBe('cdefg');
});

test('arrows go by columns, stay inside, and come to the end of a short last row', () => {
  const grid = { columns: 3, rows: 2, count: 7 };
  expect(placeAfter('ArrowDown', { ...grid, focus: 1 })).toBe(4);
  expect(placeAfter('ArrowDown', { ...grid, focus: 5 })).toBe(6);
  expect(placeAfter('ArrowDown', { ...grid, focus: 6 })).toBe(6);
  expect(placeAfter('ArrowUp', { ...grid, focus: 2 })).toBe(2);
  expect(placeAfter('ArrowLeft', { ...grid, focus: 0 })).toBe(0);
  expect(placeAfter('PageDown', { ...grid, focus: 1 })).toBe(6);
  expect(placeAfter('End', { ...grid, focus: 1 })).toBe(6);
  expect(placeAfter('x', { ...grid, focus: 1 })).toBeNull();
});

test('an arrow with Shift takes the way, with Ctrl only the keyboard moves', () => {
  const one = chosen(nothing, { ids, at: 1, held: plain });
  expect(names(moved(one, { ids, at: 3, held: shift }))).toBe('bcd');
  expect(moved(one, { ids, at: 3, held: ctrl })).toMatchObject({ focus: 3, ids: new Set(['b']) });
});

test('what is gone is not chosen any more', () => {
  const all = everything(chosen(nothing, { ids, at: 6, held: plain }), ids);
  expect(pruned(all, ['a', 'b'])).toEqual({ ids: new Set(['a', 'b']), anchor: 1, focus: 1 });
  expect(pruned(all, ids)).toBe(all);
});
