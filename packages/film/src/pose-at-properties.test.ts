import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Camera, MovesCamera } from './camera.ts';
import { extentOf } from './camera-extent.ts';
import type { Pose } from './pose.ts';
import { cameraPath } from './pose-at.ts';
import { scaleMoves } from './scale-moves.ts';

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const ratio = fc.oneof(between(0, 1), fc.constantFrom(0, 0.5, 1));
const easing = fc.oneof(
  fc.constantFrom('linear', 'in', 'out', 'in-out'),
  fc.tuple(between(0, 1), between(-2, 3), between(0, 1), between(-2, 3)),
);
const region = fc
  .tuple(between(0, 0.98), between(0, 0.98), between(0, 1), between(0, 1))
  .map(([x, y, w, h]) => ({ xRatio: x, yRatio: y, widthRatio: 0.02 + (0.98 - x) * w, heightRatio: 0.02 + (0.98 - y) * h }));
const framing = fc.constantFrom('ECU', 'CU', 'MCU', 'MS', 'MLS', 'LS', 'WS', 'EWS');

/** Every kind of move, its amount within ± reach: 1 is all the schema allows. */
function amount(reach: number): fc.Arbitrary<object> {
  const angleDeg = between(-720 * reach, 720 * reach);
  const distanceM = between(-1000 * reach, 1000 * reach);
  return fc.oneof(
    fc.record({ kind: fc.constant('hold') }),
    ...['pan', 'tilt', 'roll', 'orbit', 'whip-pan'].map((kind) => fc.record({ kind: fc.constant(kind), angleDeg })),
    ...['truck', 'pedestal', 'dolly', 'crane', 'dolly-zoom', 'follow'].map((kind) => fc.record({ kind: fc.constant(kind), distanceM })),
    fc.record({ kind: fc.constant('zoom'), ratio: reach === 1 ? between(0.05, 20) : between(0.5, 2) }),
    fc.record({ kind: fc.constant('push-to'), region }),
    fc.record({ kind: fc.constant('push-to'), framing }),
    fc.record({ kind: fc.constant('rack-focus'), fromM: between(0.01, 100000), toM: between(0.01, 100000) }),
    fc.record({ kind: fc.constant('shake'), strengthRatio: between(0, 4), seed: fc.nat() }),
  );
}
const anyMove = fc
  .tuple(amount(1), ratio, ratio, easing)
  .map(([move, a, b, easing]) => ({ ...move, easing, startRatio: Math.min(a, b), endRatio: Math.max(a, b) }));
const rig = fc.record(
  {
    lengthSec: between(0.04, 3600),
    lensMm: between(4, 2000),
    subjectDistanceM: between(0.05, 10000),
    subject: region,
    aspectRatio: between(0.1, 10),
    focusM: between(0.01, 100000),
  },
  { requiredKeys: [] },
);
const coordinate = fc.oneof(between(-1e6, 1e6), between(-2, 2), fc.constant(0));
const part = between(-1, 1);
const keyframe = fc.record(
  {
    tSec: between(0, 3600).map((tSec) => Math.round(tSec * 1e5) / 1e5),
    position: fc.tuple(coordinate, coordinate, coordinate),
    orientation: fc
      .tuple(part, part, part, part)
      .filter((q) => Math.hypot(...q) > 0.01)
      .map((q) => q.map((x) => x / Math.hypot(...q))),
    lensMm: between(4, 2000),
    focusM: between(0.01, 100000),
  },
  { requiredKeys: ['tSec', 'position', 'orientation'] },
);
const anyCamera = fc
  .oneof(
    { weight: 3, arbitrary: fc.tuple(rig, fc.array(anyMove, { maxLength: 8 })).map(([rig, moves]) => ({ ...rig, moves })) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(rig, fc.uniqueArray(keyframe, { minLength: 1, maxLength: 6, selector: (key) => Math.round(key.tSec * 1e5) }))
        .map(([rig, keys]) => ({ ...rig, keyframes: keys.sort((a, b) => a.tSec - b.tSec) })),
    },
  )
  .map((camera) => Camera.parse(camera));

