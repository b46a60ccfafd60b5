import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { link, open, opendir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Fault } from '@fantascope/film';
import { diskFault } from '@fantascope/media';
import { ownFolder, syncFolder } from '@fantascope/take';
import type { AssetStore, ByteRange, StoredBlob } from './asset-store.ts';
import { hashFile, isHash, putThrough, sweepIncoming } from './incoming.ts';

/** The place of a blob below the shelf: two letters of its hash make a folder, so that no folder holds a million names. */
function placeOf(folder: string, sha256: string): string {
  // A name that is no hash could climb out of the shelf.
  if (!isHash(sha256)) throw new Fault('jobs.no-such-blob', { sha256: sha256.slice(0, 80) });
  return join(folder, sha256.slice(0, 2), sha256);
}

const isMissing = (error: unknown) => (error as NodeJS.ErrnoException).code === 'ENOENT';

async function sizeAt(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (isMissing(error)) return null;
    throw diskFault(error, path);
  }
}

/**
 * A shelf in a folder of this machine. Bytes come in beside their place, are hashed on the way and synced, and are renamed to their hash: a
 * name on the shelf always stands for whole bytes, whatever dies in between; what was left half written is swept at the next opening.
 */
export async function openFolderStore(folder: string, { nowMs = Date.now } = {}): Promise<AssetStore> {
  const incoming = join(folder, 'incoming');
  await ownFolder(incoming);
  await sweepIncoming(incoming, nowMs());

  async function shelve(part: string, { sha256, bytes }: StoredBlob): Promise<StoredBlob> {
    const place = placeOf(folder, sha256);
    const home = join(folder, sha256.slice(0, 2));
    await ownFolder(home);
    // Whoever reads older bytes of this name goes on reading them. The time is that of this putting, by which `gc` sees that somebody wants them.
    const now = new Date(nowMs());
    await utimes(part, now, now);
    await rename(part, place);
    await syncFolder(home);
    await syncFolder(folder);
    return { sha256, bytes };
  }

  const put = putThrough(incoming, shelve);

  return {
    kind: 'folder',
    put,
    adopt: async (path) => {
      try {
        const handle = await open(path, 'r+');
        try {
          await handle.sync();
        } finally {
          await handle.close();
        }
        const stored = await hashFile(path);
        // Straight from its place to ours: a process that dies here leaves the file at one of the two.
        return await shelve(path, stored).catch(async (error: NodeJS.ErrnoException) => {
          // A rename does not cross file systems.
          if (error.code !== 'EXDEV') throw error;
          const copied = await put(createReadStream(path), { expectSha256: stored.sha256 });
          await rm(path, { force: true });
          return copied;
        });
      } catch (error) {
        throw error instanceof Fault ? error : diskFault(error, path);
      }
    },
    has: async (sha256) => (await sizeAt(placeOf(folder, sha256))) !== null,
    size: (sha256) => sizeAt(placeOf(folder, sha256)),
    read: async (sha256, range?: ByteRange) => {
      const place = placeOf(folder, sha256);
      try {
        const handle = await open(place, 'r');
        if (range === undefined) return handle.createReadStream();
        if (range.end > range.start) return handle.createReadStream({ start: range.start, end: range.end - 1 });
        await handle.close();
        return Readable.from([]);
      } catch (error) {
        if (isMissing(error)) throw new Fault('jobs.no-such-blob', { sha256 });
        throw diskFault(error, place);
      }
    },
    localPath: async (sha256) => {
      const place = placeOf(folder, sha256);
      if ((await sizeAt(place)) === null) throw new Fault('jobs.no-such-blob', { sha256 });
      return place;
    },
    presign: async () => null,
    remove: async (sha256, { storedBeforeMs } = {}) => {
      const place = placeOf(folder, sha256);
      const aside = join(incoming, randomUUID());
      try {
        // Aside first: what is looked at is then what is removed, and what somebody puts there meanwhile is another file.
        await rename(place, aside);
        if (storedBeforeMs !== undefined && (await stat(aside)).mtimeMs >= storedBeforeMs) {
          await link(aside, place).catch((error: NodeJS.ErrnoException) => {
            if (error.code !== 'EEXIST') throw error;
          });
          await rm(aside, { force: true });
          return false;
        }
        await rm(aside, { force: true });
        return true;
      } catch (error) {
        if (isMissing(error)) return true;
        throw diskFault(error, place);
      }
    },
    list: async function* () {
      for await (const entry of await opendir(folder)) {
        if (!entry.isDirectory() || !/^[0-9a-f]{2}$/.test(entry.name)) continue;
        for await (const file of await opendir(join(folder, entry.name))) {
          if (!isHash(file.name)) continue;
          const found = await stat(join(folder, entry.name, file.name)).catch((error: unknown) => {
            if (isMissing(error)) return null;
            throw diskFault(error, folder);
          });
          if (found !== null) yield { sha256: file.name, bytes: found.size, storedAtMs: found.mtimeMs };
        }
      }
    },
  };
}
