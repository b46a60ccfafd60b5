import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Camera, cameraPath, readCameraFile, readRealEstate10k } from '@fantascope/film';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inAShell } from '../in-a-shell.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fantascope-camera-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const fantascope = (...words: string[]) => inAShell(folder, words).end;
const file = (name: string) => readFile(join(folder, name), 'utf8');

test('words go out as glTF, come back as camera.json, and a shot made of that has the same poses', async () => {
  const words = 'dolly in 0.1 m while panning right 3 degrees';
  const sent = await fantascope(
    'camera',
    'export',
    words,
    '--format',
    'gltf',
    '--seconds',
    '0.5',
    '--fps',
    '24',
    '--size',
    '320x180',
    '--out',
    'a.gltf',
    '--json',
  );
  expect(sent).toMatchObject({ code: 0, err: '' });
  expect(JSON.parse(sent.out)).toMatchObject({ out: 'a.gltf', format: 'gltf', frames: 12, fps: 24, lengthSec: 0.5, notices: [] });
  const got = await fantascope('camera', 'import', 'a.gltf', '--out', 'camera.json', '--json');
  expect(got).toMatchObject({ code: 0, err: '' });
  expect(JSON.parse(got.out)).toMatchObject({
    format: 'gltf',
    keyframes: 12,
    lengthSec: 0.5,
    lensMm: 35,
    subjectDistanceM: 3,
    notices: [],
  });

  const scene = Buffer.from(
    '<svg width="320" height="180"><rect width="320" height="180" fill="#456"/><circle cx="160" cy="95" r="34" fill="#e94"/></svg>',
  );
  await sharp(scene).png().toFile(join(folder, 'ball.png'));
  const shot = await fantascope(
    'shoot',
    'ball.png',
    '--camera',
    'camera.json',
    '--outside',
    'allow',
    '--size',
    '320x180',
    '--fps',
    '24',
    '--out',
    'shot.mp4',
    '--poses',
    'poses.txt',
  );
  expect(shot.code, shot.err).toBe(0);
  const shown = readRealEstate10k(await file('poses.txt'), { focusM: 3 }).poses;
  const poseOf = cameraPath(readCameraFile(await file('a.gltf')).camera);
  expect(shown).toHaveLength(12);
  expect(shown[11]?.pose.position[2]).toBeLessThan(-0.09);
  for (const [frame, { pose }] of shown.entries()) {
    const own = poseOf(frame / 24);
    expect(Math.hypot(...pose.position.map((value, axis) => value - (own.position[axis] as number)))).toBeLessThan(1e-6);
  }
});

test('what `camera TEXT --json` says can be exported, with another shape and length', async () => {
  const said = await fantascope('camera', '推近0.4米', '--json');
  await writeFile(join(folder, 'moves.json'), said.out);
  const sent = await fantascope(
    'camera',
    'export',
    'moves.json',
    '--format',
    'realestate10k',
    '--seconds',
    '2',
    '--fps',
    '10',
    '--size',
    '1080x1920',
    '--out',
    'm.txt',
  );
  expect(sent.code, sent.err).toBe(0);
  expect(sent.out).toBe('m.txt: 20 poses, 10 a second\n');
  expect(sent.err).toContain('carries no focus');
  const { source, aspectRatio, poses } = readRealEstate10k(await file('m.txt'), { focusM: 3 });
  expect([source, poses.length]).toEqual(['fantascope moves.json', 20]);
  expect(aspectRatio).toBeCloseTo(9 / 16, 6);
});

test('a camera of several is taken by name, and its units, lens and subject as they are said', async () => {
  const still = '[1 0 0 0] [0 1 0 0] [0 0 1 0] [0 0 0 1]';
  const ahead = '[1 0 0 0] [0 1 0 0] [0 0 1 0] [50 0 0 1]';
  await writeFile(
    join(folder, 'two.json'),
    JSON.stringify({ frame0: { cam01: still, cam02: still }, frame1: { cam01: still, cam02: ahead } }),
  );
  const got = await fantascope(
    'camera',
    'import',
    'two.json',
    '--name',
    'cam02',
    '--fps',
    '10',
    '--unit',
    '2',
    '--lens',
    '50',
    '--subject-distance',
    '8',
    '--out',
    'two-camera.json',
  );
  expect(got.code, got.err).toBe(0);
  const camera = Camera.parse(JSON.parse(await file('two-camera.json')));
  expect(camera).toMatchObject({ lensMm: 50, subjectDistanceM: 8, keyframes: [{ tSec: 0 }, { tSec: 0.1 }] });
  expect(cameraPath(camera)(0.1).position[2]).toBeCloseTo(-1, 9);
});

test('wrong use says one sentence and the exit code of its kind', async () => {
  await writeFile(join(folder, 'note.txt'), 'hello');
  const cases = [
    [3, 'cannot be read: ENOENT', 'import', 'nowhere.csv', '--out', 'x.json'],
    [3, 'none of the camera files', 'import', 'note.txt', '--out', 'x.json'],
    [3, 'Line 2 of the RealEstate10K', 'import', 'note.txt', '--format', 'realestate10k', '--out', 'x.json'],
    [2, 'it takes FILE.json', 'import', 'note.txt', '--out', 'x.txt'],
    [2, 'overwritten', 'export', 'a.json', '--format', 'csv', '--out', 'a.json'],
    [2, '--format <format> is missing', 'export', 'pan left', '--out', 'x'],
    [2, 'realestate10k, gltf, recammaster, csv', 'export', 'pan left', '--format', 'obj', '--out', 'x'],
    [6, 'ENOENT', 'export', 'pan left', '--format', 'csv', '--out', 'nowhere/x.csv'],
  ] as const;
  for (const [code, sentence, ...words] of cases) {
    const { code: ended, err } = await fantascope('camera', ...words);
    expect([ended, err.trimEnd().split('\n').at(-1)]).toEqual([code, expect.stringContaining(sentence)]);
  }
});
