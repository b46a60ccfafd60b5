import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { labelTags, labelText } from '@fantascope/film';
import { locateFfmpeg } from '@fantascope/media';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { renderFilm } from './index.ts';
import { sampleJob } from './sample-film.ts';

const { path: ffmpeg } = locateFfmpeg({ env: process.env });
const [widthPx, heightPx] = [192, 108];

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'labelled-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** All frames of a film as grey-free RGB, one after the other. */
function framesOf(file: string): (index: number) => Uint8Array {
  const args = ['-v', 'error', '-i', file, '-f', 'rawvideo', '-pix_fmt', 'rgb24', 'pipe:1'];
  const bytes = execFileSync(ffmpeg, args, { maxBuffer: 2 ** 28 });
  const size = widthPx * heightPx * 3;
  return (index) => bytes.subarray(index * size, (index + 1) * size);
}

/** The mean colour of a rectangle given by shares of the frame. */
function meanOf(frame: Uint8Array, [left, top, right, bottom]: readonly [number, number, number, number]): readonly number[] {
  const sum = [0, 0, 0];
  let count = 0;
  for (let y = Math.round(top * heightPx); y < bottom * heightPx; y++)
    for (let x = Math.round(left * widthPx); x < right * widthPx; x++) {
      for (const c of [0, 1, 2]) sum[c] = (sum[c] ?? 0) + (frame[(y * widthPx + x) * 3 + c] ?? 0);
      count += 1;
    }
  return sum.map((each) => each / count);
}
const whole = [0, 0, 1, 1] as const;

/** A video of one colour in another shape, at another rate, and shorter than the shot it stands for. */
function take(colour: string, sec: number): string {
  const file = join(folder, `${colour}.mp4`);
  const source = `color=c=${colour}:s=320x240:r=24:d=${sec}`;
  execFileSync(ffmpeg, ['-v', 'error', '-y', '-f', 'lavfi', '-i', source, '-pix_fmt', 'yuv420p', '-c:v', 'libx264', file]);
  return file;
}

/** The tags that ffmpeg reads from a file. */
function tagsOf(file: string): Readonly<Record<string, string>> {
  const text = execFileSync(ffmpeg, ['-v', 'error', '-i', file, '-f', 'ffmetadata', 'pipe:1'], { encoding: 'utf8' });
  const lines = text.split('\n').filter((line) => line.includes('=') && !line.startsWith(';'));
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1).replaceAll('\\', '')]),
  );
}

test('footage stands for its shot: conformed, held at its end, blended and faded like every other shot', async () => {
  const footage = new Map([[1, { file: take('red', 0.5), key: 'red' }]]);
  // A folder of its own: other tests draw footage too.
  const temporary = mkdtempSync(join(folder, 'tmp-'));
  vi.stubEnv('TMPDIR', temporary);
  try {
    await renderFilm({ ...sampleJob(folder), footage });
  } finally {
    vi.unstubAllEnvs();
  }
  const frames = framesOf(join(folder, 'film.mp4'));
  const [red, , blue] = meanOf(frames(150), whole);
  expect(red).toBeGreaterThan(240);
  expect(blue).toBeLessThan(15);
  // The shot before and the one after are the stage's own.
  expect(meanOf(frames(60), whole)[2]).toBeGreaterThan(50);
  expect(meanOf(frames(200), whole)[2]).toBeGreaterThan(50);
  // In the middle of the crossfade both are seen.
  const mixed = meanOf(frames(114), whole);
  expect(mixed[0]).toBeGreaterThan((meanOf(frames(60), whole)[0] ?? 0) + 15);
  expect(mixed[0]).toBeLessThan(235);
  expect(readdirSync(temporary).filter((name) => name.startsWith('fantascope-footage-'))).toEqual([]);
});

