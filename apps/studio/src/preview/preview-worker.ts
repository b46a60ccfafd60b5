import { type Camera, cameraPath, type Pose, type Shot, startCentreIn } from '@fantascope/film';
import { fitCamera, readSceneBytes } from '@fantascope/lift/in-browser';
import { cameraInWindow, type FrameSize, type LayerMotion, type Look, type Scene } from '@fantascope/stage';
import { openGpuDevice } from '@fantascope/stage/gpu';
import { cardScene } from './card-scene.ts';
import { depthPicture } from './depth-picture.ts';
import { seenAt } from './distance-at.ts';
import { inflate } from './inflate.ts';
import { kernelModule } from './kernel-frames.ts';
import { kernelPainter, type Painter } from './kernel-painter.ts';
import { nearSpans, outsideSpans } from './outside-spans.ts';
import { type Asked, type Fitted, motionsKey, type Told } from './preview-messages.ts';
import { saidOf } from './said-of.ts';
import { sceneFacts } from './scene-facts.ts';
import { shotLook } from './shot-look.ts';
import { shotMoments } from './shot-moments.ts';

type Wanted = Extract<Asked, { kind: 'shot' }>;
type DrawAsked = Extract<Asked, { kind: 'draw' }>;

/** Where poses are looked at to choose how fine a scene must be. */
const POSES_LOOKED_AT = 9;
/** A camera is fitted once nothing has changed for this long; until then it is drawn as it was asked for. */
const FIT_AFTER_MS = 90;
/** Moments a second at which a camera that is only looked at is proved. */
const OTHER_FPS = 3;

const tell = (told: Told) => postMessage(told);
let painter: Painter | undefined;
let scene: Scene | undefined;
/** Whether the scene is only the flat photograph, of which nothing can be known. */
let isCard = false;
let moving: Readonly<{ key: string; scene: Scene; motions: readonly LayerMotion[] }> | undefined;
let wanted: Wanted | undefined;
let fit: Fitted | undefined;
let path: ((tSec: number) => Pose) | undefined;
let look: Look | undefined;
let moments: Awaited<ReturnType<typeof shotMoments>> | undefined;
let momentsFor = '';
let stagedFor = '';
let last: DrawAsked = { kind: 'draw', tSec: 0 };
let other: Readonly<{ key: string; path: (tSec: number) => Pose }> | undefined;
let isDue = false;
let fitTimer: ReturnType<typeof setTimeout> | undefined;

function posesOf(camera: Camera): readonly Pose[] {
  const at = cameraPath(camera);
  return Array.from({ length: POSES_LOOKED_AT }, (_, k) => at((camera.lengthSec * k) / (POSES_LOOKED_AT - 1)));
}

/** A camera of the same shot with what only the fit knows: the frame's shape and place, and where the subject is. */
function inRig(camera: Camera, { camera: fitted, staging }: Fitted): Camera {
  const { aspectRatio, subject, head } = fitted;
  const told = scene === undefined ? camera : cameraInWindow(camera, { photo: scene.photo, window: staging.window });
  return { ...told, aspectRatio, subject, ...(head === undefined ? {} : { head }) };
}

function startOf(shot: Shot, aspectRatio: number) {
  const { startCropRatio } = shot;
  const startCentre = startCentreIn(shot, aspectRatio);
  return { ...(startCropRatio === undefined ? {} : { startCropRatio }), ...(startCentre === undefined ? {} : { startCentre }) };
}

/** The camera as a render has it, its first frame cropped as far as the moves need; where no crop holds them it is shown as it was asked for, leaving its picture. */
function fitted(shot: Shot, of: Scene, frame: Readonly<{ aspectRatio: number; fps: number }>): Fitted {
  const asked = { ...frame, ...startOf(shot, frame.aspectRatio) };
  const held = fitCamera(shot.camera, of, { outside: 'clamp', ...asked });
  return held.notices.some(({ code }) => code === 'lift.move-clamped') ? fitCamera(shot.camera, of, { outside: 'allow', ...asked }) : held;
}

/** Fits the camera to the scene and makes the scene ready where anything but the way of the camera has changed. */
async function settle(): Promise<void> {
  clearTimeout(fitTimer);
  if (scene === undefined || wanted === undefined || painter === undefined) return;
  const { shot, serial, aspectRatio, fps, seed, widthPx, heightPx } = wanted;
  const start = performance.now();
  const made = fitted(shot, scene, { aspectRatio, fps });
  fit = made;
  path = cameraPath(made.camera);
  if (!isCard) {
    tell({ kind: 'fitted', fit: made, serial, ms: performance.now() - start });
    const way = { path, lengthSec: made.camera.lengthSec, aspectRatio };
    tell({ kind: 'outside', outside: outsideSpans(scene, made.staging, way), near: nearSpans(scene, made.staging, way) });
  }
  const parted = moving?.key === motionsKey(shot) ? moving : undefined;
  look = await shotLook(shot, { motions: parted?.motions ?? [], seed, fps });
  const frame: FrameSize = { widthPx, heightPx };
  const { motions: _, ...rest } = look ?? {};
  const key = JSON.stringify([made.staging, rest, parted?.key, frame, look?.aperture === undefined ? 0 : made.camera]);
  if (key !== stagedFor) {
    await painter.stage({ scene: parted?.scene ?? scene, staging: made.staging, poses: posesOf(made.camera), look }, frame);
    stagedFor = key;
    tell({ kind: 'ready', by: painter.by() });
  }
  drawSoon();
  readyMoments(wanted, frame);
}

