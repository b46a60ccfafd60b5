import { spawnSync } from 'node:child_process';
import { constants, existsSync, readFileSync } from 'node:fs';
import { open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

async function lockLines(data: string): Promise<readonly string[]> {
  return (await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
}

/** The process number in a cluster's postmaster.pid; null where there is none. */
export async function postmasterPid(data: string): Promise<number | null> {
  const [line = ''] = await lockLines(data);
  const pid = Number.parseInt(line, 10);
  return Number.isInteger(pid) && pid > 1 ? pid : null;
}

/** The folder of the socket that a running server has opened; null before it has. */
export async function openSocketFolder(data: string): Promise<string | null> {
  return (await lockLines(data))[4] || null;
}

function commandLine(pid: number): readonly string[] {
  if (existsSync('/proc/self/cmdline')) {
    try {
      // Empty for a process that has ended and not been waited for.
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    } catch {
      return [];
    }
  }
  return spawnSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
    .stdout.trim()
    .split(' ');
}

/** Whether a process is a PostgreSQL server on this cluster. A number alone says nothing: after a restart it is soon another program's. */
export function isPostmaster(pid: number, data: string): boolean {
  const words = commandLine(pid);
  const at = words.indexOf('-D');
  return (
    at > 0 &&
    words
      .slice(at + 1)
      .join(' ')
      .startsWith(data) &&
    (words[0] ?? '').endsWith('postgres')
  );
}

/**
 * Readies a dead server's folders for a new one. PostgreSQL refuses to start while the number in its lock file is anybody's, so that number is
 * made ours, which it passes over as its parent's; the rest of the file stays, because by it PostgreSQL still finds orphans of the dead server
 * that hold its memory. Removing the file would let both write.
 */
export async function disownLock(data: string, socket: string): Promise<void> {
  await rm(join(socket, '.s.PGSQL.5432.lock'), { force: true });
  const handle = await open(join(data, 'postmaster.pid'), constants.O_RDWR | constants.O_NOFOLLOW).catch(() => null);
  if (handle === null) return;
  try {
    const rest = (await handle.readFile('utf8')).split('\n').slice(1);
    const text = [String(process.pid), ...rest].join('\n');
    await handle.truncate(0);
    await handle.write(text, 0);
  } finally {
    await handle.close();
  }
}
