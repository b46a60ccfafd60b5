import type { Quat } from '../quaternion.ts';
import { toBase64 } from './base64.ts';
import type { TimedPose } from './realestate10k.ts';

const floatType = 5126;

/**
 * Writes poses as one glTF 2.0 file with its numbers inside: a camera node whose translation and rotation are keyed at every frame (LINEAR). glTF's world is
 * this house's: right-handed, metres, +Y up, its camera looks along −Z; programs with another up axis (Blender) turn it on import. Positions and times are
 * single precision, as glTF requires. Core glTF cannot animate the angle of view: yfov is that of the first frame, and a focal length that changes is carried
 * for each frame in the node's extras.lensMm (on a 36 mm wide frame), the focus in extras.focusM (one number when it stands).
 */
export function writeGltf(
  poses: readonly TimedPose[],
  { aspectRatio, subjectDistanceM, name }: Readonly<{ aspectRatio: number; subjectDistanceM: number; name: string }>,
): string {
  const first = (poses[0] as TimedPose).pose;
  const orientations = continuous(poses.map(({ pose }) => pose.orientation));
  const streams = [poses.map(({ tSec }) => tSec), poses.flatMap(({ pose }) => pose.position), orientations.flat()].map(
    (numbers) => new Float32Array(numbers),
  );
  const [times] = streams as [Float32Array, ...Float32Array[]];
  const lens = poses.map(({ pose }) => pose.lensMm);
  const focus = poses.map(({ pose }) => pose.focusM);
  const isAnimated = poses.length > 1;
  let byteOffset = 0;
  const bufferViews = streams.map(({ byteLength }) => {
    const view = { buffer: 0, byteOffset, byteLength };
    byteOffset += byteLength;
    return view;
  });
  const document = {
    asset: { version: '2.0', generator: 'Fantascope' },
    scene: 0,
    scenes: [{ nodes: [0] }],
    nodes: [
      {
        name,
        camera: 0,
        translation: first.position,
        rotation: orientations[0],
        extras: {
          ...(isStill(lens) ? {} : { lensMm: lens }),
          focusM: isStill(focus) ? first.focusM : focus,
          subjectDistanceM,
        },
      },
    ],
    cameras: [
      {
        name,
        type: 'perspective',
        perspective: { aspectRatio, yfov: 2 * Math.atan(18 / first.lensMm / aspectRatio), znear: 0.01, zfar: 10000 },
      },
    ],
    ...(isAnimated
      ? {
          animations: [
            {
              name,
              channels: [
                { sampler: 0, target: { node: 0, path: 'translation' } },
                { sampler: 1, target: { node: 0, path: 'rotation' } },
              ],
              samplers: [1, 2].map((output) => ({ input: 0, output, interpolation: 'LINEAR' })),
            },
          ],
          accessors: [
            {
              bufferView: 0,
              componentType: floatType,
              count: poses.length,
              type: 'SCALAR',
              min: [times[0]],
              max: [times[times.length - 1]],
            },
            { bufferView: 1, componentType: floatType, count: poses.length, type: 'VEC3' },
            { bufferView: 2, componentType: floatType, count: poses.length, type: 'VEC4' },
          ],
          bufferViews,
          buffers: [{ byteLength: byteOffset, uri: `data:application/octet-stream;base64,${toBase64(littleEndian(streams))}` }],
        }
      : {}),
  };
  return `${JSON.stringify(document, null, 1)}\n`;
}

/** Every quaternion on the side of the one before it: a program that interpolates part by part must not turn the long way round. */
function continuous(orientations: readonly Quat[]): readonly Quat[] {
  const kept: Quat[] = [];
  for (const q of orientations) {
    const before = kept[kept.length - 1] ?? q;
    const isOpposite = before[0] * q[0] + before[1] * q[1] + before[2] * q[2] + before[3] * q[3] < 0;
    kept.push(isOpposite ? [-q[0], -q[1], -q[2], -q[3]] : q);
  }
  return kept;
}

function littleEndian(streams: readonly Float32Array[]): Uint8Array {
  const bytes = new Uint8Array(streams.reduce((sum, { byteLength }) => sum + byteLength, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const stream of streams) {
    for (const value of stream) {
      view.setFloat32(at, value, true);
      at += 4;
    }
  }
  return bytes;
}

function isStill(values: readonly number[]): boolean {
  const first = values[0] ?? 0;
  return values.every((value) => Math.abs(value - first) <= 1e-9 * Math.abs(first));
}
