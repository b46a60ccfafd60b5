/** Middlebury's mark at the start of a .flo file: "PIEH", which read as a float is 202021.25. */
const TAG = 'PIEH';

/** Writes optical flow as a Middlebury .flo file: tag, width and height (32-bit integers), then u, v a pixel, row by row, 32-bit floats, all low byte first. */
export function floBytes(flow: Float32Array, { widthPx, heightPx }: Readonly<{ widthPx: number; heightPx: number }>): Buffer {
  const bytes = Buffer.alloc(12 + flow.length * 4);
  bytes.write(TAG, 0, 'latin1');
  bytes.writeInt32LE(widthPx, 4);
  bytes.writeInt32LE(heightPx, 8);
  // Every machine that Node 24 has a build for, s390x aside, has its low byte first.
  if (isLittleEndian) bytes.set(new Uint8Array(flow.buffer, flow.byteOffset, flow.byteLength), 12);
  else for (let i = 0; i < flow.length; i++) bytes.writeFloatLE(flow[i] as number, 12 + i * 4);
  return bytes;
}

const isLittleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;
