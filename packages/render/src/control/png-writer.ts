import { crc32, deflate } from 'node:zlib';

/** A picture of 8-bit grey, 16-bit grey (native order) or 8-bit RGB, row by row without padding. */
export type PngPicture = Readonly<{ widthPx: number; heightPx: number }> &
  (
    | Readonly<{ kind: 'grey'; data: Uint8Array }>
    | Readonly<{ kind: 'grey16'; data: Uint16Array }>
    | Readonly<{ kind: 'rgb'; data: Uint8Array }>
  );

const SIGNATURE = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
/** Each byte less the one above it: smooth depth becomes mostly zeros. */
const FILTER_UP = 2;

/** Writes a PNG (W3C, third edition) without loss and without a colour space of its own; the packing runs outside this thread. */
export async function pngBytes(picture: PngPicture): Promise<Buffer> {
  const { widthPx, heightPx, kind, data } = picture;
  const bytesPerPixel = kind === 'grey' ? 1 : kind === 'grey16' ? 2 : 3;
  const stride = widthPx * bytesPerPixel;
  const rows = bigEndian(data);
  const filtered = Buffer.alloc((stride + 1) * heightPx);
  for (let y = 0; y < heightPx; y++) {
    const to = y * (stride + 1);
    const from = y * stride;
    filtered[to] = y === 0 ? 0 : FILTER_UP;
    if (y === 0) for (let i = 0; i < stride; i++) filtered[to + 1 + i] = rows[i] as number;
    else for (let i = 0; i < stride; i++) filtered[to + 1 + i] = (rows[from + i] as number) - (rows[from - stride + i] as number);
  }
  const packed = await new Promise<Buffer>((resolve, reject) => {
    deflate(filtered, { level: 4 }, (error, result) => (error === null ? resolve(result) : reject(error)));
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(widthPx, 0);
  header.writeUInt32BE(heightPx, 4);
  header[8] = kind === 'grey16' ? 16 : 8;
  header[9] = kind === 'rgb' ? 2 : 0;
  return Buffer.concat([SIGNATURE, chunk('IHDR', header), chunk('IDAT', packed), chunk('IEND', Buffer.alloc(0))]);
}

/** PNG's samples have their high byte first. */
function bigEndian(data: Uint8Array | Uint16Array): Uint8Array {
  if (data instanceof Uint8Array) return data;
  const bytes = Buffer.alloc(data.length * 2);
  for (let i = 0; i < data.length; i++) {
    const value = data[i] as number;
    bytes[i * 2] = value >> 8;
    bytes[i * 2 + 1] = value;
  }
  return bytes;
}

function chunk(name: string, data: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(data.length, 0);
  head.write(name, 4, 'latin1');
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(data, crc32(head.subarray(4))), 0);
  return Buffer.concat([head, data, check]);
}
