import { z } from 'zod';
import type { Keyframe } from '../camera.ts';
import { Fault, type Notice } from '../fault.ts';
import { rotate } from '../quaternion.ts';
import type { Vec3 } from '../vector.ts';
import type { CameraTrack } from './camera-track.ts';
import type { TimedPose } from './realestate10k.ts';
import { isRotation, quatOfMatrix } from './rotation-matrix.ts';

/** Frames a second of the data set (MultiCamVideo): the file itself has no times. */
const datasetFps = 15;
/** Its loader reads frame0, frame4, … frame80. */
const loaderFrames = 81;

const File = z.record(z.string(), z.union([z.string(), z.record(z.string(), z.string())]));

/**
 * Writes poses as ReCamMaster's camera_extrinsics.json: per frame and camera a 4×4 matrix for row vectors, `[forward 0] [right 0] [up 0] [position 1]`,
 * in the world of Unreal: x forward, y right, z up, left-handed, centimetres. Its own loader (train_recammaster.py, inference_recammaster.py) transposes
 * it, reorders it to right, down, forward and divides by 100. Times, lens and focus are not carried.
 */
export function writeReCamMaster(
  poses: readonly TimedPose[],
  { name = 'cam01' }: Readonly<{ name?: string }>,
): Readonly<{ text: string; notices: readonly Notice[] }> {
  const frames = poses.map(({ pose }, i) => {
    const axis = (v: Vec3) => unrealOf(rotate(pose.orientation, v));
    const rows = [
      ...[axis([0, 0, -1]), axis([1, 0, 0]), axis([0, 1, 0])].map((v) => [...v, 0]),
      [...unrealOf(pose.position).map((x) => x * 100), 1],
    ];
    return [`frame${i}`, { [name]: rows.map((row) => `[${row.map(decimal).join(' ')}]`).join(' ') }] as const;
  });
  const notices: Notice[] =
    poses.length < loaderFrames
      ? [{ code: 'camera.few-frames', params: { count: poses.length, wanted: loaderFrames, lengthSec: '5.4', fps: datasetFps } }]
      : [];
  return { text: `${JSON.stringify(Object.fromEntries(frames), null, 2)}\n`, notices };
}

/** Reads one camera of such a file, the first unless `name` says which; frame n is at n / `fps` seconds (default 15). Throws `camera.bad-recammaster` and `camera.no-such-camera`. */
export function readReCamMaster(value: unknown, { name, fps = datasetFps }: Readonly<{ name?: string; fps?: number }>): CameraTrack {
  const file = File.safeParse(value);
  const frames = (file.success ? Object.entries(file.data) : [])
    .flatMap(([key, cameras]) => (/^frame\d+$/.test(key) ? [{ key, frame: Number(key.slice(5)), cameras }] : []))
    .sort((a, b) => a.frame - b.frame);
  const first = frames[0];
  if (first === undefined) throw new Fault('camera.bad-recammaster', { frame: 'frame0' });
  const names = typeof first.cameras === 'string' ? [] : Object.keys(first.cameras);
  const wanted = name ?? names[0] ?? '';
  if (names.length > 0 ? !names.includes(wanted) : name !== undefined) {
    throw new Fault('camera.no-such-camera', { name: wanted, names: names.join(', ') });
  }
  const keyframes = frames.map(({ key, frame, cameras }): Keyframe => {
    const rows = matrixOf(typeof cameras === 'string' ? cameras : (cameras[wanted] ?? ''));
    const [forward, right, up, shift] = rows.map(houseOf);
    if (forward === undefined || right === undefined || up === undefined || shift === undefined) {
      throw new Fault('camera.bad-recammaster', { frame: key });
    }
    const matrix = [0, 1, 2].flatMap((i) => [right[i] as number, up[i] as number, -(forward[i] as number)]);
    if (!isRotation(matrix)) throw new Fault('camera.bad-recammaster', { frame: key });
    return { tSec: frame / fps, position: [shift[0] / 100, shift[1] / 100, shift[2] / 100], orientation: quatOfMatrix(matrix) };
  });
  const notices: Notice[] = [{ code: 'camera.no-times', params: { fps } }];
  if (name === undefined && names.length > 1)
    notices.push({ code: 'camera.first-of-many', params: { name: wanted, names: names.join(', ') } });
  return { keyframes, timeToleranceSec: 1e-9, notices };
}

/** Whether a parsed JSON file has the shape of one: its first key is a frame. */
export function isReCamMaster(value: object): boolean {
  return /^frame\d+$/.test(Object.keys(value)[0] ?? '');
}

/** The four rows of a matrix in its text form, or none. */
function matrixOf(text: string): readonly (readonly number[])[] {
  const rows = [...text.matchAll(/\[([^\]]*)\]/g)].map((row) => (row[1] ?? '').trim().split(/\s+/).map(Number));
  return rows.length === 4 && rows.every((row) => row.length === 4 && row.every(Number.isFinite)) ? rows : [];
}

/** x right, y up, z back to x forward, y right, z up: the handedness changes. */
function unrealOf(v: Vec3): Vec3 {
  return [-v[2], v[0], v[1]];
}

function houseOf(v: readonly number[]): Vec3 {
  return [v[1] as number, v[2] as number, -(v[0] as number)];
}

/** Up to ten decimals: a tenth of a nanometre. */
function decimal(value: number): string {
  return String(Number(value.toFixed(10)) + 0);
}
