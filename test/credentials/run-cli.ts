import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

const cli = join(import.meta.dirname, '../../apps/cli/bin/fantascope.mjs');

/** Starts the command line in a folder, with a cache and a data folder of its own there and no model hub; `env` goes before that. */
export function startCli(
  words: readonly string[],
  { folder, env = {} }: Readonly<{ folder: string; env?: Readonly<Record<string, string>> }>,
): ChildProcess {
  const own = { FANTASCOPE_CACHE: join(folder, 'cache'), FANTASCOPE_HOME: join(folder, 'home'), FANTASCOPE_HUB_URL: 'off' };
  return spawn(process.execPath, [cli, ...words], {
    cwd: folder,
    env: { ...process.env, ...own, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Runs the command line to its end. */
export async function runCli(
  words: readonly string[],
  setting: Parameters<typeof startCli>[1],
): Promise<Readonly<{ code: number | null; out: string; err: string }>> {
  const child = startCli(words, setting);
  let [out, err] = ['', ''];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (err += text));
  return await new Promise((resolve) => child.once('close', (code) => resolve({ code, out, err })));
}
