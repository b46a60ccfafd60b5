import type { Estimate } from '@fantascope/plan';
import { type UsdMicros, usdMicros } from './money.ts';

/** What a person has allowed for one take: at most this, and whether a model without a known price may use all of it. */
export type Ceiling = Readonly<{ usdMicros: UsdMicros; acceptsUnpriced: boolean }>;

/** Whether a take may be paid, and how much is set aside for it. */
export type CeilingVerdict =
  | Readonly<{ verdict: 'allowed'; reservedUsdMicros: UsdMicros; basis: 'estimate' | 'ceiling' }>
  /** Nothing has been allowed yet. */
  | Readonly<{ verdict: 'no-ceiling' }>
  | Readonly<{ verdict: 'unpriced' }>
  | Readonly<{ verdict: 'over'; estimateUsdMicros: UsdMicros; ceilingUsdMicros: UsdMicros }>;

/**
 * Holds an estimate against a ceiling, by its higher figure. What costs nothing needs no ceiling; what has no price needs a ceiling and
 * `acceptsUnpriced`, and then all of the ceiling is set aside.
 */
export function checkCeiling(estimate: Estimate | null, ceiling: Ceiling | null): CeilingVerdict {
  if (estimate === null) {
    if (ceiling === null || !ceiling.acceptsUnpriced) return { verdict: 'unpriced' };
    return { verdict: 'allowed', reservedUsdMicros: ceiling.usdMicros, basis: 'ceiling' };
  }
  const high = usdMicros(Math.max(estimate.low, estimate.high));
  if (high === 0) return { verdict: 'allowed', reservedUsdMicros: 0, basis: 'estimate' };
  if (ceiling === null) return { verdict: 'no-ceiling' };
  if (high > ceiling.usdMicros) return { verdict: 'over', estimateUsdMicros: high, ceilingUsdMicros: ceiling.usdMicros };
  return { verdict: 'allowed', reservedUsdMicros: high, basis: 'estimate' };
}
