import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const launcher = fileURLToPath(new URL('../bin/fantascope.mjs', import.meta.url));

/** What a command wrote and how it ended. */
export type Ended = Readonly<{ code: number | null; out: string; err: string }>;

/** For tests: starts the command line in a folder as a person would, without a terminal, in English, with a cache and a data folder of its own there and no model hub. */
export function inAShell(folder: string, words: readonly string[]): { child: ChildProcess; end: Promise<Ended> } {
  const own = { FANTASCOPE_CACHE: join(folder, 'cache'), FANTASCOPE_HOME: join(folder, 'cache', 'home') };
  const env = { ...process.env, ...own, FANTASCOPE_LANG: 'en', FANTASCOPE_HUB_URL: 'http://127.0.0.1:9' };
  const child = spawn(process.execPath, [launcher, ...words], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (err += text));
  const end = new Promise<Ended>((resolve) => {
    child.on('close', (code) => resolve({ code, out, err }));
  });
  return { child, end };
}