const numbers = (pose: Pose) => [...pose.position, ...pose.orientation, pose.lensMm, pose.focusM];

test('every valid camera has, at any time, a finite pose with a unit orientation and a lens and focus in range', () => {
  fc.assert(
    fc.property(anyCamera, fc.array(between(-0.5, 1.5), { minLength: 1, maxLength: 6 }), (camera, times) => {
      const path = cameraPath(camera);
      for (const time of times) {
        const pose = path(time * camera.lengthSec);
        expect(numbers(pose).every(Number.isFinite)).toBe(true);
        expect(Math.abs(Math.hypot(...pose.orientation) - 1)).toBeLessThan(1e-12);
        expect(pose.lensMm >= 1 && pose.lensMm <= 10000).toBe(true);
        expect(pose.focusM >= 0.00999 && pose.focusM <= 100001).toBe(true);
      }
    }),
    { numRuns: 1500 },
  );
});

test('the extents of every valid camera, and of every scaled one, are finite and not negative', () => {
  fc.assert(
    fc.property(anyCamera, between(0, 1), (camera, factor) => {
      for (const one of [camera, scaleMoves(camera, factor)]) {
        expect(Object.values(extentOf(one)).every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
      }
    }),
    { numRuns: 150 },
  );
});

test('a path depends on nothing but the camera and the time', () => {
  fc.assert(
    fc.property(anyCamera, between(0, 1), between(0, 1), (camera, a, b) => {
      const path = cameraPath(camera);
      const first = path(a * camera.lengthSec);
      path(b * camera.lengthSec);
      expect(path(a * camera.lengthSec)).toEqual(first);
      expect(cameraPath(structuredClone(camera))(a * camera.lengthSec)).toEqual(first);
    }),
    { numRuns: 200 },
  );
});

test('with in-out easing every path is C1: speeds from both sides meet, also where moves begin and end', () => {
  // Spans of a fifth of the shot or more, and turns up to 90°, keep accelerations under about 10⁴ a shot squared.
  const span = fc
    .tuple(between(0, 0.8), between(0.2, 1))
    .map(([start, length]) => ({ startRatio: start, endRatio: Math.min(1, start + length) }));
  const gentle = fc.tuple(amount(1 / 1000), span).map(([move, timing]) => ({ ...move, ...timing }));
  // A rack that starts while another runs takes the focus over at once, by definition.
  const isRack = (move: object) => 'kind' in move && move.kind === 'rack-focus';
  const camera = fc
    .tuple(fc.array(gentle, { minLength: 1, maxLength: 4 }), region)
    .map(([moves, subject]) => MovesCamera.parse({ lengthSec: 1, subject, moves: moves.filter((move) => !isRack(move)) }));
  fc.assert(
    fc.property(camera, fc.array(between(0.01, 0.99), { maxLength: 4 }), (camera, times) => {
      const path = cameraPath(camera);
      // How far the speeds on both sides of t are apart, seen over h.
      const jumps = (t: number, h: number) => {
        const [before, here, after] = [path(t - h), path(t), path(t + h)].map(numbers) as [number[], number[], number[]];
        return here.map(
          (value, i) => Math.abs((after[i] as number) - 2 * value + (before[i] as number)) / h / (i === 7 ? camera.lensMm : 1),
        );
      };
      for (const t of [...times, ...camera.moves.flatMap((move) => [move.startRatio, move.endRatio])]) {
        if (t < 1e-5 || t > 1 - 1e-5) continue;
        const coarse = jumps(t, 1e-5);
        // A real jump of the speed stays as h shrinks; what acceleration makes of it shrinks with h, however strong (a push into a fiftieth).
        jumps(t, 1e-6).forEach((jump, i) => {
          expect(jump).toBeLessThan(Math.max(0.05, 0.3 * (coarse[i] as number)));
        });
      }
    }),
    { numRuns: 600 },
  );
});
