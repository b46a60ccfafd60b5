import { expect, test } from 'vitest';
import { noMoney, settledMoney, unknownMoney } from './settle.ts';

const reserved = { state: 'reserved', usdMicros: 350_000, basis: 'estimate' } as const;

test('a charge in dollars is what was paid, also beyond what was set aside', () => {
  expect(settledMoney(reserved, { charge: { amount: 400_000, unit: 'USD' }, isReady: true })).toEqual({
    state: 'settled',
    usdMicros: 400_000,
    basis: 'provider',
    own: { amount: 400_000, unit: 'USD' },
  });
});

test("a charge in the provider's own unit is kept as it is, and the estimate counts", () => {
  const units = settledMoney(reserved, { charge: { amount: 3.5, unit: 'units' }, isReady: true });
  expect(units).toEqual({ state: 'settled', usdMicros: 350_000, basis: 'estimate', own: { amount: 3.5, unit: 'units' } });
});

test('a take that failed without a word about money may have cost what was set aside; a charge of 0 is a refund', () => {
  expect(settledMoney(reserved, { charge: undefined, isReady: false })).toEqual({ ...reserved, state: 'unknown' });
  expect(settledMoney(reserved, { charge: { amount: 0, unit: 'units' }, isReady: false })).toMatchObject({
    state: 'refunded',
    usdMicros: 0,
  });
});

test('what is free stays free, and unknown money counts in full', () => {
  expect(settledMoney(noMoney, { charge: undefined, isReady: true })).toEqual(noMoney);
  expect(unknownMoney(noMoney)).toEqual(noMoney);
  expect(unknownMoney(reserved)).toEqual({ ...reserved, state: 'unknown' });
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, -1, 1e300])(
  'a charge of %s is none: it is as if nothing had been said of money',
  (amount) => {
    for (const unit of ['USD', 'CNY', 'credits'] as const)
      for (const isReady of [true, false])
        expect(settledMoney(reserved, { charge: { amount, unit }, isReady })).toEqual(
          settledMoney(reserved, { charge: undefined, isReady }),
        );
  },
);
