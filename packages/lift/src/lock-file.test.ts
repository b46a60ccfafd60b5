import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { takeLock } from './lock-file.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lock-file-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a lock file', () => {
  test('carries the process and keeps others out until it is released', async () => {
    const path = join(folder, 'a.lock');
    const held = await takeLock(path);
    expect(await readFile(path, 'utf8')).toBe(String(process.pid));
    expect(await takeLock(path)).toBeNull();
    await held?.[Symbol.asyncDispose]();
    expect(await readdir(folder)).not.toContain('a.lock');
    await using again = await takeLock(path);
    expect(again).not.toBeNull();
  });

  test('is taken over at once from a process that is dead', async () => {
    const child = spawn(process.execPath, ['-e', '0']);
    await once(child, 'exit');
    const path = join(folder, 'b.lock');
    await writeFile(path, String(child.pid));
    await using held = await takeLock(path);
    expect(held).not.toBeNull();
  });

  test('is taken over when nobody has touched it for long, whoever holds that number now', async () => {
    const path = join(folder, 'c.lock');
    await writeFile(path, String(process.pid));
    expect(await takeLock(path)).toBeNull();
    const longAgo = new Date(performance.timeOrigin - 3_600_000);
    await utimes(path, longAgo, longAgo);
    await using held = await takeLock(path);
    expect(held).not.toBeNull();
  });

  test('goes with the process that held it', async () => {
    const path = join(folder, 'd.lock');
    const url = new URL('./lock-file.ts', import.meta.url).href;
    const code = `const { takeLock } = await import(${JSON.stringify(url)}); await takeLock(${JSON.stringify(path)}); process.exit(130);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', code]);
    const [status] = await once(child, 'exit');
    expect(status).toBe(130);
    expect(await readdir(folder)).not.toContain('d.lock');
  });
});
