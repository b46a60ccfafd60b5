import { Fault } from '../fault.ts';
import type { Pose } from '../pose.ts';
import { conjugate, rotate } from '../quaternion.ts';
import { scale, type Vec3 } from '../vector.ts';
import { quatOfMatrix } from './rotation-matrix.ts';

/** A pose at a moment, seconds from the start. */
export type TimedPose = Readonly<{ tSec: number; pose: Pose }>;

/**
 * Writes poses as a RealEstate10K trajectory (google.github.io/realestate10k), one line a frame: microseconds, fx fy cx cy as shares of width and height,
 * 0 0, and the row-major 3×4 world-to-camera matrix. Both its world and its camera are x right, y down, z forward (OpenCV), still right-handed: ours
 * turned half round x, so the first frame of a shot is the identity. `source` is the first line (a URL or a note). Focus is not carried.
 */
export function writeRealEstate10k(
  poses: readonly TimedPose[],
  { aspectRatio, source }: Readonly<{ aspectRatio: number; source: string }>,
): string {
  const lines = poses.map(({ tSec, pose }) => {
    const turn = conjugate(pose.orientation);
    const columns = [flip(rotate(turn, [1, 0, 0])), scale(flip(rotate(turn, [0, 1, 0])), -1), scale(flip(rotate(turn, [0, 0, 1])), -1)];
    const shift = flip(scale(rotate(turn, pose.position), -1));
    const matrix = [0, 1, 2].flatMap((row) => [...columns.map((column) => column[row] as number), shift[row] as number]);
    const fx = pose.lensMm / 36;
    return [Math.round(tSec * 1e6), ...[fx, fx * aspectRatio, 0.5, 0.5].map(decimal), 0, 0, ...matrix.map(decimal)].join(' ');
  });
  return `${[source.replace(/\s+/g, ' ').trim(), ...lines].join('\n')}\n`;
}

/**
 * Reads a RealEstate10K trajectory (CameraCtrl's pose files are the same); lens from fx, focus from `focusM`, the frame's shape from fy / fx (square pixels).
 * The principal point and the two reserved numbers are not used; `isCentred` says whether the former is the middle. Throws `camera.bad-trajectory`.
 */
export function readRealEstate10k(
  text: string,
  { focusM }: Readonly<{ focusM: number }>,
): Readonly<{ source: string; aspectRatio: number; isCentred: boolean; poses: readonly TimedPose[] }> {
  const lines = text.split(/\r?\n/);
  // The first line names the video; where a file leaves it out, the first line is a frame already.
  const source = isFrame(lines[0]) ? '' : (lines[0] ?? '');
  let aspectRatio = 0;
  let isCentred = true;
  const poses: TimedPose[] = [];
  lines.forEach((line, index) => {
    if (line.trim() === '' || (index === 0 && !isFrame(line))) return;
    const numbers = line.trim().split(/\s+/).map(Number);
    if (!isFrame(line)) throw new Fault('camera.bad-trajectory', { line: index + 1, expectedEn: '19 numbers', expectedZh: ' 19 个数' });
    const [timestamp = 0, fx = 0, fy = 0, cx = 0.5, cy = 0.5, , , ...m] = numbers;
    const at = (i: number) => m[i] as number;
    const determinant =
      at(0) * (at(5) * at(10) - at(6) * at(9)) - at(1) * (at(4) * at(10) - at(6) * at(8)) + at(2) * (at(4) * at(9) - at(5) * at(8));
    if (fx <= 0 || fy <= 0 || Math.abs(determinant - 1) > 0.01) {
      throw new Fault('camera.bad-trajectory', {
        line: index + 1,
        expectedEn: 'a camera, with a focal length above 0 and a rotation',
        expectedZh: '一台相机：焦距大于 0，矩阵为旋转',
      });
    }
    aspectRatio = fy / fx;
    isCentred &&= Math.abs(cx - 0.5) < 1e-6 && Math.abs(cy - 0.5) < 1e-6;
    // Camera to world is the transpose; the two half turns change the sign where one of row and column is y or z and the other is not.
    const orientation = quatOfMatrix([at(0), -at(4), -at(8), -at(1), at(5), at(9), -at(2), at(6), at(10)]);
    const position = rotate(orientation, [-at(3), at(7), at(11)]);
    poses.push({ tSec: timestamp / 1e6, pose: { position, orientation, lensMm: fx * 36, focusM } });
  });
  if (poses.length === 0)
    throw new Fault('camera.bad-trajectory', {
      line: 2,
      expectedEn: 'a frame, and the file holds none',
      expectedZh: '一帧，而文件中没有任何帧',
    });
  return { source, aspectRatio, isCentred, poses };
}

/** Whether a text has a frame of a trajectory in its first two lines. */
export function isRealEstate10k(text: string): boolean {
  return text.split(/\r?\n/, 2).some(isFrame);
}

function isFrame(line: string | undefined): boolean {
  const numbers = (line ?? '').trim().split(/\s+/).map(Number);
  return numbers.length === 19 && numbers.every(Number.isFinite);
}

/** Half a turn about x: between y up, −z forward and y down, z forward. */
function flip(v: Vec3): Vec3 {
  return [v[0], -v[1], -v[2]];
}

/** Nine decimals, as the data set itself has them. */
function decimal(value: number): string {
  return (Math.abs(value) < 5e-10 ? 0 : value).toFixed(9);
}
