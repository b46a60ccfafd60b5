import { rmSync } from 'node:fs';
import { open, readFile, rm, stat, utimes } from 'node:fs/promises';

/** A lock untouched for this long belongs to a process that died, on this machine or another, in ms. A holder touches its own six times as often. */
const staleMs = 10 * 60_000;

/**
 * Takes a lock file that holds this process's id, or returns null when another run holds it. A dead process's lock is taken over. The lock goes
 * when it is released, or with the process. Throws the system's own error where the file cannot be made.
 */
export async function takeLock(path: string): Promise<AsyncDisposable | null> {
  if (await isLeftBehind(path)) await rm(path, { force: true });
  const handle = await open(path, 'wx').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') return null;
    throw error;
  });
  if (handle === null) return null;
  await handle.writeFile(String(process.pid)).finally(() => handle.close());
  const onExit = () => rmSync(path, { force: true });
  process.once('exit', onExit);
  const touch = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => undefined);
  }, staleMs / 6).unref();
  return {
    [Symbol.asyncDispose]: async () => {
      clearInterval(touch);
      process.off('exit', onExit);
      await rm(path, { force: true });
    },
  };
}

async function isLeftBehind(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  if (found === null) return false;
  if (performance.timeOrigin + performance.now() - found.mtimeMs > staleMs) return true;
  const pid = Number.parseInt(await readFile(path, 'utf8').catch(() => ''), 10);
  return pid > 0 && !isRunning(pid);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, and belongs to somebody else
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