/** Makes a shot's captions and fades ready. Fonts may have to be fetched: neither the picture nor what is asked next waits for them. */
function readyMoments(of: Wanted, frame: FrameSize): void {
  const { shot, fps, captionLanguages } = of;
  const told = JSON.stringify([shot.captions, shot.fadeInSec, shot.fadeOutSec, shot.camera.lengthSec, fps, captionLanguages, frame]);
  if (told === momentsFor) return;
  momentsFor = told;
  shotMoments(shot, of).then(
    (made) => {
      if (momentsFor !== told) return;
      moments = made;
      drawSoon();
    },
    (error: unknown) => {
      // Asked for again with the next change.
      if (momentsFor === told) momentsFor = '';
      tell({ kind: 'failed', said: saidOf(error) });
    },
  );
}

/** After what has come in meanwhile: only the newest is drawn. */
function drawSoon(): void {
  if (isDue) return;
  isDue = true;
  setTimeout(draw, 0);
}

/** Another camera's way for a moment, a preset's amounts as small as this picture holds. The last one is kept: it is asked for frame by frame. */
function otherPath(camera: Camera, of: Fitted): (tSec: number) => Pose {
  const key = JSON.stringify([camera, stagedFor]);
  if (other?.key === key) return other.path;
  const told = inRig(camera, of);
  const { aspectRatio } = told;
  const small = scene === undefined ? told : fitCamera(camera, scene, { outside: 'clamp', aspectRatio, fps: OTHER_FPS }).camera;
  other = { key, path: cameraPath('moves' in told && 'moves' in small ? { ...told, moves: small.moves } : told) };
  return other.path;
}

function draw(): void {
  isDue = false;
  if (path === undefined || fit === undefined || painter === undefined || stagedFor === '') return;
  const start = performance.now();
  const { tSec, camera } = last;
  const at = camera === undefined ? path : otherPath(camera, fit);
  const fps = wanted?.fps ?? 30;
  // Another camera for a moment has no captions and no fades.
  const moment = camera === undefined ? moments?.at(Math.round(tSec * fps), at, look) : undefined;
  painter.draw(moment ?? { pose: at(tSec), tSec, brightnessRatio: 1, captions: [] });
  tell({ kind: 'drawn', tSec, ms: performance.now() - start });
}

async function openPainter({ canvas, painter: choice }: Extract<Asked, { kind: 'open' }>): Promise<Painter> {
  const module = await kernelModule();
  const device = choice === 'kernel' ? null : await openGpuDevice(navigator.gpu, { takesSoftware: choice === 'webgpu' }).catch(() => null);
  if (device === null) return kernelPainter(module, canvas);
  const { gpuPainter } = await import('./gpu-painter.ts');
  const restage = () => {
    stagedFor = '';
    inTurn(settle);
  };
  return gpuPainter(module, canvas, { device, onChange: restage });
}

async function hear(asked: Asked): Promise<void> {
  switch (asked.kind) {
    case 'open':
      painter = await openPainter(asked);
      return settle();
    case 'scene': {
      const read = (await readSceneBytes(new Uint8Array(asked.bytes), { inflate })).scene;
      scene = read;
      isCard = false;
      moving = undefined;
      stagedFor = '';
      tell({ kind: 'scene-facts', facts: sceneFacts(read) });
      await settle();
      tell({ kind: 'staged', detail: asked.detail, layers: read.layers.length });
      return;
    }
    case 'card':
      scene = cardScene(asked.bitmap);
      isCard = true;
      moving = undefined;
      stagedFor = '';
      await settle();
      tell({ kind: 'card-up', id: asked.id });
      return;
    case 'moving':
      moving = asked;
      return settle();
    case 'shot':
      wanted = asked;
      if (fit === undefined) return settle();
      // At once with the rig there is; what only a fit can say comes when the hand rests.
      path = cameraPath(inRig(asked.shot.camera, fit));
      drawSoon();
      clearTimeout(fitTimer);
      fitTimer = setTimeout(() => inTurn(settle), FIT_AFTER_MS);
      return;
    case 'draw':
      last = asked;
      drawSoon();
      return;
    case 'distance-at': {
      const { id, tSec, points } = asked;
      const { aspectRatio = 1 } = wanted ?? {};
      if (scene === undefined || isCard || fit === undefined || path === undefined)
        return tell({ kind: 'seen', id, seen: points.map(() => null) });
      const seen = seenAt(scene, fit.staging, { pose: path(tSec), aspectRatio, points });
      return tell({ kind: 'seen', id, seen });
    }
    case 'depth': {
      const { id, tSec, widthPx } = asked;
      const aspectRatio = wanted?.aspectRatio ?? 1;
      if (scene === undefined || isCard || fit === undefined || path === undefined) return tell({ kind: 'depth', id, depth: null });
      const frame: FrameSize = { widthPx, heightPx: Math.max(1, Math.round(widthPx / aspectRatio)) };
      return tell({ kind: 'depth', id, depth: depthPicture(scene, fit.staging, { pose: path(tSec), frame }) });
    }
    case 'fit': {
      if (scene === undefined || isCard || wanted === undefined) return tell({ kind: 'inside', id: asked.id, fit: null });
      const { shot, aspectRatio, fps } = wanted;
      return tell({
        kind: 'inside',
        id: asked.id,
        fit: fitCamera(shot.camera, scene, { outside: asked.outside, aspectRatio, fps, ...startOf(shot, aspectRatio) }),
      });
    }
    default:
      return asked satisfies never;
  }
}

let turn: Promise<void> = Promise.resolve();
function inTurn(work: () => Promise<void>): void {
  turn = turn.then(work).catch((error: unknown) => tell({ kind: 'failed', said: saidOf(error) }));
}
addEventListener('message', ({ data }: MessageEvent<Asked>) => inTurn(() => hear(data)));
