import { cameraPath, type MovesCamera } from '@fantascope/film';
import { fitCamera, readSceneBytes } from '@fantascope/lift/in-browser';
import type { Scene } from '@fantascope/stage';
import { inflate } from '../../preview/inflate.ts';
import { kernelFrames, kernelModule, videoFrameOf } from '../../preview/kernel-frames.ts';

/** What the worker is asked: a scene's bytes once, then moments of cameras in it, each by its share of the camera's length. */
export type ThumbAsked =
  | Readonly<{ kind: 'scene'; bytes: ArrayBuffer }>
  | Readonly<{ kind: 'draw'; id: string; camera: MovesCamera; aspectRatio: number; ratio: number }>;
/** A drawn moment. */
export type ThumbTold = Readonly<{ id: string; ratio: number; bitmap: ImageBitmap }>;

const SIZE = { widthPx: 152, heightPx: 86 };
/** Proving every frame would take longer than a thumb is worth: a few an inch apart do. */
const PROVED_FPS = 3;

const frames = kernelModule().then(kernelFrames);
let scene: Scene | undefined;
let stagedFor = '';
const fits = new Map<string, ReturnType<typeof fitCamera>>();
const waiting: Extract<ThumbAsked, { kind: 'draw' }>[] = [];
let isBusy = false;

async function draw({ id, camera, aspectRatio, ratio }: Extract<ThumbAsked, { kind: 'draw' }>): Promise<void> {
  if (scene === undefined) return;
  const painter = await frames;
  const key = JSON.stringify([camera, aspectRatio]);
  const fit = fits.get(key) ?? fitCamera(camera, scene, { outside: 'clamp', aspectRatio, fps: PROVED_FPS });
  fits.set(key, fit);
  const path = cameraPath(fit.camera);
  const size = { widthPx: SIZE.widthPx, heightPx: 2 * Math.round(SIZE.widthPx / aspectRatio / 2) };
  const staged = JSON.stringify([fit.staging, size]);
  if (staged !== stagedFor) {
    painter.stage({ scene, staging: fit.staging, poses: [path(0), path(camera.lengthSec)], look: undefined }, size);
    stagedFor = staged;
  }
  const tSec = ratio * camera.lengthSec;
  const bytes = painter.draw({ pose: path(tSec), tSec, brightnessRatio: 1, captions: [] });
  if (bytes === null) return;
  const shown = videoFrameOf(bytes, size);
  const bitmap = await createImageBitmap(shown);
  shown.close();
  const told: ThumbTold = { id, ratio, bitmap };
  postMessage(told, { transfer: [bitmap] });
}

/** One at a time, the newest first: what is under the pointer now does not wait for what was before. */
async function work(): Promise<void> {
  // What is asked before the scene has been read waits for it.
  if (isBusy || scene === undefined) return;
  isBusy = true;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    // A thumb that cannot be drawn stays the photograph it was.
    await draw(next).catch(() => undefined);
    // The messages that came meanwhile are heard first.
    await new Promise((go) => setTimeout(go, 0));
  }
  isBusy = false;
}

addEventListener('message', ({ data }: MessageEvent<ThumbAsked>) => {
  if (data.kind === 'draw') {
    const old = waiting.findIndex(({ id }) => id === data.id);
    if (old !== -1) waiting.splice(old, 1);
    waiting.push(data);
    return void work();
  }
  void (async () => {
    scene = (await readSceneBytes(new Uint8Array(data.bytes), { inflate })).scene;
    stagedFor = '';
    fits.clear();
    await work();
  })();
});
