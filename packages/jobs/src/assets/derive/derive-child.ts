import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import { Fault } from '@fantascope/film';
import { locateFfmpeg } from '@fantascope/media';
import { sketchOf, sketchText } from '@fantascope/stage/sketch';
import sharp, { type Sharp } from 'sharp';
import { liveAsChild } from '../check/child-life.ts';
import { demuxerOf } from '../check/demuxers.ts';
import { fileBounds } from '../check/figures.ts';
import type { View, Waveform } from './views.ts';

/** What the child makes: a view of a file, at `out`; or only the sketch of a thumbnail that is there. */
export type DeriveAsked = Readonly<{ path: string; mime: string; view: View | 'sketch'; out: string; lengthSec: number }>;
/** What it answers: made, or that the file has no such thing in it (a film without sound), or that there is nothing to read films with. `sketch`: of a thumbnail, as text. */
export type DeriveAnswer = Readonly<{ isMade: boolean; isWithoutFfmpeg?: boolean; sketch?: string }>;

const THUMB_PX = 320;
const POSTER_PX = 1280;
const STRIP_FRAMES = 10;
const STRIP_FRAME_PX = 160;
const MOST_PEAKS = 4000;
const PEAKS_PER_SEC = 20;
const SOUND_HZ = 8000;

/** ffmpeg over a file of strangers: only that file, by the reader of its type, and never the old build that npm bundles. Throws media.no-ffmpeg. */
function ffmpegOver({ path, mime }: DeriveAsked, before: readonly string[], after: readonly string[]) {
  const place = locateFfmpeg({ env: process.env });
  if (place.source === 'npm') throw new Fault('media.no-ffmpeg');
  const input = [
    '-nostdin',
    '-v',
    'error',
    '-threads',
    '2',
    '-protocol_whitelist',
    'file',
    ...before,
    '-f',
    demuxerOf(mime),
    '-i',
    `file:${path}`,
  ];
  return spawn(place.path, [...input, ...after], { stdio: ['ignore', 'pipe', 'ignore'] });
}

/** One frame as a PNG, at most `widthPx` wide; null where there is none. */
async function frameAt(asked: DeriveAsked, { atSec, widthPx }: Readonly<{ atSec: number; widthPx: number }>): Promise<Buffer | null> {
  const scale = `scale='min(${widthPx},iw)':-2`;
  const child = ffmpegOver(
    asked,
    ['-ss', String(atSec)],
    ['-map', '0:v:0', '-frames:v', '1', '-vf', scale, '-c:v', 'png', '-f', 'image2pipe', 'pipe:1'],
  );
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(child, 'close');
  const bytes = Buffer.concat(chunks);
  return bytes.length === 0 ? null : bytes;
}

function pictureOf(input: string | Buffer): Sharp {
  return sharp(input, { limitInputPixels: fileBounds.picturePx, failOn: 'error', sequentialRead: true }).autoOrient();
}

/** A frame a little after the beginning, where films are often black; the first where there is no later one. */
async function stillOf(asked: DeriveAsked, widthPx: number): Promise<Buffer | null> {
  if (asked.mime.startsWith('image/')) return null;
  return (await frameAt(asked, { atSec: Math.min(1, asked.lengthSec * 0.1), widthPx })) ?? frameAt(asked, { atSec: 0, widthPx });
}

async function still(asked: DeriveAsked, widthPx: number): Promise<boolean> {
  const source = asked.mime.startsWith('image/') ? asked.path : await stillOf(asked, widthPx);
  if (source === null) return false;
  await pictureOf(source).resize(widthPx, widthPx, { fit: 'inside', withoutEnlargement: true }).webp({ quality: 78 }).toFile(asked.out);
  return true;
}

async function filmstrip(asked: DeriveAsked): Promise<boolean> {
  const frames: Buffer[] = [];
  for (let k = 0; k < STRIP_FRAMES; k += 1) {
    const frame = await frameAt(asked, { atSec: (asked.lengthSec * (k + 0.5)) / STRIP_FRAMES, widthPx: STRIP_FRAME_PX });
    const last = frames.at(-1);
    if (frame !== null) frames.push(frame);
    else if (last !== undefined) frames.push(last);
  }
  const [first] = frames;
  if (first === undefined) return false;
  const { width, height } = await sharp(first).metadata();
  const tiles = frames.map((input, k) => ({ input, left: k * width, top: 0 }));
  await sharp({ create: { width: width * frames.length, height, channels: 3, background: '#000' } })
    .composite(tiles)
    .webp({ quality: 72 })
    .toFile(asked.out);
  return true;
}

async function waveform(asked: DeriveAsked): Promise<boolean> {
  const peaksPerSec = Math.min(PEAKS_PER_SEC, MOST_PEAKS / Math.max(1, asked.lengthSec));
  const span = SOUND_HZ / peaksPerSec;
  const child = ffmpegOver(asked, [], ['-map', '0:a:0', '-ac', '1', '-ar', String(SOUND_HZ), '-f', 's16le', 'pipe:1']);
  const ended = once(child, 'close');
  const peaks: number[] = [];
  let samples = 0;
  let odd: Buffer = Buffer.alloc(0);
  for await (const chunk of child.stdout) {
    const bytes = Buffer.concat([odd, chunk as Buffer]);
    const whole = bytes.length - (bytes.length % 2);
    for (let at = 0; at < whole; at += 2) {
      const bucket = Math.floor(samples / span);
      // A file that sounds longer than it said.
      if (bucket > MOST_PEAKS) break;
      peaks[bucket] = Math.max(peaks[bucket] ?? 0, Math.min(127, Math.abs(bytes.readInt16LE(at)) >> 8));
      samples += 1;
    }
    odd = bytes.subarray(whole);
  }
  await ended;
  if (samples === 0) return false;
  const made: Waveform = { version: 1, lengthSec: samples / SOUND_HZ, peaksPerSec, peaks };
  await writeFile(asked.out, JSON.stringify(made), { mode: 0o600 });
  return true;
}

/** What a thumbnail looks like: always of the thumbnail itself, whenever it was made. */
async function sketchIn(path: string): Promise<string> {
  const { data, info } = await sharp(path).toColourspace('srgb').ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return sketchText(sketchOf({ widthPx: info.width, heightPx: info.height, rgba: data }));
}

const makers: Readonly<Record<DeriveAsked['view'], (asked: DeriveAsked) => Promise<boolean>>> = {
  sketch: async () => true,
  thumb: (asked) => still(asked, THUMB_PX),
  poster: (asked) => still(asked, POSTER_PX),
  filmstrip,
  waveform,
};

liveAsChild(async (asked: DeriveAsked): Promise<DeriveAnswer> => {
  const isMade = await makers[asked.view](asked).catch((error: unknown) => {
    if (error instanceof Fault && error.code === 'media.no-ffmpeg') return null;
    throw error;
  });
  if (isMade === null) return { isMade: false, isWithoutFfmpeg: true };
  if (!isMade) await rm(asked.out, { force: true });
  if (!isMade || (asked.view !== 'thumb' && asked.view !== 'sketch')) return { isMade };
  return { isMade, sketch: await sketchIn(asked.view === 'thumb' ? asked.out : asked.path) };
});
