import { inflateSync } from 'node:zlib';
import { cameraPath, KeyframesCamera, MovesCamera, parseCamera, readRealEstate10k } from '@fantascope/film';
import { ControlPoses } from '@fantascope/film/control';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { exrBytes } from './exr-writer.ts';
import { floBytes } from './flo-writer.ts';
import { flowPainter, greyFrame, rgbOfFrame } from './plain-frames.ts';
import { pngBytes } from './png-writer.ts';
import { controlPoses, controlTrajectory } from './pose-files.ts';
import { referencePrompt, referenceSize } from './reference-prompt.ts';

const size = { widthPx: 40, heightPx: 36 };
const pixels = 40 * 36;

test('sharp reads our 16-bit grey, 8-bit grey and RGB back to the last bit', async () => {
  const deep = Uint16Array.from({ length: pixels }, (_, k) => (k * 45) ^ (k << 3));
  const read = await sharp(await pngBytes({ ...size, kind: 'grey16', data: deep }))
    .toColourspace('grey16')
    .raw({ depth: 'ushort' })
    .toBuffer();
  expect(new Uint16Array(read.buffer, read.byteOffset, pixels)).toEqual(deep);
  const grey = Uint8Array.from({ length: pixels }, (_, k) => k * 7);
  expect(
    new Uint8Array(
      await sharp(await pngBytes({ ...size, kind: 'grey', data: grey }))
        .extractChannel(0)
        .raw()
        .toBuffer(),
    ),
  ).toEqual(grey);
  const rgb = Uint8Array.from({ length: pixels * 3 }, (_, k) => k * 11);
  expect(
    new Uint8Array(
      await sharp(await pngBytes({ ...size, kind: 'rgb', data: rgb }))
        .raw()
        .toBuffer(),
    ),
  ).toEqual(rgb);
});

test('an EXR file unpacks, by the format told in its documentation, to the same floats', async () => {
  const plane = Float32Array.from({ length: pixels }, (_, k) =>
    k === 7 ? Number.POSITIVE_INFINITY : Math.exp(k / 200) + Math.sin(k * 12.9898) * 1e-3,
  );
  const file = await exrBytes(plane, size);
  expect(file.readUInt32LE(0)).toBe(20000630);
  const header = file.indexOf(Buffer.from('screenWindowWidth\0float\0', 'latin1')) + 'screenWindowWidth\0float\0'.length + 4 + 4 + 1;
  const out = new Float32Array(pixels);
  for (let block = 0; block < 3; block++) {
    const at = Number(file.readBigUInt64LE(header + block * 8));
    expect(file.readInt32LE(at)).toBe(block * 16);
    const lines = Math.min(16, 36 - block * 16);
    const bytes = lines * 40 * 4;
    const data = file.subarray(at + 8, at + 8 + file.readInt32LE(at + 4));
    let plain = data;
    if (data.length < bytes) {
      const sums = inflateSync(data);
      for (let i = 1; i < sums.length; i++) sums[i] = (sums[i] as number) + (sums[i - 1] as number) - 128;
      plain = Buffer.from(sums.map((_, i) => sums[(i >> 1) + (i & 1 ? (bytes + 1) >> 1 : 0)] as number));
    }
    for (let i = 0; i < lines * 40; i++) out[block * 16 * 40 + i] = plain.readFloatLE(i * 4);
  }
  expect(out).toEqual(plane);
});

test('a .flo file is the tag, the size, and u v a pixel', () => {
  const flow = Float32Array.from({ length: 12 }, (_, i) => i - 3.5);
  const bytes = floBytes(flow, { widthPx: 3, heightPx: 2 });
  expect(bytes.readFloatLE(0)).toBe(202021.25);
  expect([bytes.readInt32LE(4), bytes.readInt32LE(8), bytes.length]).toEqual([3, 2, 60]);
  // The second pixel of the second row.
  expect([bytes.readFloatLE(12 + 4 * 8), bytes.readFloatLE(12 + 4 * 8 + 4)]).toEqual([4.5, 5.5]);
});

