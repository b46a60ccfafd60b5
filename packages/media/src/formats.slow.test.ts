import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fault } from '@fantascope/film';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  checkFormat,
  codecArguments,
  encoderFor,
  type FilmFormat,
  filmFormats,
  formatOfFile,
  formatsWith,
  joinFilm,
  listEncoders,
  sequenceOf,
} from './formats.ts';
import { Encoder, encodeArguments, encodersAlive, frameBytes, locateFfmpeg, probe, type Segment } from './index.ts';

const { path: ffmpegPath } = locateFfmpeg({ env: process.env });
const available = new Map(formatsWith(await listEncoders(ffmpegPath)).map(({ format, encoder }) => [format, encoder]));
const frame = { widthPx: 192, heightPx: 108, fps: 30 };
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'formats-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function faultOf(run: () => unknown): Promise<Fault> {
  try {
    await run();
  } catch (error) {
    expect(error).toBeInstanceOf(Fault);
    return error as Fault;
  }
  throw new Error('no fault');
}

/** Eight flat patches in video-range bt709: Y, Cb, Cr of white, black, grey, skin, red, green, blue, and a deep orange. */
const patches = [
  [235, 128, 128],
  [16, 128, 128],
  [126, 128, 128],
  [168, 110, 150],
  [63, 102, 240],
  [173, 42, 26],
  [32, 240, 118],
  [120, 70, 190],
] as const;

/** ITU-R BT.709 for 8 bits, video range, to full-range RGB. */
function rgbOf([y, cb, cr]: readonly [number, number, number]): number[] {
  const luma = (255 / 219) * (y - 16);
  const [u, v] = [(255 / 224) * (cb - 128), (255 / 224) * (cr - 128)];
  return [luma + 1.5748 * v, luma - 0.187324 * u - 0.468124 * v, luma + 1.8556 * u].map((value) => Math.min(255, Math.max(0, value)));
}

/** Four patches across, two down, 48 × 54 each. */
function patchFrame(): Uint8Array {
  const bytes = new Uint8Array(frameBytes(frame));
  const plane = (at: number, scale: number, channel: 0 | 1 | 2) => {
    const [w, h] = [192 / scale, 108 / scale];
    for (let y = 0; y < h; y++)
      for (let x = 0; x < w; x++) bytes[at + y * w + x] = patches[Math.floor((y * 2) / h) * 4 + Math.floor((x * 4) / w)]?.[channel] ?? 0;
  };
  plane(0, 1, 0);
  plane(192 * 108, 2, 1);
  plane(192 * 108 * 1.25, 2, 2);
  return bytes;
}

/** A frame unlike every other. */
function numbered(n: number): Uint8Array {
  const bytes = new Uint8Array(frameBytes(frame)).fill(128);
  for (let y = 0; y < 108; y++) for (let x = 0; x < 192; x++) bytes[y * 192 + x] = 40 + ((n * 5 + ((x * y) >> 6)) % 170);
  return bytes;
}

async function segmentOf(format: FilmFormat, file: string, frames: readonly Uint8Array[]): Promise<Segment> {
  const codec = format === 'h264' ? undefined : codecArguments(available.get(format) as string, { speed: 'fast' });
  const settings = { ...frame, speed: 'fast', ...(codec === undefined ? {} : { codec }) } as const;
  const encoder = new Encoder({ ffmpegPath, file, settings });
  for (const one of frames) await encoder.write(one);
  await encoder.finish();
  return { file, frames: frames.length };
}

const endings: Readonly<Record<FilmFormat, string>> = {
  h264: 'film.mp4',
  vp9: 'film.webm',
  av1: 'film.webm',
  prores: 'film.mov',
  png: 'frames/',
  gif: 'film.gif',
  webp: 'film.webp',
};

async function make(format: FilmFormat, segments: readonly (readonly Uint8Array[])[], name = endings[format]): Promise<string> {
  const made = [];
  for (const [index, frames] of segments.entries()) made.push(await segmentOf(format, join(folder, `${index}.segment`), frames));
  const out = `${folder}/${name}`;
  await joinFilm(made, { format, out, ...frame, ffmpegPath });
  return out;
}

