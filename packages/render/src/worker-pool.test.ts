import { expect, test } from 'vitest';
import { mostWorkers } from './worker-pool.ts';

test('threads are limited by what their frames take of the shared memory, and one always fits', () => {
  expect(mostWorkers({ widthPx: 3840, heightPx: 2160 })).toBeLessThan(34);
  expect(mostWorkers({ widthPx: 1920, heightPx: 1080 })).toBeGreaterThanOrEqual(64);
  expect(mostWorkers({ widthPx: 4096, heightPx: 4096 })).toBeGreaterThanOrEqual(1);
});
