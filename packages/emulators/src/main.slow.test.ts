import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { emulatorNames } from './emulators.ts';

/** Runs the program until it has said `until`, or has ended. */
async function started(
  args: readonly string[],
  until: RegExp,
): Promise<{ child: ChildProcess; said: () => string; code: Promise<number | null> }> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('main.ts', import.meta.url)), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const code = new Promise<number | null>((resolve) => child.once('close', resolve));
  await new Promise<void>((resolve) => {
    const hear = (part: Buffer) => {
      said += part.toString('utf8');
      if (until.test(said)) resolve();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    void code.then(() => resolve());
  });
  return { child, said: () => said, code };
}

test('npm run emulators starts them all, says where they are, and Ctrl-C ends them with the bill', async () => {
  const { child, said, code } = await started(['--port', '0', '--lang', 'zh'], /Ctrl-C/);
  for (const wire of emulatorNames) expect(said()).toContain(`FANTASCOPE_${wire.toUpperCase().replaceAll('-', '_')}_URL=http://127.0.0.1:`);
  expect(said()).toContain('FANTASCOPE_KLING_V1_KEY=emulated-access:emulated-secret');
  const url = /FANTASCOPE_COMFYUI_URL=(\S+)/.exec(said())?.[1] ?? '';
  expect((await fetch(`${url}/system_stats`)).status).toBe(200);
  child.kill('SIGINT');
  expect(await code).toBe(130);
  expect(said()).toContain('共接受 0 个任务');
  await expect(fetch(`${url}/system_stats`)).rejects.toThrow();
});

test('a flag that does not exist is a usage error', async () => {
  const { code, said } = await started(['--ports', '1', '--lang', 'en'], /$^/);
  expect(await code).toBe(2);
  expect(said()).toContain('--ratio');
});
