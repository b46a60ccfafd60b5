import { createHash } from 'node:crypto';
import type { Notice } from '@fantascope/film';
import sharp, { type OutputInfo } from 'sharp';
import { readPictureBytes } from './picture-bytes.ts';
import { assertDecodable, decodingFault, headerNotices, largestPicturePx, readHeader } from './picture-header.ts';

/** A decoded photograph, upright, in sRGB; pixel i covers [i, i + 1). */
export type Picture = Readonly<{
  widthPx: number;
  heightPx: number;
  /** sRGB bytes, row-major, widthPx × heightPx × 3; see-through pixels already stand on `backdrop`. */
  rgb: Uint8Array;
  /** Opacity bytes of a cut-out picture, or null where every pixel is opaque. */
  alpha: Uint8Array | null;
  /** SHA-256 of the file, hex. */
  sha256: string;
  notices: readonly Notice[];
}>;

/** What shows through the see-through parts of a cut-out picture: a shop's paper white, not pure, so that the film keeps its whites. */
export const backdrop = { red: 244, green: 244, blue: 242 } as const;

/**
 * Reads a photograph: turned upright, 8 bits, in sRGB by its own colour profile. Throws `Fault` in the table's words for anything that is not
 * a picture that can be filmed.
 */
export async function readPicture(path: string): Promise<Picture> {
  return await decodePicture(await readPictureBytes(path), path);
}

/** A photograph from its file's bytes (`readPictureBytes`); `path` is only what faults and notices call it. Throws as readPicture does. */
export async function decodePicture(bytes: Buffer, path: string): Promise<Picture> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const header = await readHeader(bytes, path);
  assertDecodable(header, path);
  let decoded: { data: Uint8Array; info: OutputInfo };
  try {
    decoded = await sharp(bytes, { limitInputPixels: largestPicturePx, failOn: 'error' })
      .autoOrient()
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
  } catch (error) {
    throw decodingFault(error, path);
  }
  const { width: widthPx, height: heightPx, channels } = decoded.info;
  const notices = headerNotices(header, path);
  const { rgb, alpha } = layFlat(decoded.data, channels, widthPx * heightPx);
  if (alpha) notices.push({ code: 'lift.picture-see-through', params: { path } });
  return { widthPx, heightPx, rgb, alpha, sha256, notices };
}

/** Splits decoded pixels into opaque colour and, where anything is see-through, its opacity. */
function layFlat(data: Uint8Array, channels: number, pixels: number): { rgb: Uint8Array; alpha: Uint8Array | null } {
  if (channels === 3) return { rgb: data, alpha: null };
  const rgb = new Uint8Array(pixels * 3);
  const isGrey = channels < 3;
  const alpha = channels === 2 || channels === 4 ? new Uint8Array(pixels) : null;
  let seeThrough = false;
  for (let i = 0; i < pixels; i++) {
    const at = i * channels;
    const a = alpha ? (data[at + channels - 1] as number) : 255;
    if (alpha) alpha[i] = a;
    if (a < 250) seeThrough = true;
    const red = data[at] as number;
    rgb[i * 3] = blend(red, backdrop.red, a);
    rgb[i * 3 + 1] = blend(isGrey ? red : (data[at + 1] as number), backdrop.green, a);
    rgb[i * 3 + 2] = blend(isGrey ? red : (data[at + 2] as number), backdrop.blue, a);
  }
  return { rgb, alpha: seeThrough ? alpha : null };
}

function blend(colour: number, behind: number, alpha: number): number {
  return Math.round(behind + ((colour - behind) * alpha) / 255);
}

/** The size lift works at: the picture's own shape, at most `widthPx` wide and at most widthPx² pixels, never enlarged. */
export function workSize(picture: Readonly<{ widthPx: number; heightPx: number }>, widthPx = 1280): { widthPx: number; heightPx: number } {
  const byArea = widthPx / Math.sqrt(picture.widthPx * picture.heightPx);
  const scale = Math.min(1, widthPx / picture.widthPx, byArea);
  return {
    widthPx: Math.max(1, Math.round(picture.widthPx * scale)),
    heightPx: Math.max(1, Math.round(picture.heightPx * scale)),
  };
}

/** The picture at its work size (`workSize`), averaged down; itself when it is no larger. */
export async function workPicture(picture: Picture, widthPx = 1280): Promise<Picture> {
  const size = workSize(picture, widthPx);
  if (size.widthPx === picture.widthPx && size.heightPx === picture.heightPx) return picture;
  const [rgb, alpha] = await Promise.all([
    resizeBytes(picture.rgb, { ...picture, channels: 3 }, size),
    picture.alpha ? resizeBytes(picture.alpha, { ...picture, channels: 1 }, size) : null,
  ]);
  return { ...picture, ...size, rgb, alpha };
}

/** Resizes interleaved bytes to exactly `size`, with Lanczos (averaging when it shrinks). */
export async function resizeBytes(
  data: Uint8Array,
  from: Readonly<{ widthPx: number; heightPx: number; channels: 1 | 3 }>,
  size: Readonly<{ widthPx: number; heightPx: number }>,
): Promise<Uint8Array> {
  const image = sharp(data, {
    raw: { width: from.widthPx, height: from.heightPx, channels: from.channels },
    limitInputPixels: false,
  }).resize(size.widthPx, size.heightPx, { fit: 'fill' });
  // libvips turns one channel into three unless told that it is grey
  return (from.channels === 1 ? image.toColourspace('b-w') : image).raw().toBuffer();
}
