import { open } from 'node:fs/promises';

/** What an asset is to a person; by it lists are filtered. */
export const assetKinds = ['image', 'video', 'audio', 'lut', 'scene', 'take-file'] as const;
/** One of them. */
export type AssetKind = (typeof assetKinds)[number];

/** A type of file that is kept here. `isInline`: a browser may show it in a page; anything else it only saves. */
export type FileType = Readonly<{ mime: string; kind: AssetKind; ending: string; isInline: boolean }>;

const shown = (kind: AssetKind, mime: string, ending: string): FileType => ({ mime, kind, ending, isInline: true });
const saved = (kind: AssetKind, mime: string, ending: string): FileType => ({ mime, kind, ending, isInline: false });

/** Every type there is. Nothing that a browser would run (HTML, SVG, PDF, XML) is among them. */
const types = {
  png: shown('image', 'image/png', 'png'),
  jpeg: shown('image', 'image/jpeg', 'jpg'),
  webp: shown('image', 'image/webp', 'webp'),
  gif: shown('image', 'image/gif', 'gif'),
  avif: shown('image', 'image/avif', 'avif'),
  tiff: saved('image', 'image/tiff', 'tif'),
  mp4: shown('video', 'video/mp4', 'mp4'),
  mov: shown('video', 'video/quicktime', 'mov'),
  webm: shown('video', 'video/webm', 'webm'),
  mkv: saved('video', 'video/x-matroska', 'mkv'),
  wav: shown('audio', 'audio/wav', 'wav'),
  mp3: shown('audio', 'audio/mpeg', 'mp3'),
  flac: shown('audio', 'audio/flac', 'flac'),
  ogg: shown('audio', 'audio/ogg', 'ogg'),
  m4a: shown('audio', 'audio/mp4', 'm4a'),
  cube: saved('lut', 'application/x-cube-lut', 'cube'),
  scene: saved('scene', 'application/vnd.fantascope.scene+zip', 'scene'),
  take: saved('take-file', 'application/vnd.fantascope.take+zip', 'take'),
} as const;

const byMime = new Map<string, FileType>(Object.values(types).map((type) => [type.mime, type]));

/** The type of a stored blob by its mime; undefined for what we made for ourselves (peaks of sound). */
export function typeOfMime(mime: string): FileType | undefined {
  return byMime.get(mime);
}

/** Bytes at a file's beginning that `sniff` looks at. */
export const HEAD_BYTES = 4096;

const heifBrands = new Set(['heic', 'heix', 'hevc', 'heim', 'heis', 'mif1', 'msf1', 'crx ', 'jp2 ', 'jxl ']);

function ofBox(text: (from: number, to: number) => string): FileType | undefined {
  const brand = text(8, 12);
  if (brand === 'avif' || brand === 'avis') return types.avif;
  // Pictures that no decoder of ours reads; HEVC is nobody's to give away.
  if (heifBrands.has(brand)) return undefined;
  if (brand === 'M4A ' || brand === 'M4B ') return types.m4a;
  return brand === 'qt  ' ? types.mov : types.mp4;
}

function ofZip(head: Uint8Array, text: (from: number, to: number) => string): FileType | undefined {
  const nameBytes = (head[26] ?? 0) + (head[27] ?? 0) * 256;
  const name = text(30, 30 + Math.min(nameBytes, 40));
  if (name === 'scene.json') return types.scene;
  return name === 'manifest.json' ? types.take : undefined;
}

function ofText(head: Uint8Array): FileType | undefined {
  if (head.includes(0)) return undefined;
  return /^(\uFEFF|[ -~\t\r\n])*?^LUT_[13]D_SIZE[ \t]+\d/m.test(new TextDecoder().decode(head)) ? types.cube : undefined;
}

/** What a file is by its first bytes, whatever its name and its sender say; undefined for what is not kept here. That it is whole and can be decoded is for `checkFile` to say. */
export function sniff(head: Uint8Array): FileType | undefined {
  const text = (from: number, to: number) => String.fromCharCode(...head.subarray(from, to));
  if (text(0, 8) === '\x89PNG\r\n\x1a\n') return types.png;
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return types.jpeg;
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return types.webp;
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WAVE') return types.wav;
  if (/^GIF8[79]a$/.test(text(0, 6))) return types.gif;
  if (text(0, 4) === 'II*\0' || text(0, 4) === 'MM\0*') return types.tiff;
  if (text(4, 8) === 'ftyp') return ofBox(text);
  if (text(0, 4) === '\x1aE\xdf\xa3') return text(0, 64).includes('webm') ? types.webm : types.mkv;
  if (text(0, 4) === 'fLaC') return types.flac;
  if (text(0, 4) === 'OggS') return types.ogg;
  if (text(0, 4) === 'PK\x03\x04') return ofZip(head, text);
  // MPEG audio, layer III: eleven bits of ones, a version and that layer.
  if (text(0, 3) === 'ID3' || (head[0] === 0xff && ((head[1] ?? 0) & 0xe6) === 0xe2)) return types.mp3;
  return ofText(head);
}

/** The type of a file on the disk. */
export async function sniffFile(path: string): Promise<FileType | undefined> {
  const handle = await open(path, 'r');
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return sniff(buffer.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
}
