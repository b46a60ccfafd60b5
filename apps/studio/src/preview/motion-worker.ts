import type { MotionRegion } from '@fantascope/film';
import { type MovingScene, readSceneBytes } from '@fantascope/lift/in-browser';
import { inflate } from './inflate.ts';
import { partScene } from './part-scene.ts';
import type { Said } from './preview-messages.ts';
import { saidOf } from './said-of.ts';

/** A scene to be parted for what moves in it; masks are asset ids. */
export type PartAsked = Readonly<{ key: string; bytes: ArrayBuffer; motions: readonly MotionRegion[]; seed: number }>;
/** The parted scene, or why it cannot be parted, as a sentence for whoever directs. */
export type Parted = Readonly<{ key: string }> & (MovingScene | Readonly<{ failed: Said }>);

addEventListener('message', async ({ data }: MessageEvent<PartAsked>) => {
  const { key, bytes, ...asked } = data;
  try {
    const { scene } = await readSceneBytes(new Uint8Array(bytes), { inflate });
    const parted: Parted = { key, ...(await partScene(scene, asked)) };
    postMessage(parted);
  } catch (error) {
    const failed: Parted = { key, failed: saidOf(error) };
    postMessage(failed);
  }
});
