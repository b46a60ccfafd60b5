import { type OwnAmount, usdMicros } from '@fantascope/take';
import { and, asc, desc, eq, lte } from 'drizzle-orm';
import type { Tx } from '../database/database.ts';
import { rate } from '../database/schema/index.ts';

/** What one unit was worth on a day, whole millionths of a dollar. */
export type Rate = typeof rate.$inferSelect;

// There is no rate service a self-hosted server may lean on. Seven to the dollar is what the emulators bill with too; who pays in yuan sets the day's rate.
const houseRates: readonly Omit<Rate, 'at'>[] = [
  {
    id: 'rate_house_cny_2026',
    currency: 'CNY',
    usdMicrosPerUnit: 142_858,
    asOf: '2026-11-22',
    source: 'house figure: seven yuan to the dollar, rounded up; set the rate of the day with ledger.set-rate',
  },
];

/** What the table calls a unit: a currency by its code, a provider's own unit by unit/provider, because one provider's credit is not another's. */
export function currencyOf(unit: string, { provider }: Readonly<{ provider: string }>): string {
  return unit === 'CNY' ? unit : `${unit}/${provider}`;
}

/** The newest rate of a currency that is not younger than the day, else the oldest there is; null where nobody has set one. */
export async function rateOn(tx: Tx, currency: string, { day, nowMs }: Readonly<{ day: string; nowMs: number }>): Promise<Rate | null> {
  const find = async (): Promise<Rate | undefined> => {
    const [before] = await tx
      .select()
      .from(rate)
      .where(and(eq(rate.currency, currency), lte(rate.asOf, day)))
      .orderBy(desc(rate.asOf), desc(rate.at))
      .limit(1);
    if (before !== undefined) return before;
    const [after] = await tx.select().from(rate).where(eq(rate.currency, currency)).orderBy(asc(rate.asOf), desc(rate.at)).limit(1);
    return after;
  };
  const known = await find();
  if (known !== undefined) return known;
  const house = houseRates.find((each) => each.currency === currency);
  if (house === undefined) return null;
  await tx
    .insert(rate)
    .values({ ...house, at: new Date(nowMs) })
    .onConflictDoNothing();
  return (await find()) ?? null;
}

/** An amount in its own unit as whole millionths of that unit, rounded up. Currencies come in millionths already, credits and their kin as they are counted. */
export function ownMicros({ amount, unit }: OwnAmount): number {
  return unit === 'USD' || unit === 'CNY' ? Math.ceil(Math.max(0, amount)) : usdMicros(Math.max(0, amount));
}

/** Millionths of a unit at a rate, as whole millionths of a dollar, rounded up: the sum of the ledger is never below the bill. */
export function atRate(amountMicros: number, usdMicrosPerUnit: number): number {
  const product = BigInt(amountMicros) * BigInt(usdMicrosPerUnit);
  return Number((product + 999_999n) / 1_000_000n);
}

/** What a provider's own figure comes to in dollars; null where it is in a unit whose worth nobody has said. */
export async function usdOf(
  tx: Tx,
  own: OwnAmount,
  { provider, day, nowMs }: Readonly<{ provider: string; day: string; nowMs: number }>,
): Promise<Readonly<{ usdMicros: number; rateId?: string }> | null> {
  if (own.unit === 'USD') return { usdMicros: ownMicros(own) };
  if (own.amount === 0) return { usdMicros: 0 };
  const found = await rateOn(tx, currencyOf(own.unit, { provider }), { day, nowMs });
  return found === null ? null : { usdMicros: atRate(ownMicros(own), found.usdMicrosPerUnit), rateId: found.id };
}
