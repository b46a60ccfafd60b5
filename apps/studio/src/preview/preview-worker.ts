import { type Camera, cameraPath, type Pose, type Shot } from '@fantascope/film';
import { fitCamera, readSceneBytes } from '@fantascope/lift/in-browser';
import type { FrameSize, Look, Scene } from '@fantascope/stage';
import { inflate } from './inflate.ts';
import { kernelModule, kernelPainter, type Painter } from './kernel-painter.ts';
import type { Asked, Fitted, Told } from './preview-messages.ts';

type Wanted = Extract<Asked, { kind: 'shot' }>;

/** Where poses are looked at to choose how fine a scene must be. */
const POSES_LOOKED_AT = 9;

const tell = (told: Told) => postMessage(told);
let painter: Painter | undefined;
let scene: Scene | undefined;
let wanted: Wanted | undefined;
let fit: Fitted | undefined;
let path: ((tSec: number) => Pose) | undefined;
let stagedFor = '';
let next: Extract<Asked, { kind: 'draw' }> | undefined;
let isDue = false;

function lookOf({ shot, seed, fps }: Wanted): Look | undefined {
  const { aperture, air, shutter, grade } = shot;
  const { lut: _, ...plain } = grade ?? {};
  const asked = {
    ...(aperture === undefined ? {} : { aperture }),
    ...(air.length === 0 ? {} : { air }),
    ...(shutter === undefined ? {} : { shutter }),
    ...(grade === undefined ? {} : { grade: plain as NonNullable<Look['grade']> }),
  };
  return Object.keys(asked).length === 0 ? undefined : { ...asked, seed, fps };
}

function posesOf(camera: Camera): readonly Pose[] {
  const at = cameraPath(camera);
  return Array.from({ length: POSES_LOOKED_AT }, (_, k) => at((camera.lengthSec * k) / (POSES_LOOKED_AT - 1)));
}

/** Fits the camera to the scene and makes the scene ready where anything but the way of the camera has changed. */
async function settle(): Promise<void> {
  if (scene === undefined || wanted === undefined || painter === undefined) return;
  const { shot, aspectRatio, fps, widthPx, heightPx } = wanted;
  const start = performance.now();
  const made = fitCamera(shot.camera, scene, { outside: 'allow', aspectRatio, fps, ...startOf(shot) });
  fit = made;
  path = cameraPath(made.camera);
  tell({ kind: 'fitted', fit: made, ms: performance.now() - start });
  const look = lookOf(wanted);
  const frame: FrameSize = { widthPx, heightPx };
  const key = JSON.stringify([made.staging, look, frame, look?.aperture === undefined ? 0 : made.camera]);
  if (key === stagedFor) return;
  await painter.stage({ scene, staging: made.staging, poses: posesOf(made.camera), look }, frame);
  stagedFor = key;
}

function startOf({ startCropRatio, startCentre }: Shot) {
  return { ...(startCropRatio === undefined ? {} : { startCropRatio }), ...(startCentre === undefined ? {} : { startCentre }) };
}

function draw(): void {
  isDue = false;
  const asked = next;
  next = undefined;
  if (asked === undefined || path === undefined || fit === undefined || painter === undefined || stagedFor === '') return;
  const start = performance.now();
  const { aspectRatio, subject } = fit.camera;
  const at = asked.camera === undefined ? path : cameraPath({ ...asked.camera, aspectRatio, subject });
  painter.draw(at(asked.tSec), asked.tSec);
  tell({ kind: 'drawn', tSec: asked.tSec, ms: performance.now() - start });
}

async function hear(asked: Asked): Promise<void> {
  switch (asked.kind) {
    case 'open':
      painter = kernelPainter(await kernelModule(), asked.canvas);
      tell({ kind: 'ready', by: painter.by });
      return;
    case 'scene': {
      const read = (await readSceneBytes(new Uint8Array(asked.bytes), { inflate })).scene;
      scene = read;
      stagedFor = '';
      await settle();
      tell({ kind: 'staged', detail: asked.detail, layers: read.layers.length });
      return;
    }
    case 'shot':
      wanted = asked;
      return settle();
    case 'draw':
      next = asked;
      // After what has come in meanwhile: only the newest is drawn.
      if (!isDue) {
        isDue = true;
        setTimeout(draw, 0);
      }
      return;
    default:
      return asked satisfies never;
  }
}

let turn: Promise<void> = Promise.resolve();
addEventListener('message', ({ data }: MessageEvent<Asked>) => {
  turn = turn
    .then(() => hear(data))
    .catch((error: unknown) => tell({ kind: 'failed', said: error instanceof Error ? error.message : String(error) }));
});
