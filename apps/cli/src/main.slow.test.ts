import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readRealEstate10k } from '@fantascope/film';
import { probe } from '@fantascope/media';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCredentials } from '../../../test/credentials/second-reader.ts';
import { inAShell } from './in-a-shell.ts';

const launcher = fileURLToPath(new URL('../bin/fantascope.mjs', import.meta.url));
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fantascope-cli-'));
  // A ramp with a bright ball: cheap to lift, and something moves.
  const ball = Buffer.from(
    '<svg width="320" height="180"><rect width="320" height="180" fill="#456"/><rect y="100" width="320" height="80" fill="#685"/><circle cx="160" cy="95" r="34" fill="#e94"/></svg>',
  );
  await sharp(ball).png().toFile(join(folder, 'ball.png'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const fantascope = (...words: string[]) => inAShell(folder, words).end;

test('shoot makes an H.264 film of the right size, its poses, and exactly one JSON value', async () => {
  const { code, out, err } = await fantascope(
    'shoot',
    'ball.png',
    '--camera',
    'dolly in 0.2 m',
    '--seconds',
    '1',
    '--size',
    '320x180',
    '--fps',
    '24',
    '--out',
    'shot.mp4',
    '--poses',
    'poses.txt',
    '--json',
  );
  expect(err).not.toContain('Could not finish');
  expect(code).toBe(0);
  const value = JSON.parse(out);
  expect(value).toMatchObject({
    frames: 24,
    widthPx: 320,
    heightPx: 180,
    fps: 24,
    lift: { layers: expect.any(Number), depth: 'heuristic' },
  });
  for (const key of ['out', 'wallMs', 'renderFps', 'encoder']) expect(value).toHaveProperty(key);
  expect(await probe(join(folder, 'shot.mp4'))).toMatchObject({ widthPx: 320, heightPx: 180, frames: 24 });
  const tags = execFileSync('ffprobe', ['-v', 'error', '-show_entries', 'format_tags=AIGC', '-of', 'csv=p=0', join(folder, 'shot.mp4')], {
    encoding: 'utf8',
  });
  expect(tags).toContain('ContentProducer');
  // Its credentials are the last write: they hold for the file as it lies there, name the photograph, and say what was done with it.
  expect(value.credentials).toMatchObject({ outcome: 'sealed', isGivenKey: false });
  const { problems, assertions } = readCredentials(await readFile(join(folder, 'shot.mp4')));
  expect(problems).toEqual([]);
  const [photograph] = [...assertions].flatMap(([label, said]) =>
    label.startsWith('c2pa.ingredient') && said instanceof Map ? [said] : [],
  );
  expect(photograph?.get('dc:title')).toBe('ball.png');
  const [created] = (assertions.get('c2pa.actions.v2') as Map<string, Map<string, unknown>[]>).get('actions') ?? [];
  expect(created?.get('digitalSourceType')).toMatch(/\/algorithmicallyEnhanced$/);
  const { poses } = readRealEstate10k(await readFile(join(folder, 'poses.txt'), 'utf8'), { focusM: 3 });
  expect(poses).toHaveLength(24);
  expect(poses[0]?.pose.position[2]).toBeCloseTo(0, 6);
  expect(poses[23]?.pose.position[2]).toBeLessThan(-0.19);
}, 120_000);

test('the ending of --out names the format and --aspect the shape; GIF has a size and rate of its own', async () => {
  const shot = ['shoot', 'ball.png', '--camera', 'dolly in 0.2 m', '--seconds', '0.2', '--json', '--out'];
  const wide = await fantascope(...shot, 'wide.webm', '--size', '320x180', '--aspect', '2.39');
  expect(wide.err).not.toContain('Could not finish');
  expect(JSON.parse(wide.out)).toMatchObject({ format: 'vp9', widthPx: 320, heightPx: 134, encoder: { name: 'libvpx-vp9' } });
  expect(await probe(join(folder, 'wide.webm'))).toMatchObject({
    codec: 'vp9',
    widthPx: 320,
    heightPx: 134,
    frames: 6,
    primaries: 'bt709',
  });
  expect(JSON.parse(wide.out).credentials).toEqual({ outcome: 'unsealed' });
  expect(wide.err).toContain('wide.webm carries no content credentials');
  const frames = await fantascope(...shot, 'frames/', '--size', '320x180', '--aspect', '9:16');
  expect(JSON.parse(frames.out)).toMatchObject({ format: 'png', widthPx: 180, heightPx: 320 });
  expect(await readdir(join(folder, 'frames'))).toHaveLength(6);
  const gif = await fantascope(...shot, 'small.gif');
  expect(JSON.parse(gif.out)).toMatchObject({ format: 'gif', widthPx: 640, heightPx: 360, fps: 25 });
  expect((await sharp(join(folder, 'small.gif')).metadata()).pages).toBe(5);
  expect(JSON.parse(gif.out).credentials.outcome).toBe('sealed');
  expect((await readFile(join(folder, 'small.gif'))).includes('C2PA_GIF')).toBe(true);
}, 120_000);

test('a format that cannot be is refused before any work, by its own exit code, and nothing is written', async () => {
  const before = await readdir(folder);
  for (const [words, code, said] of [
    ['--out film.avi', 2, 'film.avi'],
    ['--out film.mp4 --format gif', 2, '.gif'],
    ['--out film.mp4 --format h265', 2, 'h264, vp9'],
    ['--out film.gif --fps 60', 3, '60'],
    ['--out film.gif --size 1080p', 3, '1280'],
    ['--out ./', 3, 'ball.png'],
    ['--out film.mp4 --aspect 5:4', 2, '2.39'],
  ] as const) {
    const { code: found, err } = await fantascope('shoot', 'ball.png', '--seconds', '0.2', ...words.split(' '));
    expect([words, found]).toEqual([words, code]);
    expect(err).toContain(said);
  }
  expect((await readdir(folder)).filter((name) => name !== 'cache')).toEqual(before.filter((name) => name !== 'cache'));
}, 120_000);

test('an ffmpeg without an encoder is exit 4, and doctor says which formats it lacks', async () => {
  const bare = join(folder, 'bare-ffmpeg');
  await writeFile(
    bare,
    "#!/bin/sh\ncase \"$*\" in *-encoders*) echo ' V....D libx264  x'; echo ' VF.... png  x';; *) echo 'ffmpeg version 9 --enable-libx264';; esac\n",
    { mode: 0o755 },
  );
  process.env.FFMPEG_PATH = bare;
  try {
    const { code, err } = await fantascope('shoot', 'ball.png', '--seconds', '0.2', '--out', 'film.webm');
    expect(code).toBe(4);
    expect(err).toContain('libvpx-vp9');
    const { findings } = JSON.parse((await fantascope('doctor', '--json')).out);
    const ready = Object.fromEntries(findings.map(({ name, isReady }: { name: string; isReady: boolean }) => [name, isReady]));
    expect(ready).toMatchObject({ ffmpeg: true, vp9: false, av1: false, prores: false, png: true, gif: false, webp: false });
  } finally {
    delete process.env.FFMPEG_PATH;
  }
}, 60_000);

test('film takes its shape from the file or the command line', async () => {
  await writeFile(
    join(folder, 'scope.yaml'),
    'format: fantascope/film\nversion: 1\ntitle: T\nwidthPx: 320\nheightPx: 180\naspect: "2.39"\nshots:\n  - picture: ball.png\n    lengthSec: 0.2\n',
  );
  await fantascope('film', 'scope.yaml', '--out', 'scope.mp4');
  expect(await probe(join(folder, 'scope.mp4'))).toMatchObject({ widthPx: 320, heightPx: 134, frames: 6, codec: 'avc' });
  const { out } = await fantascope(
    'film',
    'scope.yaml',
    '--out',
    'square.webp',
    '--aspect',
    '1:1',
    '--fit',
    'extend',
    '--fps',
    '25',
    '--json',
  );
  expect(out).toContain('"lift.frame-extended"');
  expect(JSON.parse(out)).toMatchObject({ format: 'webp', widthPx: 180, heightPx: 180, fps: 25, frames: 5 });
}, 120_000);

test('film refuses a field it does not know, by its place, and writes nothing', async () => {
  await writeFile(
    join(folder, 'film.yaml'),
    'format: fantascope/film\nversion: 1\ntitle: T\nshots:\n  - picture: ball.png\n    camra: dolly in\n',
  );
  const { code, err } = await fantascope('film', 'film.yaml', '--out', 'film.mp4');
  expect(code).toBe(3);
  expect(err).toContain('camra');
  expect(existsSync(join(folder, 'film.mp4'))).toBe(false);
}, 60_000);

test('film refuses a move the picture cannot hold before a frame is drawn, and says what fits', async () => {
  await writeFile(
    join(folder, 'far.yaml'),
    'format: fantascope/film\nversion: 1\ntitle: T\nwidthPx: 320\nheightPx: 180\nshots:\n  - picture: ball.png\n    lengthSec: 1\n    camera: truck left 2 m\n',
  );
  const { code, err } = await fantascope('film', 'far.yaml', '--out', 'far.mp4');
  expect(code).toBe(5);
  expect(err).toContain('truck');
  expect((await readdir(folder)).filter((name) => name.includes('far.mp4'))).toEqual([]);
}, 60_000);

test('camera answers with one JSON value and exit 0 also when nothing was understood', async () => {
  const { code, out } = await fantascope('camera', 'a pan of noodles', '--json');
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ moves: [], unread: [expect.anything()] });
}, 60_000);

