import { describe, expect, test } from 'vitest';
import { type Camera, MovesCamera } from './camera.ts';
import type { Pose } from './pose.ts';
import { cameraPath, poseAt } from './pose-at.ts';
import { axisAngle, conjugate, headAngles, rotate } from './quaternion.ts';
import { pointAtSubjectDepth, subjectPoint } from './subject.ts';
import { subtract, type Vec3 } from './vector.ts';

const deg = Math.PI / 180;
const cameraOf = (...moves: unknown[]): MovesCamera => MovesCamera.parse({ moves });
/** A subject off the centre: what holds for it holds without luck. */
const asideOf = (...moves: unknown[]): MovesCamera =>
  MovesCamera.parse({ moves, lensMm: 28, subjectDistanceM: 4, subject: { xRatio: 0.1, yRatio: 0.05, widthRatio: 0.2, heightRatio: 0.5 } });
const endOf = (camera: Camera) => poseAt(camera, camera.lengthSec);

/** Ratios of the frame from its top left corner, and the size of a metre there as a share of the frame's width. */
function project(camera: Camera, pose: Pose, point: Vec3) {
  const c = rotate(conjugate(pose.orientation), subtract(point, pose.position));
  const scale = pose.lensMm / 18 / -c[2];
  return { x: (c[0] * scale + 1) / 2, y: (1 - c[1] * scale * camera.aspectRatio) / 2, size: scale / 2 };
}
function near(actual: readonly number[], expected: readonly number[], digits = 10) {
  expect(actual).toHaveLength(expected.length);
  for (const [i, value] of actual.entries()) expect(value).toBeCloseTo(expected[i] as number, digits);
}
const still = (camera: Camera): Pose => ({
  position: [0, 0, 0],
  orientation: [0, 0, 0, 1],
  lensMm: camera.lensMm,
  focusM: camera.subjectDistanceM,
});

