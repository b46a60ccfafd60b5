/** The table of the CRC that PNG and zip use (ISO 3309, polynomial 0xedb88320), and those for bytes one, two and three places further on. */
const tables = Array.from({ length: 4 }, () => new Uint32Array(256));
for (let byte = 0; byte < 256; byte++) {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
  for (const table of tables) {
    table[byte] = value;
    value = next(value);
  }
}

function next(value: number): number {
  let shifted = value;
  for (let bit = 0; bit < 8; bit++) shifted = (shifted >>> 1) ^ (shifted & 1 ? 0xedb88320 : 0);
  return shifted;
}

/** The CRC-32 of bytes, as an unsigned whole number, where there is no zlib: four bytes a step (slicing, Kounavis and Berry 2005). */
export function crc32(bytes: Uint8Array): number {
  const [t0, t1, t2, t3] = tables as [Uint32Array, Uint32Array, Uint32Array, Uint32Array];
  const inFours = bytes.length - (bytes.length % 4);
  let crc = 0xffffffff;
  let at = 0;
  for (; at < inFours; at += 4) {
    const a = (crc ^ (bytes[at] as number)) & 255;
    const b = ((crc >>> 8) ^ (bytes[at + 1] as number)) & 255;
    const c = ((crc >>> 16) ^ (bytes[at + 2] as number)) & 255;
    const d = ((crc >>> 24) ^ (bytes[at + 3] as number)) & 255;
    crc = (t3[a] as number) ^ (t2[b] as number) ^ (t1[c] as number) ^ (t0[d] as number);
  }
  for (; at < bytes.length; at++) crc = (crc >>> 8) ^ (t0[(crc ^ (bytes[at] as number)) & 255] as number);
  return ~crc >>> 0;
}
