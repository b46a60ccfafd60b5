import { type FileHandle, open, stat } from 'node:fs/promises';
import { Fault } from '@fantascope/film';

/** Largest picture file read, in bytes. */
export const largestFileBytes = 400_000_000;

/** Reads a picture's file whole. Throws a `Fault` that says what the path is instead: nothing, a folder, unreadable, empty, too large, a document. */
export async function readPictureBytes(path: string): Promise<Buffer<ArrayBuffer>> {
  const file = await openPlainFile(path);
  try {
    const { size } = await file.stat();
    if (size === 0) throw new Fault('lift.picture-empty', { path });
    if (size > largestFileBytes) {
      throw new Fault('lift.picture-file-too-large', { path, megabytes: Math.round(size / 1e6), limit: largestFileBytes / 1e6 });
    }
    const bytes = Buffer.alloc(size);
    const { bytesRead } = await file.read(bytes, 0, size, 0);
    const read = bytes.subarray(0, bytesRead);
    const kind = refusedKind(read);
    if (kind === 'heic') throw new Fault('lift.picture-is-heic', { path });
    if (kind) throw new Fault('lift.picture-is-document', { path, kind });
    return read;
  } finally {
    await file.close();
  }
}

async function openPlainFile(path: string): Promise<FileHandle> {
  try {
    // asked before it is opened: opening a pipe waits until somebody writes to it
    const found = await stat(path);
    if (found.isDirectory()) throw new Fault('lift.picture-is-folder', { path });
    if (!found.isFile()) throw new Fault('lift.picture-unreadable', { path, reason: 'not a plain file' });
    return await open(path, 'r');
  } catch (error) {
    if (error instanceof Fault) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new Fault('lift.picture-missing', { path });
    throw new Fault('lift.picture-unreadable', { path, reason: code ?? message }, { cause: error });
  }
}

/** Kinds that a decoder may open but that are no photographs, or that ours cannot open; told apart by their first bytes, never by name. */
function refusedKind(bytes: Buffer): 'heic' | 'PDF' | 'SVG' | 'video' | undefined {
  if (bytes.subarray(4, 8).toString('latin1') === 'ftyp') {
    const brand = bytes.subarray(8, 12).toString('latin1');
    if (/^(hei[cxms]|hev[cxms])$/.test(brand)) return 'heic';
    if (/^(mif1|msf1)$/.test(brand)) return bytes.subarray(8, 64).includes('avif') ? undefined : 'heic';
    if (!/^(avif|avis)$/.test(brand)) return 'video';
    return undefined;
  }
  if (bytes.subarray(0, 5).toString('latin1') === '%PDF-') return 'PDF';
  const start = bytes
    .subarray(0, 4096)
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (start.startsWith('<') && /<svg[\s>]/i.test(start)) return 'SVG';
  return undefined;
}
