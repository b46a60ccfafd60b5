import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Camera, KeyframesCamera, MovesCamera } from '../camera.ts';
import { Fault } from '../fault.ts';
import type { Pose } from '../pose.ts';
import { cameraPath } from '../pose-at.ts';
import { axisAngle, conjugate, multiply, normalize, type Quat, rotate } from '../quaternion.ts';
import { subtract, type Vec3 } from '../vector.ts';
import { type CameraFileFormat, cameraFileFormats, readCameraFile, writeCameraFile } from './camera-file.ts';

/** What each format carries beside the path, and how far a number of it may be off. */
const carried: Record<CameraFileFormat, { lens: boolean; focus: boolean; aspect: boolean; metres: number; turn: number }> = {
  realestate10k: { lens: true, focus: false, aspect: true, metres: 1e-6, turn: 1e-8 },
  gltf: { lens: true, focus: true, aspect: true, metres: 1e-6, turn: 1e-6 },
  recammaster: { lens: false, focus: false, aspect: false, metres: 1e-6, turn: 1e-8 },
  csv: { lens: true, focus: true, aspect: false, metres: 1e-9, turn: 1e-9 },
};

const part = fc.double({ min: -1, max: 1, noNaN: true });
const metres = fc.double({ min: -7, max: 7, noNaN: true });
const keyframe = fc.record({
  position: fc.tuple(metres, metres, metres),
  orientation: fc
    .tuple(part, part, part, part)
    .filter((q) => Math.hypot(...q) > 0.1)
    .map((q) => normalize(q)),
  lensMm: fc.double({ min: 10, max: 300, noNaN: true }),
  focusM: fc.double({ min: 0.1, max: 100, noNaN: true }),
});
const anyCamera = fc
  .record({
    keyframes: fc.array(keyframe, { minLength: 1, maxLength: 6 }),
    lengthSec: fc.double({ min: 0.3, max: 3, noNaN: true }),
    aspectRatio: fc.constantFrom(16 / 9, 9 / 16, 1, 2.39),
    subjectDistanceM: fc.double({ min: 0.5, max: 20, noNaN: true }),
  })
  .map(({ keyframes, ...rig }) =>
    KeyframesCamera.parse({ ...rig, keyframes: keyframes.map((key, i) => ({ tSec: (i * rig.lengthSec) / keyframes.length, ...key })) }),
  );
const frameRate = fc.constantFrom(8, 15, 24, 30, 30000 / 1001, 60);

const apartM = (a: Vec3, b: Vec3) => Math.hypot(...subtract(a, b));
const axes: readonly Vec3[] = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];
const turned = (a: Quat, b: Quat) => Math.max(...axes.map((axis) => apartM(rotate(a, axis), rotate(b, axis))));
const relative = (pose: Pose, home: Pose): Pose => {
  const back = conjugate(home.orientation);
  return { ...pose, position: rotate(back, subtract(pose.position, home.position)), orientation: multiply(back, pose.orientation) };
};
const codes = (notices: readonly { code: string }[]) => notices.map(({ code }) => code);
const faultOf = (read: () => unknown) => {
  try {
    read();
  } catch (cause) {
    if (cause instanceof Fault) return cause.code;
    throw cause;
  }
  return 'none';
};
const push = MovesCamera.parse({
  moves: [
    { kind: 'dolly', distanceM: 0.8 },
    { kind: 'orbit', angleDeg: 12 },
    { kind: 'zoom', ratio: 1.4 },
  ],
  subjectDistanceM: 2,
});

describe.each(cameraFileFormats)('%s', (format) => {
  const holds = carried[format];

  test('gives every frame back, in its own world or relative to the first one', () => {
    fc.assert(
      fc.property(anyCamera, frameRate, fc.boolean(), (camera, fps, isAbsolute) => {
        const written = writeCameraFile(camera, { format, fps });
        const read = readCameraFile(written.text, { isAbsolute, ...(format === 'recammaster' ? { fps } : {}) });
        expect(read.format).toBe(format);
        const [was, is] = [cameraPath(camera), cameraPath(read.camera)];
        const home = was(0);
        for (let frame = 0; frame < written.frames; frame += 1) {
          const tSec = frame / fps;
          const [own, back] = [isAbsolute ? was(tSec) : relative(was(tSec), home), is(tSec)];
          expect(apartM(own.position, back.position)).toBeLessThan(isAbsolute ? holds.metres : holds.metres * 4);
          expect(turned(own.orientation, back.orientation)).toBeLessThan(holds.turn);
          if (holds.lens) expect(back.lensMm / own.lensMm).toBeCloseTo(1, 7);
          if (holds.focus) expect(own.focusM / back.focusM).toBeCloseTo(1, 8);
        }
        if (holds.aspect) expect(read.aspectRatio).toBeCloseTo(camera.aspectRatio, 6);
        if (written.frames > 1) expect(read.camera.lengthSec).toBeCloseTo(Math.max(0.04, written.frames / fps), 8);
      }),
      { numRuns: 60 },
    );
  });

  test('makes a camera of moves into keyframes, the first at the origin', () => {
    const { text, frames } = writeCameraFile(push, { format, fps: 24 });
    const { camera } = readCameraFile(text, { fps: 24, lensMm: 35 });
    expect(frames).toBe(120);
    expect(camera.keyframes).toHaveLength(120);
    expect(camera.keyframes[0]).toMatchObject({ tSec: 0, position: [0, 0, 0], orientation: [0, 0, 0, 1] });
    expect(camera.lengthSec).toBe(5);
    expect(cameraPath(camera)(100 / 24).position[2]).toBeLessThan(-0.3);
  });

  test('says what it could not carry', () => {
    const { notices } = writeCameraFile(push, { format, fps: 24 });
    const read = readCameraFile(writeCameraFile(push, { format, fps: 24 }).text);
    expect(codes(notices).some((code) => code.startsWith('camera.without-'))).toBe(!holds.focus);
    expect(codes(read.notices)).toEqual(format === 'recammaster' ? ['camera.no-times', 'camera.no-lens'] : []);
  });

  test('a path of more poses than a camera holds is thinned evenly, and says so', () => {
    const long = MovesCamera.parse({ moves: [{ kind: 'truck', distanceM: 3, easing: 'linear' }], lengthSec: 100 });
    const { text } = writeCameraFile(long, { format, fps: 50 });
    const { camera, notices } = readCameraFile(text, { fps: 50 });
    expect(camera.keyframes).toHaveLength(4096);
    expect(codes(notices)).toContain('camera.thinned');
    expect(camera.keyframes[4095]?.tSec).toBeCloseTo(4999 / 50, 6);
    const [was, is] = [cameraPath(long), cameraPath(camera)];
    for (const tSec of [0, 13.37, 50, 99.98]) expect(apartM(was(tSec).position, is(tSec).position)).toBeLessThan(1e-4);
    expect(camera.lengthSec).toBeCloseTo(100, 4);
  });

  test('cut anywhere, a file is read in part or refused with a fault, never otherwise', () => {
    const { text } = writeCameraFile(push, { format, fps: 8 });
    fc.assert(
      fc.property(fc.nat({ max: text.length }), fc.string({ maxLength: 3 }), (at, strange) => {
        for (const broken of [text.slice(0, at), text.slice(0, at) + strange + text.slice(at + strange.length)]) {
          faultOf(() => readCameraFile(broken));
          faultOf(() => readCameraFile(broken, { format }));
        }
      }),
      { numRuns: 200 },
    );
  });
});

