import { expect, test } from 'vitest';
import { bytesText } from './bytes-text.ts';

test('sizes are told in the unit that leaves few digits', () => {
  expect([0, 999, 1000, 8_340_000, 123_456_789, 5e12].map(bytesText)).toEqual(['0 B', '999 B', '1.0 kB', '8.3 MB', '123 MB', '5.0 TB']);
});
