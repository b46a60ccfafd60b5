import type { MotionRegion } from '@fantascope/film';
import { type MovingScene, type PaintedMask, provideFillKernel, readSceneBytes, splitMotions } from '@fantascope/lift/in-browser';
import fillUrl from '@fantascope/lift/wasm/fill.wasm?url';
import { inflate } from './inflate.ts';
import type { Said } from './preview-messages.ts';
import { saidOf } from './said-of.ts';

/** A scene to be parted for what moves in it; masks are asset ids. */
export type PartAsked = Readonly<{ key: string; bytes: ArrayBuffer; motions: readonly MotionRegion[]; seed: number }>;
/** The parted scene, or why it cannot be parted, as a sentence for whoever directs. */
export type Parted = Readonly<{ key: string }> & (MovingScene | Readonly<{ failed: Said }>);

/** A painted mask of the server, its grey as shares of white. */
async function readMask(assetId: string): Promise<PaintedMask> {
  const reply = await fetch(`/api/v1/assets/${assetId}/bytes`);
  if (!reply.ok) throw new TypeError(`mask ${assetId}: ${reply.status}`);
  const picture = await createImageBitmap(await reply.blob(), { colorSpaceConversion: 'none', premultiplyAlpha: 'none' });
  const { width: widthPx, height: heightPx } = picture;
  const context = new OffscreenCanvas(widthPx, heightPx).getContext('2d') as OffscreenCanvasRenderingContext2D;
  context.drawImage(picture, 0, 0);
  const { data } = context.getImageData(0, 0, widthPx, heightPx);
  return { widthPx, heightPx, values: Float32Array.from({ length: widthPx * heightPx }, (_, i) => (data[i * 4] as number) / 255) };
}

let kernel: Promise<void> | undefined;
async function openKernel(): Promise<void> {
  provideFillKernel(await WebAssembly.compileStreaming(fetch(fillUrl)));
}

addEventListener('message', async ({ data }: MessageEvent<PartAsked>) => {
  const { key, bytes, motions, seed } = data;
  try {
    kernel ??= openKernel();
    await kernel;
    const { scene } = await readSceneBytes(new Uint8Array(bytes), { inflate });
    const parted: Parted = { key, ...(await splitMotions(scene, motions, { readMask, seed })) };
    postMessage(parted);
  } catch (error) {
    const failed: Parted = { key, failed: saidOf(error) };
    postMessage(failed);
  }
});
