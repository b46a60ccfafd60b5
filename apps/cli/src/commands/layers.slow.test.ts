import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFfmpeg } from '@fantascope/media';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inAShell } from '../in-a-shell.ts';

const frame = { widthPx: 320, heightPx: 180 };
let folder = '';
let ffmpeg = '';

beforeAll(async () => {
  ffmpeg = (await findFfmpeg({ env: process.env })).path;
  folder = await mkdtemp(join(tmpdir(), 'fantascope-cli-layers-'));
  const layers = join(folder, 'toys');
  await mkdir(layers);
  const plain = (width: number, height: number, background: string) => sharp({ create: { width, height, channels: 3, background } });
  await plain(960, 360, '#86a8d8').jpeg().toFile(join(layers, 'sky.jpg'));
  await plain(1400, 130, '#507040').png().toFile(join(layers, 'ground.png'));
  await plain(80, 120, '#e02018').png().toFile(join(layers, 'red.png'));
  await plain(60, 60, '#1818e0').webp({ lossless: true }).toFile(join(layers, 'blue.webp'));
  await writeFile(
    join(layers, 'scene.yaml'),
    `format: fantascope/layers
version: 1
canvas: { widthPx: 640, heightPx: 360 }
subject: red
layers: # back to front
  - { picture: sky.jpg, xPx: -160, distanceM: 100 }
  - { picture: ground.png, xPx: -380, yPx: 250, topM: 60, bottomM: 2.5 }
  - { picture: blue.webp, xPx: 420, yPx: 150, distanceM: 12 }
  - { picture: red.png, xPx: 280, yPx: 120, distanceM: 4 }
`,
  );
  const ball = Buffer.from(
    '<svg width="320" height="180"><rect width="320" height="180" fill="#456"/><rect y="100" width="320" height="80" fill="#685"/><circle cx="160" cy="95" r="34" fill="#e94"/></svg>',
  );
  await sharp(ball).png().toFile(join(folder, 'ball.png'));
  const shade = Buffer.from(Uint8Array.from({ length: frame.widthPx * frame.heightPx }, (_, i) => (i % 320 < 160 ? 128 : 255)));
  await sharp(shade, { raw: { width: 320, height: 180, channels: 1 } })
    .toColourspace('b-w')
    .png()
    .toFile(join(folder, 'brush.png'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const fantascope = (...words: string[]) => inAShell(folder, words).end;

/** How far the pixels of one colour move, in pixels to the left, from a film's first frame to its last. */
function travelPx(file: string, isMine: (red: number, green: number, blue: number) => boolean): number {
  const rgb = execFileSync(ffmpeg, ['-v', 'error', '-i', join(folder, file), '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'], {
    maxBuffer: 2 ** 28,
  });
  const bytes = frame.widthPx * frame.heightPx * 3;
  const middleOf = (start: number): number => {
    let sum = 0;
    let count = 0;
    for (let i = 0; i < bytes; i += 3) {
      if (!isMine(rgb[start + i] as number, rgb[start + i + 1] as number, rgb[start + i + 2] as number)) continue;
      sum += (i / 3) % frame.widthPx;
      count += 1;
    }
    expect(count).toBeGreaterThan(100);
    return sum / count;
  };
  return middleOf(0) - middleOf(rgb.length - bytes);
}
const isRed = (red: number, green: number, blue: number): boolean => red > 150 && green < 90 && blue < 90;
const isBlue = (red: number, green: number, blue: number): boolean => blue > 150 && red < 90 && green < 90;
/** How far a thing at this distance moves over a truck of half a metre, in pixels: the frame is 36 / 35 as wide as it is far. */
const expectedPx = (distanceM: number): number => (0.5 / distanceM) * (35 / 36) * frame.widthPx;
const shot = ['--camera', 'truck right 0.5 m', '--seconds', '1', '--fps', '30', '--size', '320x180'];

test('a scene put together from pictures moves each of them as far as its metres say', async () => {
  const { code, out, err } = await fantascope('shoot', 'toys', ...shot, '--out', 'toys.mp4', '--json');
  expect(err).not.toContain('Could not finish');
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ lift: { layers: 4, matte: 'own', depth: 'own' }, camera: { subjectDistanceM: 4 }, notices: [] });
  expect(Math.abs(travelPx('toys.mp4', isRed) - expectedPx(4))).toBeLessThan(1);
  expect(Math.abs(travelPx('toys.mp4', isBlue) - expectedPx(12))).toBeLessThan(1);
}, 60_000);

test('a layer brought nearer moves further, the others as before', async () => {
  const { code } = await fantascope('shoot', 'toys/scene.yaml', ...shot, '--nearer', 'blue=2', '--out', 'nearer.mp4');
  expect(code).toBe(0);
  expect(Math.abs(travelPx('nearer.mp4', isRed) - expectedPx(4))).toBeLessThan(1);
  expect(Math.abs(travelPx('nearer.mp4', isBlue) - expectedPx(6))).toBeLessThan(1);
}, 60_000);

test('lift lists the layers with their distances, of a photograph too, and writes a scene file', async () => {
  const { code, out } = await fantascope('lift', 'toys', '--layers', '--out', 'toys.scene', '--json');
  expect(code).toBe(0);
  const { layerList, subjectDistanceM } = JSON.parse(out);
  expect(subjectDistanceM).toBe(4);
  expect(layerList.map(({ index, name, kind, distanceM }: Record<string, unknown>) => [index, name, kind, distanceM])).toEqual([
    [0, 'sky', 'back', 100],
    [1, 'ground', 'middle', expect.any(Number)],
    [2, 'blue', 'card', 12],
    [3, 'red', 'card', 4],
  ]);
  expect(existsSync(join(folder, 'toys.scene'))).toBe(true);
  const plain = await fantascope('lift', 'ball.png', '--layers', '--depth', 'heuristic');
  expect(plain.out).toMatch(/0 back +back +\d+×\d+ +[\d.]+ m/);
}, 60_000);

test('a film takes layers, a depth method, a painted brush and nearer layers shot by shot', async () => {
  await writeFile(
    join(folder, 'film.yaml'),
    `format: fantascope/film
version: 1
title: T
widthPx: 320
heightPx: 180
shots:
  - { name: toys, picture: toys, lengthSec: 0.5, camera: truck right 0.3 m, layers: [{ layer: blue, nearerRatio: 1.5 }] }
  - { name: plain, picture: ball.png, lengthSec: 0.5, depth: heuristic }
  - { name: brushed, picture: ball.png, lengthSec: 0.5, depth: heuristic, depthBrush: brush.png, layers: [{ layer: 0, nearerRatio: 0.8 }] }
`,
  );
  const { code, out, err } = await fantascope('film', 'film.yaml', '--out', 'film.mp4', '--json');
  expect(err).not.toContain('Could not finish');
  expect(code).toBe(0);
  const methods = JSON.parse(out).shots.map(({ lift }: { lift: { methods: object } }) => lift.methods);
  expect(methods[0]).toMatchObject({ depth: 'own' });
  expect(methods[1]).not.toHaveProperty('brush');
  expect(methods[2]).toMatchObject({ brush: 'painted', layers: 'brushed' });
}, 60_000);

test('a layer, brush or document that cannot be used is refused in one sentence, and no film is left', async () => {
  await writeFile(
    join(folder, 'toys', 'bad.yaml'),
    'format: fantascope/layers\nversion: 1\ncanvas: { widthPx: 640, heightPx: 360 }\nlayers: [{ picture: sky.jpg }]\n',
  );
  const runs: [string[], number, RegExp][] = [
    [['shoot', 'toys/bad.yaml', '--out', 'no.mp4'], 3, /layer 1 › distanceM is missing/],
    [['shoot', 'toys', '--nearer', 'green=2', '--out', 'no.mp4'], 3, /no layer green.*0 sky, 1 ground, 2 blue, 3 red/],
    [['shoot', 'toys', '--depth', 'model', '--out', 'no.mp4'], 2, /own layers and depth/],
    [['shoot', 'ball.png', '--depth-brush', 'ball.png', '--depth', 'heuristic', '--out', 'no.mp4'], 3, /brush ball.png is in colour/],
    [['shoot', 'toys', '--nearer', 'red', '--out', 'no.mp4'], 2, /--nearer does not take/],
  ];
  for (const [words, exit, sentence] of runs) {
    const { code, err } = await fantascope(...words);
    expect([code, err]).toEqual([exit, expect.stringMatching(sentence)]);
  }
  expect(existsSync(join(folder, 'no.mp4'))).toBe(false);
}, 60_000);