test('what goes wrong is one sentence in the language asked for, and one JSON value', async () => {
  const missing = await fantascope('shoot', 'nothing.jpg', '--out', 'x.mp4', '--json', '--lang', 'zh');
  expect(missing.code).toBe(3);
  expect(JSON.parse(missing.out).error.message).toMatch(/[\u4e00-\u9fff]/);
  expect((await fantascope('shoot', 'ball.png', '--out', 'ball.png')).code).toBe(2);
  expect((await fantascope('shoot', 'ball.png', '--out', 'nowhere/x.mp4')).code).toBe(6);
  expect((await fantascope('dance')).code).toBe(2);
}, 120_000);

test('help is there in both languages', async () => {
  expect((await fantascope('shoot', '--help')).out).toContain('Usage:');
  expect((await fantascope('shoot', '--help', '--lang', 'zh')).out).toContain('用法:');
}, 60_000);

test('what is read is never overwritten: camera files by poses, disparity by a scene', async () => {
  await writeFile(join(folder, 'camera.json'), '{"moves":[]}');
  const poses = await fantascope('shoot', 'ball.png', '--camera', 'camera.json', '--out', 'x.mp4', '--poses', 'camera.json');
  expect(poses.err).toContain('camera.json would be overwritten');
  expect((await fantascope('lift', 'ball.png', '--depth', 'depth.png', '--out', 'depth.png')).err).toContain(
    'depth.png would be overwritten',
  );
  expect(await readFile(join(folder, 'camera.json'), 'utf8')).toBe('{"moves":[]}');
}, 60_000);

