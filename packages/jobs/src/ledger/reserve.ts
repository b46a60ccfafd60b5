import { Fault } from '@fantascope/film';
import type { Money } from '@fantascope/take';
import { eq } from 'drizzle-orm';
import type { Tx } from '../database/database.ts';
import { project, take } from '../database/schema/index.ts';
import { type Account, lockAccount, noteMoney, writeEntry } from './account.ts';
import { type BudgetKey, budgetsOf, capKeyOf, dayOf, holdWithin, lockBudgets } from './budgets.ts';
import { type CapOf, capsOf, type DefaultCaps } from './caps.ts';
import { type Refusal, raiserOf } from './refusal.ts';

/** What is to be set aside for a take whose row is already written in the same transaction. */
export type Reservation = Readonly<{
  takeId: string;
  /** The most it is expected to cost, whole millionths of a dollar, rounded up (`usdMicros`). 0 needs no room and writes no row. */
  amountUsdMicros: number;
  basis: Money['basis'];
  nowMs: number;
  defaults: DefaultCaps;
  /** An owner who lets it pass over the member's cap; every other cap holds all the same. */
  approvedBy?: string;
}>;

/** What came of a reservation. Refused ones have written nothing; a waiting one holds nothing until it is approved. */
export type Reserved =
  | Readonly<{ outcome: 'allowed'; heldUsdMicros: number }>
  | Readonly<{ outcome: 'waiting'; over: Refusal }>
  | Readonly<{ outcome: 'refused'; refusals: readonly [Refusal, ...Refusal[]] }>;

/**
 * Sets money aside for a take, under every cap at once or not at all. Where only the member's own cap has no room, the take waits for an owner
 * (its state becomes `waiting`). Again for the same take changes nothing. Throws jobs.no-such-thing, and jobs.money-ended for a take whose
 * money was already settled or given back: nothing may be sent for it; and jobs.archived.
 */
export async function reserve(tx: Tx, reservation: Reservation): Promise<Reserved> {
  const { takeId, amountUsdMicros, basis, nowMs, defaults, approvedBy } = reservation;
  if (!Number.isSafeInteger(amountUsdMicros) || amountUsdMicros < 0) throw new RangeError(`not an amount: ${amountUsdMicros}`);
  const account = await lockAccount(tx, takeId);
  if (account.heldUsdMicros > 0) return { outcome: 'allowed', heldUsdMicros: account.heldUsdMicros };
  if ((['reserve', 'settle', 'refund', 'decline'] as const).some((kind) => account.kinds.has(kind)))
    throw new Fault('jobs.money-ended', { take: takeId });
  if (amountUsdMicros === 0) return { outcome: 'allowed', heldUsdMicros: 0 };
  const day = dayOf(nowMs);
  const keys = budgetsOf({ ...account, day });
  const refusals = await refusalsOf(tx, { keys, account, amountUsdMicros, defaults, isApproved: approvedBy !== undefined });
  const [first, ...more] = refusals;
  if (first !== undefined) {
    if (more.length > 0 || first.kind !== 'cap' || first.scope !== 'member') return { outcome: 'refused', refusals: [first, ...more] };
    const own = { amountMicros: amountUsdMicros, unit: 'USD' };
    await writeEntry(tx, account, { entry: { kind: 'ask', atMs: nowMs, day, basis, own } });
    await tx.update(take).set({ state: 'waiting' }).where(eq(take.id, takeId));
    return { outcome: 'waiting', over: first };
  }
  await writeEntry(tx, account, {
    isHeld: true,
    entry: {
      kind: 'reserve',
      atMs: nowMs,
      day,
      heldUsdMicros: amountUsdMicros,
      basis,
      ...(approvedBy === undefined ? {} : { byUserId: approvedBy }),
    },
  });
  await noteMoney(tx, takeId, { state: 'reserved', reservedUsdMicros: amountUsdMicros });
  return { outcome: 'allowed', heldUsdMicros: amountUsdMicros };
}

type Asked = Readonly<{
  keys: readonly BudgetKey[];
  account: Account;
  amountUsdMicros: number;
  defaults: DefaultCaps;
  isApproved: boolean;
}>;

/** Every reason against it; with none, the amount is held in every counter when this returns. */
async function refusalsOf(tx: Tx, { keys, account, amountUsdMicros, defaults, isApproved }: Asked): Promise<readonly Refusal[]> {
  const sums = await lockBudgets(tx, keys);
  // Read after the counters are ours: an overrun being booked holds them until its block is written.
  const { blockedReason, archivedAt } = project;
  const [home] = await tx.select({ blocked: blockedReason, archivedAt }).from(project).where(eq(project.id, account.projectId));
  if (home?.archivedAt !== null) throw new Fault('jobs.archived', { id: account.projectId });
  const caps = (await capsOf(tx, keys.map(capKeyOf), { defaults })).map(
    (cap): CapOf => (isApproved && cap.scope === 'member' ? { ...cap, capUsdMicros: null } : cap),
  );
  const refusals: Refusal[] = [];
  if (home?.blocked !== null) refusals.push({ kind: 'blocked', projectId: account.projectId, raisedBy: 'project-owner' });
  // One of a scope: a take counts once in each.
  for (const { scope, key, capUsdMicros } of caps) {
    const used = sums.find((each) => each.scope === scope);
    const left = capUsdMicros === null ? null : capUsdMicros - (used?.heldUsdMicros ?? 0) - (used?.spentUsdMicros ?? 0);
    if (capUsdMicros === null || left === null || left >= amountUsdMicros) continue;
    refusals.push({
      kind: 'cap',
      scope,
      key,
      capUsdMicros,
      leftUsdMicros: Math.max(0, left),
      askedUsdMicros: amountUsdMicros,
      raisedBy: raiserOf(scope),
    });
  }
  if (refusals.length > 0) return refusals;
  for (const counter of keys) {
    const capUsdMicros = caps.find(({ scope }) => scope === counter.scope)?.capUsdMicros ?? null;
    if (!(await holdWithin(tx, counter, { amountUsdMicros, capUsdMicros })))
      throw new Error(`the locked budget ${counter.scope} ${counter.key} moved`);
  }
  return refusals;
}
