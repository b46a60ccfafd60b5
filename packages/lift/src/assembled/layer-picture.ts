import sharp from 'sharp';
import type { Size } from '../layers/size.ts';
import { decodingFault, largestPicturePx } from '../picture-header.ts';
import type { Rectangle } from './layout.ts';

/** The part of a layer's picture that lies on the canvas and is not empty: straight sRGB with alpha, four bytes a pixel. */
export type LayerPicture = Readonly<{ rectangle: Rectangle; rgba: Uint8Array }>;

/** Decodes a picture as it will lie on the canvas (Lanczos, upright, in sRGB), cut to the canvas and to what is not empty; null when nothing of it shows. */
export async function decodeLayer(
  { bytes, path }: Readonly<{ bytes: Buffer; path: string }>,
  { placed, canvas, isBack }: Readonly<{ placed: Rectangle; canvas: Size; isBack: boolean }>,
): Promise<LayerPicture | null> {
  const size = { widthPx: placed.right - placed.left, heightPx: placed.bottom - placed.top };
  const part = {
    left: Math.max(0, placed.left),
    top: Math.max(0, placed.top),
    right: Math.min(canvas.widthPx, placed.right),
    bottom: Math.min(canvas.heightPx, placed.bottom),
  };
  const width = part.right - part.left;
  const height = part.bottom - part.top;
  if (width <= 0 || height <= 0) return null;
  const rgba = await sharp(bytes, { limitInputPixels: largestPicturePx, failOn: 'error' })
    .autoOrient()
    .toColourspace('srgb')
    .ensureAlpha()
    .resize(size.widthPx, size.heightPx, { fit: 'fill', kernel: 'lanczos3' })
    .extract({ left: part.left - placed.left, top: part.top - placed.top, width, height })
    .raw({ depth: 'uchar' })
    .toBuffer()
    .catch((error: unknown) => {
      throw decodingFault(error, path);
    });
  // an empty border of the back is a hole in it, to be seen by who looks for holes
  return isBack ? { rectangle: part, rgba } : notEmpty({ rectangle: part, rgba });
}

/** Cuts a picture to its pixels that are not wholly see-through; null when all are. */
function notEmpty({ rectangle, rgba }: LayerPicture): LayerPicture | null {
  const width = rectangle.right - rectangle.left;
  let [left, top, right, bottom] = [width, rectangle.bottom - rectangle.top, 0, 0];
  for (let i = 0; i * 4 < rgba.length; i++) {
    if ((rgba[i * 4 + 3] as number) === 0) continue;
    const x = i % width;
    const y = (i - x) / width;
    if (x < left) left = x;
    if (x >= right) right = x + 1;
    if (y < top) top = y;
    bottom = y + 1;
  }
  if (right === 0) return null;
  if (left === 0 && top === 0 && right === width && bottom === rectangle.bottom - rectangle.top) return { rectangle, rgba };
  const out = new Uint8Array((right - left) * (bottom - top) * 4);
  for (let y = top; y < bottom; y++) {
    out.set(rgba.subarray((y * width + left) * 4, (y * width + right) * 4), (y - top) * (right - left) * 4);
  }
  const { left: x, top: y } = rectangle;
  return { rectangle: { left: x + left, top: y + top, right: x + right, bottom: y + bottom }, rgba: out };
}
