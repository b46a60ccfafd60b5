import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type FileJournal, type NewRow, openJournal } from './journal.ts';
import { readJournal } from './read-rows.ts';

const take = 'take_01ARZ3NDEKTSV4RRFFQ69G5FAV';
const row: NewRow = { kind: 'ticket', take, ticket: { wire: 'kling-v1', taskId: '任务-1' }, by: 'reply', warnings: [] };

let home = '';
let journal: FileJournal;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'journal-'));
  journal = openJournal(home, { nowMs: () => 1_700_000_000_000 });
});
afterEach(() => rm(home, { recursive: true, force: true }));

test('writers wait for each other: rows of several processes never mix', async () => {
  const script = `
    import { openJournal } from ${JSON.stringify(new URL('./journal.ts', import.meta.url).href)};
    const journal = openJournal(${JSON.stringify(home)}, { nowMs: () => 1 });
    for (let i = 0; i < 10; i += 1) await journal.append({ kind: 'cancel', take: ${JSON.stringify(take)}, answer: 'unclear' });`;
  const run = () =>
    new Promise<number | null>((resolve) =>
      spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore' }).on('close', resolve),
    );
  expect(await Promise.all([run(), run(), run()])).toEqual([0, 0, 0]);
  expect((await readJournal(journal.path)).rows).toHaveLength(30);
  expect(existsSync(`${journal.path}.lock`)).toBe(false);
});

test('the lock of a process that was killed is taken over', async () => {
  const script = `
    import { holdLock } from ${JSON.stringify(new URL('../held-lock.ts', import.meta.url).href)};
    await holdLock(${JSON.stringify(`${journal.path}.lock`)}, { waitMs: 0 });
    process.kill(process.pid, 'SIGKILL');`;
  await new Promise((resolve) => spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore' }).on('close', resolve));
  expect(existsSync(`${journal.path}.lock`)).toBe(true);
  await Promise.all([journal.append(row), journal.append(row), openJournal(home, { nowMs: () => 2 }).append(row)]);
  expect((await readJournal(journal.path)).rows).toHaveLength(3);
});
