import { Fault } from '@fantascope/film';
import type { Money } from '@fantascope/take';
import { eq, sql } from 'drizzle-orm';
import type { Tx } from '../database/database.ts';
import { ledgerEntry, take } from '../database/schema/index.ts';
import { budgetsOf, lockBudgets, moveBudgets } from './budgets.ts';

/** What a row of the ledger says happened; docs/ledger.md has a line for each. */
export const entryKinds = [
  'ask',
  'reserve',
  'settle',
  'overrun',
  'release',
  'refund',
  'unknown',
  'found',
  'decline',
  'acknowledge',
] as const;
export type EntryKind = (typeof entryKinds)[number];

/** States of a take's money (DESIGN.md §11). */
export type MoneyState = Money['state'];

/** One take's account, its take row locked until the transaction ends: whoever else wants to move its money waits. */
export type Account = Readonly<{
  takeId: string;
  takeState: string;
  projectId: string;
  userId: string;
  tokenId: string | null;
  provider: string;
  model: string;
  isEmulated: boolean;
  moneyState: MoneyState;
  /** The UTC day its money counts against; null before anything was set aside. */
  day: string | null;
  heldUsdMicros: number;
  spentUsdMicros: number;
  kinds: ReadonlySet<EntryKind>;
  /** What waits for an approval; null where nothing was asked. */
  askedUsdMicros: number | null;
}>;

// Weaker than FOR UPDATE on purpose: rows that only refer to the take (an acknowledged overrun) need not wait for it, and cannot wait in a circle.
/** Locks a take and sums its rows. Throws jobs.no-such-thing. */
export async function lockAccount(tx: Tx, takeId: string): Promise<Account> {
  const [row] = await tx.select().from(take).where(eq(take.id, takeId)).for('no key update');
  if (row === undefined) throw new Fault('jobs.no-such-thing', { id: takeId });
  const [sums] = await tx
    .select({
      held: sql`coalesce(sum(${ledgerEntry.heldUsdMicros}), 0)::bigint`.mapWith(Number),
      spent: sql`coalesce(sum(${ledgerEntry.spentUsdMicros}), 0)::bigint`.mapWith(Number),
      kinds: sql<EntryKind[]>`coalesce(array_agg(${ledgerEntry.kind}), '{}')`,
      day: sql<string | null>`min(${ledgerEntry.day}) filter (where ${ledgerEntry.kind} <> 'ask')`,
      asked: sql<string | null>`max(${ledgerEntry.ownAmount}) filter (where ${ledgerEntry.kind} = 'ask')`,
    })
    .from(ledgerEntry)
    .where(eq(ledgerEntry.takeId, takeId));
  return {
    takeId,
    takeState: row.state,
    projectId: row.projectId,
    userId: row.byUserId,
    tokenId: row.tokenId,
    provider: row.provider,
    model: row.model,
    isEmulated: row.isEmulated,
    moneyState: row.moneyState as MoneyState,
    day: sums?.day ?? null,
    heldUsdMicros: sums?.held ?? 0,
    spentUsdMicros: sums?.spent ?? 0,
    kinds: new Set(sums?.kinds ?? []),
    askedUsdMicros: sums?.asked === null || sums?.asked === undefined ? null : Number(sums.asked),
  };
}

/** What a new row says beside whose it is; amounts are what it changes, signed, in whole millionths of a dollar. */
export type NewEntry = Readonly<{
  kind: EntryKind;
  atMs: number;
  day: string;
  heldUsdMicros?: number;
  spentUsdMicros?: number;
  basis: Money['basis'];
  /** In the provider's own unit: millionths of a currency, credit, unit, token or second. */
  own?: Readonly<{ amountMicros: number; unit: string }>;
  rateId?: string;
  byUserId?: string;
  note?: string;
}>;

/**
 * Writes a row and moves the counters by it, both or neither. False where a row of this kind is there already (index `ledger_once`) and nothing
 * moved: done again after a crash is done once. `isHeld`: the counters were moved before, by the reservation itself.
 */
export async function writeEntry(
  tx: Tx,
  account: Account,
  { entry, isHeld = false }: Readonly<{ entry: NewEntry; isHeld?: boolean }>,
): Promise<boolean> {
  const { projectId, userId, tokenId, takeId, provider, model } = account;
  const { heldUsdMicros = 0, spentUsdMicros = 0 } = entry;
  const written = await tx
    .insert(ledgerEntry)
    .values({
      at: new Date(entry.atMs),
      day: entry.day,
      kind: entry.kind,
      projectId,
      userId,
      tokenId,
      takeId,
      provider,
      model,
      heldUsdMicros,
      spentUsdMicros,
      basis: entry.basis,
      ownAmount: entry.own?.amountMicros ?? null,
      ownUnit: entry.own?.unit ?? null,
      rateId: entry.rateId ?? null,
      byUserId: entry.byUserId ?? null,
      note: entry.note ?? null,
    })
    .onConflictDoNothing()
    .returning({ seq: ledgerEntry.seq });
  if (written.length === 0) return false;
  if (!isHeld && (heldUsdMicros !== 0 || spentUsdMicros !== 0)) {
    const keys = budgetsOf({ ...account, day: entry.day });
    await lockBudgets(tx, keys);
    await moveBudgets(tx, keys, { heldUsdMicros, spentUsdMicros });
  }
  return true;
}

/** Notes on the take how its money stands after its rows. */
export async function noteMoney(
  tx: Tx,
  takeId: string,
  money: Readonly<{ state: MoneyState; reservedUsdMicros?: number; settledUsdMicros?: number }>,
): Promise<void> {
  await tx
    .update(take)
    .set({
      moneyState: money.state,
      ...(money.reservedUsdMicros === undefined ? {} : { reservedUsdMicros: money.reservedUsdMicros }),
      ...(money.settledUsdMicros === undefined ? {} : { settledUsdMicros: money.settledUsdMicros }),
    })
    .where(eq(take.id, takeId));
}
