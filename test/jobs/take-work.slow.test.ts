import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asset, event, ledgerEntry, takeRow } from '../../packages/jobs/src/database/schema/index.ts';
import { auditBudgets } from '../../packages/jobs/src/ledger/audit.ts';
import { cancelTake } from '../../packages/jobs/src/takes/cancel.ts';
import { askAgain, attachTask, closeUnknown, evidenceOf } from '../../packages/jobs/src/takes/unknown.ts';
import { openWorkDesk, type WorkDesk } from './work-desk.ts';

let desk: WorkDesk;
beforeAll(async () => {
  desk = await openWorkDesk(['kling-v1', 'fal-queue', 'ark']);
});
afterAll(() => desk[Symbol.asyncDispose]());

const spentOn = async (takeId: string) => {
  const rows = await desk.studio.database.db.select().from(ledgerEntry).where(eq(ledgerEntry.takeId, takeId));
  const sum = (field: 'heldUsdMicros' | 'spentUsdMicros') => rows.reduce((total, row) => total + row[field], 0);
  return { kinds: rows.map(({ kind }) => kind), held: sum('heldUsdMicros'), spent: sum('spentUsdMicros') };
};
const billOf = (wire: string, takeId: string) =>
  (desk.emulators[wire]?.bill ?? []).filter(({ request }) => JSON.stringify(request).includes(takeId));

test('a take goes from its plan to an asset, once, with its money settled and every change told', async () => {
  const { takeId, isEmulated, heldUsdMicros } = await desk.shoot('kling-v1');
  expect(isEmulated).toBe(true);
  const again = await desk.shoot('kling-v1', { takeId });
  expect(again.takeId).toBe(takeId);
  const row = await desk.until(takeId, 'ready');
  expect(row).toMatchObject({ moneyState: 'settled', isEmulated: true, heldBy: null });
  expect(billOf('kling-v1', takeId)).toHaveLength(1);
  expect(await spentOn(takeId)).toEqual({ kinds: ['reserve', 'settle'], held: 0, spent: heldUsdMicros });
  const { db } = desk.studio.database;
  const [file] = await db
    .select()
    .from(asset)
    .where(eq(asset.id, row.assetId ?? ''));
  expect(file).toMatchObject({ origin: 'take', fromId: takeId, kind: 'video' });
  expect(await desk.studio.assets.has(file?.sha256 ?? '')).toBe(true);
  const rows = await db.select().from(takeRow).where(eq(takeRow.takeId, takeId)).orderBy(takeRow.seq);
  expect(rows.map(({ kind }) => kind)).toEqual(['intent', 'ticket', 'settle', 'placed']);
  const told = await db.select().from(event).where(eq(event.subjectId, takeId)).orderBy(event.seq);
  const states = told.filter(({ kind }) => kind === 'take.changed').map(({ data }) => (data as { state: string }).state);
  expect(states).toEqual(['reserved', 'sent', 'shooting', 'collecting', 'ready']);
});

test('a lost reply is looked up and the take goes on; where it cannot be, a person decides', async () => {
  desk.emulators['kling-v1']?.misbehave('accept-then-500');
  const found = await desk.shoot('kling-v1');
  await desk.until(found.takeId, 'ready');
  expect(billOf('kling-v1', found.takeId)).toHaveLength(1);
  expect((await spentOn(found.takeId)).kinds).toEqual(['reserve', 'unknown', 'found', 'settle']);

  desk.emulators['fal-queue']?.misbehave('accept-then-hang-up');
  const lost = await desk.shoot('fal-queue');
  await desk.until(lost.takeId, 'unknown');
  const evidence = await evidenceOf(desk.studio.database.db, lost.takeId);
  expect(evidence).toMatchObject({ lookUp: 'cannot', provider: 'fal-queue', mayCostUsdMicros: lost.heldUsdMicros, isEmulated: true });
  expect(await spentOn(lost.takeId)).toMatchObject({ held: lost.heldUsdMicros, spent: 0 });
  // The person finds the task in the provider's account.
  const taskId = billOf('fal-queue', lost.takeId)[0]?.taskId ?? '';
  await attachTask(desk.studio, { takeId: lost.takeId, taskId, byUserId: 'user_desk' });
  await desk.until(lost.takeId, 'ready');
  expect(billOf('fal-queue', lost.takeId)).toHaveLength(1);
  expect(desk.emulators['fal-queue']?.submits()).toBe(1);
});

