import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openJournal } from '../journal/journal.ts';
import type { IntentRow } from '../journal/row.ts';
import { dayCapOf, spentInDay, usualDayCap } from './day-cap.ts';
import { openLineLedger } from './line-ledger.ts';

const hourMs = 3_600_000;
let home = '';
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'day-cap-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

const id = (n: number) => `take_${String(n).padStart(26, '0')}`;
const intent = (n: number, usd: number, more: Partial<IntentRow> = {}) => ({
  ...({ kind: 'intent', take: id(n), purpose: 'shoot', model: 'm', wire: 'w', makes: 'video', baseUrl: 'https://a.example' } as const),
  ...{ dialect: {}, isEmulated: false, clientKey: id(n), request: {}, requestSha256: '', estimate: null, ceilingUsdMicros: null },
  ...{ money: { state: 'reserved', usdMicros: usd * 1e6, basis: 'estimate' } as const, out: '/o.mp4', losses: [], dropped: [] },
  ...more,
});

test('what is set aside, paid or unknown in 24 hours counts; what was given back, is older or emulated does not', async () => {
  let now = 0;
  const journal = openJournal(home, { nowMs: () => now });
  await journal.append(intent(1, 4));
  now = 2 * hourMs;
  await journal.append(intent(2, 1));
  await journal.append(intent(3, 1));
  await journal.append(intent(4, 50, { isEmulated: true }));
  const problem = { code: 'c', message: 'm', isRetryLater: false };
  await journal.append({ kind: 'refused', take: id(2), problem, money: { state: 'none', usdMicros: 0, basis: 'none' } });
  const reason = { reason: 'the line broke', lookUp: 'cannot' } as const;
  await journal.append({ kind: 'unknown', take: id(3), ...reason, money: { state: 'unknown', usdMicros: 1e6, basis: 'estimate' } });
  const takes = await journal.takes();
  expect(spentInDay(takes, { nowMs: now })).toBe(5e6);
  expect(spentInDay(takes, { nowMs: 25 * hourMs })).toBe(1e6);
});

test('an intent that does not fit is kept out of the journal, and one that fits exactly is not', async () => {
  const journal = openJournal(home, { nowMs: () => 0 });
  const cap = { dayCapUsdMicros: usualDayCap };
  await journal.append(intent(1, 4.5), cap);
  await expect(journal.append(intent(2, 0.500001), cap)).rejects.toMatchObject({ code: 'take.over-day' });
  await expect(journal.append(intent(2, 0.500001), cap)).rejects.toThrow(/\$0\.500001.*\$4\.50.*\$5\.00.*FANTASCOPE_DAY_USD/);
  await journal.append(intent(3, 0.5), cap);
  // What costs nothing is never kept out.
  await journal.append(intent(4, 0), cap);
  expect((await journal.takes()).map(({ take }) => take)).toEqual([id(1), id(3), id(4)]);
});

test('lines that were bought take their part of the day from takes', async () => {
  const journal = openJournal(home, { nowMs: () => 0 });
  const of = { line: 'a', host: 'h', model: 'm', voice: 'v', characters: 3 };
  const lines = openLineLedger(home, { nowMs: () => 0 });
  await lines.note({ ...of, state: 'sent', usdMicros: 3e6 });
  await lines.note({ ...of, state: 'unknown', usdMicros: 3e6 });
  await lines.note({ ...of, line: 'b', state: 'sent', usdMicros: 1e6 });
  await lines.note({ ...of, line: 'b', state: 'refused', usdMicros: 0 });
  await expect(journal.append(intent(1, 2.1), { dayCapUsdMicros: usualDayCap })).rejects.toMatchObject({ code: 'take.over-day' });
  await journal.append(intent(1, 2), { dayCapUsdMicros: usualDayCap });
  expect(await journal.spentInDay()).toBe(5e6);
});

test('two writers at once do not both get the last of it', async () => {
  const journals = [0, 1].map(() => openJournal(home, { nowMs: () => 0 }));
  const outcomes = await Promise.allSettled(journals.map((journal, n) => journal.append(intent(n, 3), { dayCapUsdMicros: 5e6 })));
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('the cap is 5 dollars until a person says otherwise', () => {
  expect([dayCapOf({}), dayCapOf({ FANTASCOPE_DAY_USD: ' ' }), dayCapOf({ FANTASCOPE_DAY_USD: '0' })]).toEqual([5e6, 5e6, 0]);
  expect(dayCapOf({ FANTASCOPE_DAY_USD: '12.5' })).toBe(12_500_000);
  for (const wrong of ['-1', 'all', 'Infinity']) expect(() => dayCapOf({ FANTASCOPE_DAY_USD: wrong })).toThrow(/FANTASCOPE_DAY_USD/);
});
