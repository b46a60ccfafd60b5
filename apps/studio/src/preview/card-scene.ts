import type { Scene } from '@fantascope/stage';

/** Longest side of a card, in pixels: it is shown for seconds. */
const LONGEST_PX = 1280;
/** Cells along each side of its mesh. */
const CELLS = 8;

/** A photograph as one flat card at the subject's distance: a scene that bends nowhere and parts nowhere, there before anything is known of its depth. Closes the bitmap. */
export function cardScene(bitmap: ImageBitmap): Scene {
  const scale = Math.min(1, LONGEST_PX / Math.max(bitmap.width, bitmap.height));
  const even = (px: number) => Math.max(2, Math.round((px * scale) / 2) * 2);
  const [widthPx, heightPx] = [even(bitmap.width), even(bitmap.height)];
  const context = new OffscreenCanvas(widthPx, heightPx).getContext('2d', { alpha: false }) as OffscreenCanvasRenderingContext2D;
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, widthPx, heightPx);
  bitmap.close();
  const { data } = context.getImageData(0, 0, widthPx, heightPx);
  return {
    canvas: { widthPx, heightPx },
    photo: { xPx: 0, yPx: 0, widthPx, heightPx },
    layers: [
      {
        name: 'photograph',
        kind: 'back',
        xPx: 0,
        yPx: 0,
        widthPx,
        heightPx,
        rgba: new Uint8Array(data.buffer),
        gridWidth: CELLS,
        gridHeight: CELLS,
        disparity: new Float32Array((CELLS + 1) ** 2).fill(1),
      },
    ],
    subjectDisparity: 1,
    subject: null,
  };
}
