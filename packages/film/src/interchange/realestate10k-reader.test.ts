import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MovesCamera } from '../camera.ts';
import { parseCamera } from '../language/parse-camera.ts';
import { poseAt } from '../pose-at.ts';
import { headAngles } from '../quaternion.ts';
import { writeCameraFile } from './camera-file.ts';

// An independent reader of RealEstate10K, written from the data set's own page and sharing no code with the writer. Each line: "1. timestamp (integer:
// microseconds since start of video) 2-6. camera intrinsics (float: focal_length_x, focal_length_y, principal_point_x, principal_point_y) 7-19. camera pose
// (floats forming 3x4 matrix in row-major order)"; "intrinsics should be multiplied by image width and height"; "the transformation matrix P = [R|t] is
// used to map a (homogeneous) 3D point v from world coordinates to camera coordinates: v' = Pv"; v' has x right, y down, z forward; pixel = K v'.

type Line = { microseconds: number; focal: [number, number]; principal: [number, number]; p: number[][] };

function independentReader(text: string): Line[] {
  const [, ...lines] = text.trimEnd().split('\n');
  return lines.map((line) => {
    const word = line.split(' ');
    const float = (i: number) => Number.parseFloat(word[i] ?? '');
    return {
      microseconds: Number.parseInt(word[0] ?? '', 10),
      focal: [float(1), float(2)],
      principal: [float(3), float(4)],
      p: [7, 11, 15].map((start) => [float(start), float(start + 1), float(start + 2), float(start + 3)]),
    };
  });
}

function pixelOf({ focal, principal, p }: Line, world: readonly number[], [widthPx, heightPx]: readonly [number, number]) {
  const [x = 0, y = 0, z = 0] = p.map((row) => row.reduce((sum, value, i) => sum + value * (world[i] ?? 1), 0));
  return {
    xPx: (focal[0] * x * widthPx) / z + principal[0] * widthPx,
    yPx: (focal[1] * y * heightPx) / z + principal[1] * heightPx,
    depthM: z,
  };
}

const words = 'dolly in 0.7 m while panning right 20 degrees, then tilt up 8 degrees, orbit left 15 degrees, roll 5 degrees, zoom in 1.4x';
const size = [1920, 1080] as const;
const { moves, unread } = parseCamera(words, { subjectDistanceM: 3, lengthSec: 6 });
const camera = MovesCamera.parse({ moves, lengthSec: 6, lensMm: 28 });
const lines = independentReader(writeCameraFile(camera, { format: 'realestate10k', fps: 25 }).text);

test('an independent reader finds a frame for every 40 ms', () => {
  expect(unread).toEqual([]);
  expect(lines.map(({ microseconds }) => microseconds)).toEqual(Array.from({ length: 150 }, (_, i) => i * 40_000));
});

test('an independent reader sees every point on the pixel where this house puts it', () => {
  const coordinate = fc.double({ min: -4, max: 4, noNaN: true });
  fc.assert(
    fc.property(fc.nat({ max: 149 }), coordinate, coordinate, fc.double({ min: -20, max: -4, noNaN: true }), (frame, x, y, z) => {
      const { position, orientation, lensMm } = poseAt(camera, frame / 25);
      // This house's projection, from three angles instead of a quaternion: yaw right, pitch up, roll with the right edge rising.
      const { yawRad, pitchRad, rollRad } = headAngles(orientation);
      const [a, b, c] = [x - position[0], y - position[1], z - position[2]];
      const [x1, z1] = [a * Math.cos(yawRad) + c * Math.sin(yawRad), -a * Math.sin(yawRad) + c * Math.cos(yawRad)];
      const [y2, z2] = [b * Math.cos(pitchRad) + z1 * Math.sin(pitchRad), -b * Math.sin(pitchRad) + z1 * Math.cos(pitchRad)];
      const [x3, y3] = [x1 * Math.cos(rollRad) - y2 * Math.sin(rollRad), x1 * Math.sin(rollRad) + y2 * Math.cos(rollRad)];
      if (z2 > -0.5) return;
      const xPx = (((x3 / -z2) * lensMm) / 18 + 1) * (size[0] / 2);
      const yPx = size[1] / 2 - ((y3 / -z2) * lensMm * size[0]) / 36;
      // The data set's world has y down and z forward: our (x, y, z) is its (x, −y, −z).
      const seen = pixelOf(lines[frame] as Line, [x, -y, -z], size);
      expect(Math.abs(seen.xPx - xPx)).toBeLessThan(1e-3);
      expect(Math.abs(seen.yPx - yPx)).toBeLessThan(1e-3);
      expect(seen.depthM).toBeCloseTo(-z2, 7);
    }),
  );
});
