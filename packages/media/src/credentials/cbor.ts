/** What a COSE structure is built of; a Map keeps its order. */
export type Cbor = number | string | Uint8Array | null | readonly Cbor[] | ReadonlyMap<Cbor, Cbor> | CborTag;
/** A value with a tag before it (RFC 8949, 3.4). */
export type CborTag = Readonly<{ tag: number; value: Cbor }>;

/** Major types (RFC 8949, 3.1), each in the upper three bits of its first byte. */
const major = { unsigned: 0x00, negative: 0x20, bytes: 0x40, text: 0x60, array: 0x80, map: 0xa0, tag: 0xc0 } as const;
const NULL = 0xf6;

/** Writes a value as CBOR in its shortest form (RFC 8949, 4.2.1). Numbers are whole and below 2³². */
export function encodeCbor(value: Cbor): Buffer {
  if (value === null) return Buffer.from([NULL]);
  if (typeof value === 'number') return value < 0 ? head(major.negative, -1 - value) : head(major.unsigned, value);
  if (typeof value === 'string') {
    const text = Buffer.from(value);
    return Buffer.concat([head(major.text, text.length), text]);
  }
  if (value instanceof Uint8Array) return Buffer.concat([head(major.bytes, value.length), value]);
  if (value instanceof Map) {
    const pairs = [...(value as ReadonlyMap<Cbor, Cbor>)].flatMap(([key, each]) => [encodeCbor(key), encodeCbor(each)]);
    return Buffer.concat([head(major.map, value.size), ...pairs]);
  }
  if ('tag' in value) return Buffer.concat([head(major.tag, value.tag), encodeCbor(value.value)]);
  const list = value as readonly Cbor[];
  return Buffer.concat([head(major.array, list.length), ...list.map(encodeCbor)]);
}

function head(kind: number, count: number): Buffer {
  if (count < 24) return Buffer.from([kind | count]);
  if (count < 2 ** 8) return Buffer.from([kind | 24, count]);
  const wide = count < 2 ** 16;
  const bytes = Buffer.alloc(wide ? 3 : 5);
  bytes[0] = kind | (wide ? 25 : 26);
  if (wide) bytes.writeUInt16BE(count, 1);
  else bytes.writeUInt32BE(count, 1);
  return bytes;
}
