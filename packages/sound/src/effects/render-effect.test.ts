import { effectKinds } from '@fantascope/film';
import { expect, test } from 'vitest';
import { renderEffect } from './render-effect.ts';

test.each(effectKinds)('%s: heard, never over full scale, as long as it is asked for, the same every time', (kind) => {
  const made = renderEffect(kind, { seed: 5, lengthSec: 1.5 });
  expect(made.left).toHaveLength(72_000);
  const peak = [...made.left, ...made.right].reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  expect(peak).toBeGreaterThan(0.01);
  expect(peak).toBeLessThan(1);
  expect(renderEffect(kind, { seed: 5, lengthSec: 1.5 }).left).toEqual(made.left);
});

test('what goes on begins and ends in silence', () => {
  for (const kind of ['wind', 'rain', 'waves'] as const) {
    const { left } = renderEffect(kind, { seed: 1, lengthSec: 4 });
    expect(Math.abs(left[5] as number)).toBeLessThan(0.01);
    expect(Math.abs(left[left.length - 5] as number)).toBeLessThan(0.01);
  }
});
