import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSealer } from './sealer.ts';

const secret = 'sk-planted-2f6c';
let home = '';
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'seal-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

test('what was sealed opens under its own name, also after a restart, and holds nothing of it', async () => {
  const sealed = (await openSealer(home)).seal('key FAL_KEY', secret);
  expect(sealed).not.toContain('planted');
  expect((await openSealer(home)).open('key FAL_KEY', sealed)).toBe(secret);
  expect((await openSealer(home)).seal('key FAL_KEY', secret)).not.toBe(sealed);
});

test('under another name, with another file, changed or cut, it does not open and says nothing of it', async () => {
  const sealer = await openSealer(home);
  const sealed = sealer.seal('key FAL_KEY', secret);
  const { iv, tag, data } = JSON.parse(sealed) as Record<string, string>;
  const attempts: (() => string)[] = [
    () => sealer.open('key RUNWAYML_API_SECRET', sealed),
    () => sealer.open('key FAL_KEY', JSON.stringify({ iv, tag: tag?.slice(0, 6), data })),
    () => sealer.open('key FAL_KEY', JSON.stringify({ iv, tag, data: `A${data?.slice(1)}` })),
    () => sealer.open('key FAL_KEY', JSON.stringify({ data })),
    () => sealer.open('key FAL_KEY', 'not JSON'),
  ];
  await writeFile(join(home, 'seal.secret'), `${'A'.repeat(43)}\n`);
  const other = await openSealer(home);
  attempts.push(() => other.open('key FAL_KEY', sealed));
  for (const attempt of attempts) expect(attempt).toThrow(expect.objectContaining({ code: 'jobs.sealed-elsewhere' }));
  expect(await readFile(join(home, 'seal.secret'), 'utf8')).toHaveLength(44);
});
