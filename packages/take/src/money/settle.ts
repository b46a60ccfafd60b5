import type { Charge } from '@fantascope/models';
import type { Money } from './money.ts';

/** A billion dollars, or of anything else. */
const MOST_UNITS = 1e9;

/** Whether a charge can be one: not below nothing, and no more than anybody has. */
function isAmount({ amount, unit }: Charge): boolean {
  return amount >= 0 && amount <= (unit === 'USD' || unit === 'CNY' ? MOST_UNITS * 1e6 : MOST_UNITS);
}

/**
 * What a take cost once it has ended. A charge in dollars is what was paid. In another unit it is kept as it is, and what was set aside
 * counts. A take that brought nothing and whose provider says nothing of money may still be charged: unknown, at most what was set aside.
 */
export function settledMoney(
  reserved: Money,
  { charge: said, isReady }: Readonly<{ charge: Charge | undefined; isReady: boolean }>,
): Money {
  // What is no amount is nothing said: booked, it could not be written, and its take would be under way for ever.
  const charge = said !== undefined && isAmount(said) ? said : undefined;
  const own = charge === undefined ? {} : { own: { amount: charge.amount, unit: charge.unit } };
  if (reserved.usdMicros === 0 && reserved.state === 'none' && charge === undefined) return reserved;
  if (charge?.amount === 0) return { state: isReady ? 'settled' : 'refunded', usdMicros: 0, basis: 'provider', ...own };
  if (charge?.unit === 'USD') return { state: 'settled', usdMicros: Math.ceil(Math.max(0, charge.amount)), basis: 'provider', ...own };
  return { state: isReady ? 'settled' : 'unknown', usdMicros: reserved.usdMicros, basis: reserved.basis, ...own };
}

/** What counts while nobody knows whether a take is paid: all that was set aside. */
export function unknownMoney(reserved: Money): Money {
  return reserved.state === 'none' ? reserved : { ...reserved, state: 'unknown' };
}

/** Nothing was taken, nothing is paid. */
export const noMoney: Money = { state: 'none', usdMicros: 0, basis: 'none' };
