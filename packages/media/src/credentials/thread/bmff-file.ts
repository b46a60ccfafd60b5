import { createHash, type Hash } from 'node:crypto';
import { fstatSync, fsyncSync, readSync, writeSync } from 'node:fs';

/** A box of the file's own level: where it begins and how long it is, its header included, bytes. */
export type TopBox = Readonly<{ type: string; start: number; size: number }>;

/** The extended type of the box that holds a C2PA manifest (C2PA 2.2, A.5.1). */
export const c2paUuid = Buffer.from('d8fec3d61b0e483c92975828877ec481', 'hex');
/** What the hash of the media leaves out besides the manifest's own box (C2PA 2.2, 18.7.2): what names the brand, and an index at the end. Empty space is bound too. */
export const leftOut = ['ftyp', 'mfra'] as const;
/** Bytes that are read at a time. */
const CHUNK_BYTES = 2 ** 20;
/** What a manifest's box has before the manifest: header, extended type, version and flags, its purpose, and where Merkle trees would be. */
const purpose = Buffer.from('manifest\0', 'latin1');
const frameBytes = 8 + 16 + 4 + purpose.length + 8;

/** The boxes of the file's own level, in order (ISO/IEC 14496-12, 4.2). Throws an Error for a file that is not made of whole boxes. */
export function topBoxes(fd: number): readonly TopBox[] {
  const { size: end } = fstatSync(fd);
  const boxes: TopBox[] = [];
  for (let start = 0; start < end; ) {
    const head = readAt(fd, start, Math.min(16, end - start));
    if (head.length < 8) throw new Error('its last box is cut off');
    const told = head.readUInt32BE(0);
    const size = told === 0 ? end - start : told === 1 && head.length === 16 ? Number(head.readBigUInt64BE(8)) : told;
    if (size < 8 || start + size > end) throw new Error(`its box at ${start} is broken`);
    boxes.push({ type: head.toString('latin1', 4, 8), start, size });
    start += size;
  }
  return boxes;
}

/**
 * Copies a film with a box for its manifest after its first one, `manifestBytes` long and still empty, and every place in its index moved on by it. Gives the hash
 * that binds the manifest to all of the film: every box but what is left out, each with where it begins before it (C2PA 2.2, 18.7). Holds the index and a piece at a time.
 */
export function layOut({ from, to }: Readonly<{ from: number; to: number }>, manifestBytes: number): Buffer {
  const boxes = topBoxes(from);
  check(boxes);
  const hash = createHash('sha256');
  const growth = frameBytes + manifestBytes;
  let at = 0;
  const put = (bytes: Uint8Array) => {
    writeAll(to, bytes, at);
    at += bytes.length;
  };
  for (const box of boxes) {
    const bound = (leftOut as readonly string[]).includes(box.type) ? undefined : hash;
    if (bound !== undefined) bindPlace(bound, at);
    if (box.type === 'moov') {
      const moov = readAt(from, box.start, box.size);
      movePlaces(moov, growth);
      bound?.update(moov);
      put(moov);
    } else copyBox({ from, box, put, bound });
    if (at === boxes[0]?.size) at += growth;
  }
  return hash.digest();
}

/** Writes a manifest into the place that layOut left for it, and brings the file to the disk. */
export function putManifest(fd: number, manifest: Uint8Array): void {
  const { size: start = 0 } = topBoxes(fd)[0] ?? {};
  const head = Buffer.alloc(8);
  head.writeUInt32BE(frameBytes + manifest.length);
  head.write('uuid', 4, 'latin1');
  // Version and flags are zero, and so is the place of Merkle trees: this film has none.
  writeAll(fd, Buffer.concat([head, c2paUuid, Buffer.alloc(4), purpose, Buffer.alloc(8), manifest]), start);
  fsyncSync(fd);
}

/** The first box as it stands in the file: enough of a film for the library to compose a manifest for. */
export function firstBox(fd: number): Buffer {
  const [box] = topBoxes(fd);
  if (box?.type !== 'ftyp') throw new Error('it does not begin with its brand');
  return readAt(fd, 0, box.size);
}

function check(boxes: readonly TopBox[]): void {
  if (boxes[0]?.type !== 'ftyp') throw new Error('it does not begin with its brand');
  if (boxes.filter(({ type }) => type === 'moov').length !== 1) throw new Error('it does not have one index');
  // These name places in the file too; no film of ours has them.
  const other = boxes.find(({ type }) => ['moof', 'sidx', 'meta', 'mfra', 'uuid'].includes(type));
  if (other !== undefined) throw new Error(`it holds a box that is not written here: ${other.type}`);
}

function bindPlace(hash: Hash, at: number): void {
  const place = Buffer.alloc(8);
  place.writeBigUInt64BE(BigInt(at));
  hash.update(place);
}

type Copy = Readonly<{ from: number; box: TopBox; put: (bytes: Uint8Array) => void; bound: Hash | undefined }>;

function copyBox({ from, box, put, bound }: Copy): void {
  // One piece of memory for all pieces of the film: new ones would pile up until they are collected.
  const buffer = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, box.size));
  for (let done = 0; done < box.size; ) {
    const piece = buffer.subarray(0, Math.min(buffer.length, box.size - done));
    fill(piece, { from, start: box.start + done });
    bound?.update(piece);
    put(piece);
    done += piece.length;
  }
}

/** Boxes on the way to the lists of places. */
const onTheWay: ReadonlySet<string> = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl']);

/** Moves every place that an index names (`stco`, `co64`) on by `growth` bytes. */
function movePlaces(bytes: Buffer, growth: number): void {
  for (let start = 0; start + 8 <= bytes.length; ) {
    const size = bytes.readUInt32BE(start);
    if (size < 8 || start + size > bytes.length) throw new Error('its index is broken');
    const type = bytes.toString('latin1', start + 4, start + 8);
    const body = bytes.subarray(start + 8, start + size);
    if (onTheWay.has(type)) movePlaces(body, growth);
    else if (type === 'stco') for (const at of listed(body, 4)) body.writeUInt32BE(below32Bits(body.readUInt32BE(at) + growth), at);
    else if (type === 'co64') for (const at of listed(body, 8)) body.writeBigUInt64BE(body.readBigUInt64BE(at) + BigInt(growth), at);
    start += size;
  }
}

/** Where the entries of a list stand: after version, flags and their count. */
function listed(body: Buffer, entryBytes: number): readonly number[] {
  const count = body.readUInt32BE(4);
  if (8 + count * entryBytes > body.length) throw new Error('its index is broken');
  return Array.from({ length: count }, (_, index) => 8 + index * entryBytes);
}

function below32Bits(place: number): number {
  if (place >= 2 ** 32) throw new Error('its index cannot name places that far');
  return place;
}

function readAt(from: number, start: number, bytes: number): Buffer {
  const buffer = Buffer.allocUnsafe(bytes);
  fill(buffer, { from, start });
  return buffer;
}

function fill(buffer: Buffer, { from, start }: Readonly<{ from: number; start: number }>): void {
  for (let done = 0; done < buffer.length; ) {
    const read = readSync(from, buffer, done, buffer.length - done, start + done);
    if (read === 0) throw new Error('it ends too early');
    done += read;
  }
}

function writeAll(fd: number, bytes: Uint8Array, at: number): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done, bytes.length - done, at + done);
}
