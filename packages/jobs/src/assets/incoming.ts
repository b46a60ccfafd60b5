import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, opendir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Fault } from '@fantascope/film';
import { diskFault } from '@fantascope/media';
import type { AssetStore, StoredBlob } from './asset-store.ts';

/** What is older was left by a process that died, milliseconds: nothing is being received for an hour without a byte coming. */
const LEFT_OVER_MS = 3_600_000;

/** Whether a text is a SHA-256 as we write it: 64 small hex digits. Anything else could be a path. */
export function isHash(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}

/** Writes a stream to a new file, hashing on the way, and syncs it. Throws jobs.too-large, jobs.hash-differs and what the disk says; the caller removes the file then. */
export async function receive(
  source: Readable | Uint8Array,
  path: string,
  { mostBytes, expectSha256, signal }: Readonly<{ mostBytes?: number; expectSha256?: string; signal?: AbortSignal }>,
): Promise<StoredBlob> {
  const hash = createHash('sha256');
  let bytes = 0;
  const handle = await open(path, 'wx', 0o600);
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
  return { sha256, bytes };
}

/** How a store takes bytes in: received whole in `folder`, then handed to `shelve`; where either fails nothing stays there. */
export function putThrough(folder: string, shelve: (part: string, stored: StoredBlob) => Promise<StoredBlob>): AssetStore['put'] {
  return async (source, options = {}) => {
    const part = join(folder, randomUUID());
    try {
      return await shelve(part, await receive(source, part, options));
    } catch (error) {
      await rm(part, { force: true });
      if (error instanceof Fault || options.signal?.aborted === true) throw error;
      throw diskFault(error, part);
    }
  };
}

/** Hash and size of a file. */
export async function hashFile(path: string): Promise<StoredBlob> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    hash.update(chunk as Uint8Array);
    bytes += (chunk as Uint8Array).byteLength;
  }
  return { sha256: hash.digest('hex'), bytes };
}

/** Removes what dead processes left half received. */
export async function sweepIncoming(folder: string, nowMs: number): Promise<void> {
  for await (const entry of await opendir(folder)) {
    const path = join(folder, entry.name);
    const found = await stat(path).catch(() => null);
    // Gone meanwhile: another process sweeps too.
    if (found !== null && found.mtimeMs < nowMs - LEFT_OVER_MS) await rm(path, { force: true, recursive: true });
  }
}
