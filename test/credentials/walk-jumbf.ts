/** A JUMBF superbox (ISO/IEC 19566-5): what kind it is, its label, and its content boxes or superboxes. `bytes` is all of it but its own header. */
export type Superbox = Readonly<{
  kind: string;
  label: string;
  bytes: Uint8Array;
  contents: readonly Readonly<{ type: string; bytes: Uint8Array }>[];
  boxes: readonly Superbox[];
}>;

type Box = Readonly<{ type: string; bytes: Uint8Array }>;

/** Boxes one after the other, filling all the bytes. */
export function walkBoxes(bytes: Uint8Array): readonly Box[] {
  const boxes: Box[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < bytes.length; ) {
    if (at + 8 > bytes.length) throw new Error('JUMBF: a box is cut off');
    const size = view.getUint32(at);
    if (size < 8 || at + size > bytes.length) throw new Error(`JUMBF: a box of ${size} bytes at ${at}`);
    const type = new TextDecoder('latin1').decode(bytes.subarray(at + 4, at + 8));
    boxes.push({ type, bytes: bytes.subarray(at + 8, at + size) });
    at += size;
  }
  return boxes;
}

/** Reads a superbox's content, box by box and all the way down. */
export function walkSuperbox(bytes: Uint8Array): Superbox {
  const [description, ...rest] = walkBoxes(bytes);
  if (description?.type !== 'jumd') throw new Error('JUMBF: a superbox without its description');
  const toggles = description.bytes[16] ?? 0;
  // Requestable, with a label: nothing in a manifest can be referred to without one.
  if ((toggles & 0b11) !== 0b11) throw new Error('JUMBF: a superbox without a label');
  const end = description.bytes.indexOf(0, 17);
  if (end < 0) throw new Error('JUMBF: a label without its end');
  return {
    kind: new TextDecoder('latin1').decode(description.bytes.subarray(0, 4)),
    label: new TextDecoder('utf-8', { fatal: true }).decode(description.bytes.subarray(17, end)),
    bytes,
    contents: rest.filter(({ type }) => type !== 'jumb'),
    boxes: rest.filter(({ type }) => type === 'jumb').map((box) => walkSuperbox(box.bytes)),
  };
}
