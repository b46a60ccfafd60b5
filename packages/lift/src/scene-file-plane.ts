import { promisify } from 'node:util';
import { crc32, deflate, inflate } from 'node:zlib';

const pack = promisify(deflate);
const unpack = promisify(inflate);

/** A plane of pixels as stored: `channels` samples of `bits` each, 16-bit samples with the high byte first. */
export type Plane = Readonly<{ widthPx: number; heightPx: number; channels: 1 | 4; bits: 8 | 16; bytes: Uint8Array }>;

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * A PNG of a plane, without row filters. Photographs hardly shrink that way and are stored as they are, to be read at the speed of memory;
 * planes that shrink to a quarter (cut-outs, mostly empty) are deflated at level 1.
 */
export async function encodePlane({ widthPx, heightPx, channels, bits, bytes }: Plane): Promise<Buffer> {
  const rowBytes = widthPx * channels * (bits / 8);
  const raw = Buffer.alloc((rowBytes + 1) * heightPx);
  for (let y = 0; y < heightPx; y++) raw.set(bytes.subarray(y * rowBytes, (y + 1) * rowBytes), y * (rowBytes + 1) + 1);
  // a sixteenth of the bytes, from the middle, tells whether deflating pays
  const sample = raw.subarray((raw.length >> 1) - (raw.length >> 5), (raw.length >> 1) + (raw.length >> 5));
  const pays = (await pack(sample, { level: 1 })).length < sample.length * 0.25;
  const data = pays || rowBytes >= 65535 ? await pack(raw, { level: 1 }) : storedRows(raw, rowBytes + 1);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(widthPx, 0);
  header.writeUInt32BE(heightPx, 4);
  header[8] = bits;
  header[9] = channels === 4 ? 6 : 0;
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

/** A plane's samples out of its PNG, where asked for in memory that threads share; null when the PNG is damaged or is not exactly of the wanted size and kind. */
export async function decodePlane(
  png: Buffer,
  wanted: Omit<Plane, 'bytes'>,
  { inSharedMemory = false }: { inSharedMemory?: boolean } = {},
): Promise<Uint8Array | null> {
  const take = (bytes: number) => new Uint8Array(inSharedMemory ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes));
  const rowBytes = wanted.widthPx * wanted.channels * (wanted.bits / 8);
  const data = ownData(png, wanted);
  if (data === 'damaged') return null;
  if (data !== 'foreign') {
    const rows = readStoredRows(data, { rowBytes, rows: wanted.heightPx, take });
    if (rows !== null) return rows;
    const length = (rowBytes + 1) * wanted.heightPx;
    // One piece: thousands of small ones would be copied together once more.
    const raw = await unpack(data, { maxOutputLength: length + 1, chunkSize: Math.max(64, length + 1) }).catch(() => null);
    if (raw === null || raw.length !== length) return null;
    const bytes = unfiltered(raw, { rowBytes, rows: wanted.heightPx, take });
    if (bytes !== null) return bytes;
  }
  const foreign = await decodeForeign(png, wanted);
  if (foreign === null || !inSharedMemory) return foreign;
  const bytes = take(foreign.length);
  bytes.set(foreign);
  return bytes;
}

type RowsWanted = Readonly<{ rowBytes: number; rows: number; take: (bytes: number) => Uint8Array }>;

/** A zlib stream in which each row is one stored block (RFC 1950, 1951), so that it can be read with one copy a row. */
function storedRows(raw: Buffer, rowBytes: number): Buffer {
  const rows = raw.length / rowBytes;
  const out = Buffer.alloc(2 + rows * (rowBytes + 5) + 4);
  out.writeUInt16BE(0x7801, 0);
  let at = 2;
  for (let y = 0; y < rows; y++) {
    out[at] = y === rows - 1 ? 1 : 0;
    out.writeUInt16LE(rowBytes, at + 1);
    out.writeUInt16LE(rowBytes ^ 0xffff, at + 3);
    raw.copy(out, at + 5, y * rowBytes, (y + 1) * rowBytes);
    at += rowBytes + 5;
  }
  out.writeUInt32BE(adler32(raw), at);
  return out;
}

