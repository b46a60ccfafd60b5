import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { runVoiceChild } from './voice-child.ts';

const folder = mkdtempSync(join(tmpdir(), 'fantascope-voice-child-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let many = 0;
function program(code: string): URL {
  const file = join(folder, `${++many}.mjs`);
  writeFileSync(file, code);
  return pathToFileURL(file);
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test('a program is handed its input, and all it writes comes back with its exit code', async () => {
  const echo = program('process.stdin.pipe(process.stdout); process.stdin.on("end", () => { process.exitCode = 3; });');
  expect(await runVoiceChild(echo, 'héllo', { silentSec: 30 })).toEqual({ code: 3, bytes: Buffer.from('héllo'), told: '' });
});

test('one that breaks says by what, without the trace around it', async () => {
  const { code, told } = await runVoiceChild(program('console.error("a warning"); throw new TypeError("no such voice");'), '', {
    silentSec: 30,
  });
  expect([code, told]).toEqual([1, 'TypeError: no such voice']);
});

test('one that is called off is killed at once, whatever it is busy with', async () => {
  const file = join(folder, 'pid');
  const busy = program(`import fs from 'node:fs'; fs.writeFileSync(${JSON.stringify(file)}, String(process.pid)); for (;;);`);
  const stop = new AbortController();
  const running = runVoiceChild(busy, '', { silentSec: 60, signal: stop.signal });
  running.catch(() => undefined);
  const { readFileSync, existsSync } = await import('node:fs');
  while (!existsSync(file) || readFileSync(file, 'utf8') === '') await sleep(20);
  stop.abort();
  await expect(running).rejects.toMatchObject({ code: 'render.interrupted' });
  expect(isAlive(Number(readFileSync(file, 'utf8')))).toBe(false);
});

test('one that says nothing for too long, and one that takes too much memory outside of its heap, are killed and named', async () => {
  const idle = program('setInterval(() => undefined, 1000);');
  await expect(runVoiceChild(idle, '', { silentSec: 1 })).rejects.toMatchObject({
    code: 'sound.voice-failed',
    params: { reason: 'nothing came for 1 s' },
  });
  const hungry = program('const all = []; setInterval(() => all.push(Buffer.alloc(64 * 2 ** 20, 1)), 20);');
  await expect(runVoiceChild(hungry, '', { silentSec: 60, mostMib: 512 })).rejects.toMatchObject({
    code: 'sound.voice-failed',
    params: { reason: 'it took more than 512 MiB of memory' },
  });
});
