import { sketchOf, sketchText } from '@fantascope/stage/sketch';

/** As large as the server's thumbnails, of which it takes its sketches. */
const SIDE_PX = 320;

/** The sketch of a picture that stays here: only its 128 numbers are sent. Throws what the browser says where it cannot read it. */
export async function sketchOfFile(file: Blob): Promise<string> {
  const bitmap = await createImageBitmap(file);
  try {
    const scale = Math.min(1, SIDE_PX / Math.max(bitmap.width, bitmap.height));
    const [widthPx, heightPx] = [bitmap.width, bitmap.height].map((px) => Math.max(1, Math.round(px * scale))) as [number, number];
    const context = new OffscreenCanvas(widthPx, heightPx).getContext('2d', { willReadFrequently: true });
    if (context === null) throw new Error('no canvas');
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, 0, 0, widthPx, heightPx);
    return sketchText(sketchOf({ widthPx, heightPx, rgba: context.getImageData(0, 0, widthPx, heightPx).data }));
  } finally {
    bitmap.close();
  }
}
