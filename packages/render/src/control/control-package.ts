import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Camera, cameraPath, Film, type Notice, type Shot, type TimedPose } from '@fantascope/film';
import { ControlManifest } from '@fantascope/film/control';
import { locateFfmpeg } from '@fantascope/media';
import { kernelWasmUrl, openMoments, openStage, relaxedSimdWorks } from '@fantascope/stage';
import type { ShotSource } from '../film-planner.ts';
import { type RenderJob, renderFilm } from '../render-film.ts';
import { wanSize } from './comfy-graph.ts';
import { uni3cWorkflow } from './comfy-uni3c.ts';
import { vaceWorkflow } from './comfy-vace.ts';
import { ControlFolder } from './control-folder.ts';
import { controlLimits, otherNotes, planeNotes } from './control-notes.ts';
import { surveyPlanes, writePlanes } from './control-planes.ts';
import { rgbOfFrame } from './plain-frames.ts';
import { pngBytes } from './png-writer.ts';
import { controlPoses, controlTrajectory, type FrameGrid } from './pose-files.ts';
import { REFERENCE_MOST, referencePrompt, referenceSize } from './reference-prompt.ts';

/** A shot whose control package is wanted. */
export type ControlJob = Readonly<{
  shot: Shot;
  source: ShotSource;
  /** The folder to make; it may be there only when empty. */
  folder: string;
  widthPx: number;
  heightPx: number;
  /** The shot's frame rate, which the package has too unless `frames` is given. */
  fps: Film['fps'];
  /** This many frames over the whole shot, evenly: the same camera at frames / length a second. */
  frames?: number;
  /** Also depths as floats in metres. Default false. */
  hasExr?: boolean;
  picture: Readonly<{ name: string; sha256: string | null }>;
  depth: Readonly<{ method: string; isEstimated: boolean }>;
  onProgress?: (progress: ControlProgress) => void;
}> &
  Pick<RenderJob, 'workers' | 'cacheDir' | 'env' | 'signal'>;

/** How far a package is: frames drawn as colour, then as control. */
export type ControlProgress = Readonly<{ stage: 'colour' | 'control'; doneFrames: number; totalFrames: number }>;

/** What was made. */
export type ControlReport = Readonly<{ folder: string; manifest: ControlManifest; notices: readonly Notice[]; wallMs: number }>;

/**
 * Writes everything the stage knows about a shot for a generative model (docs/control-package.md). The folder appears whole or not at all.
 * Throws render.control-not-empty, what renderFilm throws, and the faults of the disk.
 */
export async function writeControlPackage(job: ControlJob): Promise<ControlReport> {
  const startMs = performance.now();
  const { signal, widthPx, heightPx } = job;
  const { camera, staging } = job.source;
  const { path: ffmpegPath } = locateFfmpeg({ env: job.env ?? process.env });
  const { lengthSec } = camera;
  const grid: FrameGrid = { widthPx, heightPx, fps: job.frames === undefined ? job.fps : job.frames / lengthSec };
  const poses = posesOf(camera, grid.fps);
  const frames = poses.length;
  const folder = await ControlFolder.open(job.folder);
  try {
    const scene = typeof job.source.scene === 'function' ? await job.source.scene() : job.source.scene;
    const source: ShotSource = { ...job.source, scene };
    const reference = referenceOf(grid, camera);
    const notes = otherNotes({ ...grid, frames }, reference);
    const tell = (stage: ControlProgress['stage'], doneFrames: number) => job.onProgress?.({ stage, doneFrames, totalFrames: frames });

    await film(job, { source, grid, out: folder.at(notes.colour.path), onFrames: (done) => tell('colour', done) });
    await film(job, { source: { ...source, camera: reference.camera }, grid: reference, out: folder.at(notes.reference.path) });
    for (const note of [notes.colour, notes.reference]) await folder.take(note);
    for (const [note, at] of [
      [notes.first, poses[0]],
      [notes.last, poses[frames - 1]],
    ] as const) {
      if (at !== undefined) await folder.write(note, await still(source, { grid, at, poses }));
    }

    signal?.throwIfAborted();
    const range = await surveyPlanes({ scene, staging, poses, grid }, signal);
    const planes = planeNotes({ ...grid, frames }, { range, hasExr: job.hasExr ?? false });
    const written = { scene, staging, poses, grid, range, notes: planes, ffmpegPath, signal };
    const shares = await writePlanes(folder, { ...written, onFrame: (done) => tell('control', done) });

    const prompt = referencePrompt(camera);
    await folder.write(notes.posesText, controlTrajectory(poses, grid));
    await folder.write(notes.poses, json(controlPoses(poses, grid)));
    await folder.write(notes.prompt, `${prompt.en}\n${prompt.zh}\n`);
    await folder.write(notes.vace, json(vaceWorkflow({ widthPx, heightPx, frames }, prompt.en)));
    await folder.write(notes.uni3c, json(uni3cWorkflow({ widthPx, heightPx, frames }, prompt.en)));
    const manifest = ControlManifest.parse({
      ...{ format: 'fantascope/control', version: 1, picture: job.picture, widthPx, heightPx, frames, fps: grid.fps, lengthSec },
      world: { handedness: 'right', unit: 'm', axes: '+x right, +y up, the camera looks along -z; the first frame stands at the origin' },
      depth: {
        ...job.depth,
        subjectDistanceM: staging.subjectDistanceM,
        nearestM: 1 / Math.max(range.mostInverse, 1e-9),
        farthestM: range.leastInverse > 0 ? 1 / range.leastInverse : null,
      },
      ...{ shares, files: folder.files(), limits: controlLimits },
    } satisfies ControlManifest);
    signal?.throwIfAborted();
    await folder.finish(json(manifest));
    return { folder: job.folder, manifest, notices: noticesOf(manifest, reference), wallMs: performance.now() - startMs };
  } catch (error) {
    await folder.discard();
    throw error;
  }
}

