import { open } from 'node:fs/promises';
import { constants, inflateSync } from 'node:zlib';

type Claim = Readonly<{ key: string; proof: RegExp; withinBytes: number }>;

/** What a picture's own data say where a model made it, or a part of it: a key, and what has to stand behind it. */
const claims: readonly Claim[] = [
  // IPTC's term, in XMP or in a C2PA manifest: what Firefly and the image models of OpenAI and Google write.
  { key: 'digitalsourcetype/', proof: /^(?:trained|compositeWithTrained)AlgorithmicMedia/, withinBytes: 40 },
  // GB 45438-2025, appendix E: made (1), perhaps made (2), probably made (3). In XMP quotes may be entities, in EXIF they may stand behind a backslash.
  { key: 'AIGC', proof: /Label(?:"|&quot;|\\")?\s*[:=]\s*(?:"|&quot;|\\")?[123](?!\d)/, withinBytes: 400 },
  // Text chunks of PNG files by Stable Diffusion's programs, ComfyUI and NovelAI.
  { key: 'tEXtparameters\0', proof: /Steps: \d+, Sampler: /, withinBytes: 60_000 },
  { key: 'iTXtparameters\0', proof: /Steps: \d+, Sampler: /, withinBytes: 60_000 },
  { key: 'tEXtprompt\0', proof: /"class_type"/, withinBytes: 4000 },
  { key: 'tEXtSoftware\0', proof: /^NovelAI/, withinBytes: 7 },
];

const WINDOW_BYTES = 4 * 2 ** 20;
/** What two windows share, so that no claim is cut in two. */
const SHARED_BYTES = 2 ** 16;
/** Keys of one kind that are looked behind in a window, and what a text chunk may unpack to: a file made to hold millions of them costs no more. */
const MOST_KEYS = 100;
const MOST_TEXT_BYTES = 2 ** 20;

/**
 * Whether a picture says of itself that a model made it or a part of it: by the IPTC's digital source type (XMP, C2PA), by the AIGC data of GB 45438-2025, or by the text of a
 * well-known program. Read to its end, a window at a time; no signature is checked, and false says nothing: such data are lost easily. Throws what reading throws.
 */
export async function saysGenerated(path: string): Promise<boolean> {
  await using file = await open(path);
  const window = Buffer.alloc(WINDOW_BYTES);
  let shared = 0;
  for (;;) {
    const { bytesRead } = await file.read(window, shared, WINDOW_BYTES - shared);
    if (bytesRead === 0) return false;
    const held = shared + bytesRead;
    const read = window.subarray(0, held);
    const texts = [read.toString('latin1'), ...unpackedTexts(read)];
    if (claims.some((claim) => texts.some((text) => isMade(text, claim)))) return true;
    shared = Math.min(SHARED_BYTES, held);
    window.copyWithin(0, held - shared, held);
  }
}

function isMade(text: string, { key, proof, withinBytes }: Claim): boolean {
  for (const from of behind(text, key)) if (proof.test(text.slice(from, from + withinBytes))) return true;
  return false;
}

/** Where a key ends, for as many as are looked at. */
function* behind(within: string | Buffer, key: string): Generator<number> {
  let at = within.indexOf(key);
  for (let keys = 0; at >= 0 && keys < MOST_KEYS; keys++) {
    yield at + key.length;
    at = within.indexOf(key, at + key.length);
  }
}

/** The text chunks of a PNG that are packed (libpng packs long ones, XMP among them), as they would stand there unpacked. */
function* unpackedTexts(bytes: Buffer): Generator<string> {
  for (const kind of ['zTXt', 'iTXt'])
    for (const from of behind(bytes, kind)) {
      if (from < 8) continue;
      const data = bytes.subarray(from, from + bytes.readUInt32BE(from - 8));
      const nameEnd = data.indexOf(0);
      // An iTXt says whether it is packed; a language and a translated name stand before its text.
      const textAt = kind === 'zTXt' ? nameEnd + 2 : data[nameEnd + 1] === 1 ? data.indexOf(0, data.indexOf(0, nameEnd + 3) + 1) + 1 : 0;
      if (nameEnd < 1 || nameEnd > 79 || textAt <= nameEnd) continue;
      try {
        const text = inflateSync(data.subarray(textAt), { maxOutputLength: MOST_TEXT_BYTES, finishFlush: constants.Z_SYNC_FLUSH });
        yield `tEXt${data.toString('latin1', 0, nameEnd)}\0${text.toString('latin1')}`;
      } catch {
        // Not a packed text, or one of more than anybody writes.
      }
    }
}
