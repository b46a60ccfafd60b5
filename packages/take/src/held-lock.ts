import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { mkdir, readFile, rm, rmdir, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { diskFault } from '@fantascope/media';
import { z } from 'zod';
import { bornAt, isProcessAlive } from './living-process.ts';

/** Who holds a lock. `bornAt` tells a process from a later one with the same number, where the system says when it began. */
const Holder = z.object({ pid: z.number().int(), bornAt: z.string(), host: z.string(), nonce: z.string() });
type Holder = z.infer<typeof Holder>;

/** A lock that is ours until `release`, or until the process ends. */
export type HeldLock = Readonly<{ release: () => Promise<void> }>;

function isAlive(holder: Holder): boolean {
  // Nothing can be known of a process on another machine that shares the folder.
  return holder.host !== hostname() || isProcessAlive(holder);
}

async function holderOf(path: string): Promise<Holder | 'none' | 'unreadable'> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw diskFault(error, path);
  });
  if (text === null) return 'none';
  try {
    return Holder.parse(JSON.parse(text));
  } catch {
    return 'unreadable';
  }
}

/** A lock half written by a process that died then, or is being written now: only its age tells. */
async function isForgotten(path: string): Promise<boolean> {
  const there = await stat(path).catch(() => null);
  return there !== null && Date.now() - there.mtimeMs > 5000;
}

/** Removes a dead process's lock. One at a time, or two who both saw it dead would remove each other's new one. */
async function bury(path: string): Promise<void> {
  const guard = `${path}.burial`;
  try {
    await mkdir(guard);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw diskFault(error, path);
    if (await isForgotten(guard)) await rmdir(guard).catch(() => undefined);
    return;
  }
  try {
    const holder = await holderOf(path);
    const isDead = holder === 'unreadable' ? await isForgotten(path) : holder !== 'none' && !isAlive(holder);
    if (isDead) await rm(path, { force: true });
  } finally {
    await rmdir(guard).catch(() => undefined);
  }
}

/** Takes a lock file, waiting at most `waitMs` for a living holder; null when it still holds it then. A dead holder's lock is taken over. Throws the faults of the disk. */
export async function holdLock(path: string, { waitMs }: Readonly<{ waitMs: number }>): Promise<HeldLock | null> {
  const mine: Holder = { pid: process.pid, bornAt: bornAt(process.pid), host: hostname(), nonce: randomBytes(8).toString('hex') };
  const untilMs = Date.now() + waitMs;
  for (;;) {
    try {
      writeFileSync(path, JSON.stringify(mine), { flag: 'wx', mode: 0o600 });
      return {
        release: async () => {
          const holder = await holderOf(path);
          if (typeof holder === 'object' && holder.nonce === mine.nonce) await rm(path, { force: true });
        },
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw diskFault(error, path);
    }
    const holder = await holderOf(path);
    const isDead = holder === 'unreadable' ? await isForgotten(path) : holder !== 'none' && !isAlive(holder);
    if (isDead) await bury(path);
    else if (Date.now() >= untilMs) return null;
    await pause(isDead ? 1 : 15);
  }
}

/** Whether a living process holds a lock. */
export async function isHeld(path: string): Promise<boolean> {
  const holder = await holderOf(path);
  return holder === 'unreadable' ? !(await isForgotten(path)) : holder !== 'none' && isAlive(holder);
}
