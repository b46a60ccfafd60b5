import type { Camera, KeyframesCamera } from '../camera.ts';
import { Fault, type Notice } from '../fault.ts';
import { cameraPath } from '../pose-at.ts';
import { type CameraFileOptions, type CameraTrack, cameraOfTrack } from './camera-track.ts';
import { isCsv, readCsv, writeCsv } from './csv.ts';
import { chunksOfGlb, openGltf } from './gltf-file.ts';
import { readGltf } from './gltf-read.ts';
import { writeGltf } from './gltf-write.ts';
import { isRealEstate10k, readRealEstate10k, writeRealEstate10k } from './realestate10k.ts';
import { isReCamMaster, readReCamMaster, writeReCamMaster } from './recammaster.ts';
import { textOf } from './utf8.ts';

/** The camera files read and written here. CameraCtrl's pose files are RealEstate10K text. */
export const cameraFileFormats = ['realestate10k', 'gltf', 'recammaster', 'csv'] as const;
/** One of them. */
export type CameraFileFormat = (typeof cameraFileFormats)[number];

/**
 * Reads a camera file, its format told by what it holds unless given: RealEstate10K or CameraCtrl text, glTF (.gltf as text, .glb as bytes), ReCamMaster
 * JSON or CSV. Every pose becomes a keyframe. The first one becomes the origin, looking along −Z, unless `isAbsolute`. `aspectRatio` is that of the
 * camera. Throws `camera.unknown-file`, `camera.invalid` and the faults of each format; what a file leaves out or holds beyond a camera is in the notices.
 */
export function readCameraFile(
  file: string | Uint8Array,
  { format, ...options }: CameraFileOptions & Readonly<{ format?: CameraFileFormat }> = {},
): Readonly<{ camera: KeyframesCamera; aspectRatio: number; format: CameraFileFormat; notices: readonly Notice[] }> {
  const opened = open(file);
  const own = format ?? formatOf(opened);
  if (own === undefined) throw new Fault('camera.unknown-file');
  const { camera, notices } = cameraOfTrack(trackOf(opened, own, options), options);
  return { camera, aspectRatio: camera.aspectRatio, format: own, notices };
}

/**
 * Writes a camera, sampled at every frame of its length, as one of the formats; `source` is the first line of a RealEstate10K file and the name of a glTF
 * camera. What the format cannot carry is in the notices. Axes, handedness and units are told at each format's writer.
 */
export function writeCameraFile(
  camera: Camera,
  { format, fps, source = 'fantascope' }: Readonly<{ format: CameraFileFormat; fps: number; source?: string }>,
): Readonly<{ text: string; frames: number; notices: readonly Notice[] }> {
  const path = cameraPath(camera);
  const frames = Math.max(1, Math.round(camera.lengthSec * fps));
  const poses = Array.from({ length: frames }, (_, frame) => ({ tSec: frame / fps, pose: path(frame / fps) }));
  const { aspectRatio, subjectDistanceM } = camera;
  const lost = (part: 'focus' | 'lens-and-focus'): Notice => ({ code: `camera.without-${part}`, params: { format } });
  switch (format) {
    case 'realestate10k':
      return { text: writeRealEstate10k(poses, { aspectRatio, source }), frames, notices: [lost('focus')] };
    case 'gltf':
      return { text: writeGltf(poses, { aspectRatio, subjectDistanceM, name: source }), frames, notices: [] };
    case 'recammaster': {
      const { text, notices } = writeReCamMaster(poses, {});
      return { text, frames, notices: [lost('lens-and-focus'), ...notices] };
    }
    case 'csv':
      return { text: writeCsv(poses), frames, notices: [] };
    default:
      return format satisfies never;
  }
}

/** A file once looked into: its text, and what that holds when it is JSON. */
type Opened = Readonly<{ text: string; json?: unknown; buffer?: Uint8Array }>;

function open(file: string | Uint8Array): Opened {
  const glb = typeof file === 'string' ? null : chunksOfGlb(file);
  const text = glb?.json ?? (typeof file === 'string' ? file.replace(/^\ufeff/, '') : textOf(file));
  const buffer = glb?.buffer === undefined ? {} : { buffer: glb.buffer };
  if (!text.trimStart().startsWith('{')) return { text, ...buffer };
  try {
    return { text, json: JSON.parse(text), ...buffer };
  } catch {
    // Broken JSON is no camera file of any kind; the caller says so.
    return { text, ...buffer };
  }
}

function formatOf({ text, json }: Opened): CameraFileFormat | undefined {
  if (typeof json === 'object' && json !== null) return isReCamMaster(json) ? 'recammaster' : 'asset' in json ? 'gltf' : undefined;
  if (isCsv(text)) return 'csv';
  return isRealEstate10k(text) ? 'realestate10k' : undefined;
}

function trackOf({ text, json, buffer }: Opened, format: CameraFileFormat, options: CameraFileOptions): CameraTrack {
  switch (format) {
    case 'realestate10k': {
      const { aspectRatio, poses, isCentred } = readRealEstate10k(text, { focusM: 1 });
      const keyframes = poses.map(({ tSec, pose: { focusM: _unsaid, ...pose } }) => ({ tSec, ...pose }));
      const notices: Notice[] = isCentred ? [] : [{ code: 'camera.part-not-read', params: { part: 'cx cy' } }];
      return { keyframes, timeToleranceSec: 1e-6, aspectRatio, notices };
    }
    case 'gltf':
      return readGltf(openGltf(json, buffer), options);
    case 'recammaster':
      return readReCamMaster(json, options);
    case 'csv':
      return readCsv(text, options);
    default:
      return format satisfies never;
  }
}
