/** A plane of pixels as stored: `channels` samples of `bits` each, 16-bit samples with the high byte first. */
export type Plane = Readonly<{ widthPx: number; heightPx: number; channels: 1 | 4; bits: 8 | 16; bytes: Uint8Array }>;

/** A plane that is asked for: its size and kind. */
export type WantedPlane = Omit<Plane, 'bytes'>;

/** What every PNG begins with. */
export const pngSignature: readonly number[] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** The parts of reading that a host does its own way. */
export type PlaneHost = Readonly<{
  /** Undoes zlib's deflate (RFC 1950). What comes of anything but `lengthBytes` bytes, or of no zlib stream, may be a rejection or any other length. */
  inflate: (deflated: Uint8Array, options: Readonly<{ lengthBytes: number }>) => Promise<Uint8Array>;
  crc32: (bytes: Uint8Array) => number;
  /** Memory for a plane, in bytes. */
  take: (lengthBytes: number) => Uint8Array;
}>;

/** A plane's samples out of one of our own PNGs; 'foreign' for one that another program has written, 'damaged' when it is that or not exactly of the wanted size and kind. */
export async function decodeOwnPlane(png: Uint8Array, wanted: WantedPlane, host: PlaneHost): Promise<Uint8Array | 'foreign' | 'damaged'> {
  const rowBytes = wanted.widthPx * wanted.channels * (wanted.bits / 8);
  const data = ownData(png, wanted, host);
  if (data === 'damaged' || data === 'foreign') return data;
  const wishes = { rowBytes, rows: wanted.heightPx, take: host.take };
  const stored = readStoredRows(data, wishes);
  if (stored !== null) return stored;
  const lengthBytes = (rowBytes + 1) * wanted.heightPx;
  const raw = await host.inflate(data, { lengthBytes }).catch(() => null);
  if (raw === null || raw.length !== lengthBytes) return 'damaged';
  return unfiltered(raw, wishes) ?? 'foreign';
}

type RowsWanted = Readonly<{ rowBytes: number; rows: number; take: PlaneHost['take'] }>;

/** The deflated pixels of a PNG in our own three chunks. */
function ownData(png: Uint8Array, wanted: WantedPlane, { crc32 }: PlaneHost): Uint8Array | 'foreign' | 'damaged' {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const named = (name: string, at: number): boolean => [...name].every((letter, k) => png[at + k] === letter.charCodeAt(0));
  if (png.length < 57 || !pngSignature.every((byte, k) => png[k] === byte) || !named('IHDR', 12)) return 'damaged';
  if (view.getUint32(16) !== wanted.widthPx || view.getUint32(20) !== wanted.heightPx) return 'damaged';
  if (png[24] !== wanted.bits || png[25] !== (wanted.channels === 4 ? 6 : 0)) return 'damaged';
  const length = view.getUint32(33);
  if (!named('IDAT', 37) || 41 + length + 16 !== png.length) return 'foreign';
  if (crc32(png.subarray(37, 41 + length)) !== view.getUint32(41 + length)) return 'damaged';
  return png.subarray(41, 41 + length);
}

/** The rows of a stream of one stored block a row, with one copy each; null for any other. The PNG chunk's own checksum has already vouched for the bytes. */
function readStoredRows(data: Uint8Array, { rowBytes, rows, take }: RowsWanted): Uint8Array | null {
  const block = rowBytes + 1;
  if (data.length !== 2 + rows * (block + 5) + 4) return null;
  const bytes = take(rowBytes * rows);
  for (let y = 0, at = 2; y < rows; y++, at += block + 5) {
    const length = (data[at + 1] as number) | ((data[at + 2] as number) << 8);
    if ((data[at] as number) > 1 || length !== block || data[at + 5] !== 0) return null;
    bytes.set(data.subarray(at + 6, at + 5 + block), y * rowBytes);
  }
  return bytes;
}

function unfiltered(raw: Uint8Array, { rowBytes, rows, take }: RowsWanted): Uint8Array | null {
  const bytes = take(rowBytes * rows);
  for (let y = 0; y < rows; y++) {
    const at = y * (rowBytes + 1);
    if (raw[at] !== 0) return null;
    bytes.set(raw.subarray(at + 1, at + 1 + rowBytes), y * rowBytes);
  }
  return bytes;
}
