import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvEntry, csvHead, csvLine, exactUsd } from './csv.ts';

/** RFC 4180, read back by a reader that shares nothing with the writer. */
function cellsOf(line: string): readonly string[] {
  expect(line.endsWith('\r\n')).toBe(true);
  const cells: string[] = [];
  let rest = line.slice(0, -2);
  for (;;) {
    const match = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|$)/.exec(rest);
    if (match === null) throw new Error(`not a line of CSV: ${rest}`);
    cells.push(match[1] === undefined ? (match[2] ?? '') : match[1].replaceAll('""', '"'));
    rest = rest.slice(match[0].length);
    if (match[3] !== ',') return cells;
  }
}

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '\n+x', '＝1+1', '=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0"])(
  'a text that a spreadsheet would run, %j, begins with an apostrophe',
  (text) => {
    expect(cellsOf(csvLine([text, 'next']))).toEqual([`'${text}`, 'next']);
  },
);

const anyLetter = fc.oneof(
  fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', ' ', '"', ',', "'"),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
);

test('whatever a note holds, the line reads back as it was, or with one apostrophe before it, and no cell begins like a formula', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: anyLetter, maxLength: 12 }), { minLength: 2, maxLength: 6 }), (texts) => {
      const cells = cellsOf(csvLine(texts));
      expect(cells).toHaveLength(texts.length);
      for (const [at, cell] of cells.entries()) {
        expect([texts[at], `'${texts[at]}`]).toContain(cell);
        expect(cell).not.toMatch(/^[=+\-@\t\r]/);
      }
    }),
  );
});

test('amounts are written exactly, also below a cent and below zero', () => {
  expect([0, 7, 350_000, -1_234_567, 12_000_000, -1].map(exactUsd)).toEqual([
    '0.000000',
    '0.000007',
    '0.350000',
    '-1.234567',
    '12.000000',
    '-0.000001',
  ]);
});

test('a row has as many cells as the head has names', () => {
  const entry = {
    seq: 3,
    at: new Date(0),
    day: '1970-01-01',
    kind: 'settle',
    projectId: 'project_1',
    userId: 'user_a',
    tokenId: null,
    takeId: 'take_1',
    provider: 'alpha',
    model: 'alpha/one',
    heldUsdMicros: -400_000,
    spentUsdMicros: 350_000,
    basis: 'provider',
    ownAmount: 3_500_000,
    ownUnit: 'units',
    rateId: null,
    byUserId: null,
    note: '=2+5',
    isEmulated: true,
  };
  const named = Object.fromEntries(cellsOf(csvHead).map((name, at) => [name, cellsOf(csvEntry(entry))[at]]));
  expect(named).toMatchObject({
    held_usd: '-0.400000',
    spent_usd: '0.350000',
    own_amount: '3.500000',
    own_unit: 'units',
    note: "'=2+5",
    token: '',
    emulated: 'EMULATED',
  });
});
