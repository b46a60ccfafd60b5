import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';
import { Fault, type FrameSize, type Shot } from '@fantascope/film';
import { pictureSize } from '@fantascope/lift';
import { type Plan, ratioOf } from '@fantascope/plan';
import type { LiftedShot } from '@fantascope/render';
import { givenFile, givenPath, needsOf, type Supplied, type Supply } from '@fantascope/take';
import { motionMask } from './motion-mask.ts';
import type { Setting } from './setting.ts';

const mimes: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.webp': 'image/webp',
  '.mp4': 'video/mp4',
};
/** Two shapes that differ by less show the same part of a picture. */
const SAME_SHAPE = 0.01;

type Asked = Readonly<{
  plan: Plan;
  image: string;
  shot: Shot;
  frame: FrameSize & Readonly<{ fps: 24 | 25 | 30 | 50 | 60 }>;
  lift: (frame: FrameSize, signal: AbortSignal) => Promise<LiftedShot>;
  cache: string;
  signal: AbortSignal;
}>;

/**
 * Makes or reads what a plan needs: the picture as it is where its shape is the wanted one, else what the stage draws. Everything the stage has
 * to draw is drawn once, in a folder that is removed by `close`.
 */
export function openStageFiles(asked: Asked, setting: Setting): Readonly<{ supply: Supply; close: () => Promise<void> }> {
  const { plan, image, shot, frame } = asked;
  const { request } = plan;
  const ratio = pictureRatio(plan) ?? shot.camera.aspectRatio;
  const names = needsOf(request);
  const isGoingOn = plan.needs.some(({ kind }) => kind === 'previous-frame');
  const needsStage = names.some((name) => /^(control\/|reference-video$|last-frame$)/.test(name));
  let drawn: Promise<string> | undefined;
  let folder: string | undefined;

  async function draw(): Promise<string> {
    folder = await mkdtemp(join(tmpdir(), 'fantascope-take-'));
    const { writeControlPackage } = await import('@fantascope/render/control');
    const shaped = Math.abs(ratio / shot.camera.aspectRatio - 1) < SAME_SHAPE ? frame : reshaped(frame, ratio);
    const size = { widthPx: request.widthPx ?? shaped.widthPx, heightPx: request.heightPx ?? shaped.heightPx };
    const lifted = await asked.lift(size, asked.signal);
    const frames = needsStage ? request.frames : 1;
    const report = await writeControlPackage({
      ...{ shot, source: lifted.source, folder: join(folder, 'package'), ...size, fps: frame.fps, cacheDir: asked.cache },
      ...{ env: setting.env, signal: asked.signal, picture: { name: basename(image), sha256: lifted.lift.sha256 } },
      ...(frames === undefined ? {} : { frames }),
      depth: { method: lifted.lift.depth, isEstimated: lifted.lift.depth !== 'file' },
    });
    return report.folder;
  }

  const fromStage = async (fileName: string): Promise<Supplied> => {
    drawn ??= draw();
    return { bytes: await readFile(join(await drawn, fileName)), mime: mimes[extname(fileName)] ?? '', fileName };
  };

  /** The picture as it is, where that is what has to be sent; its masks and ways lie over all of it. */
  async function whole(): Promise<Readonly<{ mime: string; size: Readonly<{ widthPx: number; heightPx: number }> }> | undefined> {
    const mime = mimes[extname(image).toLowerCase()];
    const size = await pictureSize(image);
    const isCropped = shot.startCropRatio !== undefined || shot.startCentre !== undefined || shot.fit !== undefined;
    if (size === null || mime === undefined) return undefined;
    // A frame of the take before has the model's own shape.
    const isShape = isGoingOn || Math.abs(size.widthPx / size.heightPx / ratio - 1) < SAME_SHAPE;
    // The first frame of what the stage draws is what its clips begin with; another crop would not fit them.
    return needsStage || isCropped || !isShape ? undefined : { mime, size };
  }

  async function picture(): Promise<Supplied> {
    const sent = await whole();
    // Said before anything is drawn in vain.
    if (sent === undefined && names.some((name) => name.startsWith('motion-mask/'))) throw new Fault('take.mask-needs-whole');
    return sent === undefined ? fromStage('first.png') : { bytes: await readFile(image), mime: sent.mime, fileName: basename(image) };
  }

  async function mask(index: number): Promise<Supplied> {
    const motion = shot.motions[index];
    if (motion === undefined) throw new Fault('take.no-supply', { model: plan.model, part: `motion-mask/${index}` });
    const sent = await whole();
    if (sent === undefined) throw new Fault('take.mask-needs-whole');
    const bytes = await motionMask(motion.place, { image, size: sent.size, cache: asked.cache });
    return { bytes, mime: 'image/png', fileName: `mask-${index}.png` };
  }

  return {
    supply: async (name) => {
      if (name === 'picture') return picture();
      if (name === 'last-frame') return fromStage('last.png');
      if (name === 'reference-video') return fromStage('reference.mp4');
      const control = /^control\/(colour|mask|depth)$/.exec(name)?.[1];
      if (control !== undefined) return fromStage(`${control}.mp4`);
      const brush = /^motion-mask\/(\d+)$/.exec(name)?.[1];
      if (brush !== undefined) return mask(Number(brush));
      const path = givenPath(plan, name);
      if (path !== undefined) return givenFile(path, { kind: name === 'base-video' ? 'clip' : 'picture' });
      throw new Fault('take.no-supply', { model: plan.model, part: name });
    },
    close: async () => {
      if (folder !== undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The shape that the model is sent the picture in; undefined: the film's own. */
function pictureRatio({ needs }: Plan): number | undefined {
  const need = needs.find(({ kind }) => kind === 'picture');
  return need?.kind === 'picture' && need.aspect !== undefined ? ratioOf(need.aspect) : undefined;
}

/** As wide, so that the lens sees as much across, and as tall as the shape asks; whole even pixels. */
function reshaped({ widthPx }: FrameSize, ratio: number): FrameSize {
  return { widthPx, heightPx: 2 * Math.round(widthPx / ratio / 2) };
}
