import { type FileHandle, open } from 'node:fs/promises';

/** Walks the boxes of an MP4: whole when they end where the file ends, with the film's index and its pictures among them (ISO 14496-12 §4.2). */
async function hasWholeBoxes(handle: FileHandle, size: number): Promise<boolean> {
  const seen = new Set<string>();
  const head = Buffer.alloc(16);
  for (let at = 0; at < size; ) {
    const { bytesRead } = await handle.read(head, 0, 16, at);
    if (bytesRead < 8) return false;
    const small = head.readUInt32BE(0);
    // 1: the length stands in eight bytes behind the name; 0: to the end of the file.
    const length = small === 1 ? Number(head.readBigUInt64BE(8)) : small === 0 ? size - at : small;
    if (length < 8) return false;
    seen.add(head.toString('latin1', 4, 8));
    at += length;
    if (at > size) return false;
  }
  return (seen.has('moov') && seen.has('mdat')) || seen.has('moof') || seen.has('meta');
}

async function tailOf(handle: FileHandle, { size, bytes }: Readonly<{ size: number; bytes: number }>): Promise<string> {
  const tail = Buffer.alloc(Math.min(size, bytes));
  await handle.read(tail, 0, tail.length, size - tail.length);
  return tail.toString('latin1');
}

/** Whether a fetched file is whole, as far as its kind shows its end; a server may have told the length of half a file as its whole. */
export async function isWholeFile(path: string, mime: string): Promise<boolean> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    switch (mime) {
      case 'video/mp4':
      case 'video/quicktime':
      case 'image/avif':
        return await hasWholeBoxes(handle, size);
      case 'image/png':
        // The last chunk with its checksum.
        return /IEND[\s\S]{4}/.test(await tailOf(handle, { size, bytes: 64 }));
      case 'image/gif':
        return (await tailOf(handle, { size, bytes: 1 })) === ';';
      case 'image/jpeg':
        // Some writers pad behind the end mark.
        return (await tailOf(handle, { size, bytes: 64 })).includes('\xff\xd9');
      case 'image/webp': {
        const head = Buffer.alloc(8);
        await handle.read(head, 0, 8, 0);
        return size >= head.readUInt32LE(4) + 8;
      }
      default:
        return size > 0;
    }
  } finally {
    await handle.close();
  }
}
