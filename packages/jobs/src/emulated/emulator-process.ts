import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Fault } from '@fantascope/film';
import { bornAt, type Environment, holdLock, isProcessAlive } from '@fantascope/take';
import { z } from 'zod';
import type { Ports } from '../studio.ts';
import { emulatorsPath, forgetRunning, type RunningEmulators, readRunning, writeRunning } from './running-emulators.ts';

/** From taking a task to its result: long enough that its progress can be watched. */
const WORK_MS = 6000;
/** Where ports are looked for, and how far apart; there are fewer wires. */
const FIRST_PORT = 4750;
const PORT_STEP = 40;
const PORT_TRIES = 20;
const READY_MS = 60_000;
const END_MS = 10_000;
const LOCK_MS = 90_000;

// A program that is started, never a room that is imported: nothing here works on takes with the emulators' code.
const program = join(fileURLToPath(new URL('../../../emulators/', import.meta.url)), 'src', 'main.ts');
const Ready = z.object({ emulators: z.array(z.strictObject({ wire: z.string(), url: z.string(), key: z.string() })).min(1) });

/** What the emulators are started with. */
type Place = Readonly<{ home: string; env: Environment; ports: Pick<Ports, 'sleep'> }>;

/** Switches the emulators on, or makes sure that those which are on answer; gives them. Throws jobs.no-emulators and jobs.emulators-failed. */
export function startEmulators(place: Place): Promise<RunningEmulators> {
  return withLock(place, async () => {
    const known = await readRunning(place.home);
    if (known !== null && (await doAnswer(known))) return known;
    return await started(place, known);
  });
}

/** Starts emulators that are switched on and do not answer again, on the ports they had: takes under way know them by these. Does nothing where none are on. */
export async function resumeEmulators(place: Place): Promise<void> {
  if ((await readRunning(place.home)) !== null) await startEmulators(place);
}

/** Switches the emulators off and ends their process. `check` refuses by throwing; then all stays as it is. */
export function stopEmulators(place: Place, check: () => Promise<void>): Promise<void> {
  return withLock(place, async () => {
    const running = await readRunning(place.home);
    if (running === null) return;
    await check();
    await end(running, place);
    await forgetRunning(place.home);
  });
}

async function withLock<T>({ home }: Place, work: () => Promise<T>): Promise<T> {
  const lock = await holdLock(`${emulatorsPath(home)}.lock`, { waitMs: LOCK_MS });
  if (lock === null) throw new Fault('jobs.emulators-failed', { reason: 'another process is starting or stopping them' });
  try {
    return await work();
  } finally {
    await lock.release();
  }
}

/** Whether every one of them listens. Its own process answers for all: they begin and end together. */
async function doAnswer({ pid, bornAt: born, wires, port }: RunningEmulators): Promise<boolean> {
  return wires.length > 0 && isProcessAlive({ pid, bornAt: born }) && !(await isFree(port));
}

async function end({ pid, bornAt: born, port }: RunningEmulators, { ports }: Place): Promise<void> {
  // Where the system does not say when a process began, the number may be another's by now.
  if (born === '' && (await isFree(port))) return;
  const isAlive = () => isProcessAlive({ pid, bornAt: born });
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    if (!isAlive()) return;
    try {
      process.kill(pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ESRCH') return;
      throw error;
    }
    for (const untilMs = performance.now() + END_MS; isAlive() && performance.now() < untilMs; ) await ports.sleep(50);
  }
}

async function started(place: Place, known: RunningEmulators | null): Promise<RunningEmulators> {
  if ((await stat(program).catch(() => null)) === null) throw new Fault('jobs.no-emulators', {});
  // One that was begun and never became ready, or of which a part is gone.
  if (known !== null) await end(known, place);
  const port = known?.port ?? (await freePort());
  const log = join(place.home, 'emulators.log');
  const file = await open(log, 'w', 0o600);
  try {
    const { PATH, FFMPEG_PATH, TMPDIR, LANG, LD_LIBRARY_PATH } = place.env;
    // No key of the server is in its environment. A group of its own and no pipe to us: it goes on when we are killed.
    const env = Object.fromEntries(Object.entries({ PATH, FFMPEG_PATH, TMPDIR, LANG, LD_LIBRARY_PATH }).filter(([, value]) => value));
    const args = [program, '--json', '--port', String(port), '--work-ms', String(WORK_MS)];
    const child = spawn(process.execPath, args, { detached: true, stdio: ['ignore', file.fd, file.fd], env });
    await once(child, 'spawn');
    child.unref();
    const { pid } = child;
    if (pid === undefined) throw new Fault('jobs.emulators-failed', { reason: 'no process was started' });
    const begun: RunningEmulators = { v: 1, pid, bornAt: bornAt(pid), port, wires: [] };
    // Before it is ready: whoever comes after a crash finds what to end.
    await writeRunning(place.home, begun);
    const wires = await readyWires(log, { place, isOver: () => child.exitCode !== null || child.signalCode !== null });
    if (wires === null) {
      await end(begun, place);
      // Those that were on stay on: nothing may go to the providers they stand for.
      if (known !== null && known.wires.length > 0) await writeRunning(place.home, known);
      else await forgetRunning(place.home);
      throw new Fault('jobs.emulators-failed', {
        reason: (await readFile(log, 'utf8')).trim().slice(-300) || 'they did not answer in time',
      });
    }
    const running = { ...begun, wires };
    await writeRunning(place.home, running);
    return running;
  } finally {
    await file.close();
  }
}

/** What the program has said once all of it listens; null where it has ended or says nothing. */
async function readyWires(log: string, { place, isOver }: Readonly<{ place: Place; isOver: () => boolean }>) {
  for (const untilMs = performance.now() + READY_MS; performance.now() < untilMs && !isOver(); await place.ports.sleep(50)) {
    const line = (await readFile(log, 'utf8')).split('\n').find((each, at, all) => each.startsWith('{"emulators"') && at < all.length - 1);
    if (line !== undefined) return Ready.parse(JSON.parse(line)).emulators;
  }
  return null;
}

/** The first of a row of ports that nobody listens on. */
async function freePort(): Promise<number> {
  for (let tries = 0; tries < PORT_TRIES; tries += 1) {
    const first = FIRST_PORT + tries * PORT_STEP;
    const row = await Promise.all(Array.from({ length: PORT_STEP }, (_, at) => isFree(first + at)));
    if (row.every(Boolean)) return first;
  }
  throw new Fault('jobs.emulators-failed', { reason: `no ${PORT_STEP} free ports in a row from ${FIRST_PORT} on` });
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1' }, () => server.close(() => resolve(true)));
  });
}