/** The first frame as a plain viewer would show it: RGB by the file's own tags. */
async function firstRgb(format: FilmFormat, out: string): Promise<Uint8Array> {
  if (format === 'webp') return await sharp(out, { page: 0 }).removeAlpha().raw().toBuffer();
  const file = format === 'png' ? `${out}frame_00001.png` : out;
  const exact = ['-sws_flags', 'bicubic+accurate_rnd+full_chroma_int'];
  return execFileSync(ffmpegPath, ['-v', 'error', '-i', file, '-frames:v', '1', ...exact, '-pix_fmt', 'rgb24', '-f', 'rawvideo', '-']);
}

const here = (format: FilmFormat) => (available.get(format) == null ? ` (skipped: ${ffmpegPath} has no encoder for it)` : '');

describe.each(filmFormats)('%s', (format) => {
  test.skipIf(available.get(format) == null)(`shows eight known colours within 2/255${here(format)}`, async () => {
    const still = patchFrame();
    const out = await make(format, [[still, still, still]]);
    const rgb = await firstRgb(format, out);
    const off = patches.map((patch, index) => {
      const [x, y] = [24 + 48 * (index % 4), 27 + 54 * Math.floor(index / 4)];
      return Math.max(...rgbOf(patch).map((value, c) => Math.abs(value - (rgb[(y * 192 + x) * 3 + c] as number))));
    });
    expect(Math.max(...off), `off by ${off.map((value) => value.toFixed(1))}`).toBeLessThanOrEqual(2);
  });

  test.skipIf(available.get(format) == null)(
    `gives equal bytes for equal frames, and a joined film all its frames${here(format)}`,
    async () => {
      const frames = [0, 1, 2, 3, 4].map(numbered);
      const a = await segmentOf(format, join(folder, 'a'), frames);
      const b = await segmentOf(format, join(folder, 'b'), frames);
      expect(readFileSync(a.file).equals(readFileSync(b.file))).toBe(true);
      const out = await make(format, [frames.slice(0, 3), frames.slice(3)]);
      if (format === 'png') expect(readdirSync(out)).toEqual([1, 2, 3, 4, 5].map((n) => `frame_0000${n}.png`));
      else if (format === 'webp')
        expect(await sharp(out).metadata()).toMatchObject({ pages: 5, delay: [33, 34, 33, 33, 34], loop: 0, width: 192 });
      else if (format === 'gif') expect(await sharp(out).metadata()).toMatchObject({ pages: 5, loop: 0, width: 192, height: 108 });
      else expect(await probe(out)).toMatchObject({ frames: 5, widthPx: 192, heightPx: 108, startSec: 0 });
      expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
    },
  );

  test.skipIf(available.get(format) == null)(`refuses a segment that lacks a frame and leaves nothing${here(format)}`, async () => {
    const segment = await segmentOf(format, join(folder, 'a.segment'), [numbered(0), numbered(1)]);
    const out = `${folder}/${endings[format]}`;
    const fault = await faultOf(() => joinFilm([{ ...segment, frames: 3 }], { format, out, ...frame, ffmpegPath }));
    expect(fault.code).toBe('media.segment-broken');
    expect(readdirSync(folder)).toEqual(['a.segment']);
    expect(encodersAlive()).toEqual([]);
  });
});

