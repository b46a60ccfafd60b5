import { readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** The name of what is being made beside `out`, hidden and this process's own. */
export function partOf(out: string): string {
  return join(dirname(out), `.${basename(out)}.${process.pid}.part`);
}

/** Clears away what processes that were killed have left of `out`, and what they had begun beside it. Those that still run keep theirs. */
export async function clearDeadParts(out: string): Promise<void> {
  const folder = dirname(out);
  const start = `.${basename(out)}.`;
  // A folder that cannot be listed is told by whoever writes into it.
  const names = await readdir(folder).catch((): string[] => []);
  const dead = names.filter((name) => {
    const pid = name.startsWith(start) ? /^(\d+)\.part(?:\.[a-z]+)?$/.exec(name.slice(start.length))?.[1] : undefined;
    return pid !== undefined && !isAlive(Number(pid));
  });
  await Promise.all(dead.map((name) => rm(join(folder, name), { force: true })));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, and belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