test('other footage makes other segments, the same footage none', async () => {
  const cacheDir = join(folder, 'cache');
  const [red, blue] = [take('red', 2), take('blue', 2)];
  const made = async (file: string, key: string) =>
    (await renderFilm({ ...sampleJob(folder), cacheDir, footage: new Map([[1, { file, key }]]) })).reusedFrames;
  expect(await made(red, 'red')).toBe(0);
  expect(await made(red, 'red')).toBe(204);
  const again = await made(blue, 'blue');
  expect(again).toBeGreaterThan(0);
  expect(again).toBeLessThan(204);
  expect(meanOf(framesOf(join(folder, 'film.mp4'))(150), whole)[2]).toBeGreaterThan(240);
});

test('a label lies over the opening at full strength, or over every frame, and the file says the same in its data', async () => {
  const tags = labelTags({ isGenerated: true, isTaken: false, isPainted: false, producer: 'Tests', produceId: 'job_1' });
  const text = labelText({ isGenerated: true });
  const footage = new Map([
    [0, { file: take('gray', 4), key: 'grey' }],
    [1, { file: take('gray', 4), key: 'grey' }],
  ]);
  const corner = [0.05, 0.05, 0.45, 0.22] as const;
  const brightest = (frame: Uint8Array) => {
    let most = 0;
    for (let y = Math.round(0.05 * heightPx); y < 0.22 * heightPx; y++)
      for (let x = Math.round(0.05 * widthPx); x < 0.45 * widthPx; x++) most = Math.max(most, frame[(y * widthPx + x) * 3] ?? 0);
    return most;
  };
  await renderFilm({ ...sampleJob(folder), footage, tags, label: { text, shows: 'opening' } });
  const opening = framesOf(join(folder, 'film.mp4'));
  // From the very first frame, which fades in from black, to the end of the third second.
  for (const frame of [0, 45, 88]) expect(brightest(opening(frame)), `frame ${frame}`).toBeGreaterThan(220);
  expect(brightest(opening(95))).toBeLessThan(160);
  expect(tagsOf(join(folder, 'film.mp4'))).toMatchObject(tags);
  await renderFilm({ ...sampleJob(folder), footage, tags, label: { text, shows: 'throughout' } });
  const always = framesOf(join(folder, 'film.mp4'));
  for (const frame of [0, 95, 150]) expect(brightest(always(frame)), `frame ${frame}`).toBeGreaterThan(220);
  expect(meanOf(always(150), corner)).not.toEqual(meanOf(opening(150), corner));
});

test('WebM, GIF and WebP carry the data too, each in its own place', async () => {
  const tags = labelTags({ isGenerated: false, isTaken: true, isPainted: false, producer: 'A & <B>', produceId: 'job_2' });
  const small = { ...sampleJob(folder), tags, film: { ...sampleJob(folder).film, fps: 25 } } as const;
  await renderFilm({ ...small, out: join(folder, 'film.webm'), format: 'vp9' });
  expect(tagsOf(join(folder, 'film.webm'))).toMatchObject({ 'MOVIE/AIGC': tags.AIGC });
  await renderFilm({ ...small, out: join(folder, 'film.gif'), format: 'gif' });
  await renderFilm({ ...small, out: join(folder, 'film.webp'), format: 'webp' });
  const { readFileSync } = await import('node:fs');
  const gif = readFileSync(join(folder, 'film.gif'));
  expect(gif.includes(`DigitalSourceType=${tags.DigitalSourceType}`)).toBe(true);
  expect(gif.at(-1)).toBe(0x3b);
  const sharp = (await import('sharp')).default;
  expect((await sharp(join(folder, 'film.gif'), { animated: true }).metadata()).pages).toBe(170);
  const { pages, xmpAsString } = await sharp(join(folder, 'film.webp'), { animated: true }).metadata();
  expect(pages).toBe(170);
  expect(xmpAsString).toContain('<fantascope:AIGC>{&quot;Label&quot;:&quot;1&quot;');
  expect(xmpAsString).toContain('A &amp; &lt;B&gt;');
});
