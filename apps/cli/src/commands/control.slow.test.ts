import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ControlManifest } from '@fantascope/film/control';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inAShell } from '../in-a-shell.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fantascope-control-'));
  const ball =
    '<svg width="320" height="180"><rect width="320" height="180" fill="#456"/><circle cx="160" cy="95" r="34" fill="#e94"/></svg>';
  await sharp(Buffer.from(ball)).png().toFile(join(folder, 'ball.png'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const start = (...words: string[]) => inAShell(folder, words);
const fantascope = (...words: string[]) => start(...words).end;
const words = ['shoot', 'ball.png', '--camera', 'truck right 0.05 m', '--seconds', '0.4', '--size', '320x180'];

test('--control beside --out makes both, of one camera; the JSON lists the files', async () => {
  const made = await fantascope(
    ...words,
    '--out',
    'ball.mp4',
    '--control',
    'both',
    '--control-size',
    '192x108',
    '--control-frames',
    '5',
    '--json',
  );
  expect(made.code, made.err).toBe(0);
  const result = JSON.parse(made.out);
  expect(result).toMatchObject({
    out: join(folder, 'ball.mp4'),
    frames: 12,
    control: { folder: 'both', frames: 5, fps: 12.5, widthPx: 192 },
  });
  const manifest = ControlManifest.parse(JSON.parse(await readFile(join(folder, 'both', 'control.json'), 'utf8')));
  expect(manifest.picture.name).toBe('ball.png');
  expect(result.control.files).toEqual(manifest.files.map(({ role, path, count, bytes }) => ({ role, path, count, bytes })));
  expect(made.err).toContain('Writing control');
});

test('--control alone makes no film; a folder with something in it is refused before any work', async () => {
  const alone = await fantascope(...words, '--control', 'alone', '--control-frames', '2', '--control-depth', 'exr', '--lang', 'zh');
  expect(alone.code, alone.err).toBe(0);
  expect(alone.out).toContain('控制包');
  expect(await readdir(join(folder, 'alone', 'depth-exr'))).toEqual(['00001.exr', '00002.exr']);
  expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);

  await mkdir(join(folder, 'full'));
  await writeFile(join(folder, 'full', 'mine.txt'), 'mine');
  const refused = await fantascope(...words, '--control', 'full');
  expect(refused.code).toBe(2);
  expect(refused.err).toContain('not an empty folder');
  expect(refused.err).not.toContain('Lifting');
  expect(await readdir(join(folder, 'full'))).toEqual(['mine.txt']);
  expect(await fantascope(...words, '--control', 'nowhere/package')).toMatchObject({
    code: 6,
    err: expect.not.stringContaining('Lifting'),
  });
});

test("the depth of layers of one's own is no estimate", async () => {
  await mkdir(join(folder, 'toys'));
  await cp(join(folder, 'ball.png'), join(folder, 'toys', '00-sky@5m.png'));
  const made = await fantascope(
    ...['shoot', 'toys', '--seconds', '0.4', '--size', '192x108', '--control', 'own', '--control-frames', '2', '--json'],
  );
  expect(made.code, made.err).toBe(0);
  expect(JSON.parse(made.out).control.depth).toMatchObject({ method: 'own', isEstimated: false, subjectDistanceM: 5 });
  expect(made.err).not.toContain('estimated');
});

test('neither --out nor --control is a fault of usage, and so is a size that is none', async () => {
  expect(await fantascope(...words)).toMatchObject({ code: 2, err: expect.stringContaining('--out') });
  expect(await fantascope(...words, '--control', 'x', '--control-size', 'small')).toMatchObject({
    code: 2,
    err: expect.stringContaining('--control-size'),
  });
});

test.skipIf(process.platform === 'win32')('Ctrl-C while it is written leaves nothing, and says so once', async () => {
  const { child, end } = start(...words, '--control', 'stopped', '--control-frames', '400', '--size', '640x360');
  child.stderr?.on('data', (text: string) => {
    if (text.includes('Writing control')) child.kill('SIGINT');
  });
  const { code, err } = await end;
  expect(code).toBe(130);
  expect(err).toContain('Interrupted');
  expect((await readdir(folder)).filter((name) => name.includes('stopped'))).toEqual([]);
});
