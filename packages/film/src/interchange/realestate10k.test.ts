import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MovesCamera } from '../camera.ts';
import { Fault } from '../fault.ts';
import { poseAt } from '../pose-at.ts';
import { axisAngle, normalize, rotate } from '../quaternion.ts';
import { readRealEstate10k, writeRealEstate10k } from './realestate10k.ts';

const aspectRatio = 16 / 9;
const pose = { position: [0, 0, 0], orientation: [0, 0, 0, 1], lensMm: 36, focusM: 3 } as const;

test('the first frame of a shot is the identity, its focal lengths shares of width and height', () => {
  expect(writeRealEstate10k([{ tSec: 0, pose }], { aspectRatio, source: 'a film' })).toBe(
    `a film\n0 1.000000000 1.777777778 0.500000000 0.500000000 0 0 ${[
      [1, 0, 0, 0],
      [0, 1, 0, 0],
      [0, 0, 1, 0],
    ]
      .flat()
      .map((x) => x.toFixed(9))
      .join(' ')}\n`,
  );
});

test('the matrix takes a world point with y down and z forward into the camera', () => {
  const moved = { ...pose, position: [1, 2, 3] as const, orientation: axisAngle([0, 1, 0], -Math.PI / 2) };
  const line = writeRealEstate10k([{ tSec: 0.04, pose: moved }], { aspectRatio, source: 'x' }).split('\n')[1] ?? '';
  const numbers = line.split(' ').map(Number);
  expect(numbers[0]).toBe(40000);
  const m = numbers.slice(7);
  // A camera turned to the right by 90° looks along +X: a point 5 m that way and 1 m below the camera lies straight ahead and down.
  const world = [1 + 5, -(2 - 1), -3, 1];
  const seen = [0, 1, 2].map((row) => world.reduce((sum, value, i) => sum + value * (m[row * 4 + i] as number), 0));
  for (const [i, value] of [0, 1, 5].entries()) expect(seen[i]).toBeCloseTo(value, 8);
});

test('writing and reading gives the same poses back to nine decimals', () => {
  const part = fc.double({ min: -1, max: 1, noNaN: true });
  const metres = fc.double({ min: -50, max: 50, noNaN: true });
  const anyPose = fc
    .tuple(
      fc.tuple(metres, metres, metres),
      fc.tuple(part, part, part, part).filter((q) => Math.hypot(...q) > 0.1),
      fc.double({ min: 8, max: 400, noNaN: true }),
    )
    .map(([position, q, lensMm]) => ({ position, orientation: normalize(q), lensMm, focusM: 3 }));
  fc.assert(
    fc.property(fc.array(anyPose, { minLength: 1, maxLength: 5 }), (poses) => {
      const timed = poses.map((pose, i) => ({ tSec: i / 25, pose }));
      const back = readRealEstate10k(writeRealEstate10k(timed, { aspectRatio, source: 'https://example.org/v' }), { focusM: 3 });
      expect(back.source).toBe('https://example.org/v');
      expect(back.aspectRatio).toBeCloseTo(aspectRatio, 6);
      back.poses.forEach((read, i) => {
        const own = timed[i] as (typeof timed)[number];
        expect(read.tSec).toBeCloseTo(own.tSec, 6);
        expect(Math.hypot(...read.pose.position.map((x, axis) => x - (own.pose.position[axis] as number)))).toBeLessThan(1e-6);
        for (const axis of [
          [1, 0, 0],
          [0, 1, 0],
        ] as const) {
          const apart = rotate(read.pose.orientation, axis).map((x, k) => x - (rotate(own.pose.orientation, axis)[k] as number));
          expect(Math.hypot(...apart)).toBeLessThan(1e-8);
        }
        expect(read.pose.lensMm).toBeCloseTo(own.pose.lensMm, 6);
      });
    }),
  );
});

test('a dolly forward moves the world toward the camera along its z axis', () => {
  const camera = MovesCamera.parse({ moves: [{ kind: 'dolly', distanceM: 1 }] });
  const line = writeRealEstate10k([{ tSec: 5, pose: poseAt(camera, 5) }], { aspectRatio, source: 'x' }).split('\n')[1] ?? '';
  expect(Number(line.split(' ')[18])).toBeCloseTo(-1, 8);
});

test('a broken line is refused with its number', () => {
  const good = writeRealEstate10k([{ tSec: 0, pose }], { aspectRatio, source: 'x' });
  for (const [text, line] of [
    [`${good}1 2 3\n`, 3],
    [good.replace('1.777777778', 'wide'), 2],
    [good.replace(' 1.000000000 0.000000000 0.000000000 0.000000000', ' 2.000000000 0.000000000 0.000000000 0.000000000'), 2],
    ['x\n', 2],
  ] as const) {
    expect(() => readRealEstate10k(text, { focusM: 3 })).toThrow(Fault);
    expect(() => readRealEstate10k(text, { focusM: 3 })).toThrow(`Line ${line} `);
  }
});
