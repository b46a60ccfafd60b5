import { chmod, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { diskFault } from '@fantascope/media';

/** Makes a folder only its owner can read, and those above it. Throws the faults of the disk. */
export async function ownFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
    throw diskFault(error, folder);
  });
}

/** Puts a folder's list of names on disk, without which a new file may be gone after a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Writes a whole file or none: beside it, to the disk, then in its place. Mode 0600 by default. Throws the faults of the disk. */
export async function writeDurably(path: string, content: string | Uint8Array, { mode = 0o600 } = {}): Promise<void> {
  const part = join(dirname(path), `.${process.pid}-${Date.now()}.part`);
  try {
    const handle = await open(part, 'wx', mode);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await chmod(part, mode);
    await rename(part, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await rm(part, { force: true });
    throw diskFault(error, path);
  }
}
