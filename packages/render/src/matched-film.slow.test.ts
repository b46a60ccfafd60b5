import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Film } from '@fantascope/film';
import { conformFootage, locateFfmpeg, readFrame } from '@fantascope/media';
import { joinDrift } from '@fantascope/stage/sketch';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { renderFilm } from './index.ts';

const { path: ffmpeg } = locateFfmpeg({ env: process.env });
const SIZE = { widthPx: 192, heightPx: 108 };
const FRAMES = 30;
const subject = { xRatio: 0.3, yRatio: 0.2, widthRatio: 0.4, heightRatio: 0.6 };

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "matched 'film': "));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What drift is made of here: each take warmer and harder than the one before it. */
const tint = 'lutrgb=r=val*1.08+5:g=val*0.99:b=val*0.9';

/** A second of one picture, with `drifts` of its colours one after the other. */
function take(name: string, drifts: number, filter = tint): string {
  const file = join(folder, `${name}.mp4`);
  const still = 'testsrc2=s=192x108:r=30:d=1,trim=end_frame=1,loop=29:1,format=gbrp,lutrgb=r=val*0.6+40:g=val*0.6+40:b=val*0.6+40';
  const source = [still, ...Array(drifts).fill(filter), 'scale=out_color_matrix=bt709:out_range=tv,format=yuv420p'].join(',');
  const tags = ['-colorspace', 'bt709', '-color_range', 'tv', '-color_primaries', 'bt709', '-color_trc', 'bt709'];
  execFileSync(ffmpeg, ['-nostdin', '-v', 'error', '-y', '-f', 'lavfi', '-i', source, ...tags, '-c:v', 'libx264', '-crf', '12', file]);
  return file;
}

const filmOf = (...shots: readonly object[]) =>
  Film.parse({
    ...{ format: 'fantascope/film', version: 1, title: { en: 'x' }, ...SIZE, fps: 30 },
    shots: shots.map((shot) => ({ camera: { lengthSec: FRAMES / 30 }, ...shot })),
  });
const goesOn = { continues: 'last-frame' };

async function drawn(film: Film, files: readonly string[], cacheDir?: string): Promise<{ file: string; reusedFrames: number }> {
  const footage = new Map(files.map((file, index) => [index, { file, key: file }]));
  const file = join(folder, 'film.mp4');
  const scenes = () => Promise.reject(new Error('every shot has footage'));
  const { reusedFrames } = await renderFilm({
    film,
    footage,
    scenes,
    out: file,
    workers: 1,
    ...(cacheDir === undefined ? {} : { cacheDir }),
  });
  return { file, reusedFrames };
}

/** The mean difference of colours of the two frames at each join of a film, decoded from its file. */
async function joinsOf(file: string, shots: number): Promise<readonly number[]> {
  const frame = async (index: number) => {
    const still = join(folder, `${index}.png`);
    execFileSync(ffmpeg, ['-nostdin', '-v', 'error', '-y', '-i', file, '-vf', `select=eq(n\\,${index})`, '-frames:v', '1', still]);
    return { ...SIZE, rgba: await readFrame(still, SIZE) };
  };
  const joins: number[] = [];
  for (let at = 1; at < shots; at += 1) {
    const [before, after] = [await frame(at * FRAMES - 1), await frame(at * FRAMES)];
    joins.push(joinDrift({ before, after, first: before }, subject).joinDeltaE);
  }
  return joins;
}

test('takes that drift from join to join are all drawn in the colours of the first, unless somebody says no', async () => {
  const files = [take('first', 0), take('second', 1), take('third', 2)];
  const { file } = await drawn(filmOf({}, goesOn, goesOn), files);
  const matched = await joinsOf(file, 3);
  const first = await joinsOf((await drawn(filmOf({}, { ...goesOn, matchesColour: false }, goesOn), files)).file, 3);
  await drawn(filmOf({}, {}, {}), files);
  const plain = await joinsOf(file, 3);
  for (const each of plain) expect(each).toBeGreaterThan(8);
  // Below what is just noticed, 2.3; a hundred pixels' edges are coded twice in between.
  for (const each of matched) expect(each).toBeLessThan(2.3);
  // The second was to stay as it is, and the third follows it.
  expect(first[0]).toBeGreaterThan(8);
  expect(first[1]).toBeLessThan(2.3);
});

test('only what a match changes is drawn anew, and a join is looked at once', async () => {
  const cacheDir = join(folder, 'cache');
  const files = [take('first', 0), take('second', 1), take('third', 2)];
  const film = filmOf({}, goesOn, goesOn);
  const reused = async (asked: Film, of: readonly string[]) => (await drawn(asked, of, cacheDir)).reusedFrames / FRAMES;
  const kept = () => readdirSync(join(cacheDir, 'matches')).length;
  expect(await reused(film, files)).toBe(0);
  expect(kept()).toBe(2);
  expect(await reused(film, files)).toBe(3);
  expect(kept()).toBe(2);
  // The second as it was made; the third goes on from it by a match of its own.
  expect(await reused(filmOf({}, { ...goesOn, matchesColour: false }, goesOn), files)).toBe(1);
  // A word that says what is so already.
  expect(await reused(filmOf({}, { ...goesOn, matchesColour: true }, goesOn), files)).toBe(3);
  // Another first take with the same last frame: the others are moved as before.
  expect(await reused(film, [take('again', 0), files[1] as string, files[2] as string])).toBe(2);
  // A damaged finding is found again.
  for (const name of readdirSync(join(cacheDir, 'matches'))) writeFileSync(join(cacheDir, 'matches', name), '{"rows":');
  expect(await reused(film, files)).toBe(3);
});

test('takes that have not drifted are drawn from the same segments as if they continued nothing', async () => {
  const cacheDir = join(folder, 'cache');
  const files = [take('first', 0), take('second', 0)];
  await drawn(filmOf({}, {}), files, cacheDir);
  expect((await drawn(filmOf({}, goesOn), files, cacheDir)).reusedFrames).toBe(2 * FRAMES);
});

test('a match that leaves all colours alone changes no level by more than rounding does', async () => {
  const rows = [
    [1, 0, 0, 0],
    [0, 1, 0, 0],
    [0, 0, 1, 0],
  ] as const;
  const file = take('first', 0);
  const [plain, matched] = [join(folder, 'plain.yuv'), join(folder, 'matched.yuv')];
  const wanted = { ...SIZE, fps: 30, frames: 2 };
  await conformFootage(file, wanted, { out: plain, ffmpegPath: ffmpeg });
  expect(await conformFootage(file, { ...wanted, match: { rows } }, { out: matched, ffmpegPath: ffmpeg })).toBe(2);
  expect(readdirSync(folder).filter((name) => name.endsWith('.cube'))).toEqual([]);
  const { readFileSync } = await import('node:fs');
  const [a, b] = [readFileSync(plain), readFileSync(matched)];
  const luma = SIZE.widthPx * SIZE.heightPx;
  const mean = (of: Buffer) => of.subarray(0, luma).reduce((sum, value) => sum + value, 0) / luma;
  expect(Math.abs(mean(a) - mean(b))).toBeLessThan(0.1);
  expect(a.subarray(0, luma).every((value, at) => Math.abs(value - (b[at] as number)) <= 1)).toBe(true);
});