test('a film never overwrites what its file reads, nor a shot one of its layers', async () => {
  const picture = await sharp(join(folder, 'ball.png')).webp().toBuffer();
  await writeFile(join(folder, 'ball.webp'), picture);
  const text = 'format: fantascope/film\nversion: 1\ntitle: T\nshots:\n  - picture: ball.webp\n    lengthSec: 0.2\n';
  await writeFile(join(folder, 'own.yaml'), text);
  const film = await fantascope('film', 'own.yaml', '--out', 'ball.webp', '--size', '160x90');
  expect(film.code, film.err).toBe(2);
  expect(film.err).toContain('ball.webp would be overwritten');
  await mkdir(join(folder, 'toys'));
  await writeFile(join(folder, 'toys', '00-sky.webp'), picture);
  const shot = await fantascope('shoot', 'toys', '--out', 'toys/00-sky.webp', '--seconds', '0.2', '--size', '160x90');
  expect(shot.code, shot.err).toBe(2);
  for (const file of ['ball.webp', 'toys/00-sky.webp']) expect(picture.equals(await readFile(join(folder, file)))).toBe(true);
}, 60_000);

test('a mistake at the command line is told in words of our own, in the language asked for', async () => {
  for (const [words, said] of [
    ['camera a b --lang zh', /只接受 1 个参数，多出了：b/],
    ['preset', /preset` needs a command of its own: list/],
    ['camera x --lang fr', /--lang does not take "fr"; it takes en, zh/],
    ['--nonsense', /`fantascope --help`/],
  ] as const) {
    const { code, err } = await fantascope(...words.split(' '));
    expect(err).toMatch(said);
    expect(err).not.toMatch(/outputHelp|error:/);
    expect(code).toBe(2);
  }
  expect((await fantascope('shoot', '--help', '--lang', 'zh')).out).not.toMatch(/default:|display help/);
}, 120_000);

test('a film is finished also when nobody reads its progress', async () => {
  const env = { ...process.env, FANTASCOPE_CACHE: join(folder, 'cache'), FANTASCOPE_HUB_URL: 'http://127.0.0.1:9' };
  const words = ['shoot', 'ball.png', '--camera', 'dolly in 0.2 m', '--seconds', '0.5', '--size', '320x180', '--out', 'unheard.mp4'];
  const child = spawn(process.execPath, [launcher, ...words], { cwd: folder, env, stdio: ['ignore', 'ignore', 'pipe'] });
  child.stderr.destroy();
  expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0);
  expect(existsSync(join(folder, 'unheard.mp4'))).toBe(true);
}, 120_000);

test('--seed decides the shake of a camera file that names no seed, and 1 does without it', async () => {
  await writeFile(join(folder, 'shake.json'), '{"moves":[{"kind":"shake","strengthRatio":1}]}');
  const shot = ['--seconds', '0.5', '--size', '64x64', '--fps', '24', '--out', 'seed.mp4', '--poses', 'seed.txt', '--outside', 'allow'];
  const posesOf = async (...words: string[]): Promise<string> => {
    expect((await fantascope('shoot', 'ball.png', ...words, ...shot)).err).not.toContain('Could not finish');
    return (await readFile(join(folder, 'seed.txt'), 'utf8')).split('\n').slice(1).join('\n');
  };
  const first = await posesOf('--camera', 'shake.json');
  expect(await posesOf('--camera', 'shake.json', '--seed', '1')).toBe(first);
  expect(await posesOf('--camera', 'shake.json', '--seed', '9')).not.toBe(first);
}, 120_000);
