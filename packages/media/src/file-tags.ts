import { open } from 'node:fs/promises';
import { writeAll } from './write-all.ts';

/** Data that a file carries about itself, by key. Keys are ASCII, values any text. */
export type FileTags = Readonly<Record<string, string>>;

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => escapes[sign] ?? sign);

/** The tags as an XMP packet (XMP specification, part 1), for the formats that have no place for single keys. */
export function xmpOf(tags: FileTags): string {
  const fields = Object.entries(tags).map(([key, value]) => `<fantascope:${key}>${escaped(value)}</fantascope:${key}>`);
  return [
    '<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>',
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
    '<rdf:Description rdf:about="" xmlns:fantascope="https://fantascope.dev/ns/label/">',
    ...fields,
    '</rdf:Description></rdf:RDF></x:xmpmeta>',
    '<?xpacket end="r"?>',
  ].join('\n');
}

/** Sub-blocks hold 255 bytes each (GIF89a, 15). */
const BLOCK_BYTES = 255;
const TRAILER = 0x3b;

/** Adds the tags to a whole GIF, as comment extensions before its trailer (GIF89a, 24): one `key=value` each. */
export async function tagGif(file: string, tags: FileTags): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    const { size } = await handle.stat();
    const blocks = Object.entries(tags).map(([key, value]) => commentOf(Buffer.from(`${key}=${value}`)));
    // The trailer is the last byte: what follows it is not read.
    await writeAll(handle, Buffer.concat([...blocks, Buffer.from([TRAILER])]), size - 1);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function commentOf(text: Buffer): Buffer {
  const parts: Buffer[] = [Buffer.from([0x21, 0xfe])];
  for (let at = 0; at < text.length; at += BLOCK_BYTES) {
    const part = text.subarray(at, at + BLOCK_BYTES);
    parts.push(Buffer.from([part.length]), part);
  }
  return Buffer.concat([...parts, Buffer.from([0])]);
}
