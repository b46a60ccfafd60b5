import { Fault, type Notice } from '@fantascope/film';
import sharp from 'sharp';

/** Below this a picture holds too little to move through, in pixels along its shorter side. */
export const smallestSidePx = 64;

/** Beyond this many times as long as it is wide, a picture scaled to a scene's canvas is a thread of a few pixels. */
export const mostAspect = 64;

/** Largest picture decoded, in pixels: 100 megapixels are 400 MB while decoding. */
export const largestPicturePx = 100_000_000;

/** What a picture's header says before anything is decoded; sizes as stored, before turning upright. */
export type PictureHeader = Readonly<{
  widthPx: number;
  heightPx: number;
  frames: number;
  space: string;
  depth: string;
  format: string;
}>;

/** Reads the header only, so that a bomb is refused before it is decoded. Throws `Fault` where no decoder knows the bytes. */
export async function readHeader(bytes: Uint8Array, path: string): Promise<PictureHeader> {
  try {
    // the limit is ours to apply, in words, so the decoder's own is off here: only the header is read
    const meta = await sharp(bytes, { limitInputPixels: false, failOn: 'error' }).metadata();
    return {
      widthPx: meta.width,
      // for an animation, height is that of one frame
      heightPx: meta.pageHeight ?? meta.height,
      frames: meta.pages ?? 1,
      space: meta.space,
      depth: meta.depth,
      format: meta.format,
    };
  } catch (error) {
    throw decodingFault(error, path);
  }
}

/** Throws `Fault` for a picture too large, too small (`leastSidePx` along its shorter side) or too long to film. */
export function assertDecodable(
  { widthPx, heightPx, format }: PictureHeader,
  path: string,
  { leastSidePx = smallestSidePx }: { leastSidePx?: number } = {},
): void {
  if (format === 'svg' || format === 'pdf') throw new Fault('lift.picture-is-document', { path, kind: format.toUpperCase() });
  if (widthPx * heightPx > largestPicturePx) {
    const megapixels = Math.round((widthPx * heightPx) / 1e6);
    throw new Fault('lift.picture-too-large', { path, widthPx, heightPx, megapixels, limit: largestPicturePx / 1e6 });
  }
  if (Math.min(widthPx, heightPx) < leastSidePx) {
    throw new Fault('lift.picture-too-small', { path, widthPx, heightPx, limit: leastSidePx });
  }
  const aspect = Math.max(widthPx / heightPx, heightPx / widthPx);
  if (aspect > mostAspect) throw new Fault('lift.picture-too-long', { path, aspect: Math.round(aspect), limit: mostAspect });
}

/** The notices a header alone gives: first frame of several, converted colours, a panorama's shape. */
export function headerNotices({ widthPx, heightPx, frames, space, depth }: PictureHeader, path: string): Notice[] {
  const notices: Notice[] = [];
  if (frames > 1) notices.push({ code: 'lift.picture-first-frame', params: { path, frames } });
  if (space === 'cmyk') notices.push({ code: 'lift.picture-converted', params: { path, from: 'CMYK' } });
  if (depth !== 'uchar') notices.push({ code: 'lift.picture-to-8-bits', params: { path } });
  const aspect = Math.max(widthPx / heightPx, heightPx / widthPx);
  if (aspect > 3) notices.push({ code: 'lift.picture-panorama', params: { path, aspect: aspect.toFixed(1) } });
  return notices;
}

/** The fault for a decoder's failure: cut short where it says so, else not a picture we can read. */
export function decodingFault(error: unknown, path: string): Fault {
  if (error instanceof Fault) return error;
  const reason = error instanceof Error ? error.message : String(error);
  const isCutShort = /premature|truncat|unexpected end|end of (stream|data|file)|out of order read|not enough|read error|corrupt/i.test(
    reason,
  );
  return new Fault(isCutShort ? 'lift.picture-damaged' : 'lift.picture-not-a-picture', { path }, { cause: error });
}
