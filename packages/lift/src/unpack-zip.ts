/** What begins a file, its row in the directory, and the end of a zip archive (PKWARE's APPNOTE 4.3). */
export const zipMarks = { local: 0x04034b50, central: 0x02014b50, end: 0x06054b50 } as const;

/**
 * The files of an archive by name, as views into its bytes. Returns null for anything but a whole archive of stored files:
 * compressed, encrypted, split, longer than 4 GB, with bytes missing, or with two entries over the same bytes. PNG planes carry their own checksums; scene.json's is checked.
 */
export function unpackZip(
  archive: Uint8Array,
  { crc32 }: Readonly<{ crc32: (bytes: Uint8Array) => number }>,
): ReadonlyMap<string, Uint8Array> | null {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  const short = (at: number): number => view.getUint16(at, true);
  const long = (at: number): number => view.getUint32(at, true);
  const end = archive.length - 22;
  if (end < 0 || long(end) !== zipMarks.end) return null;
  const count = short(end + 10);
  let at = long(end + 16);
  const files = new Map<string, Uint8Array>();
  let taken = 0;
  for (let k = 0; k < count; k++) {
    if (at + 46 > end || long(at) !== zipMarks.central) return null;
    const flags = short(at + 8);
    const method = short(at + 10);
    const crc = long(at + 16);
    const size = long(at + 24);
    const nameLength = short(at + 28);
    const name = String.fromCharCode(...archive.subarray(at + 46, Math.min(end, at + 46 + nameLength)));
    const local = long(at + 42);
    at += 46 + nameLength + short(at + 30) + short(at + 32);
    if (method !== 0 || (flags & 1) !== 0 || local + 30 > end || long(local) !== zipMarks.local) return null;
    const from = local + 30 + short(local + 26) + short(local + 28);
    taken += size;
    if (from + size > end || taken > archive.length || files.has(name)) return null;
    const bytes = archive.subarray(from, from + size);
    if (name.endsWith('.json') && crc32(bytes) !== crc) return null;
    files.set(name, bytes);
  }
  return files;
}
