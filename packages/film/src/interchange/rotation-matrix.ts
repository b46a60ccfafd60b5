import { normalize, type Quat } from '../quaternion.ts';

/** The quaternion of a row-major 3×3 rotation matrix that turns column vectors, by its largest component (Shepperd 1978). */
export function quatOfMatrix(m: readonly number[]): Quat {
  const at = (i: number) => m[i] as number;
  const candidates: Quat[] = [
    [at(7) - at(5), at(2) - at(6), at(3) - at(1), 1 + at(0) + at(4) + at(8)],
    [1 + at(0) - at(4) - at(8), at(1) + at(3), at(2) + at(6), at(7) - at(5)],
    [at(1) + at(3), 1 - at(0) + at(4) - at(8), at(5) + at(7), at(2) - at(6)],
    [at(2) + at(6), at(5) + at(7), 1 - at(0) - at(4) + at(8), at(3) - at(1)],
  ];
  candidates.sort((a, b) => Math.hypot(...b) - Math.hypot(...a));
  return normalize(candidates[0] as Quat);
}

/** Whether a row-major 3×3 matrix is a rotation to 1 %: rows of length 1, square to one another, not a mirror. Data sets round to six digits. */
export function isRotation(m: readonly number[]): boolean {
  const row = (i: number) => m.slice(i * 3, i * 3 + 3);
  const product = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, i) => sum + value * (b[i] as number), 0);
  const at = (i: number) => m[i] as number;
  const determinant =
    at(0) * (at(4) * at(8) - at(5) * at(7)) - at(1) * (at(3) * at(8) - at(5) * at(6)) + at(2) * (at(3) * at(7) - at(4) * at(6));
  return (
    m.length === 9 &&
    Math.abs(determinant - 1) <= 0.03 &&
    [0, 1, 2].every((i) => [0, 1, 2].every((j) => Math.abs(product(row(i), row(j)) - (i === j ? 1 : 0)) <= 0.02))
  );
}