describe('picture sequences', () => {
  test('a folder is exchanged as a whole, a longer earlier one too, and any other folder is refused', async () => {
    const out = await make('png', [[0, 1, 2].map(numbered)]);
    writeFileSync(join(out, '.DS_Store'), 'left by a viewer');
    await make('png', [[7, 8].map(numbered)]);
    expect(readdirSync(out)).toEqual(['frame_00001.png', 'frame_00002.png']);
    writeFileSync(join(out, 'letter.txt'), 'mine');
    expect((await faultOf(() => make('png', [[numbered(1)]]))).message).toContain('letter.txt');
    expect(readdirSync(out)).toContain('letter.txt');
    writeFileSync(join(folder, 'file'), '');
    for (const name of ['nowhere/frames/', 'file/', 'nowhere/deep/f_%d.png'])
      expect((await faultOf(() => make('png', [[numbered(1)]], name))).code).toBe('media.write-failed');
  });

  test('a pattern is written among other things, replaces only its own names, and counts from 1', async () => {
    const place = join(folder, 'shots');
    mkdirSync(place);
    for (const name of ['a_7.png', 'b_1.png', 'a_01.png', 'note.txt']) writeFileSync(join(place, name), 'old');
    await make('png', [[0, 1].map(numbered)], 'shots/a_%d.png');
    expect(readdirSync(place).sort()).toEqual(['a_01.png', 'a_1.png', 'a_2.png', 'b_1.png', 'note.txt']);
    expect(readFileSync(join(place, 'a_01.png'), 'utf8')).toBe('old');
  });

  test('an aborted one leaves neither pictures nor a new folder', async () => {
    const segment = await segmentOf('png', join(folder, 'a.segment'), [numbered(0)]);
    for (const name of ['frames/', 'new/f_%03d.png']) {
      const fault = await faultOf(() =>
        joinFilm([segment], { format: 'png', out: `${folder}/${name}`, ...frame, ffmpegPath, signal: AbortSignal.abort() }),
      );
      expect(fault.code).toBe('render.interrupted');
      expect(readdirSync(folder)).toEqual(['a.segment']);
    }
  });

  test('each picture says sRGB and carries no gamma of video', async () => {
    const out = await make('png', [[numbered(0)]]);
    const bytes = readFileSync(`${out}frame_00001.png`).toString('latin1');
    expect(bytes).toContain('sRGB');
    expect(bytes).not.toMatch(/gAMA|cHRM/);
    expect((await sharp(`${out}frame_00001.png`).stats()).channels).toHaveLength(3);
  });

  test('a segment cut short is told from a whole one', async () => {
    const segment = await segmentOf('png', join(folder, 'a.segment'), [numbered(0), numbered(1)]);
    truncateSync(segment.file, readFileSync(segment.file).length - 10);
    const fault = await faultOf(() => joinFilm([segment], { format: 'png', out: `${folder}/frames/`, ...frame, ffmpegPath }));
    expect(fault.message).toContain('ends in the middle');
    expect(existsSync(join(folder, 'frames'))).toBe(false);
  });
});

test('an aborted GIF ends its ffmpeg and leaves nothing', async () => {
  const segment = await segmentOf(
    'gif',
    join(folder, 'a.segment'),
    Array.from({ length: 40 }, (_, n) => numbered(n)),
  );
  const controller = new AbortController();
  const joined = joinFilm([segment], { format: 'gif', out: join(folder, 'x.gif'), ...frame, ffmpegPath, signal: controller.signal });
  while (encodersAlive().length === 0) await new Promise((done) => setTimeout(done, 1));
  controller.abort();
  expect((await faultOf(() => joined)).code).toBe('render.interrupted');
  expect(readdirSync(folder)).toEqual(['a.segment']);
  expect(encodersAlive()).toEqual([]);
});

