import { type Bilingual, type Camera, cameraPath, type LabelLevel, type Pose, startCentreIn } from '@fantascope/film';
import { fitCamera, readSceneBytes } from '@fantascope/lift/in-browser';
import {
  BufferTarget,
  canEncodeVideo,
  Mp4OutputFormat,
  Output,
  type VideoCodec,
  VideoSample,
  VideoSampleSource,
  WebMOutputFormat,
} from 'mediabunny';
import { inflate } from '../preview/inflate.ts';
import { kernelFrames, kernelModule, videoFrameOf } from '../preview/kernel-frames.ts';
import { partScene } from '../preview/part-scene.ts';
import type { Said, Showing } from '../preview/preview-messages.ts';
import { saidOf } from '../preview/said-of.ts';
import { shotLook } from '../preview/shot-look.ts';
import { shotMoments } from '../preview/shot-moments.ts';

/** The containers that a browser can write. */
export type ExportFormat = 'mp4' | 'webm';

/** How the file says that a machine had a part in it: over the picture, and in its data. */
export type ExportLabel = Readonly<{ level: LabelLevel; text: Bilingual; tags: Readonly<Record<string, string>> }>;

/** A shot to be made into a file here; the frame's size is `showing`'s, `bytes` the scene file. */
export type ExportAsked = Readonly<{
  showing: Showing;
  bytes: ArrayBuffer;
  format: ExportFormat;
  /** What the server says the file has to carry; nothing is made without it. */
  label: ExportLabel;
}>;

/** How far it is, and how it ended. `codec: null`: this browser has no encoder for the container at this size. */
export type ExportTold =
  | Readonly<{ kind: 'progress'; frame: number; frames: number }>
  | Readonly<{ kind: 'done'; file: ArrayBuffer; codec: string; frames: number }>
  | Readonly<{ kind: 'no-encoder' }>
  | Readonly<{ kind: 'failed'; said: Said }>;

/** Tried in this order. */
const codecs: Readonly<Record<ExportFormat, readonly VideoCodec[]>> = { mp4: ['avc', 'hevc', 'av1', 'vp9'], webm: ['vp9', 'av1', 'vp8'] };
/** Bits a pixel of each frame: little is lost, which is what an export is for. */
const BITS_A_PIXEL = 0.3;
const POSES_LOOKED_AT = 9;
/** How often somebody who waits is told, frames. */
const TELL_EVERY = 5;

const tell = (told: ExportTold, moved: Transferable[] = []) => postMessage(told, { transfer: moved });

function posesOf(camera: Camera): readonly Pose[] {
  const at = cameraPath(camera);
  return Array.from({ length: POSES_LOOKED_AT }, (_, k) => at((camera.lengthSec * k) / (POSES_LOOKED_AT - 1)));
}

async function makeFile({ showing, bytes, format, label }: ExportAsked): Promise<void> {
  const { shot, widthPx, heightPx, fps, seed, aspectRatio } = showing;
  const bitrate = Math.round(widthPx * heightPx * fps * BITS_A_PIXEL);
  let codec: VideoCodec | undefined;
  for (const one of codecs[format])
    if (codec === undefined && (await canEncodeVideo(one, { width: widthPx, height: heightPx, bitrate }))) codec = one;
  if (codec === undefined) return tell({ kind: 'no-encoder' });
  const { scene } = await readSceneBytes(new Uint8Array(bytes), { inflate });
  const { startCropRatio } = shot;
  const startCentre = startCentreIn(shot, aspectRatio);
  // As the server makes a shot: a move that leaves what the picture has is shortened.
  const fit = fitCamera(shot.camera, scene, {
    outside: 'clamp',
    aspectRatio,
    fps,
    ...(startCropRatio === undefined ? {} : { startCropRatio }),
    ...(startCentre === undefined ? {} : { startCentre }),
  });
  const parted = shot.motions.length === 0 ? { scene, motions: [] } : await partScene(scene, { motions: shot.motions, seed });
  const look = await shotLook(shot, { motions: parted.motions, seed, fps });
  const frames = kernelFrames(await kernelModule());
  frames.stage({ scene: parted.scene, staging: fit.staging, poses: posesOf(fit.camera), look }, { widthPx, heightPx });
  const path = cameraPath(fit.camera);
  const over = label.level === 'metadata' ? {} : { label: { text: label.text, shows: label.level } };
  const moments = await shotMoments(shot, { ...showing, ...over });
  const target = new BufferTarget();
  const output = new Output({
    format: format === 'mp4' ? new Mp4OutputFormat({ fastStart: 'in-memory', metadataFormat: 'mdta' }) : new WebMOutputFormat(),
    target,
  });
  const source = new VideoSampleSource({ codec, bitrate, keyFrameInterval: 2, latencyMode: 'quality' });
  output.addVideoTrack(source, { frameRate: fps });
  output.setMetadataTags({ raw: { ...label.tags } });
  await output.start();
  for (let frame = 0; frame < moments.frames; frame++) {
    const drawn = frames.draw(moments.at(frame, path, look));
    if (drawn === null) throw new TypeError('no scene to export');
    const sample = new VideoSample(videoFrameOf(drawn, { widthPx, heightPx }, frame / fps, 1 / fps));
    // Waits while the encoder is behind.
    await source.add(sample);
    sample.close();
    if (frame % TELL_EVERY === 0) tell({ kind: 'progress', frame, frames: moments.frames });
  }
  await output.finalize();
  const file = target.buffer as ArrayBuffer;
  tell({ kind: 'done', file, codec, frames: moments.frames }, [file]);
}

addEventListener('message', ({ data }: MessageEvent<ExportAsked>) => {
  makeFile(data).catch((error: unknown) => tell({ kind: 'failed', said: saidOf(error) }));
});
