import { promisify } from 'node:util';
import { crc32, deflate, inflate } from 'node:zlib';
import { type Plane, type PlaneHost, pngSignature, type WantedPlane } from './scene-plane.ts';

const pack = promisify(deflate);
const unpack = promisify(inflate);

const signature = Buffer.from(pngSignature);

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

/** zlib's own inflate, for reading planes. */
export const inflatePlane: PlaneHost['inflate'] = (deflated, { lengthBytes }) =>
  // One piece: thousands of small ones would be copied together once more.
  unpack(deflated, { maxOutputLength: lengthBytes + 1, chunkSize: Math.max(64, lengthBytes + 1) });

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

/** A plane out of a PNG that another program has written; null when it is damaged or not exactly of the wanted size and kind. */
export async function decodeForeign(png: Uint8Array, { widthPx, heightPx, channels, bits }: WantedPlane): Promise<Uint8Array | null> {
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
