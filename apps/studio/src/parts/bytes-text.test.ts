import { expect, test } from 'vitest';
import { bytesText } from './bytes-text.ts';

test('a size is read in the unit it fits', () => {
  expect([0, 812, 1400, 23_400_000, 999_999, 5e12].map(bytesText)).toEqual(['0 B', '812 B', '1.4 kB', '23 MB', '1.0 MB', '5.0 TB']);
});
