import { and, eq, inArray, or, type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../database/database.ts';
import { budget } from '../database/schema/index.ts';

/** What a cap can be set on. */
export const scopes = ['token', 'member', 'project', 'provider', 'day'] as const;
export type Scope = (typeof scopes)[number];

/** A counter that money is held in. Keys: a token's id; project/user; a project's id; a provider; a UTC day as 2026-11-22. */
export type BudgetKey = Readonly<{ scope: Scope; key: string }>;

/** What stands in a counter, whole millionths of a dollar. */
export type BudgetSums = BudgetKey & Readonly<{ heldUsdMicros: number; spentUsdMicros: number }>;

/** Whose money a take's is, and on which day it counts. */
export type Payer = Readonly<{
  projectId: string;
  userId: string;
  tokenId: string | null;
  provider: string;
  day: string;
  /** Made by a server that only plays a provider: nothing is paid. */
  isEmulated: boolean;
}>;

/** The UTC day of a time, 2026-11-22. */
export function dayOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}

/** A member's counter: a person in one project. */
export function memberKey({ projectId, userId }: Readonly<{ projectId: string; userId: string }>): string {
  return `${projectId}/${userId}`;
}

/** What the keys of emulated takes' counters begin with. */
export const emulatedPrefix = 'emulated:';

/** The key of the cap that a counter is held against: emulated takes rehearse those of a member and a token in counters of their own. */
export function capKeyOf({ scope, key }: BudgetKey): BudgetKey {
  return { scope, key: key.startsWith(emulatedPrefix) ? key.slice(emulatedPrefix.length) : key };
}

/**
 * The counters that a take's money stands in, in the order in which everybody locks them: two transactions that lock in different orders wait
 * for each other for ever. The day comes last, because everybody needs it: it is held the shortest. An emulated take, for which nothing is paid, counts in none
 * of a day, a project or a provider, and in its own of who may spend.
 */
export function budgetsOf({ tokenId, projectId, userId, provider, day, isEmulated }: Payer): readonly BudgetKey[] {
  if (isEmulated)
    return [
      ...(tokenId === null ? [] : [{ scope: 'token', key: `${emulatedPrefix}${tokenId}` } as const]),
      { scope: 'member', key: `${emulatedPrefix}${memberKey({ projectId, userId })}` },
    ];
  return [
    ...(tokenId === null ? [] : [{ scope: 'token', key: tokenId } as const]),
    { scope: 'member', key: memberKey({ projectId, userId }) },
    { scope: 'project', key: projectId },
    { scope: 'provider', key: provider },
    { scope: 'day', key: day },
  ];
}

const oneOf = (keys: readonly BudgetKey[]): SQL | undefined =>
  or(...keys.map(({ scope, key }) => and(eq(budget.scope, scope), eq(budget.key, key))));

/** Locks counters until the transaction ends, and reads them. Missing ones are made first: a row that is not there cannot be locked. */
export async function lockBudgets(tx: Tx, keys: readonly BudgetKey[]): Promise<readonly BudgetSums[]> {
  await tx
    .insert(budget)
    .values([...keys])
    .onConflictDoNothing();
  const order = sql`array_position(array[${sql.join(
    keys.map(({ scope }) => sql`${scope}::text`),
    sql`, `,
  )}], ${budget.scope})`;
  const rows = await tx.select().from(budget).where(oneOf(keys)).orderBy(order).for('update');
  return rows as unknown as readonly BudgetSums[];
}

/** Adds to locked counters, signed. */
export async function moveBudgets(
  tx: Tx,
  keys: readonly BudgetKey[],
  { heldUsdMicros, spentUsdMicros }: Readonly<{ heldUsdMicros: number; spentUsdMicros: number }>,
): Promise<void> {
  if (heldUsdMicros === 0 && spentUsdMicros === 0) return;
  await tx
    .update(budget)
    .set({
      heldUsdMicros: sql`${budget.heldUsdMicros} + ${heldUsdMicros}`,
      spentUsdMicros: sql`${budget.spentUsdMicros} + ${spentUsdMicros}`,
    })
    .where(oneOf(keys));
}

/** Holds an amount in one counter where its cap still has room; false where it has not. The cap is in the statement itself, so that it holds whatever was read before. */
export async function holdWithin(
  tx: Tx,
  { scope, key }: BudgetKey,
  { amountUsdMicros, capUsdMicros }: Readonly<{ amountUsdMicros: number; capUsdMicros: number | null }>,
): Promise<boolean> {
  const room =
    capUsdMicros === null ? undefined : sql`${budget.spentUsdMicros} + ${budget.heldUsdMicros} + ${amountUsdMicros} <= ${capUsdMicros}`;
  const held = await tx
    .update(budget)
    .set({ heldUsdMicros: sql`${budget.heldUsdMicros} + ${amountUsdMicros}` })
    .where(and(eq(budget.scope, scope), eq(budget.key, key), room))
    .returning({ key: budget.key });
  return held.length === 1;
}

/** The counters of some keys, without a lock; those nobody has used yet are left out. */
export async function readBudgets(tx: Pick<Tx, 'select'>, scope: Scope, keys: readonly string[]): Promise<readonly BudgetSums[]> {
  const rows = await tx
    .select()
    .from(budget)
    .where(and(eq(budget.scope, scope), inArray(budget.key, [...keys])));
  return rows as unknown as readonly BudgetSums[];
}
