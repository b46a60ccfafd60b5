import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Emulator, type EmulatorOptions, startEmulator } from '@fantascope/emulators';
import { ownKeyName, urlSetting } from '@fantascope/take';
import { setting } from '../../packages/jobs/src/database/schema/index.ts';
import { testDatabase } from '../../packages/jobs/src/database/test-database.ts';

const main = fileURLToPath(new URL('../../apps/server/src/main.ts', import.meta.url));

/** A server as a person starts it, in a process of its own, over a fresh database, with an emulator in the place of each provider that is asked for. */
export type ServerUnderTest = AsyncDisposable &
  Readonly<{
    url: string;
    home: string;
    /** The environment it was started with; its command line is given the same. */
    env: Readonly<Record<string, string>>;
    /** Bearer tokens of this machine's person and of its agents. */
    localToken: string;
    agentToken: string;
    emulators: Readonly<Record<string, Emulator>>;
    database: Awaited<ReturnType<typeof testDatabase>>;
    /** What the process has written to stdout. */
    said: () => string;
    /** Ends the process with a signal and waits for it. */
    kill: (signal: NodeJS.Signals) => Promise<void>;
    /** Starts it again on the same data and port. */
    again: () => Promise<void>;
  }>;

type Running = Readonly<{ child: ChildProcess; said: () => string; ended: Promise<void> }>;

function started(args: readonly string[], env: NodeJS.ProcessEnv): Running {
  const child = spawn(process.execPath, [main, ...args], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (out += text));
  return { child, said: () => out, ended: new Promise((resolve) => child.once('close', () => resolve())) };
}

async function ready({ child }: Running, home: string): Promise<string> {
  const untilMs = performance.now() + 60_000;
  for (;;) {
    if (child.exitCode !== null || performance.now() > untilMs) throw new Error(`the server did not start (${child.exitCode})`);
    const text = await readFile(join(home, 'server.json'), 'utf8').catch(() => '{}');
    const { url, pid } = JSON.parse(text) as { url?: string; pid?: number };
    // A server that was killed leaves its file behind.
    if (url !== undefined && pid === child.pid) return url;
    await pause(50);
  }
}

/** Starts one. `work`: whether it works on takes; `settings` are run-time settings that hold from its first request. */
export async function serverUnderTest({
  wires = [],
  emulator = {},
  settings = {},
  more = {},
}: Readonly<{
  wires?: readonly string[];
  emulator?: EmulatorOptions;
  settings?: Readonly<Record<string, unknown>>;
  more?: Readonly<Record<string, string>>;
}> = {}): Promise<ServerUnderTest> {
  const database = await testDatabase();
  const home = await mkdtemp(join(tmpdir(), 'fantascope-doors-'));
  const emulators: Record<string, Emulator> = {};
  const env: Record<string, string> = {
    FANTASCOPE_HOME: home,
    FANTASCOPE_DATABASE_URL: database.url,
    FANTASCOPE_LANG: 'en',
    FANTASCOPE_LOG: 'error',
    ...more,
  };
  for (const wire of wires) {
    const server = await startEmulator(wire, { workMs: 50, retryAfterSec: 0, ...emulator });
    emulators[wire] = server;
    env[urlSetting(wire)] = server.baseUrl;
    if (server.credential !== '') env[ownKeyName(wire)] = server.credential;
  }
  const setAt = new Date();
  for (const [name, value] of Object.entries(settings))
    await database.db.insert(setting).values({ name, value: value as never, byUserId: 'user_test', setAt });
  const { PATH = '', HOME = '' } = process.env;
  const whole = { PATH, HOME, ...env };
  let running = started(['--port', '0'], whole);
  const kill = async (signal: NodeJS.Signals) => {
    running.child.kill(signal);
    await running.ended;
  };
  const end = async () => {
    if (running.child.exitCode === null && running.child.signalCode === null) await kill('SIGKILL');
    for (const each of Object.values(emulators)) await each.close();
    await database.close();
    await rm(home, { recursive: true, force: true });
  };
  try {
    const url = await ready(running, home);
    const secret = async (name: string) => (await readFile(join(home, name), 'utf8')).trim();
    return {
      url,
      home,
      env: whole,
      localToken: await secret('local.token'),
      agentToken: `fsc_${await secret('agent.token')}`,
      emulators,
      database,
      said: () => running.said(),
      kill,
      again: async () => {
        running = started(['--port', new URL(url).port], whole);
        await ready(running, home);
      },
      [Symbol.asyncDispose]: end,
    };
  } catch (error) {
    await end();
    throw error;
  }
}
