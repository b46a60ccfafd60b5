import { homedir } from 'node:os';
import { join } from 'node:path';

/** Settings as the process was given them; empty strings count as not set. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The folder for what cannot be made again (journal, keys, facts): FANTASCOPE_HOME, else $XDG_DATA_HOME/fantascope, else the platform's
 * (as root /var/lib/fantascope, on macOS ~/Library/Application Support/Fantascope, else ~/.local/share/fantascope). Nothing is created.
 */
export function dataDir(env: Environment, { platform = process.platform, home = homedir(), uid = process.getuid?.() } = {}): string {
  if (env.FANTASCOPE_HOME) return env.FANTASCOPE_HOME;
  if (env.XDG_DATA_HOME) return join(env.XDG_DATA_HOME, 'fantascope');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Fantascope');
  return uid === 0 ? '/var/lib/fantascope' : join(home, '.local', 'share', 'fantascope');
}