describe('names and limits', () => {
  test.each([
    ['a.mp4', undefined, 'h264'],
    ['A.MP4', 'av1', 'av1'],
    ['a.webm', undefined, 'vp9'],
    ['a.webm', 'av1', 'av1'],
    ['a.mov', undefined, 'prores'],
    ['a.mov', 'h264', 'h264'],
    ['a.gif', undefined, 'gif'],
    ['a.webp', undefined, 'webp'],
    ['frames/', undefined, 'png'],
    ['frames', 'png', 'png'],
    ['frames/f_%04d.png', undefined, 'png'],
  ])('%s asked as %s is %s', (name, asked, format) => {
    expect(formatOfFile(name, asked)).toBe(format);
  });

  test.each([
    ['a.avi', undefined, 'media.unknown-ending'],
    ['a.png', undefined, 'media.unknown-ending'],
    ['a', undefined, 'media.unknown-ending'],
    ['a.mp4', 'h265', 'media.unknown-format'],
    ['a.mp4', 'toString', 'media.unknown-format'],
    ['a.mp4', 'gif', 'media.other-ending'],
    ['a.png', 'png', 'media.other-ending'],
    ['frames/', 'gif', 'media.other-ending'],
    ['f_%s.png', undefined, 'media.unknown-ending'],
  ])('%s asked as %s is refused', async (name, asked, code) => {
    expect((await faultOf(() => formatOfFile(name, asked))).code).toBe(code);
  });

  test('a pattern names its numbers and knows its own', () => {
    const sequence = sequenceOf('shots/a_%03d.png');
    expect(sequence).toMatchObject({ folder: 'shots', isWholeFolder: false });
    expect(sequence?.nameOf(7)).toBe('a_007.png');
    expect(sequence?.nameOf(1234)).toBe('a_1234.png');
    expect(['a_007.png', 'a_7.png', 'a_1234.png', 'a_.png', 'b_007.png'].map((name) => sequence?.isOurs(name))).toEqual([
      ...[true, false, true, false, false],
    ]);
    expect(sequenceOf('%d.png')).toMatchObject({ folder: '.' });
    expect(sequenceOf('film.mp4')).toBeNull();
  });

  test('a GIF beyond what it can hold is refused', async () => {
    checkFormat('gif', { widthPx: 1280, heightPx: 720, fps: 50 });
    checkFormat('vp9', { widthPx: 4096, heightPx: 4096, fps: 60 });
    expect((await faultOf(() => checkFormat('gif', { ...frame, fps: 60 }))).code).toBe('media.gif-too-fast');
    expect((await faultOf(() => checkFormat('gif', { ...frame, widthPx: 1920 }))).code).toBe('media.gif-too-large');
  });
});

describe('what an ffmpeg can do', () => {
  const fake = (listing: string) => {
    const path = join(folder, 'ffmpeg');
    writeFileSync(path, `#!/bin/sh\ncat <<'END'\n${listing}\nEND\n`);
    chmodSync(path, 0o755);
    return path;
  };

  test('the best encoder it has is taken, experimental ones are not, and a missing one is one sentence', async () => {
    const path = fake(' V..X.. libaom-av1  AV1\n V....D librav1e  AV1\n VF.... png  PNG\n A..... gif  no video\n V..... =  Video');
    const found = new Map(formatsWith(await listEncoders(path)).map(({ format, encoder }) => [format, encoder]));
    expect(Object.fromEntries(found)).toEqual({ h264: null, vp9: null, av1: 'librav1e', prores: null, png: 'png', gif: null, webp: null });
    const fault = await faultOf(() => encoderFor('vp9', path));
    expect(fault.code).toBe('media.format-missing');
    expect(fault.message).toContain('libvpx-vp9');
    expect(await encoderFor('av1', path)).toBe('librav1e');
  });

  test('every encoder that could be chosen has its arguments, on one thread', () => {
    for (const encoder of ['libvpx-vp9', 'libsvtav1', 'libaom-av1', 'librav1e', 'prores_ks', 'png', 'libwebp']) {
      const told = encodeArguments({ ...frame, speed: 'best', codec: codecArguments(encoder, { speed: 'best' }) }, 'x').join(' ');
      expect(told).toContain(`-c:v ${encoder} `);
      expect(told).toContain('-threads 1 ');
      expect(told).toMatch(/-fflags \+bitexact -f \w+ x$/);
    }
  });

  test('H.264 is told what it always was, so that its finished segments are found again', () => {
    const tags = '-color_primaries bt709 -color_trc bt709 -colorspace bt709 -color_range tv';
    expect(encodeArguments({ ...frame, speed: 'best' }, 'x.mp4').join(' ')).toBe(
      `-v error -nostdin -xerror -y -f rawvideo -pix_fmt yuv420p -s 192x108 -r 30 ${tags} -i pipe:0 -an -c:v libx264 -preset veryfast -crf 20 ` +
        `-profile:v high -pix_fmt yuv420p -threads 1 ${tags} -map_metadata -1 -fflags +bitexact -f mp4 x.mp4`,
    );
  });
});
