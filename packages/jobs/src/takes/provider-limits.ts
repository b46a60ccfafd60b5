import { eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Db } from '../database/database.ts';
import { setting } from '../database/schema/index.ts';

/** How much of a provider is asked for: takes at once over all workers, takes begun in a minute, and requests a second of each worker. */
export const ProviderLimits = z.strictObject({
  atOnce: z.number().int().min(1).max(100_000).optional(),
  startsPerMin: z.number().int().min(1).max(100_000).optional(),
  requestsPerSec: z.number().min(0.1).max(10_000).optional(),
});
export type ProviderLimits = z.infer<typeof ProviderLimits>;

/** The setting's name; its value holds limits by provider. */
export const providerLimitsSetting = 'provider-limits';
const Stored = z.record(z.string(), ProviderLimits);

/** Where nobody has set anything. Providers' own limits begin at about this for new accounts; past them they refuse, and a refused take is a person's time. */
export const usualLimits = { atOnce: 20, startsPerMin: 60, requestsPerSec: 20 } as const satisfies ProviderLimits;

/** A provider's limits: what a person has set, else the usual ones; a server on one's own machine has none of ours. */
export async function limitsOf(db: Db, { provider, isNear }: Readonly<{ provider: string; isNear: boolean }>): Promise<ProviderLimits> {
  const [row] = await db.select({ value: setting.value }).from(setting).where(eq(setting.name, providerLimitsSetting));
  const set = Stored.safeParse(row?.value).data?.[provider];
  return set ?? (isNear ? {} : usualLimits);
}
