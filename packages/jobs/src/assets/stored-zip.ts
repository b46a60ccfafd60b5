import { type FileHandle, open } from 'node:fs/promises';
import { crc32 } from 'node:zlib';

/** One file that goes into an archive: bytes at hand, or a file of this machine. */
export type Packed = Readonly<{ name: string } & ({ bytes: Uint8Array } | { path: string; size: number })>;
/** Where a file lies in an archive. */
export type StoredEntry = Readonly<{ name: string; start: number; size: number; crc: number }>;

const localHeader = 0x04034b50;
const centralHeader = 0x02014b50;
const endRecord = 0x06054b50;
/** Bytes of an archive at most: beyond it the format needs other records, and films of that size are nothing one sends by hand. */
export const MOST_ARCHIVE_BYTES = 0xff_ff_ff_fe;
const CHUNK_BYTES = 1 << 20;
/** Entries of an archive at most, and bytes of their list. */
const MOST_ENTRIES = 200;
const MOST_LIST_BYTES = 200 * 400;

async function crcOf(packed: Packed): Promise<{ crc: number; size: number }> {
  if ('bytes' in packed) return { crc: crc32(packed.bytes), size: packed.bytes.length };
  const handle = await open(packed.path, 'r');
  try {
    let crc = 0;
    let size = 0;
    for await (const chunk of handle.createReadStream({ highWaterMark: CHUNK_BYTES, autoClose: false })) {
      crc = crc32(chunk as Buffer, crc);
      size += (chunk as Buffer).length;
    }
    return { crc, size };
  } finally {
    await handle.close();
  }
}

/** Name, size and checksum as both headers of an entry have them. The date is fixed (1 January 1980), so that the same files give the same bytes. */
function fields(buffer: Buffer, at: number, { name, size, crc }: Readonly<{ name: string; size: number; crc: number }>): void {
  buffer.writeUInt16LE(20, at);
  buffer.writeUInt16LE(0x21, at + 8);
  buffer.writeUInt32LE(crc, at + 10);
  buffer.writeUInt32LE(size, at + 14);
  buffer.writeUInt32LE(size, at + 18);
  buffer.writeUInt16LE(name.length, at + 22);
}

/** An archive of uncompressed files, chunk after chunk; names are ASCII. Throws RangeError past 4 GB. */
export async function* storedZip(files: readonly Packed[]): AsyncGenerator<Buffer> {
  const list: Buffer[] = [];
  let offset = 0;
  for (const file of files) {
    const { name } = file;
    const entry = { name, ...(await crcOf(file)) };
    const local = Buffer.alloc(30 + name.length);
    local.writeUInt32LE(localHeader, 0);
    fields(local, 4, entry);
    local.write(name, 30, 'latin1');
    const record = Buffer.alloc(46 + name.length);
    record.writeUInt32LE(centralHeader, 0);
    record.writeUInt16LE(20, 4);
    fields(record, 6, entry);
    record.writeUInt32LE(offset, 42);
    record.write(name, 46, 'latin1');
    list.push(record);
    offset += local.length + entry.size;
    if (offset > MOST_ARCHIVE_BYTES) throw new RangeError('an archive of this kind holds at most 4 GB');
    yield local;
    if ('bytes' in file) yield Buffer.from(file.bytes);
    else {
      const handle = await open(file.path, 'r');
      try {
        for await (const chunk of handle.createReadStream({ highWaterMark: CHUNK_BYTES, autoClose: false })) yield chunk as Buffer;
      } finally {
        await handle.close();
      }
    }
  }
  const directory = Buffer.concat(list);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(endRecord, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  yield Buffer.concat([directory, end]);
}

async function exactly(handle: FileHandle, start: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, start);
  return bytesRead === length ? buffer : Buffer.alloc(0);
}

/**
 * The entries of an archive of uncompressed files by name; null for anything else: compressed, encrypted, split, with a comment, more than 200
 * entries, one name twice, bytes outside the file, or two entries over the same bytes. So nothing in it can be larger than the file itself.
 */
export async function storedEntries(handle: FileHandle): Promise<ReadonlyMap<string, StoredEntry> | null> {
  const { size: whole } = await handle.stat();
  const end = await exactly(handle, Math.max(0, whole - 22), 22);
  if (end.length < 22 || end.readUInt32LE(0) !== endRecord || end.readUInt16LE(20) !== 0) return null;
  const [count, listBytes, listStart] = [end.readUInt16LE(10), end.readUInt32LE(12), end.readUInt32LE(16)];
  if (count > MOST_ENTRIES || listBytes > MOST_LIST_BYTES || listStart + listBytes !== whole - 22) return null;
  const list = await exactly(handle, listStart, listBytes);
  const entries = new Map<string, StoredEntry>();
  let at = 0;
  // Entries lie one after another without a gap, in the order of the list: two over the same bytes, and bytes that belong to none, cannot be.
  let next = 0;
  for (let k = 0; k < count; k += 1) {
    if (at + 46 > list.length || list.readUInt32LE(at) !== centralHeader) return null;
    const [flags, method] = [list.readUInt16LE(at + 8), list.readUInt16LE(at + 10)];
    const [crc, packedSize, size] = [list.readUInt32LE(at + 16), list.readUInt32LE(at + 20), list.readUInt32LE(at + 24)];
    const nameLength = list.readUInt16LE(at + 28);
    const local = list.readUInt32LE(at + 42);
    if (method !== 0 || (flags & ~0x800) !== 0 || packedSize !== size || local !== next) return null;
    const name = list.toString('latin1', at + 46, at + 46 + nameLength);
    if (name.length !== nameLength || entries.has(name)) return null;
    at += 46 + nameLength + list.readUInt16LE(at + 30) + list.readUInt16LE(at + 32);
    const header = await exactly(handle, local, 30);
    if (header.length < 30 || header.readUInt32LE(0) !== localHeader || header.readUInt16LE(26) !== nameLength) return null;
    const start = local + 30 + nameLength + header.readUInt16LE(28);
    next = start + size;
    if (next > listStart) return null;
    entries.set(name, { name, start, size, crc });
  }
  return at === list.length && next === listStart ? entries : null;
}

/** The bytes of a small entry; null where they are not what its checksum says, or more than `mostBytes`. */
export async function entryBytes(handle: FileHandle, { start, size, crc }: StoredEntry, mostBytes: number): Promise<Buffer | null> {
  if (size > mostBytes) return null;
  const bytes = await exactly(handle, start, size);
  return bytes.length === size && crc32(bytes) === crc ? bytes : null;
}
