import type { Pose } from '@fantascope/film';

/**
 * Camera → world as a row-major 4 × 4 matrix for column vectors, metres. Its first three columns are the camera's right, up and backward axes in the world,
 * its fourth the camera's position: right-handed, y up, looking along −Z (OpenGL, glTF, Blender's camera).
 */
export function cameraToWorld({ position, orientation: [x, y, z, w] }: Pose): readonly number[] {
  return [
    ...[1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w), position[0]],
    ...[2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w), position[1]],
    ...[2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y), position[2]],
    ...[0, 0, 0, 1],
  ];
}
