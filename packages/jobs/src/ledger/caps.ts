import { and, desc, eq, inArray, or } from 'drizzle-orm';
import type { Db, Tx } from '../database/database.ts';
import { apiToken, cap } from '../database/schema/index.ts';
import type { BudgetKey, Scope } from './budgets.ts';

/** What may be spent where nobody has set anything: by default 5 USD a day and 5 USD a project; members and providers have no cap until one is set. */
export type DefaultCaps = Readonly<{ dayUsdMicros: number; projectUsdMicros: number }>;

/** A cap, or null where there is none. `isDefault`: nobody has set it. */
export type CapOf = BudgetKey & Readonly<{ capUsdMicros: number | null; isDefault: boolean }>;

/** The key of the cap that holds for every key of a scope that has none of its own. */
export const everyKey = '*';

/** The caps that hold for some counters: the newest row of the key, else that of the whole scope, else the default. A token's is its own spending limit, 0 where the token is revoked or gone. */
export async function capsOf(
  tx: Tx | Db,
  keys: readonly BudgetKey[],
  { defaults }: Readonly<{ defaults: DefaultCaps }>,
): Promise<readonly CapOf[]> {
  const byScope = Map.groupBy(
    keys.filter(({ scope }) => scope !== 'token'),
    ({ scope }) => scope,
  );
  const wanted = [...byScope].map(([scope, each]) =>
    and(eq(cap.scope, scope), inArray(cap.key, [everyKey, ...each.map(({ key }) => key)])),
  );
  const rows =
    wanted.length === 0
      ? []
      : await tx
          .selectDistinctOn([cap.scope, cap.key], { scope: cap.scope, key: cap.key, usdMicros: cap.usdMicros })
          .from(cap)
          .where(or(...wanted))
          .orderBy(cap.scope, cap.key, desc(cap.seq));
  const set = new Map(rows.map(({ scope, key, usdMicros }) => [`${scope} ${key}`, usdMicros]));
  const tokens = keys.filter(({ scope }) => scope === 'token').map(({ key }) => key);
  const limits = tokens.length === 0 ? [] : await tx.select().from(apiToken).where(inArray(apiToken.id, tokens));
  return keys.map(({ scope, key }): CapOf => {
    if (scope === 'token') {
      const limit = limits.find((token) => token.id === key && token.revokedAt === null);
      return { scope, key, capUsdMicros: limit?.spendLimitUsdMicros ?? 0, isDefault: false };
    }
    const usdMicros = set.get(`${scope} ${key}`) ?? set.get(`${scope} ${everyKey}`);
    if (usdMicros !== undefined) return { scope, key, capUsdMicros: usdMicros, isDefault: false };
    return { scope, key, capUsdMicros: defaultOf(scope, defaults), isDefault: true };
  });
}

function defaultOf(scope: Exclude<Scope, 'token'>, { dayUsdMicros, projectUsdMicros }: DefaultCaps): number | null {
  switch (scope) {
    case 'day':
      return dayUsdMicros;
    case 'project':
      return projectUsdMicros;
    case 'member':
    case 'provider':
      return null;
    default:
      return scope satisfies never;
  }
}

/** Writes a cap; what it was before stays in the table. */
export async function setCap(
  tx: Tx,
  { scope, key }: BudgetKey,
  { usdMicros, byUserId, nowMs }: Readonly<{ usdMicros: number; byUserId: string; nowMs: number }>,
): Promise<void> {
  await tx.insert(cap).values({ scope, key, usdMicros, byUserId, at: new Date(nowMs) });
}
