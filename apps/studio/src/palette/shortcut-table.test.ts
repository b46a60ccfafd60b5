import { expect, test } from 'vitest';
import { shownKeys } from './shortcut-table.ts';

const swapped = (house: string) => (house === 'x' ? 'c' : house === 'c' ? 'x' : house);

test('the sheet shows the letters that have to be pressed now, and leaves other keys alone', () => {
  expect(shownKeys('x', swapped, false)).toBe('C');
  expect(shownKeys('g m', swapped, false)).toBe('G M');
  expect(shownKeys('Ctrl+Shift+Z', swapped, false)).toBe('Ctrl+Shift+Z');
  expect(shownKeys('Ctrl+K', swapped, true)).toBe('⌘K');
  expect(shownKeys('Alt+x', swapped, false)).toBe('Alt+C');
});