/** The rows of such a stream; null for any other. The PNG chunk's own checksum has already vouched for the bytes. */
function readStoredRows(data: Buffer, { rowBytes, rows, take }: RowsWanted): Uint8Array | null {
  const block = rowBytes + 1;
  if (data.length !== 2 + rows * (block + 5) + 4) return null;
  const bytes = take(rowBytes * rows);
  for (let y = 0, at = 2; y < rows; y++, at += block + 5) {
    if ((data[at] as number) > 1 || data.readUInt16LE(at + 1) !== block || data[at + 5] !== 0) return null;
    bytes.set(data.subarray(at + 6, at + 5 + block), y * rowBytes);
  }
  return bytes;
}

function adler32(bytes: Buffer): number {
  let a = 1;
  let b = 0;
  for (let from = 0; from < bytes.length; from += 3800) {
    // 3800 bytes are the most whose sums stay below 2³²
    for (let i = from; i < Math.min(bytes.length, from + 3800); i++) {
      a += bytes[i] as number;
      b += a;
    }
    a %= 65521;
    b %= 65521;
  }
  return ((b << 16) | a) >>> 0;
}

/** The deflated pixels of a PNG in our own three chunks, or 'foreign' for one that another program has written. */
function ownData(png: Buffer, wanted: Omit<Plane, 'bytes'>): Buffer | 'foreign' | 'damaged' {
  if (png.length < 57 || !png.subarray(0, 8).equals(signature) || png.toString('latin1', 12, 16) !== 'IHDR') return 'damaged';
  if (png.readUInt32BE(16) !== wanted.widthPx || png.readUInt32BE(20) !== wanted.heightPx) return 'damaged';
  if (png[24] !== wanted.bits || png[25] !== (wanted.channels === 4 ? 6 : 0)) return 'damaged';
  const length = png.readUInt32BE(33);
  if (png.toString('latin1', 37, 41) !== 'IDAT' || 41 + length + 16 !== png.length) return 'foreign';
  if (crc32(png.subarray(37, 41 + length)) !== png.readUInt32BE(41 + length)) return 'damaged';
  return png.subarray(41, 41 + length);
}

function unfiltered(raw: Buffer, { rowBytes, rows, take }: RowsWanted): Uint8Array | null {
  const bytes = take(rowBytes * rows);
  for (let y = 0; y < rows; y++) {
    const at = y * (rowBytes + 1);
    if (raw[at] !== 0) return null;
    bytes.set(raw.subarray(at + 1, at + 1 + rowBytes), y * rowBytes);
  }
  return bytes;
}

async function decodeForeign(png: Buffer, { widthPx, heightPx, channels, bits }: Omit<Plane, 'bytes'>): Promise<Uint8Array | null> {
  // Loaded only here: our own planes need no codec.
  const { default: sharp } = await import('sharp');
  try {
    const { data, info } = await sharp(png, { limitInputPixels: widthPx * heightPx, failOn: 'warning' })
      .toColourspace(channels === 4 ? 'srgb' : bits === 16 ? 'grey16' : 'b-w')
      .raw({ depth: bits === 16 ? 'ushort' : 'uchar' })
      .toBuffer({ resolveWithObject: true });
    if (info.width !== widthPx || info.height !== heightPx || info.channels !== channels) return null;
    // libvips gives 16-bit samples with the low byte first
    const bytes = bits === 16 ? data.swap16() : data;
    return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  } catch {
    return null;
  }
}

function chunk(name: string, data: Buffer): Buffer {
  const out = Buffer.alloc(12 + data.length);
  out.writeUInt32BE(data.length, 0);
  out.write(name, 4, 'latin1');
  data.copy(out, 8);
  out.writeUInt32BE(crc32(out.subarray(4, 8 + data.length)), 8 + data.length);
  return out;
}
