import { expect, test } from 'vitest';
import { type Cap, type ChosenCost, emulatedMicros, mostMicros, shortOf } from './budget.ts';

const cost = (over: Partial<ChosenCost>): ChosenCost => ({
  model: 'a',
  isEmulated: false,
  upMicros: 760_000,
  takes: 1,
  ...over,
});
const cap = (over: Partial<Cap>): Cap => ({
  scope: 'project',
  key: 'project_1',
  capUsdMicros: 20_000_000,
  isDefault: false,
  heldUsdMicros: 0,
  spentUsdMicros: 0,
  leftUsdMicros: 1_000_000,
  raisedBy: 'server-owner',
  ...over,
});

test('the most is every model times its takes, in whole millionths', () => {
  expect(mostMicros([cost({ takes: 3 }), cost({ upMicros: 100_001, takes: 2 })])).toBe(2_480_002);
});

test('a model without a price has no most until a cap is given', () => {
  expect(mostMicros([cost({}), cost({ upMicros: null })])).toBeNull();
});

test('emulated takes cost nothing, and what they would have cost is told apart', () => {
  const chosen = [cost({}), cost({ isEmulated: true, upMicros: 500_000, takes: 2 })];
  expect([mostMicros(chosen), emulatedMicros(chosen)]).toEqual([760_000, 1_000_000]);
});

test('the cap that is most short is named; one of a provider is not weighed here, and no cap at all is never short', () => {
  const caps = [
    cap({ leftUsdMicros: 1_000_000 }),
    cap({ scope: 'member', key: 'project_1/user_1', leftUsdMicros: 500_000 }),
    cap({ scope: 'provider', key: 'b.com', leftUsdMicros: 0 }),
    cap({ scope: 'day', key: '2026-11-22', capUsdMicros: null, leftUsdMicros: null }),
  ];
  expect(shortOf(caps, [cost({})])).toMatchObject({ cap: { scope: 'member' }, shortMicros: 260_000 });
  expect(shortOf(caps, [cost({ takes: 2 })])).toMatchObject({ shortMicros: 1_020_000 });
  expect(shortOf([cap({})], [cost({})])).toBeNull();
  expect(shortOf([cap({ leftUsdMicros: 0 })], [cost({ isEmulated: true })])).toBeNull();
});
