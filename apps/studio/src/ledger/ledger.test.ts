import { expect, test } from 'vitest';
import { typedMicros } from '../parts/usd.ts';
import { equationOf, type ReportLine } from './equation.ts';
import { endedUnknowns, evidenceOf, resolutionOf } from './evidence.ts';

const line = (change: Partial<ReportLine>): ReportLine => ({
  key: 'project_one',
  reservedUsdMicros: 6_350_000,
  releasedUsdMicros: 1_200_000,
  spentUsdMicros: 3_190_000,
  heldUsdMicros: 980_000,
  unknownUsdMicros: 980_000,
  refundedUsdMicros: 0,
  overrunUsdMicros: 0,
  emulatedUsdMicros: 0,
  keptUsdMicros: 0,
  rejectedUsdMicros: 0,
  takes: 8,
  keptMs: 0,
  rejectedMs: 0,
  openMs: 0,
  ...change,
});

test('books that are right close at 0, what went beyond the reserve included', () => {
  const over = line({
    key: 'project_two',
    reservedUsdMicros: 100,
    spentUsdMicros: 150,
    overrunUsdMicros: 50,
    releasedUsdMicros: 0,
    heldUsdMicros: 0,
    unknownUsdMicros: 0,
  });
  expect(equationOf([line({}), over], [])).toEqual({
    reservedMicros: 6_350_150,
    settledMicros: 3_190_150,
    releasedMicros: 1_200_000,
    openMicros: 980_000,
    unknownMicros: 980_000,
    differenceMicros: 0,
    faults: [],
  });
});

test('a row that is missing, and a counter that is off, are named', () => {
  const { differenceMicros, faults } = equationOf(
    [line({}), line({ key: 'project_two', spentUsdMicros: 3_000_000 })],
    [{ scope: 'day', key: '2026-11-22', heldUsdMicros: 5, spentUsdMicros: 0, rowsHeldUsdMicros: 0, rowsSpentUsdMicros: 0 }],
  );
  expect(differenceMicros).toBe(190_000);
  expect(faults).toEqual([
    { what: 'rows', projectId: 'project_two', differenceMicros: 190_000 },
    { what: 'counter', scope: 'day', key: '2026-11-22', differenceMicros: 5 },
  ]);
});

test('two projects that are off by the same amount both ways are still named', () => {
  const { differenceMicros, faults } = equationOf(
    [line({ spentUsdMicros: 3_190_001 }), line({ key: 'project_two', spentUsdMicros: 3_189_999 })],
    [],
  );
  expect(differenceMicros).toBe(0);
  expect(faults).toHaveLength(2);
});

const entry = {
  seq: 1,
  day: '2026-11-22',
  projectId: 'project_one',
  userId: 'user_a',
  tokenId: null,
  provider: 'p',
  model: 'm',
  isEmulated: false,
  basis: 'estimate',
  own: null,
  rateId: null,
  byUserId: null,
  note: null,
} as const;
const at = (ms: number) => new Date(Date.UTC(2026, 10, 22, 14, 2, 11, ms)).toISOString();

test('evidence stands in the order of time, to the millisecond, with the look-up as a line of its own', () => {
  const take = {
    take: { createdAt: at(204) },
    rows: [
      { kind: 'intent', at: at(318), row: { clientKey: 'fs-7Q2K' } },
      { kind: 'unknown', at: at(870), row: { reason: 'the line was cut', lookUp: 'none' } },
    ],
  } as unknown as Parameters<typeof evidenceOf>[0];
  const rows = evidenceOf(take, [
    { ...entry, kind: 'unknown', at: at(871), takeId: 'take_1', heldUsdMicros: 0, spentUsdMicros: 0 },
    { ...entry, kind: 'reserve', at: at(210), takeId: 'take_1', heldUsdMicros: 980_000, spentUsdMicros: 0 },
  ]);
  expect(rows.map(({ atMs, what }) => [atMs % 1000, what])).toEqual([
    [204, 'intent'],
    [210, 'reserved'],
    [318, 'posted'],
    [870, 'broke'],
    [870, 'looked-up'],
    [871, 'held'],
  ]);
  expect(rows[1]).toMatchObject({ amountMicros: 980_000 });
  expect(rows[2]).toMatchObject({ text: 'fs-7Q2K' });
  expect(rows[4]).toMatchObject({ lookUp: 'none' });
});

test('a decision is told with one fact of the bill, and what cannot be told yet tells nothing', () => {
  const told = (decision: Parameters<typeof resolutionOf>[1]) => resolutionOf('take_1', decision, typedMicros);
  expect(told({ kind: 'not-billed' })).toEqual({ takeId: 'take_1', answer: 'did-not-happen' });
  expect(told({ kind: 'billed', taskId: ' 17 ', paidUsd: '' })).toEqual({ takeId: 'take_1', answer: 'happened', taskId: '17' });
  expect(told({ kind: 'billed', taskId: '', paidUsd: '０．７１' })).toEqual({ takeId: 'take_1', answer: 'happened', paidUsd: 0.71 });
  expect(told({ kind: 'billed', taskId: '', paidUsd: '' })).toBe('needs-fact');
  expect(told({ kind: 'billed', taskId: '17', paidUsd: '1' })).toBe('one-fact');
  expect(told({ kind: 'billed', taskId: '', paidUsd: 'a lot' })).toBe('bad-amount');
  expect(told({ kind: 'open' })).toBeNull();
});

test('how unknown takes of a provider ended leaves out the one that is asked about', () => {
  const row = (takeId: string, kind: 'unknown' | 'settle' | 'release') => ({
    ...entry,
    kind,
    at: at(1),
    takeId,
    heldUsdMicros: 0,
    spentUsdMicros: 0,
  });
  expect(
    endedUnknowns(
      [row('a', 'unknown'), row('a', 'settle'), row('b', 'unknown'), row('b', 'release'), row('c', 'unknown'), row('d', 'settle')],
      'c',
    ),
  ).toEqual({ taken: 2, charged: 1, free: 1 });
});
