import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { locateFfmpeg, probe } from '@fantascope/media';
import { afterAll, expect, test } from 'vitest';
import { isInk, sayable, wrapped } from './lettering.ts';
import { makeMedia } from './make-media.ts';
import type { Made } from './placard.ts';
import { pictureSize } from './png.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'fantascope-emulated-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const { signal } = new AbortController();
const made: Made = {
  ...{ kind: 'video', wire: 'kling-v1', model: 'kling-v1-5', prompt: 'a lantern, 镜头缓慢推近', camera: 'simple zoom -5' },
  ...{ widthPx: 640, heightPx: 360, lengthSec: 2, fps: 24 },
};

/** The RGB frame of a file at a time, raw. */
function frameAt(file: string, atSec: number): Buffer {
  const args = ['-v', 'error', '-ss', String(atSec), '-i', file, '-frames:v', '1', '-f', 'rawvideo', '-pix_fmt', 'rgb24', 'pipe:1'];
  return execFileSync(locateFfmpeg({ env: process.env }).path, args, { maxBuffer: 2 ** 28 });
}

/** Whether a point of a 640-wide frame is nearer to amber than to anything dark. */
const isAmber = (frame: Buffer, { x, y }: { x: number; y: number }) =>
  (frame[(y * 640 + x) * 3] as number) > 150 && (frame[(y * 640 + x) * 3 + 2] as number) < 110;

/** How many points of the word EMULATED stand in the top left corner as they should, at two picture points a placard point, size 3. */
function misspelt(frame: Buffer): number {
  let wrong = 0;
  [...'EMULATED'].forEach((character, index) => {
    for (let column = 0; column < 5; column++) {
      for (let row = 0; row < 7; row++) {
        const x = (6 + (index * 6 + column) * 3 + 1) * 2;
        const y = (4 + row * 3 + 1) * 2;
        if (isAmber(frame, { x, y }) === isInk(character, { column, row })) wrong++;
      }
    }
  });
  return wrong;
}

test.each([
  { ...made },
  { ...made, widthPx: 360, heightPx: 640, lengthSec: 1.5, fps: 30 },
  { ...made, widthPx: 832, heightPx: 480, lengthSec: 33 / 16, fps: 16 },
])('a clip of $widthPx × $heightPx, $lengthSec s at $fps has that size, length and rate', async (wanted) => {
  const file = path.join(folder, `${wanted.widthPx}.mp4`);
  writeFileSync(file, await makeMedia(wanted, { signal }));
  const got = await probe(file);
  expect([got.widthPx, got.heightPx, got.frames]).toEqual([wanted.widthPx, wanted.heightPx, Math.round(wanted.lengthSec * wanted.fps)]);
  expect(got.durationSec).toBeCloseTo(wanted.lengthSec, 2);
  expect(got.fps).toBeCloseTo(wanted.fps, 1);
});

test('EMULATED stands in every frame, and the bar below moves', async () => {
  const file = path.join(folder, '640.mp4');
  writeFileSync(file, await makeMedia(made, { signal }));
  const [early, late] = [frameAt(file, 0.1), frameAt(file, 1.9)];
  expect([misspelt(early), misspelt(late)]).toEqual([0, 0]);
  expect([isAmber(early, { x: 500, y: 352 }), isAmber(late, { x: 500, y: 352 })]).toEqual([false, true]);
});

test('what stands on it depends on the camera and on the prompt', async () => {
  const words = async (change: Partial<Made>) => await makeMedia({ ...made, kind: 'image', ...change }, { signal });
  const plain = await words({});
  for (const change of [{ camera: 'simple zoom 5' }, { prompt: 'a lantern, 镜头缓慢拉远' }, { model: 'kling-v1-6' }]) {
    expect(Buffer.compare(plain, await words(change))).not.toBe(0);
  }
  expect(Buffer.compare(plain, await words({}))).toBe(0);
  expect(pictureSize(plain)).toEqual({ widthPx: 640, heightPx: 360 });
});

test('words outside the letters are said as code points', () => {
  expect(sayable('镜头 left')).toBe('<955C 5934> left');
  expect(wrapped('one two three four', { width: 9, most: 2 })).toEqual(['one two', 'three..']);
});
