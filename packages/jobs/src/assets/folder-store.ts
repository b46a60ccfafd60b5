import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, opendir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Fault } from '@fantascope/film';
import { diskFault } from '@fantascope/media';
import { ownFolder, syncFolder } from '@fantascope/take';
import type { AssetStore, ByteRange, StoredBlob } from './asset-store.ts';

const sha256Shape = /^[0-9a-f]{64}$/;

/** The place of a blob below the shelf: two letters of its hash make a folder, so that no folder holds a million names. */
function placeOf(folder: string, sha256: string): string {
  // A name that is no hash could climb out of the shelf.
  if (!sha256Shape.test(sha256)) throw new Fault('jobs.no-such-blob', { sha256: sha256.slice(0, 80) });
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
export async function openFolderStore(folder: string): Promise<AssetStore> {
  const incoming = join(folder, 'incoming');
  await ownFolder(incoming);

  async function shelve(part: string, { sha256, bytes }: StoredBlob): Promise<StoredBlob> {
    const place = placeOf(folder, sha256);
    const home = join(folder, sha256.slice(0, 2));
    // The same bytes are there: the old file stays, it may be being read.
    if ((await sizeAt(place)) === bytes) await rm(part, { force: true });
    else {
      await ownFolder(home);
      await rename(part, place);
      await syncFolder(home);
      await syncFolder(folder);
    }
    return { sha256, bytes };
  }

  const put: AssetStore['put'] = async (source, { mostBytes, expectSha256, signal } = {}) => {
    const part = join(incoming, randomUUID());
    const hash = createHash('sha256');
    let bytes = 0;
    try {
      const handle = await open(part, 'wx', 0o600);
      try {
        for await (const chunk of source instanceof Uint8Array ? [source] : source) {
          signal?.throwIfAborted();
          const data = typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Uint8Array);
          bytes += data.byteLength;
          if (mostBytes !== undefined && bytes > mostBytes) throw new Fault('jobs.too-large', { mostBytes });
          hash.update(data);
          await handle.writeFile(data);
        }
        await handle.sync();
      } finally {
        await handle.close();
      }
      const sha256 = hash.digest('hex');
      if (expectSha256 !== undefined && sha256 !== expectSha256) throw new Fault('jobs.hash-differs', { expected: expectSha256, sha256 });
      return await shelve(part, { sha256, bytes });
    } catch (error) {
      await rm(part, { force: true });
      if (error instanceof Fault || signal?.aborted === true) throw error;
      throw diskFault(error, part);
    }
  };

  async function hashOf(path: string): Promise<StoredBlob> {
    const hash = createHash('sha256');
    let bytes = 0;
    for await (const chunk of createReadStream(path)) {
      hash.update(chunk as Uint8Array);
      bytes += (chunk as Uint8Array).byteLength;
    }
    return { sha256: hash.digest('hex'), bytes };
  }

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
        const stored = await hashOf(path);
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
    remove: async (sha256) => {
      await rm(placeOf(folder, sha256), { force: true });
    },
    list: async function* () {
      for await (const entry of await opendir(folder)) {
        if (!entry.isDirectory() || !/^[0-9a-f]{2}$/.test(entry.name)) continue;
        for await (const file of await opendir(join(folder, entry.name))) {
          const bytes = sha256Shape.test(file.name) ? await sizeAt(join(folder, entry.name, file.name)) : null;
          if (bytes !== null) yield { sha256: file.name, bytes };
        }
      }
    },
  };
}