describe('one move alone, smoothstep between', () => {
  test('no move and hold leave the first frame, which stands at the origin', () => {
    for (const camera of [cameraOf(), cameraOf({ kind: 'hold' })]) {
      for (const t of [-1, 0, 2.5, 5, 9]) expect(poseAt(camera, t)).toEqual(still(camera));
    }
  });

  test.each(['pan', 'whip-pan'])('%s + turns right about the world vertical', (kind) => {
    const camera = cameraOf({ kind, angleDeg: 30 });
    near(endOf(camera).orientation, axisAngle([0, 1, 0], -30 * deg));
    near(poseAt(camera, 1.25).orientation, axisAngle([0, 1, 0], -30 * 0.15625 * deg));
    near(endOf(camera).position, [0, 0, 0]);
    expect(project(camera, endOf(camera), [0, 0, -3]).x).toBeLessThan(0.5);
  });

  test('tilt + looks up', () => {
    const camera = cameraOf({ kind: 'tilt', angleDeg: 20 });
    near(rotate(endOf(camera).orientation, [0, 0, -1]), [0, Math.sin(20 * deg), -Math.cos(20 * deg)]);
  });

  test('roll +90° brings a point at the right edge of the frame to its top edge', () => {
    const camera = MovesCamera.parse({ aspectRatio: 1, moves: [{ kind: 'roll', angleDeg: 90 }] });
    const point = pointAtSubjectDepth(camera, 1, 0.5);
    near([project(camera, poseAt(camera, 0), point).x, project(camera, poseAt(camera, 0), point).y], [1, 0.5]);
    near([project(camera, endOf(camera), point).x, project(camera, endOf(camera), point).y], [0.5, 0]);
  });

  test('truck + goes right, pedestal + up, dolly + forward, and nothing turns', () => {
    const ways = [
      ['truck', [0.5, 0, 0]],
      ['pedestal', [0, 0.5, 0]],
      ['dolly', [0, 0, -0.5]],
    ] as const;
    for (const [kind, way] of ways) {
      const camera = cameraOf({ kind, distanceM: 0.5 });
      near(endOf(camera).position, way);
      near(
        poseAt(camera, 2.5).position,
        way.map((w) => w / 2),
      );
      near(endOf(camera).orientation, [0, 0, 0, 1]);
      expect(endOf(camera).lensMm).toBe(35);
    }
  });

  test('zoom multiplies the lens, evenly in octaves', () => {
    const camera = cameraOf({ kind: 'zoom', ratio: 4, easing: 'linear' });
    expect(endOf(camera).lensMm).toBeCloseTo(140, 10);
    expect(poseAt(camera, 2.5).lensMm).toBeCloseTo(70, 10);
    near(endOf(camera).position, [0, 0, 0]);
  });

  test('orbit + carries the camera to its right on a circle and keeps the subject where it is', () => {
    const camera = asideOf({ kind: 'orbit', angleDeg: 40 });
    const s = subjectPoint(camera);
    const a = 40 * deg;
    // The first frame's camera seen from the subject is (−s.x, +4 m); turned by +a about the vertical.
    near(endOf(camera).position, [s[0] - s[0] * Math.cos(a) + 4 * Math.sin(a), 0, s[2] + s[0] * Math.sin(a) + 4 * Math.cos(a)]);
    near(endOf(camera).orientation, axisAngle([0, 1, 0], a));
    expect(endOf(cameraOf({ kind: 'orbit', angleDeg: 40 })).position[0]).toBeGreaterThan(0);
    const start = project(camera, poseAt(camera, 0), s);
    for (const t of [1, 2, 3, 4, 5]) near(Object.values(project(camera, poseAt(camera, t), s)), Object.values(start));
  });

  test('crane + rises, looks down by the change of the elevation, and keeps the height of its subject in the frame', () => {
    const camera = asideOf({ kind: 'crane', distanceM: 1.2 });
    const s = subjectPoint(camera);
    near(endOf(camera).position, [0, 1.2, 0]);
    expect(headAngles(endOf(camera).orientation).pitchRad).toBeCloseTo(Math.atan2(s[1] - 1.2, 4) - Math.atan2(s[1], 4), 12);
    for (const t of [0, 2, 5]) expect(project(camera, poseAt(camera, t), s).y).toBeCloseTo(0.3, 12);
    expect(headAngles(endOf(cameraOf({ kind: 'crane', distanceM: 3 })).orientation).pitchRad).toBeCloseTo(-45 * deg, 12);
  });

  test('dolly-zoom + goes forward while the subject keeps its size', () => {
    const camera = asideOf({ kind: 'dolly-zoom', distanceM: 1 });
    near(endOf(camera).position, [0, 0, -1]);
    expect(endOf(camera).lensMm).toBeCloseTo((28 * 3) / 4, 12);
    const start = project(camera, poseAt(camera, 0), subjectPoint(camera)).size;
    for (const t of [1, 2.2, 5]) expect(project(camera, poseAt(camera, t), subjectPoint(camera)).size).toBeCloseTo(start, 12);
    expect(endOf(asideOf({ kind: 'dolly-zoom', distanceM: -4 })).lensMm).toBeCloseTo(56, 12);
  });

  test('follow + trucks right and keeps its subject where it is from left to right', () => {
    const camera = asideOf({ kind: 'follow', distanceM: 0.7 });
    near(endOf(camera).position, [0.7, 0, 0]);
    for (const t of [0, 2, 5]) expect(project(camera, poseAt(camera, t), subjectPoint(camera)).x).toBeCloseTo(0.2, 12);
  });

  test('push-to goes straight, without turning, until its region exactly fills the frame', () => {
    const region = { xRatio: 0.55, yRatio: 0.1, widthRatio: 0.4, heightRatio: 0.25 };
    const camera = asideOf({ kind: 'push-to', region });
    const left = pointAtSubjectDepth(camera, 0.55, 0.225);
    const right = pointAtSubjectDepth(camera, 0.95, 0.225);
    near([project(camera, endOf(camera), left).x, project(camera, endOf(camera), right).x], [0, 1]);
    near([project(camera, endOf(camera), left).y], [0.5]);
    near(endOf(camera).orientation, [0, 0, 0, 1]);
    const tall = asideOf({ kind: 'push-to', region: { xRatio: 0.2, yRatio: 0.1, widthRatio: 0.3, heightRatio: 0.8 } });
    near(
      [
        project(tall, endOf(tall), pointAtSubjectDepth(tall, 0.35, 0.1)).y,
        project(tall, endOf(tall), pointAtSubjectDepth(tall, 0.35, 0.9)).y,
      ],
      [0, 1],
    );
    const half = poseAt(tall, 2.5).position;
    near(
      half,
      endOf(tall).position.map((p) => p / 2),
    );
  });

  test('rack-focus runs evenly in dioptres; without one the focus stays where the camera has it', () => {
    const camera = cameraOf({ kind: 'rack-focus', fromM: 1, toM: 4, easing: 'linear', startRatio: 0.2, endRatio: 0.6 });
    const at = (ratio: number) => poseAt(camera, ratio * 5).focusM;
    near([at(0), at(0.2), at(0.4), at(0.6), at(1)], [1, 1, 1 / 0.625, 4, 4]);
    expect(endOf(cameraOf({ kind: 'dolly', distanceM: 1 })).focusM).toBe(3);
    expect(endOf({ ...cameraOf({ kind: 'dolly', distanceM: 1 }), focusM: 2 }).focusM).toBe(2);
  });
});

