import { z } from 'zod';
import { type Keyframe, KeyframesCamera } from '../camera.ts';
import { Fault, type Notice } from '../fault.ts';
import { conjugate, multiply, normalize, Quat, rotate } from '../quaternion.ts';
import { schemaProblem } from '../schema-problem.ts';
import { scale, subtract } from '../vector.ts';
import { frameTimes } from './frame-times.ts';

/** A path as a camera file tells it: in this house's axes and metres, but in the file's own world and time. */
export type CameraTrack = Readonly<{
  keyframes: readonly Keyframe[];
  /** How far a time of the file may be from what was meant, in seconds: the rounding of its number format. */
  timeToleranceSec: number;
  aspectRatio?: number;
  subjectDistanceM?: number;
  notices: readonly Notice[];
}>;

/** What a person may say about a camera file that the file itself does not. */
export type CameraFileOptions = Readonly<{
  /** Which camera of a file that holds several, by name. Default: the first. */
  name?: string;
  /** Frames a second of a file without times. Default: what its format says, else 30. */
  fps?: number;
  /** Metres in one unit of the file, for files whose unit is not known (RealEstate10K, CSV). Default 1. */
  unitM?: number;
  /** Keeps the poses in the file's own world. Default: they are told relative to the first one, which becomes the origin, looking along −Z. */
  isAbsolute?: boolean;
  /** Focal length on a 36 mm wide frame, for files that hold none. Default 35. */
  lensMm?: number;
  /** Distance of the subject before the first frame. Default: what the file says, else 3. */
  subjectDistanceM?: number;
  /** Frame width divided by height, for files that hold none. Default 16/9. */
  aspectRatio?: number;
}>;

const mostKeyframes = 4096;
const orientations = z.object({ keyframes: z.array(z.object({ orientation: Quat })) });

/**
 * Makes a camera of a file's path: its time starts at 0 and ends one frame after the last pose, its poses are relative to the first one (unless
 * `isAbsolute`), 4096 of them at most. Throws `camera.invalid` for what no camera holds.
 */
export function cameraOfTrack(
  track: CameraTrack,
  options: CameraFileOptions,
): Readonly<{ camera: KeyframesCamera; notices: readonly Notice[] }> {
  const notices: Notice[] = [...track.notices];
  check(orientations, track);
  const times = timesOf(track, options, notices);
  const placed = place(track.keyframes, options);
  const timed = placed.map((keyframe, i) => ({ ...keyframe, tSec: times[i] as number }));
  const kept = thin(timed);
  if (kept.length < timed.length) notices.push({ code: 'camera.thinned', params: { count: timed.length, kept: kept.length } });

  const first = timed[0];
  const lensMm = first?.lensMm ?? options.lensMm ?? 35;
  if (first?.lensMm === undefined) notices.push({ code: 'camera.no-lens', params: { lensMm } });
  const subjectDistanceM = options.subjectDistanceM ?? track.subjectDistanceM;
  const isLensStill = kept.every((keyframe) => keyframe.lensMm === undefined || isSame(keyframe.lensMm, lensMm));
  const isFocusStill = kept.every((keyframe) => keyframe.focusM === undefined || isSame(keyframe.focusM, first?.focusM ?? 0));
  const camera = {
    lengthSec: lengthOf(times),
    lensMm,
    aspectRatio: track.aspectRatio ?? options.aspectRatio ?? 16 / 9,
    ...(subjectDistanceM === undefined ? {} : { subjectDistanceM }),
    ...(isFocusStill && first?.focusM !== undefined ? { focusM: first.focusM } : {}),
    // A lens or focus that stands is said once, so that the file stays readable.
    keyframes: kept.map(({ lensMm: ownLensMm, focusM, ...keyframe }) => ({
      ...keyframe,
      ...(isLensStill || ownLensMm === undefined ? {} : { lensMm: ownLensMm }),
      ...(isFocusStill || focusM === undefined ? {} : { focusM }),
    })),
  };
  return { camera: check(KeyframesCamera, camera), notices };
}

function check<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> {
  const read = schema.safeParse(value, { reportInput: true });
  if (!read.success) throw new Fault('camera.invalid', schemaProblem(read.error));
  return read.data;
}

/** Times from 0. A file whose times all stand still has none. */
function timesOf({ keyframes, timeToleranceSec }: CameraTrack, options: CameraFileOptions, notices: Notice[]): readonly number[] {
  const startSec = keyframes[0]?.tSec ?? 0;
  const raw = keyframes.map((keyframe) => keyframe.tSec - startSec);
  if (raw.length < 2 || raw.some((tSec) => tSec !== 0)) return frameTimes(raw, timeToleranceSec);
  const fps = options.fps ?? 30;
  notices.push({ code: 'camera.no-times', params: { fps } });
  return raw.map((_, i) => i / fps);
}

/** As long as its frames are shown: a path of 120 poses at 24 a second lasts 5 s. A single pose stands for 5 s. */
function lengthOf(times: readonly number[]): number {
  const last = times[times.length - 1] ?? 0;
  if (times.length < 2) return 5;
  const lengthSec = last + (last - (times[times.length - 2] as number));
  return Math.max(0.04, Math.round(lengthSec * 1e9) / 1e9);
}

function place(keyframes: readonly Keyframe[], { unitM = 1, isAbsolute = false }: CameraFileOptions): readonly Keyframe[] {
  const first = keyframes[0];
  if (first === undefined) return [];
  const home = conjugate(normalize(first.orientation));
  return keyframes.map((keyframe) => {
    const orientation = normalize(keyframe.orientation);
    if (isAbsolute) return { ...keyframe, orientation, position: scale(keyframe.position, unitM) };
    if (keyframe === first) return { ...keyframe, orientation: [0, 0, 0, 1], position: [0, 0, 0] };
    const position = scale(rotate(home, subtract(keyframe.position, first.position)), unitM);
    return { ...keyframe, orientation: multiply(home, orientation), position };
  });
}

/** Evenly by number, the first and the last always. */
function thin(keyframes: readonly Keyframe[]): readonly Keyframe[] {
  if (keyframes.length <= mostKeyframes) return keyframes;
  const step = (keyframes.length - 1) / (mostKeyframes - 1);
  return Array.from({ length: mostKeyframes }, (_, i) => keyframes[Math.round(i * step)] as Keyframe);
}

function isSame(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-9 * Math.abs(b);
}
