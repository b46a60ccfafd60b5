import { createHash } from 'node:crypto';
import { Fault, type Notice } from '@fantascope/film';
import { readPictureBytes } from '../picture-bytes.ts';
import { decodeGrey, type PictureFile, stretchOf } from './grey-file.ts';
import type { Size } from './plane.ts';

/** A depth picture's values as disparity 0..1, at the picture's own size. */
export type DepthFile = Size & Readonly<{ disparity: Float32Array; sha256: string; notices: readonly Notice[] }>;

/** A depth picture this much out of the photograph's shape is stretched over it and said; beyond `mostStretch` it belongs to another picture. */
const saidStretch = 1.02;
const mostStretch = 1.5;

/** Reads a grey picture (8 or 16 bits, brighter = nearer) as disparity for `photograph`. Throws `Fault` for one in colour, flat, of another shape, or no picture. */
export async function readDepthFile(path: string, photograph: Size): Promise<DepthFile> {
  return await decodeDepth({ path, bytes: await readPictureBytes(path) }, photograph);
}

/** As readDepthFile, from the file's bytes. */
export async function decodeDepth({ path, bytes }: PictureFile, photograph: Size): Promise<DepthFile> {
  const grey = await decodeGrey({ path, bytes }, { colour: 'lift.depth-file-colour', float: 'lift.depth-file-float' });
  const { widthPx, heightPx, values, least, most } = grey;
  if (most === least) throw new Fault('lift.depth-file-flat', { path });
  const stretch = stretchOf(grey, photograph);
  const params = { path, depthWidthPx: widthPx, depthHeightPx: heightPx, widthPx: photograph.widthPx, heightPx: photograph.heightPx };
  if (stretch > mostStretch) throw new Fault('lift.depth-file-shape', params);
  const notices: Notice[] = stretch > saidStretch ? [{ code: 'lift.depth-file-resized', params }] : [];
  return { widthPx, heightPx, disparity: values, sha256: createHash('sha256').update(bytes).digest('hex'), notices };
}
