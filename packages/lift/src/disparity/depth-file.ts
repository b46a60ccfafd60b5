import { createHash } from 'node:crypto';
import { Fault, type Notice } from '@fantascope/film';
import sharp from 'sharp';
import { readPictureBytes } from '../picture-bytes.ts';
import { assertDecodable, decodingFault, readHeader } from '../picture-header.ts';
import type { Size } from './plane.ts';

/** A depth picture's values as disparity 0..1, at the picture's own size. */
export type DepthFile = Size & Readonly<{ disparity: Float32Array; sha256: string; notices: readonly Notice[] }>;

/** Most that the channels of a grey picture may differ, of 65535: a JPEG's rounding, not a colour map. */
const greySlack = 6 * 257;

/** Reads a grey picture (8 or 16 bits, brighter = nearer) as disparity for `photograph`. Throws `Fault` for one in colour, flat, or no picture. */
export async function readDepthFile(path: string, photograph: Size): Promise<DepthFile> {
  const bytes = await readPictureBytes(path);
  assertDecodable(await readHeader(bytes, path), path);
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
  const values = new Uint16Array(data.buffer, data.byteOffset, data.byteLength / 2);
  const { width: widthPx, height: heightPx, channels } = info;
  const disparity = new Float32Array(widthPx * heightPx);
  let least = 65535;
  let most = 0;
  for (let i = 0; i < disparity.length; i++) {
    const value = values[i * channels] as number;
    for (let c = 1; c < channels; c++) {
      if (Math.abs((values[i * channels + c] as number) - value) > greySlack) throw new Fault('lift.depth-file-colour', { path });
    }
    disparity[i] = value / 65535;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  if (most === least) throw new Fault('lift.depth-file-flat', { path });
  const stretch = widthPx / heightPx / (photograph.widthPx / photograph.heightPx);
  const params = { path, depthWidthPx: widthPx, depthHeightPx: heightPx, widthPx: photograph.widthPx, heightPx: photograph.heightPx };
  const notices: Notice[] = Math.abs(stretch - 1) > 0.02 ? [{ code: 'lift.depth-file-resized', params }] : [];
  return { widthPx, heightPx, disparity, sha256: createHash('sha256').update(bytes).digest('hex'), notices };
}
