import { crc32, deflateSync } from 'node:zlib';
import type { Placard } from './placard.ts';

function chunk(name: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/** A placard as a PNG of the size asked for, blown up without smoothing. */
export function pngOf(placard: Placard, { widthPx, heightPx }: { widthPx: number; heightPx: number }): Uint8Array {
  const rows = Buffer.alloc((widthPx * 3 + 1) * heightPx);
  for (let y = 0; y < heightPx; y++) {
    const from = Math.floor((y * placard.heightPx) / heightPx) * placard.widthPx;
    const start = y * (widthPx * 3 + 1) + 1;
    for (let x = 0; x < widthPx; x++) {
      const at = (from + Math.floor((x * placard.widthPx) / widthPx)) * 3;
      rows[start + x * 3] = placard.rgb[at] as number;
      rows[start + x * 3 + 1] = placard.rgb[at + 1] as number;
      rows[start + x * 3 + 2] = placard.rgb[at + 2] as number;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(widthPx, 0);
  header.writeUInt32BE(heightPx, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(rows, { level: 3 })), chunk('IEND', new Uint8Array())]);
}

/** The width and height a WebP says it has: by the head of its first chunk (RFC 9649). */
function webpSize(view: Buffer): Readonly<{ widthPx: number; heightPx: number }> | undefined {
  const kind = view.toString('latin1', 12, 16);
  if (kind === 'VP8X') return { widthPx: 1 + view.readUIntLE(24, 3), heightPx: 1 + view.readUIntLE(27, 3) };
  if (kind === 'VP8 ') return { widthPx: view.readUInt16LE(26) & 0x3fff, heightPx: view.readUInt16LE(28) & 0x3fff };
  if (kind !== 'VP8L') return undefined;
  const bits = view.readUInt32LE(21);
  return { widthPx: 1 + (bits & 0x3fff), heightPx: 1 + ((bits >>> 14) & 0x3fff) };
}

/** The width and height a PNG, JPEG or WebP says it has, pixels; undefined for anything else. */
export function pictureSize(bytes: Uint8Array): Readonly<{ widthPx: number; heightPx: number }> | undefined {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.length > 24 && view.readUInt32BE(0) === 0x89504e47) return { widthPx: view.readUInt32BE(16), heightPx: view.readUInt32BE(20) };
  if (view.length > 30 && view.toString('latin1', 0, 4) === 'RIFF' && view.toString('latin1', 8, 12) === 'WEBP') return webpSize(view);
  if (view.length < 4 || view.readUInt16BE(0) !== 0xffd8) return undefined;
  for (let at = 2; at + 9 < view.length && view[at] === 0xff; ) {
    const marker = view[at + 1] as number;
    // A start of frame, but not the three tables that share its range.
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return { widthPx: view.readUInt16BE(at + 7), heightPx: view.readUInt16BE(at + 5) };
    }
    at += 2 + view.readUInt16BE(at + 2);
  }
  return undefined;
}
