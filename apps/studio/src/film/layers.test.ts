import { expect, test } from 'vitest';
import { blendStyles } from './layers.ts';

const blend = (kind: 'crossfade' | 'wipe' | 'push', progressRatio: number, toward: 'left' | 'right' | 'up' | 'down' = 'left') => ({
  kind,
  progressRatio,
  toward,
});

test('a shot by itself lies as it is; a crossfade shows as much of the second as has passed', () => {
  expect(blendStyles(null)).toEqual([{}, {}]);
  expect(blendStyles(blend('crossfade', 0.25))).toEqual([{}, { opacity: 0.25 }]);
});

test('a wipe uncovers the second picture behind the edge that travels', () => {
  expect(blendStyles(blend('wipe', 0.25, 'left'))[1]).toEqual({ clipPath: 'inset(0 0 0 75.00%)' });
  expect(blendStyles(blend('wipe', 0.25, 'right'))[1]).toEqual({ clipPath: 'inset(0 75.00% 0 0)' });
  expect(blendStyles(blend('wipe', 1, 'up'))[1]).toEqual({ clipPath: 'inset(0.00% 0 0 0)' });
});

test('a push carries both along, edge to edge', () => {
  expect(blendStyles(blend('push', 0.25, 'left'))).toEqual([{ transform: 'translateX(-25.00%)' }, { transform: 'translateX(75.00%)' }]);
  expect(blendStyles(blend('push', 0.25, 'down'))).toEqual([{ transform: 'translateY(25.00%)' }, { transform: 'translateY(-75.00%)' }]);
});
