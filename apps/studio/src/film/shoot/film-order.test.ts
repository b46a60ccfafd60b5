import { expect, test } from 'vitest';
import type { ListedTake } from '../../app/queries.ts';
import { mostMicros } from '../../shoot/budget.ts';
import type { ListedModel } from '../../shoot/shoot-rows.ts';
import { type DueShot, openTake, orderCosts, sortedShots, takesStamp, usualModel } from './film-order.ts';

const estimate = (low: number, high: number) => ({ low, high, source: 's', asOf: '2026-01-01' });
const due = (over: Partial<DueShot>): DueShot => ({
  ...{ shotId: 'shot_1', index: 0, name: 'one', state: 'unshot', problem: null, carriers: [], losses: [] },
  ...{ estimateUsd: estimate(0.7, 1.4) },
  ...over,
});
const take = (over: Partial<ListedTake>) =>
  ({ id: 'take_1', shotId: 'shot_1', model: 'm', state: 'ready', moneyState: 'settled', endedAt: '2026-01-01', ...over }) as ListedTake;
const model = (id: string, over: Partial<ListedModel> = {}) =>
  ({ id, makes: 'video', camera: 'words', keyState: 'set', hasAddress: true, reach: 'open', origin: null, ...over }) as ListedModel;

test('every shot of a film stands in one group: nothing is left out of the list', () => {
  const states = ['unshot', 'stale', 'fresh', 'underway', 'approved', 'locked', 'refused'] as const;
  const { due: sent, underWay, refused, left } = sortedShots(states.map((state) => due({ state, shotId: `shot_${state}` })));
  expect([sent, underWay, refused, left].map((all) => all.map(({ state }) => state))).toEqual([
    ['unshot', 'stale'],
    ['underway'],
    ['refused'],
    ['fresh', 'approved', 'locked'],
  ]);
});

test('the most that a film may cost is the higher figure of each shot; where one has no price it is what a person allows for all of them', () => {
  const of = { model: 'm', isEmulated: false, capMicros: null };
  expect(mostMicros(orderCosts([due({}), due({ estimateUsd: estimate(2, 1) })], of))).toBe(3_400_000);
  const some = [due({}), due({ estimateUsd: null })];
  expect(mostMicros(orderCosts(some, of))).toBeNull();
  expect(mostMicros(orderCosts(some, { ...of, capMicros: 5_000_000 }))).toBe(5_000_000);
  expect(mostMicros(orderCosts([due({})], { ...of, isEmulated: true }))).toBe(0);
});

test('the take that goes on is found among ended ones, and so is one of which nobody knows what it cost', () => {
  expect(openTake([take({}), take({ id: 'take_2', state: 'shooting', endedAt: null })])?.id).toBe('take_2');
  expect(openTake([take({}), take({ id: 'take_3', state: 'unknown', moneyState: 'unknown' })])?.id).toBe('take_3');
  expect(openTake([take({})])).toBeNull();
});

test('what is due is asked anew when a take ends, is approved or is locked, and not before', () => {
  const before = takesStamp([take({})]);
  expect(takesStamp([take({})])).toBe(before);
  for (const over of [{ verdict: 'kept' as const }, { isLocked: true }, { moneyState: 'unknown' as const }, { endedAt: null }])
    expect(takesStamp([take(over)])).not.toBe(before);
});

test('a film goes on with what most of it was shot on, unless that cannot be asked now; then on the stage', () => {
  const models = [model('a'), model('stage', { camera: 'exact' }), model('b'), model('still', { makes: 'image' })];
  expect(usualModel(models, [take({ model: 'a' }), take({ model: 'b' }), take({ model: 'b' })])).toBe('b');
  expect(usualModel([...models, model('c', { keyState: 'missing' })], [take({ model: 'c' })])).toBe('stage');
  expect(usualModel(models, [])).toBe('stage');
  expect(usualModel([], [])).toBeNull();
});
