import { Fault, type WordCode } from '@fantascope/film';
import sharp from 'sharp';
import { assertDecodable, decodingFault, readHeader } from '../picture-header.ts';
import type { Size } from './plane.ts';

/** A grey picture's values, 0 black … 1 white, at its own size, upright, with the least and the most of them. */
export type GreyFile = Size & Readonly<{ values: Float32Array; least: number; most: number }>;

/** The file of a picture, read whole. */
export type PictureFile = Readonly<{ path: string; bytes: Buffer }>;

/** Most that the channels of a grey picture may differ, of 65535: a JPEG's rounding, not a colour map. */
const greySlack = 6 * 257;

/** Decodes a grey picture of 8 or 16 bits, whatever its gamma says. Throws `Fault` for no picture, and the given ones for one in colour or of floating-point numbers. */
export async function decodeGrey(
  { path, bytes }: PictureFile,
  refusal: Readonly<{ colour: WordCode; float: WordCode }>,
): Promise<GreyFile> {
  const header = await readHeader(bytes, path);
  assertDecodable(header, path);
  // they have no white, and may hold what is no number
  if (header.depth === 'float' || header.depth === 'double') throw new Fault(refusal.float, { path });
  const { data, info } = await sharp(bytes, { failOn: 'error' })
    .autoOrient()
    .removeAlpha()
    // 16 bits keep what 8-bit colour management would round away, and no gamma may bend depth
    .toColourspace('rgb16')
    .raw({ depth: 'ushort' })
    .toBuffer({ resolveWithObject: true })
    .catch((error: unknown) => {
      throw decodingFault(error, path);
    });
  const samples = new Uint16Array(data.buffer, data.byteOffset, data.byteLength / 2);
  const { width: widthPx, height: heightPx, channels } = info;
  const values = new Float32Array(widthPx * heightPx);
  let least = 65535;
  let most = 0;
  for (let i = 0; i < values.length; i++) {
    const value = samples[i * channels] as number;
    for (let c = 1; c < channels; c++) {
      if (Math.abs((samples[i * channels + c] as number) - value) > greySlack) throw new Fault(refusal.colour, { path });
    }
    values[i] = value / 65535;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return { widthPx, heightPx, values, least: least / 65535, most: most / 65535 };
}

/** How much wider for its height a picture is than another, 1 and more whichever way round. */
export function stretchOf(one: Size, other: Size): number {
  const ratio = one.widthPx / one.heightPx / (other.widthPx / other.heightPx);
  return Math.max(ratio, 1 / ratio);
}
