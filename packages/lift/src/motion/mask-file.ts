import { decodeGrey } from '../disparity/grey-file.ts';
import { readPictureBytes } from '../picture-bytes.ts';
import type { PaintedMask } from './place-mask.ts';

/** Reads a painted mask: a grey picture of 8 or 16 bits over the whole photograph. Throws `Fault` for one in colour or no picture. */
export async function readMaskFile(path: string): Promise<PaintedMask> {
  return await decodeGrey({ path, bytes: await readPictureBytes(path) }, { colour: 'lift.mask-colour', float: 'lift.mask-float' });
}
