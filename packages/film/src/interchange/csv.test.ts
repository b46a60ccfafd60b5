import { expect, test } from 'vitest';
import { MovesCamera } from '../camera.ts';
import { readCameraFile, writeCameraFile } from './camera-file.ts';

const head = 'frame,tSec,px,py,pz,qx,qy,qz,qw,lensMm,focusM';

test('the first line names the columns, and a camera that stands has the same numbers on every other', () => {
  const { text } = writeCameraFile(MovesCamera.parse({ lengthSec: 0.1, focusM: 2 }), { format: 'csv', fps: 20 });
  expect(text).toBe(`${head}\n0,0,0,0,0,0,0,0,1,35,2\n1,0.05,0,0,0,0,0,0,1,35,2\n`);
});

test('columns may come in any order, parted by comma, semicolon or tab, with notes between', () => {
  const wanted = readCameraFile('tSec,px,py,pz,qx,qy,qz,qw\n0,0,0,0,0,0,0,1\n0.5,0,0.25,-1,0,0,0,1\n').camera;
  const european = '# filmed by hand\r\nqw;qx;qy;qz;PX;PY;PZ;TSEC\r\n1;0;0;0;0;0;0;0\r\n\r\n1,0;0;0;0;0;0,25;-1,0;0,5\r\n';
  const tabs = 'tSec\tpx\tpy\tpz\tqx\tqy\tqz\tqw\n0\t0\t0\t0\t0\t0\t0\t1\n0.5\t0\t0.25\t-1\t0\t0\t0\t1\n';
  expect(readCameraFile(european).camera).toEqual(wanted);
  expect(readCameraFile(tabs).camera).toEqual(wanted);
  expect(wanted).toMatchObject({ lengthSec: 1, keyframes: [{ tSec: 0 }, { tSec: 0.5, position: [0, 0.25, -1] }] });
});

test('frames are times when there are no times, and a column nobody knows is said', () => {
  const { camera, notices } = readCameraFile('frame,px,py,pz,qx,qy,qz,qw,mood\n10,0,0,0,0,0,0,1,calm\n34,0,0,-1,0,0,0,1,wild\n', {
    fps: 24,
  });
  expect(camera.keyframes.map(({ tSec }) => tSec)).toEqual([0, 1]);
  expect(notices).toContainEqual({ code: 'camera.no-times', params: { fps: 24 } });
  expect(notices).toContainEqual({ code: 'camera.part-not-read', params: { part: 'mood' } });
});

test('a missing column or number is refused with its line', () => {
  const row = '0,0,0,0,0,0,0,0,1,35,2';
  expect(() => readCameraFile(`${head.replace(',pz', '')}\n`, { format: 'csv' })).toThrow('Line 1 of the CSV camera has no pz');
  expect(() => readCameraFile(`${head}\n`)).toThrow('Line 2 of the CSV camera has no px');
  expect(() => readCameraFile(`${head}\n${row}\n\n1,0.1,0,x,0,0,0,0,1,35,2\n`)).toThrow('Line 4 of the CSV camera has no py');
  expect(() => readCameraFile(`${head}\n${row}\n1,0.1,0,0,0,0,0,0\n`)).toThrow('Line 3 of the CSV camera has no qw');
});
