import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type FileJournal, type NewRow, openJournal } from './journal.ts';
import { readJournal } from './read-rows.ts';
import { takesOf } from './take-record.ts';

const take = 'take_01ARZ3NDEKTSV4RRFFQ69G5FAV';
const reserved = { state: 'reserved', usdMicros: 350_000, basis: 'estimate' } as const;
const intent: NewRow = {
  kind: 'intent',
  take,
  purpose: 'shoot',
  model: 'kling/v1/text',
  wire: 'kling-v1',
  makes: 'video',
  baseUrl: 'http://127.0.0.1:1',
  dialect: { panTilt: 'modern' },
  keyName: 'KLING_API_KEY',
  isEmulated: true,
  clientKey: take,
  request: { model: 'kling-v1', prompt: '镜头缓慢推近', seed: 0 },
  requestSha256: 'ab',
  estimate: { lowUsdMicros: 300_000, highUsdMicros: 350_000, source: 'a list', asOf: '2026-08-01' },
  ceilingUsdMicros: 500_000,
  money: reserved,
  out: 'shot.mp4',
  losses: [],
  dropped: [],
};
const ticket: NewRow = { kind: 'ticket', take, ticket: { wire: 'kling-v1', taskId: '任务-1' }, by: 'reply', warnings: [] };
const settle: NewRow = {
  kind: 'settle',
  take,
  state: 'ready',
  money: { state: 'settled', usdMicros: 350_000, basis: 'estimate', own: { amount: 3, unit: 'units' } },
  file: { name: `${take}.mp4`, bytes: 10, sha256: '0'.repeat(64), mime: 'video/mp4' },
};

let home = '';
let journal: FileJournal;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'journal-'));
  journal = openJournal(home, { nowMs: () => 1_700_000_000_000 });
});
afterEach(() => rm(home, { recursive: true, force: true }));

test('rows come back as they were written, and tell how far a take is', async () => {
  expect(await journal.takes()).toEqual([]);
  await journal.append(intent);
  expect((await journal.takes())[0]).toMatchObject({ take, state: 'sent', money: reserved });
  await journal.append(ticket);
  expect((await journal.takes())[0]).toMatchObject({ state: 'shooting', ticket: { taskId: '任务-1' } });
  await journal.append(settle);
  expect((await journal.takes())[0]).toMatchObject({ state: 'collecting', money: { state: 'settled', own: { amount: 3, unit: 'units' } } });
  await journal.append({ kind: 'placed', take, out: 'shot.mp4' });
  expect((await journal.takes())[0]?.state).toBe('ready');
  expect((await journal.takes())[0]?.intent.request).toEqual({ model: 'kling-v1', prompt: '镜头缓慢推近', seed: 0 });
});

test('wherever the last row is cut, the rows before it stand, and the next row can be written and read', async () => {
  await journal.append(intent);
  const { length: kept } = await readFile(journal.path);
  await journal.append(ticket);
  const whole = await readFile(journal.path);
  for (let cut = kept; cut <= whole.length; cut += 1) {
    await writeFile(journal.path, whole.subarray(0, cut));
    const { rows } = await readJournal(journal.path);
    // Without its newline a row is complete already; a single byte less and it is torn.
    expect(rows.map(({ kind }) => kind)).toEqual(cut >= whole.length - 1 ? ['intent', 'ticket'] : ['intent']);
    await journal.append({ kind: 'cancel', take, answer: 'cannot' });
    const after = (await readJournal(journal.path)).rows.map(({ kind }) => kind);
    expect(after).toEqual(cut >= whole.length - 1 ? ['intent', 'ticket', 'cancel'] : ['intent', 'cancel']);
  }
});

test('a row of a newer version is neither damage nor passed over: nothing is told or decided about its take', async () => {
  await journal.append(intent);
  const whole = await readFile(journal.path, 'utf8');
  const newer = { v: 2, take, atMs: 1, kind: 'paused', until: 2 };
  for (const row of [newer, { ...newer, v: 1 }, { ...JSON.parse(whole), shade: 'new' }]) {
    await writeFile(journal.path, `${whole}${JSON.stringify(row)}\n`);
    const refused = { code: 'take.newer-row', params: { take, kind: row.kind } };
    await expect(journal.take(take)).rejects.toMatchObject(refused);
    await expect(journal.confirm(take)).rejects.toMatchObject(refused);
    // Without its newline it is whole all the same, and must not be cut off as torn.
    await writeFile(journal.path, `${whole}${JSON.stringify(row)}`);
    await expect(journal.append(ticket)).rejects.toMatchObject(refused);
  }
});

test('a tail of zeros, as a power cut can leave, is passed over and cut off by the next row', async () => {
  await journal.append(intent);
  const whole = await readFile(journal.path);
  await writeFile(journal.path, Buffer.concat([whole, Buffer.alloc(100_000)]));
  expect((await readJournal(journal.path)).rows).toHaveLength(1);
  await journal.append(ticket);
  expect((await readFile(journal.path)).includes(0)).toBe(false);
  expect((await readJournal(journal.path)).rows).toHaveLength(2);
});

test('a damaged line before the last is said with its number, never passed over', async () => {
  await journal.append(intent);
  await journal.append(ticket);
  const lines = (await readFile(journal.path, 'utf8')).split('\n');
  await writeFile(journal.path, ['{"v":1,"kind":"intent"', ...lines].join('\n'));
  await expect(journal.takes()).rejects.toMatchObject({ code: 'take.journal-damaged', params: { line: 1 } });
});

test('a row that holds a secret is not written, even where JSON has escaped it', async () => {
  const secret = 'planted"key\\1';
  const guarded = openJournal(home, { nowMs: () => 0, secrets: () => ['', secret] });
  await expect(guarded.append({ ...ticket, warnings: [`bad key ${secret}`] } as NewRow)).rejects.toMatchObject({
    code: 'take.secret-in-journal',
  });
  expect(existsSync(guarded.path)).toBe(false);
});

test('only its owner can read the journal', async () => {
  await journal.append(intent);
  expect((await stat(journal.path)).mode & 0o777).toBe(0o600);
});

test('an unknown take that is found again is under way, and a person can close one', () => {
  const at = { v: 1, atMs: 5 } as const;
  const begun = { ...at, ...intent } as never;
  const unknown = { ...at, kind: 'unknown', take, reason: 'HTTP 500', lookUp: 'none', money: { ...reserved, state: 'unknown' } } as never;
  expect(takesOf([begun, unknown])[0]).toMatchObject({ state: 'unknown', money: { state: 'unknown' }, lookUp: 'none' });
  const found = takesOf([begun, unknown, { ...at, ...ticket, by: 'look-up' } as never])[0];
  expect(found).toMatchObject({ state: 'shooting', money: reserved });
  expect(found).not.toHaveProperty('lookUp');
  const closed = { ...at, kind: 'closed', take, money: { state: 'none', usdMicros: 0, basis: 'person' } } as never;
  expect(takesOf([begun, unknown, closed])[0]).toMatchObject({ state: 'closed', money: { basis: 'person' } });
});
