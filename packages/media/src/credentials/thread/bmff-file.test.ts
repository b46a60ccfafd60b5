import { createHash } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { firstBox, layOut, putManifest, topBoxes } from './bmff-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'boxes-'));
afterAll(() => rmSync(folder, { recursive: true }));

function box(type: string, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + body.length);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
}
const numbers = (bytes: 4 | 8, ...values: readonly number[]) =>
  Buffer.concat(
    values.map((value) => {
      const buffer = Buffer.alloc(bytes);
      if (bytes === 4) buffer.writeUInt32BE(value);
      else buffer.writeBigUInt64BE(BigInt(value));
      return buffer;
    }),
  );
/** An index whose one track has places of 32 or 64 bits. */
const moov = (bytes: 4 | 8, ...places: readonly number[]) => {
  const list = box(bytes === 4 ? 'stco' : 'co64', numbers(4, 0, places.length), numbers(bytes, ...places));
  return box(
    'moov',
    box('mvhd', Buffer.alloc(20, 7)),
    box('trak', box('mdia', box('minf', box('stbl', box('stsz', Buffer.alloc(4)), list)))),
  );
};
const ftyp = box('ftyp', Buffer.from('isom\0\0\0\0'));
const mdat = box('mdat', Buffer.alloc(3000, 5));

/** Lays a file out for a manifest of ten bytes, puts one in, and gives the hash and the file. */
function laidOut(...boxes: readonly Uint8Array[]): Readonly<{ hash: Buffer; bytes: Buffer }> {
  const [from, to] = [join(folder, 'from.mp4'), join(folder, 'to.mp4')];
  writeFileSync(from, Buffer.concat(boxes));
  const [source, target] = [openSync(from, 'r'), openSync(to, 'w+')];
  try {
    const hash = layOut({ from: source, to: target }, 10);
    putManifest(target, Buffer.from('0123456789'));
    return { hash, bytes: readFileSync(to) };
  } finally {
    closeSync(source);
    closeSync(target);
  }
}
/** The box of a manifest of ten bytes. */
const growth = 8 + 16 + 4 + 9 + 8 + 10;
const placed = (at: number, bytes: Uint8Array) => Buffer.concat([numbers(8, at), bytes]);

describe('a film is laid out', () => {
  test('with its manifest after its first box, and with every place in its index moved on by it', () => {
    const { bytes } = laidOut(ftyp, moov(4, 500, 900), mdat);
    const manifest = bytes.subarray(ftyp.length, ftyp.length + growth);
    expect(manifest.readUInt32BE(0)).toBe(growth);
    expect(manifest.toString('latin1', 4, 8)).toBe('uuid');
    expect(manifest.subarray(8, 24).toString('hex')).toBe('d8fec3d61b0e483c92975828877ec481');
    expect(manifest.toString('latin1', 28, 37)).toBe('manifest\0');
    expect(manifest.toString('latin1', 45)).toBe('0123456789');
    expect(bytes.subarray(ftyp.length + growth).equals(Buffer.concat([moov(4, 500 + growth, 900 + growth), mdat]))).toBe(true);
  });

  test('with places of 64 bits, beyond what 32 can say', () => {
    const { bytes } = laidOut(ftyp, moov(8, 2 ** 33), mdat);
    expect(bytes.subarray(ftyp.length + growth).equals(Buffer.concat([moov(8, 2 ** 33 + growth), mdat]))).toBe(true);
  });

  test('and the hash binds every box but the first, each with where it now stands before it; empty space too', () => {
    const free = box('free', Buffer.alloc(9));
    const { hash } = laidOut(ftyp, free, mdat, moov(4, 50));
    const start = ftyp.length + growth;
    const bound = [placed(start, free), placed(start + free.length, mdat), placed(start + free.length + mdat.length, moov(4, 50 + growth))];
    expect(hash.equals(createHash('sha256').update(Buffer.concat(bound)).digest())).toBe(true);
  });

  test('whether its media tells its length in 64 bits, or not at all', () => {
    const media = Buffer.alloc(100, 3);
    const wide = Buffer.concat([numbers(4, 1), Buffer.from('mdat'), numbers(8, 16 + media.length), media]);
    const open = Buffer.concat([numbers(4, 0), Buffer.from('mdat'), media]);
    for (const last of [wide, open]) {
      const { bytes } = laidOut(ftyp, moov(4, 60), last);
      expect(bytes.subarray(bytes.length - last.length).equals(last)).toBe(true);
    }
  });
});

describe('what is not a film of ours is refused', () => {
  test.each([
    ['without a brand', [moov(4, 1), mdat], 'it does not begin with its brand'],
    ['without an index', [ftyp, mdat], 'it does not have one index'],
    ['in fragments', [ftyp, moov(4, 1), box('moof')], 'it holds a box that is not written here: moof'],
    ['with a manifest already', [ftyp, box('uuid', Buffer.alloc(16)), moov(4, 1)], 'it holds a box that is not written here: uuid'],
    ['with places that 32 bits cannot say then', [ftyp, moov(4, 2 ** 32 - 10), mdat], 'its index cannot name places that far'],
    [
      'with more places told than there are',
      [ftyp, box('moov', box('trak', box('mdia', box('minf', box('stbl', box('stco', numbers(4, 0, 9)))))))],
      'its index is broken',
    ],
    ['with an index that is cut off', [ftyp, box('moov', numbers(4, 900, 0))], 'its index is broken'],
    ['with a box of no length', [ftyp, numbers(4, 4, 0)], `its box at ${ftyp.length} is broken`],
    ['with an end of some bytes', [ftyp, Buffer.alloc(3)], 'its last box is cut off'],
  ] as const)('%s', (_, boxes, said) => {
    expect(() => laidOut(...boxes)).toThrow(said);
  });

  test('cut off in its media', () => {
    const file = join(folder, 'cut.mp4');
    writeFileSync(file, Buffer.concat([ftyp, moov(4, 1), mdat]));
    truncateSync(file, ftyp.length + moov(4, 1).length + 100);
    const fd = openSync(file, 'r');
    expect(() => topBoxes(fd)).toThrow('is broken');
    closeSync(fd);
  });
});

test('the first box is read as it stands', () => {
  const file = join(folder, 'first.mp4');
  writeFileSync(file, Buffer.concat([ftyp, mdat]));
  const fd = openSync(file, 'r');
  expect(firstBox(fd).equals(ftyp)).toBe(true);
  closeSync(fd);
});
