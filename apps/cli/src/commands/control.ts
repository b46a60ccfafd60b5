import { basename } from 'node:path';
import type { Film, FrameSize, Shot } from '@fantascope/film';
import type { LiftedShot } from '@fantascope/render';
import { type ControlProgress, type ControlReport, writeControlPackage } from '@fantascope/render/control';
import type { ControlOptions } from '../control-options.ts';
import type { Door } from '../door.ts';
import type { Setting } from '../setting.ts';

/** How much two frames' shapes may differ and still show the same part of a photograph. */
const SAME_SHAPE = 0.005;

type Asked = Readonly<{
  image: string;
  shot: Shot;
  frame: FrameSize & Readonly<{ fps: Film['fps'] }>;
  /** The scene of the MP4, when one was made. */
  lifted: LiftedShot | undefined;
  /** Lifts for a frame of another shape. */
  lift: (frame: FrameSize) => Promise<LiftedShot>;
  options: ControlOptions & Readonly<{ workers?: number }>;
  cache: string;
  signal: AbortSignal;
}>;

/** The control package of a shot: the frames of --control-size and --control-frames, else those of the shot. */
export async function shootControl(
  asked: Asked & Readonly<{ folder: string }>,
  { door, env }: Setting,
): Promise<Readonly<{ report: ControlReport; lifted: LiftedShot }>> {
  const { image, shot, frame, options, cache, signal, folder } = asked;
  const { widthPx, heightPx } = options.controlSize ?? frame;
  const isSameShape = Math.abs((widthPx * frame.heightPx) / (heightPx * frame.widthPx) - 1) < SAME_SHAPE;
  const lifted = asked.lifted !== undefined && isSameShape ? asked.lifted : await asked.lift({ widthPx, heightPx });
  const { depth, sha256 } = lifted.lift;
  const report = await writeControlPackage({
    ...{ shot, source: lifted.source, folder, widthPx, heightPx, fps: frame.fps, cacheDir: cache, env, signal },
    ...(options.controlFrames === undefined ? {} : { frames: options.controlFrames }),
    ...(options.workers === undefined ? {} : { workers: options.workers }),
    hasExr: options.controlDepth === 'exr',
    picture: { name: basename(image), sha256 },
    depth: { method: depth, isEstimated: depth !== 'file' && depth !== 'own' },
    onProgress: controlProgress(door),
  });
  return { report, lifted };
}

/** What is said of a package on one line, and its notices. */
export function sayControl({ folder, manifest, notices, wallMs }: ControlReport, door: Door): void {
  for (const notice of notices) door.notice(notice);
  const { files, frames, widthPx, heightPx, fps } = manifest;
  const megabytes = files.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6;
  door.line(
    door.text.control.done(folder, {
      ...{ frames, size: `${widthPx}×${heightPx}`, fps: Number(fps.toFixed(3)) },
      ...{ megabytes: megabytes.toFixed(0), seconds: (wallMs / 1000).toFixed(1) },
    }),
  );
}

/** What --json says of a package: every file, without its hashes, which control.json holds. */
export function controlFigures({ folder, manifest, wallMs }: ControlReport) {
  const { frames, widthPx, heightPx, fps, files, depth } = manifest;
  return {
    ...{ folder, manifest: 'control.json', frames, widthPx, heightPx, fps, depth, wallMs: Math.round(wallMs) },
    files: files.map(({ role, path, count, bytes }) => ({ role, path, count, bytes })),
  };
}

function controlProgress(door: Door): (progress: ControlProgress) => void {
  return ({ stage, doneFrames, totalFrames }) =>
    door.progress({
      step: stage === 'colour' ? 'render' : 'control',
      doneRatio: doneFrames / totalFrames,
      detail: `${doneFrames}/${totalFrames}`,
    });
}
