import { open } from 'node:fs/promises';
import { Fault } from '@fantascope/film';

/** Largest picture file read, in bytes. */
export const largestFileBytes = 400_000_000;

/** Reads a picture's file whole. Throws a `Fault` that says what the path is instead: nothing, a folder, unreadable, empty, too large, a document. */
export async function readPictureBytes(path: string): Promise<Buffer<ArrayBuffer>> {
  const file = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') throw new Fault('lift.picture-missing', { path });
    if (error.code === 'EISDIR') throw new Fault('lift.picture-is-folder', { path });
    throw new Fault('lift.picture-unreadable', { path, reason: error.code ?? error.message }, { cause: error });
  });
  try {
    const stat = await file.stat();
    if (stat.isDirectory()) throw new Fault('lift.picture-is-folder', { path });
    if (!stat.isFile()) throw new Fault('lift.picture-unreadable', { path, reason: 'not a plain file' });
    if (stat.size === 0) throw new Fault('lift.picture-empty', { path });
    if (stat.size > largestFileBytes) {
      throw new Fault('lift.picture-file-too-large', { path, megabytes: Math.round(stat.size / 1e6), limit: largestFileBytes / 1e6 });
    }
    const bytes = Buffer.alloc(stat.size);
    const { bytesRead } = await file.read(bytes, 0, stat.size, 0);
    const read = bytes.subarray(0, bytesRead);
    const kind = refusedKind(read);
    if (kind === 'heic') throw new Fault('lift.picture-is-heic', { path });
    if (kind) throw new Fault('lift.picture-is-document', { path, kind });
    return read;
  } finally {
    await file.close();
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