describe('moves together and in sequence', () => {
  test('a dolly stays on the rails laid at its start while the head pans', () => {
    const camera = cameraOf({ kind: 'dolly', distanceM: 1 }, { kind: 'pan', angleDeg: 50 });
    near(endOf(camera).position, [0, 0, -1]);
  });

  test('a dolly after a pan and a tilt goes where the camera looks, a truck beside it stays level', () => {
    const turns = [
      { kind: 'pan', angleDeg: 90, endRatio: 0.5 },
      { kind: 'tilt', angleDeg: 30, endRatio: 0.5 },
      { kind: 'roll', angleDeg: 20, endRatio: 0.5 },
    ];
    near(endOf(cameraOf(...turns, { kind: 'dolly', distanceM: 2, startRatio: 0.5 })).position, [2 * Math.cos(30 * deg), 1, 0]);
    near(endOf(cameraOf(...turns, { kind: 'truck', distanceM: 2, startRatio: 0.5 })).position, [0, 0, 2]);
  });

  test('a dolly after an orbit goes toward the subject, beside one it winds a spiral', () => {
    const after = cameraOf({ kind: 'orbit', angleDeg: 90, endRatio: 0.5 }, { kind: 'dolly', distanceM: 1, startRatio: 0.5 });
    near(endOf(after).position, [2, 0, -3]);
    const spiral = cameraOf({ kind: 'orbit', angleDeg: 180, easing: 'linear' }, { kind: 'dolly', distanceM: 1, easing: 'linear' });
    for (const ratio of [0.25, 0.5, 1]) {
      const { position } = poseAt(spiral, ratio * 5);
      expect(Math.hypot(position[0], position[2] + 3)).toBeCloseTo(3 - ratio, 12);
      expect(project(spiral, poseAt(spiral, ratio * 5), [0, 0, -3]).x).toBeCloseTo(0.5, 12);
    }
  });

  test('a crane keeps its aim while a dolly runs beside it, and after it', () => {
    for (const camera of [
      cameraOf({ kind: 'crane', distanceM: 1 }, { kind: 'dolly', distanceM: 1.5, endRatio: 0.8 }),
      cameraOf({ kind: 'crane', distanceM: 1, endRatio: 0.5 }, { kind: 'dolly', distanceM: 2, startRatio: 0.5 }),
    ]) {
      for (const t of [1, 2.5, 3, 4, 5])
        near([project(camera, poseAt(camera, t), [0, 0, -3]).x, project(camera, poseAt(camera, t), [0, 0, -3]).y], [0.5, 0.5]);
    }
  });

  test('a dolly after a dolly-zoom leaves the lens alone', () => {
    const camera = cameraOf({ kind: 'dolly-zoom', distanceM: 1, endRatio: 0.5 }, { kind: 'dolly', distanceM: 1, startRatio: 0.5 });
    expect(endOf(camera).lensMm).toBeCloseTo(poseAt(camera, 2.5).lensMm, 12);
  });

  test('two dolly-zooms and a dolly at once: the subject has the size it has by the dolly alone', () => {
    const camera = cameraOf(
      { kind: 'dolly-zoom', distanceM: 0.5 },
      { kind: 'dolly', distanceM: 0.6 },
      { kind: 'dolly-zoom', distanceM: 0.7 },
    );
    const dolly = cameraOf({ kind: 'dolly', distanceM: 0.6 });
    for (const t of [1, 3, 5]) {
      expect(project(camera, poseAt(camera, t), [0, 0, -3]).size).toBeCloseTo(project(dolly, poseAt(dolly, t), [0, 0, -3]).size, 12);
    }
  });

  test('a push-to beside a pan and after a zoom and an orbit still ends on its region', () => {
    const region = { xRatio: 0.5, yRatio: 0.4, widthRatio: 0.3, heightRatio: 0.3 };
    const centre = (camera: Camera) => project(camera, endOf(camera), pointAtSubjectDepth(camera, 0.65, 0.55));
    const push = { kind: 'push-to', region, startRatio: 0.4 };
    const panned = cameraOf(push, { kind: 'pan', angleDeg: 25, startRatio: 0.4 });
    near([centre(panned).x, centre(panned).y], [0.5, 0.5]);
    const zoomed = cameraOf({ kind: 'zoom', ratio: 1.5, endRatio: 0.4 }, push);
    const edges = [0.5, 0.8].map((x) => project(zoomed, endOf(zoomed), pointAtSubjectDepth(zoomed, x, 0.55)).x);
    near(edges, [0, 1]);
    const orbited = cameraOf({ kind: 'orbit', angleDeg: 30, endRatio: 0.4 }, push);
    near([centre(orbited).x, centre(orbited).y], [0.5, 0.5]);
  });

  test('a dolly-zoom through the subject keeps a lens: from 5 % of its distance on, the factor flattens and stops', () => {
    const lensAt = (distanceM: number) => endOf({ ...cameraOf({ kind: 'dolly-zoom', distanceM }), lensMm: 200 }).lensMm;
    expect(lensAt(2.8)).toBeCloseTo((200 * 0.2) / 3, 10);
    expect(lensAt(2.9)).toBeCloseTo((200 * 0.075 * (1 + (0.1 / 0.15) ** 2)) / 3, 10);
    expect(lensAt(3)).toBeCloseTo((200 * 0.075) / 3, 10);
    expect(lensAt(7)).toBeCloseTo((200 * 0.075) / 3, 10);
  });

  test('a move of no length is a cut, and ratios decide where it lies', () => {
    const camera = cameraOf({ kind: 'pan', angleDeg: 10, startRatio: 0.5, endRatio: 0.5 });
    expect(headAngles(poseAt(camera, 2.499999).orientation).yawRad).toBe(0);
    expect(headAngles(poseAt(camera, 2.5).orientation).yawRad).toBeCloseTo(10 * deg, 12);
  });

  test('a laid path and single poses agree, in any order', () => {
    const camera = asideOf({ kind: 'orbit', angleDeg: 20 }, { kind: 'shake', strengthRatio: 1 }, { kind: 'crane', distanceM: 1 });
    const path = cameraPath(camera);
    for (const t of [4, 0.3, 2, 4, 5]) expect(path(t)).toEqual(poseAt(structuredClone(camera), t));
  });
});
