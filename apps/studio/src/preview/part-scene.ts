import type { MotionRegion } from '@fantascope/film';
import { type MovingScene, type PaintedMask, provideFillKernel, splitMotions } from '@fantascope/lift/in-browser';
import fillUrl from '@fantascope/lift/wasm/fill.wasm?url';
import type { Scene } from '@fantascope/stage';

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

/** Parts a scene for what moves in it by itself; some seconds of work, for a worker. Masks are asset ids. Throws Fault where a region cannot move. */
export async function partScene(
  scene: Scene,
  { motions, seed }: Readonly<{ motions: readonly MotionRegion[]; seed: number }>,
): Promise<MovingScene> {
  kernel ??= openKernel();
  await kernel;
  return splitMotions(scene, motions, { readMask, seed });
}
