import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Emulator, startEmulator } from '@fantascope/emulators';
import { newId } from '@fantascope/film';
import { type PausePoint, receiptOf, resumeTake, type TakeRecord } from '@fantascope/take';
import { expect, test } from 'vitest';
import { openBench } from './desk.ts';
import type { OneTake } from './one-take.ts';

/** A key, nothing, and a key that is the task's own id: what a wire can have after a lost reply. */
const suiteWires: readonly string[] = ['kling-v1', 'fal-queue', 'comfyui'];
const script = fileURLToPath(new URL('./one-take.ts', import.meta.url));
const points = [
  'before-intent',
  'after-intent',
  'after-post',
  'after-ticket',
  'while-polling',
  'after-success',
  'after-download',
  'after-settle',
  'after-place',
] as const satisfies readonly PausePoint[];

/** Runs one take in a process of its own; `killAfterMs` kills it from outside. */
function child(told: OneTake, killAfterMs?: number): Promise<{ signal: string | null; said: string }> {
  return new Promise((resolve) => {
    const env = { PATH: process.env['PATH'], FANTASCOPE_ONE_TAKE: JSON.stringify(told) };
    const running = spawn(process.execPath, [script], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [running.stdout, running.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (said += text));
    const timer = killAfterMs === undefined ? undefined : setTimeout(() => running.kill('SIGKILL'), killAfterMs);
    running.on('close', (_, signal) => {
      clearTimeout(timer);
      resolve({ signal, said });
    });
  });
}

type Case = Readonly<{ server: Emulator; home: string; take: string; wire: string }>;

async function inCase<T>(wire: string, work: (each: Case) => Promise<T>, workMs = 40): Promise<T> {
  const server = await startEmulator(wire, { workMs, retryAfterSec: 0 });
  const home = await mkdtemp(join(tmpdir(), 'crash-'));
  try {
    return await work({ server, home, take: newId('take', { nowMs: Date.now(), random: Math.random }), wire });
  } finally {
    await server.close();
    await rm(home, { recursive: true, force: true });
  }
}

const toldOf = ({ server, home, take, wire }: Case, killAt: PausePoint | null): OneTake => ({
  wire,
  server: { baseUrl: server.baseUrl, credential: server.credential },
  home,
  take,
  isResume: false,
  killAt,
});

async function resumed({ server, home, take, wire }: Case): Promise<TakeRecord | null> {
  const { ports } = await openBench(wire, server, { home, take });
  if ((await ports.journal.take(take)) === undefined) return null;
  return (await resumeTake(take, ports)).record;
}

/** A take and the bill agree: made once and paid once, or unknown, or never begun. Nothing half written is left. */
async function expectSound(each: Case, record: TakeRecord | null): Promise<void> {
  const { server, home } = each;
  expect(server.submits()).toBeLessThanOrEqual(1);
  if (record === null) expect(server.bill).toHaveLength(0);
  else if (record.state === 'ready') {
    expect(server.bill).toHaveLength(1);
    expect(existsSync(join(home, 'out.mp4'))).toBe(true);
    expect(record.money.state).toBe('settled');
  } else expect(record).toMatchObject({ state: 'unknown', money: { state: 'unknown', usdMicros: 350_000 } });
  const left = [...(await readdir(home)), ...(await readdir(join(home, 'takes')).catch(() => []))];
  // The lock of a dead process may lie about; it holds nobody up.
  expect(left.filter((name) => /\.(part|fetch)$/.test(name))).toEqual([]);
}

test.each(suiteWires)('%s: a process killed at any named point is picked up, or its take is unknown', async (wire) => {
  const ends: Record<string, string> = {};
  let said = '';
  for (const point of points) {
    const killed = async (each: Case) => {
      const died = await child(toldOf(each, point));
      expect(died.signal, point).toBe('SIGKILL');
      const record = await resumed(each);
      await expectSound(each, record);
      ends[point] = record?.state ?? 'never begun';
      said += died.said + (record === null ? '' : JSON.stringify(receiptOf(record)));
      said += await readFile(join(each.home, 'journal.jsonl'), 'utf8').catch(() => '');
    };
    // Slow enough that the first poll finds it at work on a busy machine, too.
    await inCase(wire, killed, point === 'while-polling' ? 2000 : 40);
  }
  // What was posted is found where the wire can look; what may not have been is never posted by itself.
  expect(ends).toEqual({
    'before-intent': 'never begun',
    'after-intent': 'unknown',
    'after-post': wire === 'fal-queue' ? 'unknown' : 'ready',
    ...Object.fromEntries(points.slice(3).map((point) => [point, 'ready'])),
  });
  expect(said.match(/.{0,40}(emulated-(access|secret|api-key|fal-id|fal-secret)|eyJ[\w-]+\.).{0,20}/g)).toBe(null);
});

test('killed at moments nobody chose, again and again until it is done, a take is made once and paid once', async () => {
  let seed = 7;
  const random = () => {
    seed = (seed * 48271) % 2147483647;
    return seed / 2147483647;
  };
  for (const wire of suiteWires) {
    await inCase(wire, async (each) => {
      await child(toldOf(each, null), 250 + random() * 700);
      for (let tries = 0; tries < 3; tries += 1) await child({ ...toldOf(each, null), isResume: true }, 250 + random() * 700);
      await expectSound(each, await resumed(each));
    });
  }
});

test('a take that another process is at work on is left to it', async () => {
  await inCase('kling-v1', async (each) => {
    const { job, ports } = await openBench(each.wire, each.server, {
      home: each.home,
      take: each.take,
      pause: async (point) => {
        if (point === 'after-ticket') await expect(resumed(each)).rejects.toMatchObject({ code: 'take.in-other-hands' });
      },
    });
    const { runTake } = await import('@fantascope/take');
    expect((await runTake(job, ports)).record.state).toBe('ready');
    expect(each.server.bill).toHaveLength(1);
  });
});