function posesOf(camera: Camera, fps: number): TimedPose[] {
  const path = cameraPath(camera);
  const frames = Math.max(1, Math.round(camera.lengthSec * fps));
  return Array.from({ length: frames }, (_, n) => ({ tSec: n / fps, pose: path(n / fps) }));
}

/** The shot alone as a film: no fades or captions, which are not the model's to follow. */
async function film(
  job: ControlJob,
  { source, grid, out, onFrames }: Readonly<{ source: ShotSource; grid: FrameGrid; out: string; onFrames?: (done: number) => void }>,
): Promise<void> {
  const { workers, cacheDir, env, signal } = job;
  const { transition: _transition, captions: _captions, fadeInSec: _in, fadeOutSec: _out, ...shot } = job.shot;
  const { widthPx, heightPx, fps } = grid;
  const asked = { format: 'fantascope/film', version: 1, title: { en: 'control' }, widthPx, heightPx, fps: 30 };
  const whole = Film.parse({ ...asked, shots: [{ ...shot, camera: source.camera }] });
  await renderFilm({
    // Only film files are held to five rates; 81 frames over 5 s are 16.2 a second.
    film: { ...whole, fps: fps as Film['fps'] },
    scenes: async () => atRate(source, fps),
    out,
    ...(workers === undefined ? {} : { workers }),
    ...(cacheDir === undefined ? {} : { cacheDir }),
    ...(env === undefined ? {} : { env }),
    ...(signal === undefined ? {} : { signal }),
    ...(onFrames === undefined ? {} : { onProgress: ({ doneFrames }) => onFrames(doneFrames) }),
  });
}

/** A shot whose look counts time in frames of another rate: a shutter is open for a share of them, grain is new in each. */
function atRate(source: ShotSource, fps: number): ShotSource {
  return source.look === undefined ? source : { ...source, look: { ...source.look, fps } };
}

/** One frame as PNG, drawn here so that no codec touches it. */
async function still(
  source: ShotSource,
  { grid, at, poses }: Readonly<{ grid: FrameGrid; at: TimedPose; poses: readonly TimedPose[] }>,
): Promise<Uint8Array> {
  const wasm = await readFile(fileURLToPath(kernelWasmUrl(relaxedSimdWorks() ? 'relaxed' : 'plain')));
  const scene = typeof source.scene === 'function' ? await source.scene() : source.scene;
  const looked = [0, 0.5, 1].map((share) => (poses[Math.round(share * (poses.length - 1))] as TimedPose).pose);
  const { staging, camera, look } = atRate(source, grid.fps);
  const stage = openStage({
    ...{ module: new WebAssembly.Module(wasm), scene, staging, frame: grid, poses: looked },
    ...(look === undefined ? {} : { look }),
  });
  const open = openMoments(look, at.tSec, cameraPath(camera)) ?? [];
  let frame = open.length === 0 ? stage.draw(at.pose, 0, at.tSec) : new Uint8Array(0);
  // A camera that blurs: the mean of several pictures, whole after the last.
  for (const [part, { pose, tSec }] of open.entries()) frame = stage.draw(pose, 0, tSec, { part, parts: open.length });
  const rgb = rgbOfFrame(frame, grid);
  return pngBytes({ ...grid, kind: 'rgb', data: rgb });
}

type Reference = FrameGrid & Readonly<{ frames: number; camera: Camera; isCut: boolean }>;

/** The frames of the reference video, and the camera for as long as it lasts. */
function referenceOf(grid: FrameGrid, camera: Camera): Reference {
  const fps = grid.fps > 30 ? grid.fps / 2 : grid.fps;
  const isCut = camera.lengthSec > REFERENCE_MOST.lengthSec + 1e-9;
  const poses = posesOf(camera, fps).filter(({ tSec }) => tSec < REFERENCE_MOST.lengthSec - 1e-9);
  const size = { ...referenceSize(grid), fps, frames: poses.length };
  if (!isCut) return { ...size, camera, isCut };
  const { lensMm, subjectDistanceM, subject, aspectRatio } = camera;
  const keyframes = poses.map(({ tSec, pose }) => ({ tSec, ...pose }));
  return { ...size, camera: { lengthSec: REFERENCE_MOST.lengthSec, lensMm, subjectDistanceM, subject, aspectRatio, keyframes }, isCut };
}

function noticesOf(manifest: ControlManifest, { isCut }: Reference): Notice[] {
  const { frames, depth } = manifest;
  const { length } = wanSize(manifest);
  const notices: Notice[] = [];
  if (depth.isEstimated) notices.push({ code: 'render.control-depth', params: { metres: depth.subjectDistanceM, method: depth.method } });
  if (length < frames) notices.push({ code: 'render.control-length', params: { length, frames } });
  if (isCut) notices.push({ code: 'render.control-reference', params: { lengthSec: REFERENCE_MOST.lengthSec } });
  return notices;
}

const json = (value: unknown) => `${JSON.stringify(value, null, 1)}\n`;
