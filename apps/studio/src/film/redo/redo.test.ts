import { expect, test } from 'vitest';
import { byStanding, redoCost, type StaleTake, staleOf } from './redo-choice.ts';

const item = (over: Partial<StaleTake>): StaleTake => ({
  ...{ shotId: 'shot_1', index: 0, takeId: 'take_1', model: 'm', isEmulated: false, isLocked: false, isApproved: false, isInFilm: false },
  ...{ revision: 1, changed: ['words'], redo: { lowUsd: 1, highUsd: 1.4, source: 's', asOf: '2026-01-01' } },
  ...over,
});

test('approved and locked takes stand apart, and so does every take of a locked shot; of one shot one take is redone', () => {
  const items = [
    item({ takeId: 'take_a' }),
    item({ takeId: 'take_b', isInFilm: true }),
    item({ takeId: 'take_c', shotId: 'shot_2', isApproved: true }),
    item({ takeId: 'take_d', shotId: 'shot_2' }),
    item({ takeId: 'take_e', shotId: 'shot_3', isLocked: true }),
    item({ takeId: 'take_f', shotId: 'shot_4' }),
  ];
  const { open, held } = byStanding(items, (shotId) => shotId === 'shot_4');
  expect(open.map(({ takeId }) => takeId)).toEqual(['take_b']);
  expect(held.map(({ takeId }) => takeId)).toEqual(['take_c', 'take_e', 'take_f']);
});

test('a total adds what has a price, counts what has none, and takes emulated ones for free', () => {
  const old = item({ isEmulated: true, redo: { lowUsd: 1, highUsd: 1.4, source: 's', asOf: '2025-11-01' } });
  expect(redoCost([item({}), item({}), item({ redo: null }), old])).toEqual({
    ...{ lowMicros: 2e6, highMicros: 2.8e6, emulatedMicros: 1.4e6, unpriced: 1 },
    asOf: '2025-11-01',
  });
});

test('a card is stale by the take that stands in the film; another take of the shot does not make it so', () => {
  const items = [item({ takeId: 'take_a' }), item({ takeId: 'take_b', shotId: 'shot_2' })];
  expect(staleOf(items, { shotId: 'shot_1', chosenId: 'take_a' })?.takeId).toBe('take_a');
  expect(staleOf(items, { shotId: 'shot_1', chosenId: 'take_c' })).toBeNull();
  expect(staleOf(items, { shotId: 'shot_2', chosenId: null })?.takeId).toBe('take_b');
  expect(staleOf(items, { shotId: undefined, chosenId: null })).toBeNull();
});
