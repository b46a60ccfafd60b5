import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';
import { Fault, type Film, type FrameSize, type Shot } from '@fantascope/film';
import { pictureSize } from '@fantascope/lift';
import type { LiftedShot } from '../shot-source.ts';
import { writeControlPackage } from './control-package.ts';
import { motionMask } from './motion-mask.ts';

/** A file that a model is sent, made or read here. */
export type StageFile = Readonly<{ bytes: Uint8Array; mime: string; fileName: string }>;

/** What a model's request asks of the stage. */
export type StageWants = Readonly<{
  /** The names of all that the request needs: picture, last-frame, reference-video, control/colour, control/mask, control/depth, motion-mask/N; others are not the stage's. */
  names: readonly string[];
  /** What a fault calls the model. */
  model: string;
  /** The shape that the model is sent the picture in; undefined: that of the shot's camera. */
  aspectRatio: number | undefined;
  /** The picture is the last frame of the take before: it has the model's own shape. */
  isGoingOn: boolean;
  frames?: number | undefined;
  widthPx?: number | undefined;
  heightPx?: number | undefined;
}>;

/** A picture, its shot, and how it becomes a scene. */
export type StageFilesAsked = Readonly<{
  wants: StageWants;
  image: string;
  shot: Shot;
  frame: FrameSize & Readonly<{ fps: Film['fps'] }>;
  lift: (frame: FrameSize, signal: AbortSignal) => Promise<LiftedShot>;
  cache: string;
  env: Readonly<Record<string, string | undefined>>;
  signal: AbortSignal;
  /** Told how much of what is drawn is done, 0..1. */
  onProgress?: (doneRatio: number) => void;
}>;

const mimes: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.webp': 'image/webp',
  '.mp4': 'video/mp4',
};
/** Two shapes that differ by less show the same part of a picture. */
const SAME_SHAPE = 0.01;
const drawnNames = /^(control\/|reference-video$|last-frame$)/;

/** Whether something a request needs is drawn by the stage, whatever the picture's shape is. */
export function needsStage(names: readonly string[]): boolean {
  return names.some((name) => drawnNames.test(name));
}

/** Whether a picture of this size can be sent as it is: nothing is drawn from it, nothing cropped, and its shape is the wanted one. */
export function isSentWhole(
  { names, aspectRatio, isGoingOn }: StageWants,
  { shot, size }: Readonly<{ shot: Shot; size: FrameSize }>,
): boolean {
  const ratio = aspectRatio ?? shot.camera.aspectRatio;
  const isCropped = shot.startCropRatio !== undefined || shot.startCentre !== undefined || shot.fit !== undefined;
  const isShape = isGoingOn || Math.abs(size.widthPx / size.heightPx / ratio - 1) < SAME_SHAPE;
  // The first frame of what the stage draws is what its clips begin with; another crop would not fit them.
  return !needsStage(names) && !isCropped && isShape;
}

/**
 * Makes or reads what a request needs of the stage: the picture as it is where its shape is the wanted one, else what the stage draws. Everything
 * it has to draw is drawn once, in a folder that is removed by `close`. `file` gives undefined for a name that is not the stage's; throws
 * take.mask-needs-whole, take.no-supply and what the lift and writeControlPackage throw.
 */
export function openStageFiles(
  asked: StageFilesAsked,
): Readonly<{ file: (name: string) => Promise<StageFile | undefined>; close: () => Promise<void> }> {
  const { wants, image, shot, frame, cache, env, signal, onProgress } = asked;
  const { names, model } = wants;
  const ratio = wants.aspectRatio ?? shot.camera.aspectRatio;
  let drawn: Promise<string> | undefined;
  let folder: string | undefined;

  async function draw(): Promise<string> {
    folder = await mkdtemp(join(tmpdir(), 'fantascope-take-'));
    const shaped = Math.abs(ratio / shot.camera.aspectRatio - 1) < SAME_SHAPE ? frame : reshaped(frame, ratio);
    const size = { widthPx: wants.widthPx ?? shaped.widthPx, heightPx: wants.heightPx ?? shaped.heightPx };
    const lifted = await asked.lift(size, signal);
    const frames = needsStage(names) ? wants.frames : 1;
    const report = await writeControlPackage({
      ...{ shot, source: lifted.source, folder: join(folder, 'package'), ...size, fps: frame.fps, cacheDir: cache },
      ...{ env, signal, picture: { name: basename(image), sha256: lifted.lift.sha256 } },
      ...(frames === undefined ? {} : { frames }),
      depth: { method: lifted.lift.depth, isEstimated: lifted.lift.depth !== 'file' },
      onProgress: ({ stage, doneFrames, totalFrames }) => onProgress?.(((stage === 'control' ? 1 : 0) + doneFrames / totalFrames) / 2),
    });
    return report.folder;
  }

  const fromStage = async (fileName: string): Promise<StageFile> => {
    drawn ??= draw();
    return { bytes: await readFile(join(await drawn, fileName)), mime: mimes[extname(fileName)] ?? '', fileName };
  };

  /** The picture as it is, where that is what has to be sent; its masks and ways lie over all of it. */
  async function whole(): Promise<Readonly<{ mime: string; size: FrameSize }> | undefined> {
    const mime = mimes[extname(image).toLowerCase()];
    const size = await pictureSize(image);
    return size === null || mime === undefined || !isSentWhole(wants, { shot, size }) ? undefined : { mime, size };
  }

  async function picture(): Promise<StageFile> {
    const sent = await whole();
    // Said before anything is drawn in vain.
    if (sent === undefined && names.some((name) => name.startsWith('motion-mask/'))) throw new Fault('take.mask-needs-whole');
    return sent === undefined ? fromStage('first.png') : { bytes: await readFile(image), mime: sent.mime, fileName: basename(image) };
  }

  async function mask(index: number): Promise<StageFile> {
    const motion = shot.motions[index];
    if (motion === undefined) throw new Fault('take.no-supply', { model, part: `motion-mask/${index}` });
    const sent = await whole();
    if (sent === undefined) throw new Fault('take.mask-needs-whole');
    const bytes = await motionMask(motion.place, { image, size: sent.size, cache });
    return { bytes, mime: 'image/png', fileName: `mask-${index}.png` };
  }

  return {
    file: async (name) => {
      if (name === 'picture') return picture();
      if (name === 'last-frame') return fromStage('last.png');
      if (name === 'reference-video') return fromStage('reference.mp4');
      const control = /^control\/(colour|mask|depth)$/.exec(name)?.[1];
      if (control !== undefined) return fromStage(`${control}.mp4`);
      const brush = /^motion-mask\/(\d+)$/.exec(name)?.[1];
      return brush === undefined ? undefined : mask(Number(brush));
    },
    close: async () => {
      if (folder !== undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** As wide, so that the lens sees as much across, and as tall as the shape asks; whole even pixels. */
function reshaped({ widthPx }: FrameSize, ratio: number): FrameSize {
  return { widthPx, heightPx: 2 * Math.round(widthPx / ratio / 2) };
}
