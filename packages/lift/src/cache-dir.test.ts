import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureFolder } from './cache-dir.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cache-dir-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('making a folder', () => {
  test('makes all levels, also twice at once, and is content when it is there', async () => {
    const deep = join(folder, 'a', 'b', 'c');
    await Promise.all([ensureFolder(deep), ensureFolder(deep)]);
    await ensureFolder(deep);
    expect((await stat(deep)).isDirectory()).toBe(true);
  });

  test('fails below a plain file', { timeout: 5000 }, async () => {
    const file = join(folder, 'file');
    await writeFile(file, 'in the way');
    await expect(ensureFolder(join(file, 'a', 'b'))).rejects.toMatchObject({ code: 'ENOTDIR' });
    await expect(ensureFolder(file)).rejects.toMatchObject({ code: 'ENOTDIR' });
  });

  test.skipIf(process.platform !== 'linux')('fails below /proc, where a recursive mkdir never comes back', { timeout: 5000 }, async () => {
    await expect(ensureFolder('/proc/nope/a/b')).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
