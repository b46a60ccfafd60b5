import { z } from 'zod';

/** Millionths of a US dollar, whole. */
export const UsdMicros = z.number().int().min(0);
export type UsdMicros = z.infer<typeof UsdMicros>;

/** An amount in the provider's own unit: micro-units of a currency for USD and CNY, else its credits, units, tokens or seconds. */
export const OwnAmount = z.strictObject({ amount: z.number(), unit: z.enum(['USD', 'CNY', 'credits', 'units', 'tokens', 'seconds']) });
export type OwnAmount = z.infer<typeof OwnAmount>;

/**
 * What became of a take's money. `usdMicros` is what counts against a ceiling: for unknown money the most it can be. `basis`: said by the
 * provider, the estimate, the ceiling where there was no estimate, or a person's word.
 */
export const Money = z.strictObject({
  state: z.enum(['none', 'reserved', 'settled', 'refunded', 'unknown']),
  usdMicros: UsdMicros,
  basis: z.enum(['provider', 'estimate', 'ceiling', 'person', 'none']),
  own: OwnAmount.optional(),
});
export type Money = z.infer<typeof Money>;

/** Dollars as whole millionths, rounded up, so that a sum is never counted too low. Throws RangeError for what is no amount. */
export function usdMicros(usd: number): UsdMicros {
  if (!Number.isFinite(usd) || usd < 0 || usd > 1e9) throw new RangeError(`not an amount of dollars: ${usd}`);
  // 0.1 + 0.2 and its kin: what floating point adds below a thousandth of a millionth is not money.
  return Math.ceil(Number((usd * 1e6).toFixed(3)));
}

/** "$0.35"; as many further digits as the amount has. */
export function usdText(micros: UsdMicros): string {
  const text = (micros / 1e6).toFixed(6).replace(/0{1,4}$/, '');
  return `$${text}`;
}