test('a single pose is a camera that stands', () => {
  const still = MovesCamera.parse({ lengthSec: 0.05 });
  for (const format of cameraFileFormats) {
    const { camera } = readCameraFile(writeCameraFile(still, { format, fps: 10 }).text);
    expect(camera.keyframes).toHaveLength(1);
    expect(camera.lengthSec).toBe(5);
  }
});

test('bytes are read as their text, with or without a byte order mark', () => {
  const { text } = writeCameraFile(push, { format: 'csv', fps: 8 });
  const bytes = Uint8Array.of(0xef, 0xbb, 0xbf, ...[...text].map((sign) => sign.charCodeAt(0)));
  expect(readCameraFile(bytes).camera).toEqual(readCameraFile(text).camera);
});

test('what is no camera file is refused, and so is a path no camera can hold', () => {
  for (const text of ['', 'hello', '{', '{}', '[]', '{"moves": []}', '<xml/>', '1 2 3\n4 5 6'])
    expect(faultOf(() => readCameraFile(text))).toBe('camera.unknown-file');
  const head = 'frame,tSec,px,py,pz,qx,qy,qz,qw';
  expect(faultOf(() => readCameraFile(`${head}\n0,0,0,0,0,0,0,0,2`))).toBe('camera.invalid');
  expect(faultOf(() => readCameraFile(`${head}\n0,1,0,0,0,0,0,0,1\n1,0.5,0,0,0,0,0,0,1`))).toBe('camera.invalid');
  expect(faultOf(() => readCameraFile(`${head}\n0,0,0,0,0,0,0,0,1\n1,1,1e9,0,0,0,0,0,1`))).toBe('camera.invalid');
});

test('a file without a known unit takes the one that is given', () => {
  const text = 'px,py,pz,qx,qy,qz,qw\n5,0,0,0,0,0,1\n5,0,-2,0,0,0,1\n';
  expect(readCameraFile(text, { unitM: 0.3048 }).camera.keyframes[1]?.position[2]).toBeCloseTo(-0.6096, 12);
});

test('what a person says of lens, shape and subject stands where the file is silent', () => {
  const text = 'px,py,pz,qx,qy,qz,qw\n0,0,0,0,0,0,1\n';
  const { camera, aspectRatio, notices } = readCameraFile(text, { lensMm: 50, aspectRatio: 1, subjectDistanceM: 8 });
  expect(camera).toMatchObject({ lensMm: 50, aspectRatio: 1, subjectDistanceM: 8 });
  expect(aspectRatio).toBe(1);
  expect(cameraPath(camera)(0).focusM).toBeCloseTo(8, 12);
  expect(codes(notices)).toEqual(['camera.no-times', 'camera.no-lens']);
});

test('poses are turned into the first one, so that a path to the west is one straight ahead', () => {
  const west = axisAngle([0, 1, 0], Math.PI / 2);
  const line = (x: number) => `${x},3,4,${west.join(',')}`;
  const { camera } = readCameraFile(`px,py,pz,qx,qy,qz,qw\n${line(10)}\n${line(9)}\n`);
  expect(apartM(camera.keyframes[1]?.position ?? [0, 0, 0], [0, 0, -1])).toBeLessThan(1e-12);
  expect(turned(camera.keyframes[1]?.orientation ?? [0, 0, 0, 1], [0, 0, 0, 1])).toBeLessThan(1e-12);
});

test('a lens and a focus that stand are said once', () => {
  const held: Camera = MovesCamera.parse({ moves: [{ kind: 'pan', angleDeg: 10 }], lensMm: 50, focusM: 4 });
  for (const format of ['gltf', 'csv'] as const) {
    const { camera } = readCameraFile(writeCameraFile(held, { format, fps: 12 }).text);
    expect(camera.lensMm).toBeCloseTo(50, 9);
    expect(camera.focusM).toBeCloseTo(4, 9);
    expect(camera.keyframes.every((key) => key.lensMm === undefined && key.focusM === undefined)).toBe(true);
  }
});
