import { homedir } from 'node:os';
import { join } from 'node:path';

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
