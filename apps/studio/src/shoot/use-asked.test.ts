import { expect, test } from 'vitest';
import { isEmulatedBy, shootInput, upperOf } from './use-asked.ts';

const preview = (shown: unknown) => ({ isDone: false, hash: 'h', shown }) as const;

test('the most a take may cost is the higher figure of what the server showed, rounded up', () => {
  expect(upperOf(preview({ estimateUsd: { low: 0.46, high: 0.7600001, source: 'page', asOf: '2026-11-18' }, mostUsd: null }))).toBe(
    760_001,
  );
});

test('without a price it is the cap that a person gave, and none without one', () => {
  expect(upperOf(preview({ estimateUsd: null, mostUsd: 1.5 }))).toBe(1_500_000);
  expect(upperOf(preview({ estimateUsd: null, mostUsd: null }))).toBeNull();
});

test('what is asked about and what is done have the same body', () => {
  expect(shootInput('shot_1', { model: 'a', capMicros: 1_500_000, parentTakeId: 'take_1' })).toEqual({
    shotId: 'shot_1',
    model: 'a',
    priority: 1,
    mostUsd: 1.5,
    parentTakeId: 'take_1',
  });
  expect(shootInput('shot_1', { model: 'a', capMicros: null, parentTakeId: null })).toEqual({ shotId: 'shot_1', model: 'a', priority: 1 });
});

test('who would be asked is what the server showed with the hash', () => {
  expect(isEmulatedBy(preview({ estimateUsd: null, mostUsd: null, isEmulated: true }))).toBe(true);
  expect(isEmulatedBy(preview({ estimateUsd: null, mostUsd: null, isEmulated: false }))).toBe(false);
});
