import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { locateFfmpeg } from '@fantascope/media';
import { type FilmFormat, formatsWith, listEncoders } from '@fantascope/media/formats';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { renderFilm } from './index.ts';
import { sampleFilm, sampleJob } from './sample-film.ts';

const { path: ffmpegPath } = locateFfmpeg({ env: process.env });
const available = new Map(formatsWith(await listEncoders(ffmpegPath)).map(({ format, encoder }) => [format, encoder]));
const hasFfprobe = (() => {
  try {
    execFileSync('ffprobe', ['-version'], { stdio: 'ignore' });
    return true;
  } catch {
    // Not installed: the tests that need it say so in their names.
    return false;
  }
})();
/** Two shots, 102 frames, so that there are segments of 75 frames and of fewer. */
const film = sampleFilm({ lengths: [2.8, 1] });
const FRAMES = 84 + 30 - 12;

let kept = '';
let folder = '';
beforeAll(async () => {
  kept = mkdtempSync(join(tmpdir(), 'formats-kept-'));
  await renderFilm(sampleJob(kept, { film, out: `${kept}/own/`, format: 'png' }));
});
afterAll(() => rmSync(kept, { recursive: true }));
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'formats-slow-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

type Case = Readonly<{ format: FilmFormat; name: string; codec: string; pixels: string; minDb: number }>;

/** minDb: one or two below what these encoders reach on the sample's hard coloured checks, where halved chroma costs most; a frame beside the right one gives 15. */
const cases: readonly Case[] = [
  { format: 'h264', name: 'film.mp4', codec: 'h264', pixels: 'yuv420p', minDb: 28 },
  { format: 'vp9', name: 'film.webm', codec: 'vp9', pixels: 'yuv420p', minDb: 30 },
  { format: 'av1', name: 'film.webm', codec: 'av1', pixels: 'yuv420p', minDb: 33 },
  { format: 'av1', name: 'film.mp4', codec: 'av1', pixels: 'yuv420p', minDb: 33 },
  { format: 'prores', name: 'film.mov', codec: 'prores', pixels: 'yuv422p10le', minDb: 40 },
  { format: 'gif', name: 'film.gif', codec: 'gif', pixels: 'bgra', minDb: 28 },
  { format: 'webp', name: 'film.webp', codec: 'webp', pixels: '', minDb: 28 },
];

/** Frame n as RGB, decoded by something that is not ours: ffmpeg, and libvips for animated WebP, which ffmpeg does not read. */
async function rgbOf(file: string, n: number): Promise<Uint8Array> {
  if (file.endsWith('.webp')) return await sharp(file, { page: n }).removeAlpha().raw().toBuffer();
  const exact = ['-sws_flags', 'bicubic+accurate_rnd+full_chroma_int+full_chroma_inp'];
  const input = file.endsWith('/') ? `${file}frame_${String(n + 1).padStart(5, '0')}.png` : file;
  const pick = file.endsWith('/') ? [] : ['-vf', `select=eq(n\\,${n})`];
  return execFileSync(ffmpegPath, [
    '-v',
    'error',
    '-i',
    input,
    ...pick,
    '-frames:v',
    '1',
    ...exact,
    '-pix_fmt',
    'rgb24',
    '-f',
    'rawvideo',
    '-',
  ]);
}

function psnrDb(a: Uint8Array, b: Uint8Array): number {
  expect(a.length).toBe(b.length);
  let squares = 0;
  for (let i = 0; i < a.length; i++) squares += ((a[i] as number) - (b[i] as number)) ** 2;
  return squares === 0 ? 99 : 10 * Math.log10((255 * 255 * a.length) / squares);
}

const why = (format: FilmFormat) => (available.get(format) == null ? ` (skipped: ${ffmpegPath} has no encoder for it)` : '');

describe.each(cases)('$format in $name', ({ format, name, codec, pixels, minDb }) => {
  test.skipIf(available.get(format) == null)(
    `shows our own frames, early, in the middle, at a segment border and last${why(format)}`,
    async () => {
      const out = join(folder, name);
      const report = await renderFilm(sampleJob(folder, { film, out, format }));
      expect(report).toMatchObject({ format, frames: FRAMES, encoder: { name: available.get(format) } });
      const found: number[] = [];
      for (const n of [12, 40, 74, 75, FRAMES - 1]) found.push(psnrDb(await rgbOf(out, n), await rgbOf(`${kept}/own/`, n)));
      expect(Math.min(...found), `dB: ${found.map((db) => db.toFixed(1)).join(', ')}`).toBeGreaterThan(minDb);
      expect(readdirSync(folder)).toEqual([name]);
    },
  );

  const canProbe = hasFfprobe && available.get(format) != null && format !== 'webp';
  const reason =
    format === 'webp'
      ? ' (skipped: ffprobe does not read animated WebP; media reads it with libvips)'
      : hasFfprobe
        ? ''
        : ' (skipped: no ffprobe)';
  test.skipIf(!canProbe)(`is read back by ffprobe with its codec, size, tags, rate and count${why(format)}${reason}`, async () => {
    for (const [widthPx, heightPx, fps] of [
      [192, 108, 24],
      [258, 108, 50],
    ] as const) {
      const out = join(folder, name);
      await renderFilm(sampleJob(folder, { film: { ...sampleFilm({ fps, lengths: [0.5] }), widthPx, heightPx }, out, format }));
      const shown =
        'stream=codec_name,width,height,pix_fmt,color_range,color_space,color_transfer,color_primaries,avg_frame_rate,nb_read_frames';
      const told = execFileSync('ffprobe', ['-v', 'error', '-count_frames', '-show_entries', shown, '-of', 'json', out], {
        encoding: 'utf8',
      });
      const [stream] = JSON.parse(told).streams;
      const tags = { color_range: 'tv', color_space: 'bt709', color_transfer: 'bt709', color_primaries: 'bt709' };
      expect(stream).toMatchObject({
        codec_name: codec,
        width: widthPx,
        height: heightPx,
        pix_fmt: pixels,
        ...(format === 'gif' ? {} : tags),
      });
      expect(Number(stream.nb_read_frames)).toBe(fps / 2);
      const [frames, seconds] = stream.avg_frame_rate.split('/').map(Number);
      // A GIF's times are hundredths of a second, its last one too.
      expect(Math.abs(frames / seconds / fps - 1)).toBeLessThan(0.01);
    }
  });
});

const bundled = locateFfmpeg({ env: { PATH: '/nowhere' } });
test('the ffmpeg of 2018 that npm bundles writes all but AV1', async () => {
  const encoders = formatsWith(await listEncoders(bundled.path));
  expect(encoders.filter(({ encoder }) => encoder === null).map(({ format }) => format)).toEqual(['av1']);
  const short = sampleFilm({ lengths: [0.5] });
  await renderFilm(sampleJob(folder, { film: short, format: 'png', out: `${folder}/own/` }));
  for (const [format, name] of [
    ['vp9', 'film.webm'],
    ['prores', 'film.mov'],
    ['gif', 'film.gif'],
    ['webp', 'film.webp'],
    ['png', 'frames/'],
  ] as const) {
    await renderFilm(sampleJob(folder, { film: short, format, out: `${folder}/${name}`, env: { FFMPEG_PATH: bundled.path } }));
    expect(psnrDb(await rgbOf(`${folder}/${name}`, 14), await rgbOf(`${folder}/own/`, 14)), format).toBeGreaterThan(28);
  }
});
