import { mkdir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** Settings as the process was given them; empty strings count as not set. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The folder for everything that can be made again (weights, lifted scenes, segments): FANTASCOPE_CACHE, else the platform's cache folder
 * (XDG_CACHE_HOME or ~/.cache on Linux, ~/Library/Caches on macOS) with our name. Nothing is created.
 */
export function cacheDir(env: Environment, { platform = process.platform, home = homedir() } = {}): string {
  if (env.FANTASCOPE_CACHE) return env.FANTASCOPE_CACHE;
  if (env.XDG_CACHE_HOME) return join(env.XDG_CACHE_HOME, 'fantascope');
  return platform === 'darwin' ? join(home, 'Library', 'Caches', 'Fantascope') : join(home, '.cache', 'fantascope');
}

/**
 * Makes a folder and those above it, one level at a time, and throws the system's own error (ENOENT, ENOTDIR, EACCES) where one cannot be made.
 * Node's recursive mkdir never comes back where a level can neither be found nor made, as below /proc.
 */
export async function ensureFolder(path: string): Promise<void> {
  const missing: string[] = [];
  let level = resolve(path);
  for (;;) {
    const found = await stat(level).catch(() => null);
    if (found !== null && !found.isDirectory()) throw Object.assign(new Error(`ENOTDIR: not a folder, ${level}`), { code: 'ENOTDIR' });
    if (found !== null || dirname(level) === level) break;
    missing.push(level);
    level = dirname(level);
  }
  for (const folder of missing.reverse()) {
    await mkdir(folder).catch(async (error: NodeJS.ErrnoException) => {
      // another process made it in between
      if (error.code !== 'EEXIST' || !(await stat(folder)).isDirectory()) throw error;
    });
  }
}
