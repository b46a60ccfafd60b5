import { Film } from '@fantascope/film';
import { expect, test } from 'vitest';
import type { ListedTake } from '../app/queries.ts';
import { liftedBy, moved } from './board-order.ts';
import { costOf, shotState, takeInFilm } from './shot-state.ts';

test('a card is moved to its place, and none is lost or doubled', () => {
  const cards = ['a', 'b', 'c', 'd'];
  expect(moved(cards, 0, 2)).toEqual(['b', 'c', 'a', 'd']);
  expect(moved(cards, 3, 0)).toEqual(['d', 'a', 'b', 'c']);
  expect(moved(cards, 1, 99)).toEqual(['a', 'c', 'd', 'b']);
  expect(moved(cards, 9, 0)).toBe(cards);
});

test('Space lifts, arrows carry to the ends and no further, Space drops, Escape puts back', () => {
  const on = { index: 1, count: 4, columns: 3 };
  const up = liftedBy(null, { key: ' ', ...on });
  expect(up).toEqual({ lifted: { from: 1, at: 1 } });
  const right = liftedBy({ from: 1, at: 1 }, { key: 'ArrowRight', ...on });
  expect(right).toEqual({ lifted: { from: 1, at: 2 } });
  expect(liftedBy({ from: 1, at: 2 }, { key: 'ArrowDown', ...on })).toEqual({ lifted: { from: 1, at: 3 } });
  expect(liftedBy({ from: 1, at: 3 }, { key: ' ', ...on })).toEqual({ lifted: null, drop: { from: 1, to: 3 } });
  expect(liftedBy({ from: 1, at: 3 }, { key: 'Escape', ...on })).toEqual({ lifted: null });
  expect(liftedBy(null, { key: 'ArrowRight', ...on })).toBeUndefined();
});

const take = (change: Partial<ListedTake>): ListedTake =>
  ({
    id: 'take_01HZZZZZZZZZZZZZZZZZZZZZZZ',
    lengthSec: 5,
    state: 'ready',
    verdict: null,
    assetId: 'asset_1',
    endedAt: '2026-11-22T12:00:00Z',
    createdAt: '2026-11-22T12:00:00Z',
    isEmulated: false,
    moneyState: 'settled',
    reservedUsdMicros: 0,
    settledUsdMicros: 0,
    ...change,
  }) as ListedTake;

test('a shot stands as its most pressing take does', () => {
  expect(shotState([], false)).toBe('unshot');
  expect(shotState([take({ state: 'failed', assetId: null })], false)).toBe('unshot');
  expect(shotState([take({})], false)).toBe('review');
  expect(shotState([take({ verdict: 'kept' }), take({})], false)).toBe('approved');
  expect(shotState([take({ verdict: 'kept' })], true)).toBe('locked');
  expect(shotState([take({ verdict: 'kept', isLocked: true })], false)).toBe('locked');
  expect(shotState([take({ verdict: 'kept' }), take({ state: 'shooting', endedAt: null })], true)).toBe('shooting');
  expect(shotState([take({ state: 'shooting', endedAt: null }), take({ state: 'unknown' })], false)).toBe('unknown');
});

test('a placed take stands for its shot before an approved one; what an emulator would charge is no cost', () => {
  const older = take({ verdict: 'kept', createdAt: '2026-11-21T12:00:00Z' });
  const newer = take({ verdict: 'kept', createdAt: '2026-11-22T12:00:00Z' });
  const shotId = 'shot_01HZZZZZZZZZZZZZZZZZZZZZZZ';
  const film = (takes?: Record<string, string>) =>
    Film.parse({ format: 'fantascope/film', version: 1, title: { en: 'x' }, shots: [{ camera: { moves: [] } }], takes });
  expect(takeInFilm(film(), shotId, [older, newer])).toBe(newer);
  const placed = take({ id: 'take_01HYYYYYYYYYYYYYYYYYYYYYYY' });
  expect(takeInFilm(film({ [shotId]: placed.id }), shotId, [older, newer, placed])).toBe(placed);
  expect(takeInFilm(film({ [shotId]: 'stage' }), shotId, [newer])).toBeNull();
  expect(takeInFilm(film(), undefined, [newer])).toBeNull();
  expect(
    costOf([
      take({ settledUsdMicros: 490_000 }),
      take({ moneyState: 'unknown', reservedUsdMicros: 980_000 }),
      take({ isEmulated: true, settledUsdMicros: 7_000_000 }),
    ]),
  ).toEqual({ paidMicros: 490_000, mostMicros: 1_470_000 });
});
