import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../source-tree.ts';

/** A server as `npm start` starts it: a process of its own with a data folder of its own. */
export type StudioServer = Readonly<{
  url: string;
  home: string;
  /** A link that lets one browser in, once; a new one each time. */
  link: () => Promise<string>;
  /** Calls an operation's route as a program of this machine. */
  ask: (call: string, body?: unknown) => Promise<Readonly<{ status: number; json: Record<string, unknown> }>>;
  /** Ends it as a power cut does, and starts it again on the same port and folder. */
  killAndRestart: () => Promise<void>;
  kill: () => Promise<void>;
  start: () => Promise<void>;
  close: () => Promise<void>;
}>;

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

/** Starts one and waits until it can be entered. Its pages are built where they are older than their sources. */
export async function startStudio(env: Readonly<Record<string, string>> = {}): Promise<StudioServer> {
  const home = await mkdtemp(join(tmpdir(), 'studio-home-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess | undefined;
  const start = async () => {
    const own = spawn(process.execPath, ['apps/server/src/main.ts', '--port', String(port), '--lang', 'en'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env, FANTASCOPE_HOME: home },
    });
    child = own;
    let said = '';
    own.stderr.on('data', (bytes: Buffer) => {
      said += bytes.toString();
    });
    await new Promise<void>((resolve, reject) => {
      own.stdout.on('data', (bytes: Buffer) => {
        if (bytes.toString().includes('/enter?token=')) resolve();
      });
      own.on('exit', (code) => reject(new Error(`the server ended with ${code}: ${said}`)));
    });
  };
  const kill = async () => {
    const own = child;
    child = undefined;
    if (own === undefined || own.exitCode !== null) return;
    const ended = new Promise((resolve) => own.once('exit', resolve));
    own.kill('SIGKILL');
    await ended;
  };
  const ask: StudioServer['ask'] = async (call, body) => {
    const [method = 'GET', path = '/'] = call.split(' ');
    const bearer = (await readFile(join(home, 'local.token'), 'utf8')).trim();
    const reply = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${bearer}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: reply.status, json: (await reply.json().catch(() => ({}))) as Record<string, unknown> };
  };
  await start();
  return {
    url,
    home,
    ask,
    start,
    kill,
    link: async () => String((await ask('POST /enter')).json['url']),
    killAndRestart: async () => {
      await kill();
      await start();
    },
    close: async () => {
      const own = child;
      if (own !== undefined && own.exitCode === null) {
        // Emulated providers outlive a server on purpose.
        await ask('DELETE /api/v1/emulators').catch(() => undefined);
        const ended = new Promise((resolve) => own.once('exit', resolve));
        own.kill('SIGTERM');
        await ended;
      }
      await rm(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
