import { randomUUID } from 'node:crypto';
import { opendir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { diskFault } from '@fantascope/media';
import { ownFolder } from '@fantascope/take';

/** A copy that was used lately is not dropped, milliseconds: a program may have its path and not have opened it yet. */
const KEEP_MS = 30 * 60_000;

/** Copies on this machine of bytes that lie elsewhere, for programs that need a path. Each is whole or not there. */
export type LocalCopies = Readonly<{
  /** The copy's path, marked as used now; null where there is none. */
  find: (sha256: string) => Promise<string | null>;
  /** A new name beside the copies, to be filled and given to `keep`. */
  freshPart: () => string;
  /** Makes a whole file the copy of a hash, and drops the longest unused ones where there are too many bytes. */
  keep: (part: string, sha256: string) => Promise<string>;
  drop: (sha256: string) => Promise<void>;
}>;

/** Opens the copies in a folder. `mostBytes` may be passed by what was used in the last half hour. */
export async function openLocalCopies(
  folder: string,
  { mostBytes, nowMs }: Readonly<{ mostBytes: number; nowMs: () => number }>,
): Promise<LocalCopies> {
  await ownFolder(folder);

  async function trim(): Promise<void> {
    const found: { path: string; bytes: number; usedMs: number }[] = [];
    for await (const entry of await opendir(folder)) {
      const path = join(folder, entry.name);
      const stats = await stat(path).catch(() => null);
      if (stats !== null) found.push({ path, bytes: stats.size, usedMs: stats.mtimeMs });
    }
    let total = found.reduce((sum, { bytes }) => sum + bytes, 0);
    for (const { path, bytes, usedMs } of found.sort((a, b) => a.usedMs - b.usedMs)) {
      if (total <= mostBytes || usedMs > nowMs() - KEEP_MS) return;
      await rm(path, { force: true });
      total -= bytes;
    }
  }

  return {
    find: async (sha256) => {
      const path = join(folder, sha256);
      const now = new Date(nowMs());
      try {
        await utimes(path, now, now);
        return path;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw diskFault(error, path);
      }
    },
    freshPart: () => join(folder, `${randomUUID()}.part`),
    keep: async (part, sha256) => {
      const path = join(folder, sha256);
      await rename(part, path);
      await trim();
      return path;
    },
    drop: (sha256) => rm(join(folder, sha256), { force: true }),
  };
}
