import { randomBytes } from 'node:crypto';
import { chmod, link, open, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '@fantascope/film';
import { ownFolder, syncFolder, writeDurably } from '@fantascope/take';

const shape = /^[A-Za-z0-9_-]{43}$/;

/**
 * 256 bits of chance as base64url, in a file of the data folder that only this user of the machine can read (mode 0600), made at its first
 * use. Of two processes that make it at once both get the same. Throws jobs.bad-secret-file for a file that holds anything else.
 */
export async function secretFile(home: string, name: string): Promise<string> {
  await ownFolder(home);
  const path = join(home, name);
  const found = await read(path);
  if (found !== null) return found;
  const part = join(home, `.${name}-${randomBytes(6).toString('hex')}.part`);
  try {
    const handle = await open(part, 'wx', 0o600);
    try {
      await handle.writeFile(`${made()}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    // A link never replaces: whoever comes second keeps the first one's.
    await link(part, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    await syncFolder(home);
  } finally {
    await rm(part, { force: true });
  }
  const kept = await read(path);
  if (kept === null) throw new Fault('jobs.bad-secret-file', { path });
  return kept;
}

/** Puts another secret in the place of one: what was signed with the old one, or was given it, counts no more. */
export async function replaceSecretFile(home: string, name: string): Promise<string> {
  const text = made();
  await ownFolder(home);
  await writeDurably(join(home, name), `${text}\n`);
  return text;
}

function made(): string {
  return randomBytes(32).toString('base64url');
}

async function read(path: string): Promise<string | null> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return null;
  if (!shape.test(text.trim())) throw new Fault('jobs.bad-secret-file', { path });
  // A restored backup or a careless copy may have opened it to others.
  if (process.platform !== 'win32' && ((await stat(path)).mode & 0o077) !== 0) await chmod(path, 0o600);
  return text.trim();
}