test('a person ends an unknown take: nothing happened, or it cost so much; a task of another take is not taken', async () => {
  const lose = async () => {
    desk.emulators['fal-queue']?.misbehave('accept-then-500');
    const { takeId, heldUsdMicros } = await desk.shoot('fal-queue');
    await desk.until(takeId, 'unknown');
    // Its work lets it go a moment after the row.
    for (let tries = 0; tries < 200 && (await desk.rowOf(takeId)).heldBy !== null; tries += 1)
      await new Promise((go) => setTimeout(go, 10));
    return { takeId, heldUsdMicros };
  };
  const [free, paid, odd] = [await lose(), await lose(), await lose()];
  await closeUnknown(desk.studio, { takeId: free.takeId, paidUsdMicros: 0, byUserId: 'user_desk' });
  expect(await desk.rowOf(free.takeId)).toMatchObject({ state: 'closed', moneyState: 'none' });
  expect(await spentOn(free.takeId)).toMatchObject({ held: 0, spent: 0 });
  await closeUnknown(desk.studio, { takeId: paid.takeId, paidUsdMicros: 120_000, byUserId: 'user_desk' });
  expect(await spentOn(paid.takeId)).toMatchObject({ held: 0, spent: 120_000 });
  const { taskId } = await desk.until((await desk.shoot('fal-queue')).takeId, 'ready');
  await expect(attachTask(desk.studio, { takeId: odd.takeId, taskId: taskId ?? '', byUserId: 'user_desk' })).rejects.toMatchObject({
    code: 'jobs.task-of-another',
  });
  await askAgain(desk.studio, { takeId: odd.takeId });
  expect((await desk.until(odd.takeId, 'unknown')).moneyState).toBe('unknown');
  await expect(closeUnknown(desk.studio, { takeId: free.takeId, paidUsdMicros: 1, byUserId: 'user_desk' })).rejects.toMatchObject({
    code: 'jobs.take-not-unknown',
  });
});

test('a take that is refused costs nothing, and what was set aside comes back', async () => {
  desk.emulators['kling-v1']?.misbehave('rate-limit');
  const { takeId } = await desk.shoot('kling-v1');
  expect(await desk.until(takeId, 'refused')).toMatchObject({ moneyState: 'none' });
  expect(await spentOn(takeId)).toMatchObject({ held: 0, spent: 0, kinds: ['reserve', 'release'] });
  expect(billOf('kling-v1', takeId)).toHaveLength(0);
});

test('called off before it is sent a take costs nothing; called off after that, what it may cost is said', async () => {
  const early = await desk.shoot('fal-queue');
  const answer = await cancelTake(desk.studio, { takeId: early.takeId, byUserId: 'user_desk' }).catch((error: { code: string }) => error);
  const sent = billOf('fal-queue', early.takeId).length;
  if ('outcome' in answer && answer.outcome === 'cancelled') {
    expect(sent).toBe(0);
    expect(await desk.rowOf(early.takeId)).toMatchObject({ state: 'cancelled', moneyState: 'none' });
  } else expect(answer).toMatchObject({ outcome: 'asked', canTell: true, mayCostUsdMicros: early.heldUsdMicros });
  await desk.until(early.takeId, 'cancelled', 'ready');
  const ended = await cancelTake(desk.studio, { takeId: early.takeId, byUserId: 'user_desk' }).catch((error: { code: string }) => error);
  expect(ended).toMatchObject({ code: 'jobs.take-ended' });
});

test('after all of that the sums of the ledger are the counters that caps are held against', async () => {
  expect(await auditBudgets(desk.studio.database.db)).toEqual([]);
});
