import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { locateFfmpeg } from './find-ffmpeg.ts';
import { writeLastFrame } from './last-frame.ts';
import { readFrame, readLastFrame } from './read-frame.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fantascope-last-frame-'));
});
afterAll(async () => await rm(folder, { recursive: true, force: true }));

test.each([0.5, 4])('the last frame is the very last one, also where sound of %s s goes on behind it', async (soundSec) => {
  const [film, picture] = [join(folder, `${soundSec}.mp4`), join(folder, `${soundSec}.png`)];
  // 29 dark frames and one bright one.
  const args = [
    '-v',
    'error',
    '-nostdin',
    '-y',
    '-f',
    'lavfi',
    '-i',
    'color=black:s=64x64:r=30:d=1',
    '-f',
    'lavfi',
    '-i',
    `sine=d=${soundSec}`,
  ];
  const bright = ['-vf', "drawbox=color=white:t=fill:enable='eq(n,29)'", '-frames:v', '30', '-pix_fmt', 'yuv420p'];
  await promisify(execFile)(locateFfmpeg({ env: process.env }).path, [...args, ...bright, film]);
  await writeLastFrame(film, picture);
  const size = { widthPx: 2, heightPx: 2 };
  expect((await readFrame(picture, size))[0]).toBeGreaterThan(230);
  expect((await readFrame(film, size))[0]).toBeLessThan(20);
  expect((await readLastFrame(film, size))[0]).toBeGreaterThan(230);
});

test('a film without a frame has no last one', async () => {
  await expect(readLastFrame(join(folder, 'none.mp4'), { widthPx: 2, heightPx: 2 })).rejects.toMatchObject({ code: 'media.unreadable' });
});
