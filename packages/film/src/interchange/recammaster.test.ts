import { expect, test } from 'vitest';
import { MovesCamera } from '../camera.ts';
import { cameraPath, poseAt } from '../pose-at.ts';
import { headAngles } from '../quaternion.ts';
import { readCameraFile, writeCameraFile } from './camera-file.ts';

/** A file in the layout of the data set's own: the trajectories its README numbers 1 pan right, 3 tilt up, 5 in, 7 up, 9 arc left, at one late frame. */
const start = '[1 0 0 0] [-0 1 0 0] [0 -0 1 0] [3390 1380 240 1] ';
const ends: Record<string, string> = {
  cam01: '[0.940432 0.339982 0 0] [-0.339982 0.940432 0 0] [0 -0 1 0] [3390 1380 240 1] ',
  cam03: '[0.984995 0 0.17258 0] [0 1 0 0] [-0.17258 0 0.984995 0] [3390 1380 240 1] ',
  cam05: '[1 0 0 0] [-0 1 0 0] [0 -0 1 0] [3588.76 1380 240 1] ',
  cam07: '[0.970496 0 -0.241117 0] [-0 1 0 0] [0.241117 0 0.970496 0] [3390 1380 339.379 1] ',
  cam09: '[0.867575 0.497306 0 0] [-0.497306 0.867575 0 0] [0 -0 1 0] [3443.26 1181.24 240 1] ',
};
const file = { frame0: Object.fromEntries(Object.keys(ends).map((name) => [name, start])), frame80: ends };

test('the trajectories of the data set go where its README says', () => {
  const seen = (name: string) => {
    const { position, orientation } = poseAt(readCameraFile(JSON.stringify(file), { name }).camera, 80 / 15);
    const { yawRad, pitchRad, rollRad } = headAngles(orientation);
    return [...position, ...[yawRad, pitchRad, rollRad].map((angle) => (angle * 180) / Math.PI)].map(
      (value) => Number(value.toFixed(2)) + 0,
    );
  };
  //                       right,   up, back,   yaw right, pitch up, roll
  expect(seen('cam01')).toEqual([0, 0, 0, 19.88, 0, 0]);
  expect(seen('cam03')).toEqual([0, 0, 0, 0, 9.94, 0]);
  expect(seen('cam05')).toEqual([0, 0, -1.99, 0, 0, 0]);
  expect(seen('cam07')).toEqual([0, 0.99, 0, 0, -13.95, 0]);
  expect(seen('cam09')).toEqual([-1.99, 0, -0.53, 29.82, 0, 0]);
});

test('its own loader, followed step by step, finds our poses in the axes of OpenCV', () => {
  const camera = MovesCamera.parse({
    moves: [
      { kind: 'dolly', distanceM: 0.6 },
      { kind: 'pan', angleDeg: 12 },
      { kind: 'tilt', angleDeg: 7 },
      { kind: 'pedestal', distanceM: 0.2 },
    ],
    lengthSec: 5.4,
  });
  const { text, frames, notices } = writeCameraFile(camera, { format: 'recammaster', fps: 15 });
  expect(frames).toBe(81);
  expect(notices.map(({ code }) => code)).toEqual(['camera.without-lens-and-focus']);
  const data = JSON.parse(text) as Record<string, Record<string, string>>;
  const loaded = [0, 80].map((frame) => {
    // parse_matrix, transpose, columns [1, 2, 0, 3], the second negated, the last over 100.
    const rows = (data[`frame${frame}`]?.['cam01'] ?? '')
      .trim()
      .split('] [')
      .map((row) => row.replace('[', '').replace(']', '').trim().split(/\s+/).map(Number));
    const columns = [1, 2, 0, 3].map((i) => (rows[i] as number[]).slice(0, 3));
    return [columns[0], columns[1]?.map((value) => -value), columns[2], columns[3]?.map((value) => value / 100)] as number[][];
  });
  const [home, late] = loaded as [number[][], number[][]];
  const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, i) => sum + value * (b[i] as number), 0);
  // w2c of the first frame times c2w of the last: each column as the first camera sees it.
  const shift = (late[3] as number[]).map((value, i) => value - (home[3]?.[i] as number));
  const relative = [late[0], late[1], late[2], shift].map((column) =>
    [0, 1, 2].map((axis) => dot(home[axis] as number[], column as number[])),
  );
  const { position, orientation } = cameraPath(camera)(80 / 15);
  const { yawRad, pitchRad } = headAngles(orientation);
  // x right, y down, z forward.
  [position[0], -position[1], -position[2]].forEach((value, i) => {
    expect(relative[3]?.[i]).toBeCloseTo(value, 8);
  });
  const forward = [Math.sin(yawRad) * Math.cos(pitchRad), -Math.sin(pitchRad), Math.cos(yawRad) * Math.cos(pitchRad)];
  forward.forEach((value, i) => {
    expect(relative[2]?.[i]).toBeCloseTo(value, 8);
  });
});

test('fewer frames than its loader reads are said', () => {
  const { notices } = writeCameraFile(MovesCamera.parse({ lengthSec: 2 }), { format: 'recammaster', fps: 24 });
  expect(notices.at(-1)).toMatchObject({ code: 'camera.few-frames', params: { count: 48, wanted: 81 } });
});

test('a frame without its camera, or with a matrix that is no rotation, is refused by name', () => {
  const broken = (frame: string, cam05: string | undefined) => JSON.stringify({ ...file, [frame]: cam05 === undefined ? {} : { cam05 } });
  for (const matrix of [
    undefined,
    '',
    '[1 0 0 0] [0 1 0 0] [0 0 1 0]',
    '[1 0 0 0] [0 1 0 0] [0 0 2 0] [0 0 0 1]',
    '[1 0 0 0] [0 -1 0 0] [0 0 1 0] [0 0 0 1]',
    '[a 0 0 0] [0 1 0 0] [0 0 1 0] [0 0 0 1]',
  ]) {
    expect(() => readCameraFile(broken('frame80', matrix), { name: 'cam05' })).toThrow('frame80 of the ReCamMaster file');
  }
  expect(() => readCameraFile(JSON.stringify(file), { name: 'cam02' })).toThrow('It holds: cam01, cam03');
});

test('a file with one camera and no names is read too', () => {
  const { camera } = readCameraFile(JSON.stringify({ frame0: start, frame3: ends['cam05'] }), { fps: 10 });
  expect(camera.keyframes[1]).toMatchObject({ tSec: 0.3 });
  expect(camera.keyframes[1]?.position[2]).toBeCloseTo(-1.9876, 9);
});
