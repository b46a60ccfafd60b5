/** What CBOR says, as it stands: texts, numbers, bytes, lists, maps by their keys, and values with a tag. */
export type Said = string | number | boolean | null | Uint8Array | readonly Said[] | Map<Said, Said> | Readonly<{ tag: number; of: Said }>;

/** Reads one value of CBOR (RFC 8949) that fills all the bytes. Shares no code with what writes them; lengths that are not told ahead are refused. */
export function readCbor(bytes: Uint8Array): Said {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const count = (low: number): number => {
    if (low < 24) return low;
    const width = { 24: 1, 25: 2, 26: 4, 27: 8 }[low];
    if (width === undefined) throw new Error(`CBOR: a length of kind ${low}`);
    const start = at;
    at += width;
    if (width === 1) return view.getUint8(start);
    if (width === 2) return view.getUint16(start);
    return width === 4 ? view.getUint32(start) : Number(view.getBigUint64(start));
  };
  const take = (length: number): Uint8Array => {
    if (at + length > bytes.length) throw new Error('CBOR: cut off');
    at += length;
    return bytes.subarray(at - length, at);
  };
  const simple = (low: number): Said => {
    if (low === 20 || low === 21) return low === 21;
    if (low === 22) return null;
    if (low !== 27) throw new Error(`CBOR: a simple value of kind ${low}`);
    at += 8;
    return view.getFloat64(at - 8);
  };
  const value = (): Said => {
    const first = view.getUint8(at++);
    const [kind, low] = [first >> 5, first & 31];
    if (kind === 7) return simple(low);
    const many = count(low);
    if (kind === 0) return many;
    if (kind === 1) return -1 - many;
    if (kind === 2) return take(many);
    if (kind === 3) return new TextDecoder('utf-8', { fatal: true }).decode(take(many));
    if (kind === 4) return Array.from({ length: many }, value);
    if (kind === 6) return { tag: many, of: value() };
    const map = new Map<Said, Said>();
    for (let index = 0; index < many; index++) {
      const key = value();
      if (map.has(key)) throw new Error('CBOR: a key that stands twice');
      map.set(key, value());
    }
    return map;
  };
  const whole = value();
  if (at !== bytes.length) throw new Error('CBOR: something follows it');
  return whole;
}
