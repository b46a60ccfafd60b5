import { deflate } from 'node:zlib';

/** Scan lines packed together by OpenEXR's ZIP compression. */
const LINES = 16;
/** Chunks packed at once: as many as Node's own pool has threads. */
const AT_ONCE = 4;

/**
 * Writes one plane of floats as an OpenEXR 2.0 scan-line file: one 32-bit float channel, ZIP compression (openexr.com, "File Layout"; ImfZip.cpp).
 * The channel is called Z, as depth is.
 */
export async function exrBytes(
  plane: Float32Array,
  { widthPx, heightPx }: Readonly<{ widthPx: number; heightPx: number }>,
): Promise<Buffer> {
  const blocks: Buffer[] = [];
  const starts = Array.from({ length: Math.ceil(heightPx / LINES) }, (_, i) => i * LINES);
  for (let i = 0; i < starts.length; i += AT_ONCE) {
    const group = starts.slice(i, i + AT_ONCE).map((y) => block(plane.subarray(y * widthPx, Math.min(heightPx, y + LINES) * widthPx), y));
    blocks.push(...(await Promise.all(group)));
  }
  const header = headerOf(widthPx, heightPx);
  const table = Buffer.alloc(8 * blocks.length);
  let offset = header.length + table.length;
  for (const [i, each] of blocks.entries()) {
    table.writeBigUInt64LE(BigInt(offset), i * 8);
    offset += each.length;
  }
  return Buffer.concat([header, table, ...blocks]);
}

/** The first line's number, the size, and the lines' bytes packed; as they are where packing does not help. */
async function block(values: Float32Array, y: number): Promise<Buffer> {
  const plain = Buffer.alloc(values.length * 4);
  for (let i = 0; i < values.length; i++) plain.writeFloatLE(values[i] as number, i * 4);
  // Low and high halves apart, then each byte less the one before it.
  const apart = Buffer.alloc(plain.length);
  const half = (plain.length + 1) >> 1;
  for (let i = 0; i < plain.length; i++) apart[(i & 1) * half + (i >> 1)] = plain[i] as number;
  for (let i = apart.length - 1; i > 0; i--) apart[i] = (apart[i] as number) - (apart[i - 1] as number) + 128;
  const packed = await new Promise<Buffer>((resolve, reject) => {
    deflate(apart, { level: 4 }, (error, result) => (error === null ? resolve(result) : reject(error)));
  });
  const data = packed.length < plain.length ? packed : plain;
  const head = Buffer.alloc(8);
  head.writeInt32LE(y, 0);
  head.writeInt32LE(data.length, 4);
  return Buffer.concat([head, data]);
}

function headerOf(widthPx: number, heightPx: number): Buffer {
  const ints = (...values: number[]) => {
    const bytes = Buffer.alloc(values.length * 4);
    values.forEach((value, i) => {
      bytes.writeInt32LE(value, i * 4);
    });
    return bytes;
  };
  const floats = (...values: number[]) => {
    const bytes = Buffer.alloc(values.length * 4);
    values.forEach((value, i) => {
      bytes.writeFloatLE(value, i * 4);
    });
    return bytes;
  };
  const attribute = (name: string, type: string, value: Buffer) =>
    Buffer.concat([Buffer.from(`${name}\0${type}\0`, 'latin1'), ints(value.length), value]);
  const [asFloat, zipOf16, topFirst] = [2, 3, 0];
  const channels = Buffer.concat([Buffer.from('Z\0', 'latin1'), ints(asFloat, 0, 1, 1), Buffer.from([0])]);
  const box = ints(0, 0, widthPx - 1, heightPx - 1);
  return Buffer.concat([
    ints(20000630, 2),
    attribute('channels', 'chlist', channels),
    attribute('compression', 'compression', Buffer.from([zipOf16])),
    attribute('dataWindow', 'box2i', box),
    attribute('displayWindow', 'box2i', box),
    attribute('lineOrder', 'lineOrder', Buffer.from([topFirst])),
    attribute('pixelAspectRatio', 'float', floats(1)),
    attribute('screenWindowCenter', 'v2f', floats(0, 0)),
    attribute('screenWindowWidth', 'float', floats(1)),
    Buffer.from([0]),
  ]);
}
