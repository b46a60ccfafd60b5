import { normalize, type Quat, slerp } from '../quaternion.ts';
import { badGltf, type GltfFile, type GltfSampler } from './gltf-file.ts';

/** What an animation does to one property of a node: its key times, and its value at any time; outside the keys it stands still. */
export type Curve = Readonly<{ times: Float64Array; at: (tSec: number) => readonly number[] }>;

/** The curve of a sampler as glTF 2.0, appendix C, has it: STEP, LINEAR (slerp for rotations) or CUBICSPLINE. Throws `camera.bad-gltf`. */
export function curveOf(file: GltfFile, { input, output, interpolation }: GltfSampler, { path }: Readonly<{ path: string }>): Curve {
  const times = file.numbersOf(input);
  const values = file.numbersOf(output);
  const parts = path === 'rotation' ? 4 : 3;
  const isSpline = interpolation === 'CUBICSPLINE';
  if (times.some((tSec, i) => i > 0 && tSec <= (times[i - 1] as number))) throw badGltf(`accessors[${input}]`);
  if (values.length !== times.length * parts * (isSpline ? 3 : 1)) throw badGltf(`accessors[${output}]`);
  // A spline's key holds an incoming tangent, a value and an outgoing tangent.
  const part = (key: number, which: 0 | 1 | 2) => {
    const start = (isSpline ? key * 3 + which : key) * parts;
    return [...values.subarray(start, start + parts)];
  };
  const at = (tSec: number): readonly number[] => {
    const key = times.findLastIndex((time) => time <= tSec);
    if (key < 0) return part(0, 1);
    if (key === times.length - 1 || interpolation === 'STEP') return part(key, 1);
    const width = (times[key + 1] as number) - (times[key] as number);
    const s = (tSec - (times[key] as number)) / width;
    const [from, to] = [part(key, 1), part(key + 1, 1)];
    if (isSpline) {
      const [leave, arrive] = [part(key, 2), part(key + 1, 0)];
      const [h1, h3] = [s * (1 - s) ** 2 * width, s * s * (s - 1) * width];
      const h2 = s * s * (3 - 2 * s);
      return from.map((a, i) => a * (1 - h2) + (leave[i] as number) * h1 + (to[i] as number) * h2 + (arrive[i] as number) * h3);
    }
    if (path === 'rotation') return slerp(normalize(from as unknown as Quat), normalize(to as unknown as Quat), s);
    return from.map((a, i) => a + ((to[i] as number) - a) * s);
  };
  return { times, at };
}
