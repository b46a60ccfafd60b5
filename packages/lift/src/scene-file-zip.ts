import { crc32 } from 'node:zlib';

/** One file of an archive. */
export type ZipEntry = Readonly<{ name: string; bytes: Uint8Array }>;

const localHeader = 0x04034b50;
const centralHeader = 0x02014b50;
const endRecord = 0x06054b50;

/** Packs files without compression (their own format compresses them already). Names are ASCII; dates are fixed, so the same files give the same bytes. */
export function packZip(entries: readonly ZipEntry[]): Buffer[] {
  const parts: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes } of entries) {
    const crc = crc32(bytes);
    const fields = (buffer: Buffer, at: number): void => {
      buffer.writeUInt16LE(20, at);
      // 1 January 1980, the first date the format knows
      buffer.writeUInt16LE(0x21, at + 8);
      buffer.writeUInt32LE(crc, at + 10);
      buffer.writeUInt32LE(bytes.length, at + 14);
      buffer.writeUInt32LE(bytes.length, at + 18);
      buffer.writeUInt16LE(name.length, at + 22);
    };
    const local = Buffer.alloc(30 + name.length);
    local.writeUInt32LE(localHeader, 0);
    fields(local, 4);
    local.write(name, 30, 'latin1');
    const record = Buffer.alloc(46 + name.length);
    record.writeUInt32LE(centralHeader, 0);
    record.writeUInt16LE(20, 4);
    fields(record, 6);
    record.writeUInt32LE(offset, 42);
    record.write(name, 46, 'latin1');
    central.push(record);
    parts.push(local, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
    offset += local.length + bytes.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(endRecord, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return [...parts, directory, end];
}

/**
 * The files of an archive by name, as views into its bytes. Returns null for anything but a whole archive of stored files:
 * compressed, encrypted, split, longer than 4 GB, with bytes missing, or with two entries over the same bytes. PNG planes carry their own checksums; scene.json's is checked.
 */
export function unpackZip(archive: Buffer): ReadonlyMap<string, Buffer> | null {
  const end = archive.length - 22;
  if (end < 0 || archive.readUInt32LE(end) !== endRecord) return null;
  const count = archive.readUInt16LE(end + 10);
  let at = archive.readUInt32LE(end + 16);
  const files = new Map<string, Buffer>();
  let taken = 0;
  for (let k = 0; k < count; k++) {
    if (at + 46 > end || archive.readUInt32LE(at) !== centralHeader) return null;
    const flags = archive.readUInt16LE(at + 8);
    const method = archive.readUInt16LE(at + 10);
    const crc = archive.readUInt32LE(at + 16);
    const size = archive.readUInt32LE(at + 24);
    const nameLength = archive.readUInt16LE(at + 28);
    const name = archive.toString('latin1', at + 46, at + 46 + nameLength);
    const local = archive.readUInt32LE(at + 42);
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
    if (method !== 0 || (flags & 1) !== 0 || local + 30 > end || archive.readUInt32LE(local) !== localHeader) return null;
    const from = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    taken += size;
    if (from + size > end || taken > archive.length || files.has(name)) return null;
    const bytes = archive.subarray(from, from + size);
    if (name.endsWith('.json') && crc32(bytes) !== crc) return null;
    files.set(name, bytes);
  }
  return files;
}
