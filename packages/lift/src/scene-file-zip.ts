import { crc32 } from 'node:zlib';
import { zipMarks } from './unpack-zip.ts';

/** One file of an archive. */
export type ZipEntry = Readonly<{ name: string; bytes: Uint8Array }>;

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
    local.writeUInt32LE(zipMarks.local, 0);
    fields(local, 4);
    local.write(name, 30, 'latin1');
    const record = Buffer.alloc(46 + name.length);
    record.writeUInt32LE(zipMarks.central, 0);
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
  end.writeUInt32LE(zipMarks.end, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return [...parts, directory, end];
}