test('grey goes to limited range and comes back within one step as RGB', () => {
  const grey = Uint8Array.from({ length: pixels }, (_, k) => k % 256);
  const rgb = rgbOfFrame(greyFrame(grey, new Uint8Array(pixels * 1.5)), size);
  for (let k = 0; k < pixels; k++)
    for (let c = 0; c < 3; c++) expect(Math.abs((rgb[k * 3 + c] as number) - (grey[k] as number))).toBeLessThan(2);
});

test('painted flow is white where nothing moves, cyan to blue to the left, and black where it is unknown', () => {
  const flow = new Float32Array(pixels * 2);
  for (let k = pixels / 2; k < pixels; k++) flow[k * 2] = -4;
  for (let y = 0; y < 4; y++) for (let x = 0; x < 4; x++) flow.fill(1e10, (y * 40 + x) * 2, (y * 40 + x) * 2 + 2);
  const rgb = rgbOfFrame(flowPainter(4, size)(flow, new Uint8Array(pixels * 1.5)), size);
  const at = (x: number, y: number) =>
    Array.from(rgb.subarray((y * 40 + x) * 3, (y * 40 + x) * 3 + 3), (value) => Math.round(value / 16) * 16);
  expect(at(20, 4)).toEqual([256, 256, 256]);
  expect(at(20, 30)).toEqual([0, 208, 256]);
  expect(at(1, 1)).toEqual([0, 0, 0]);
});

const { moves } = parseCamera('orbit right 10 degrees, then zoom in 1.5x');
const camera = MovesCamera.parse({ lengthSec: 2, moves, aspectRatio: 40 / 36 });

test('matrices of poses.json and lines of poses.txt are the same cameras', () => {
  const path = cameraPath(camera);
  const poses = Array.from({ length: 9 }, (_, n) => ({ tSec: n / 4, pose: path(n / 4) }));
  const grid = { ...size, fps: 4 };
  const json = ControlPoses.parse(controlPoses(poses, grid));
  const text = readRealEstate10k(controlTrajectory(poses, grid), { focusM: 3 });
  expect(text.aspectRatio).toBeCloseTo(40 / 36, 6);
  text.poses.forEach(({ pose }, n) => {
    const frame = json.frames[n];
    const column = (i: number) => [0, 1, 2].map((row) => frame?.cameraToWorld[row]?.[i] as number);
    for (let i = 0; i < 3; i++) expect(column(3)[i]).toBeCloseTo(pose.position[i] as number, 6);
    const [x, y, z, w] = pose.orientation;
    // The camera looks along −Z: its backward axis is the third column.
    [2 * (x * z + w * y), 2 * (y * z - w * x), 1 - 2 * (x * x + y * y)].forEach((value, i) => {
      expect(column(2)[i]).toBeCloseTo(value, 6);
    });
    expect(frame?.fxPx).toBeCloseTo((pose.lensMm / 36) * 40, 4);
  });
  expect(json.frames[8]?.fxPx).toBeGreaterThan((json.frames[0]?.fxPx ?? 0) * 1.4);
});

test('the prompt tells the moves in both languages, and a path of keyframes without words for it', () => {
  const { en, zh } = referencePrompt(camera);
  expect(en).toContain('orbit right 10°');
  expect(zh).toContain('参考视频');
  expect(zh).toMatch(/环绕/);
  const keyed = referencePrompt(KeyframesCamera.parse({ keyframes: [{ tSec: 0, position: [0, 0, 0], orientation: [0, 0, 0, 1] }] }));
  expect(keyed.en).toContain('framing. Keep');
});

test.each([
  [1920, 1080, 1280, 720],
  [1080, 1920, 720, 1280],
  [1920, 804, 1280, 536],
  [640, 360, 640, 360],
])('%i × %i becomes a reference of %i × %i', (widthPx, heightPx, width, height) => {
  expect(referenceSize({ widthPx, heightPx })).toEqual({ widthPx: width, heightPx: height });
});
