import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { Fault, say } from '@fantascope/film';
import { locateFfmpeg, probe, probeSound, saysGenerated } from '@fantascope/media';
import type { FileType } from '../file-type.ts';
import { liveAsChild } from './child-life.ts';
import { demuxerOf } from './demuxers.ts';
import { type Figures, fileBounds } from './figures.ts';

/** What the child is asked of each file: the file, and what its first bytes say it is. `name` is what sentences call it. */
export type CheckAsked = Readonly<{ path: string; name: string; type: FileType }>;
/** What it answers: figures, or why the file is not taken, in both languages. */
export type CheckAnswer = Readonly<{ figures: Figures }> | Readonly<{ en: string; zh: string; isTooBig: boolean }>;

// What only one kind needs is loaded when it comes: a child lives for one file.
const run = promisify(execFile);
const tooBig = (en: string, zh: string): CheckAnswer => ({ en, zh, isTooBig: true });
const unreadable = (en: string, zh: string): CheckAnswer => ({ en, zh, isTooBig: false });

/** The names sharp has for what we have sniffed; another one means that its decoder was led to something else. */
const sharpNames: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpeg',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'image/avif': 'heif',
  'image/tiff': 'tiff',
};

async function picture({ path, type }: CheckAsked): Promise<CheckAnswer> {
  const { default: sharp } = await import('sharp');
  const { picturePx, animationPx, animationFrames } = fileBounds;
  const header = await sharp(path, { limitInputPixels: false }).metadata();
  if (header.format !== sharpNames[type.mime]) return unreadable('it is not what its first bytes say', '内容与文件头不符');
  const { width, height, pages = 1 } = header;
  const { autoOrient } = header;
  if (width * height > picturePx)
    return tooBig(
      `it has ${width} × ${height} pixels, and at most ${picturePx / 1e6} million are taken`,
      `它有 ${width} × ${height} 像素，最多接受 ${picturePx / 1e4} 万像素`,
    );
  if (pages > animationFrames || width * height * pages > animationPx)
    return tooBig(`its ${pages} pictures are too many at this size`, `它包含 ${pages} 帧，在此尺寸下过多`);
  // Read to its end, small: nothing of its full size is held, and what is cut off or broken shows. An animation is read at both ends.
  for (const page of new Set([0, pages - 1]))
    await sharp(path, { limitInputPixels: picturePx, failOn: 'truncated', sequentialRead: true, ...(pages > 1 ? { page } : {}) })
      .resize(32, 32, { fit: 'fill', fastShrinkOnLoad: false })
      .raw()
      .toBuffer();
  const figures = {
    widthPx: autoOrient.width,
    heightPx: autoOrient.height,
    hasAlpha: header.hasAlpha,
    codec: header.format,
    isDecoded: true,
    ...((await saysGenerated(path)) ? { saysGenerated: true } : {}),
  };
  return { figures: { ...figures, ...(pages > 1 ? { frames: pages } : {}) } };
}

/** Whether the first and the last second decode; null without an ffmpeg that is fit to read what strangers send. */
async function decodes({ path, type }: CheckAsked, stream: 'v' | 'a', lengthSec: number): Promise<boolean | null> {
  let place: ReturnType<typeof locateFfmpeg>;
  try {
    place = locateFfmpeg({ env: process.env });
  } catch {
    return null;
  }
  // The one that npm bundles is of 2018: good for our own frames only.
  if (place.source === 'npm') return null;
  const safe = ['-nostdin', '-v', 'error', '-xerror', '-threads', '2', '-protocol_whitelist', 'file', '-f', demuxerOf(type.mime)];
  for (const from of lengthSec > 2 ? [0, Math.max(0, lengthSec - 1)] : [0]) {
    const args = [...safe, '-ss', String(from), '-i', `file:${path}`, '-t', '1', '-map', `0:${stream}:0`, '-f', 'framecrc', '-'];
    const said = await run(place.path, args, { maxBuffer: 2 ** 20 }).catch(() => null);
    if (said === null || !/^\d/m.test(said.stdout)) return false;
  }
  return true;
}

async function film(asked: CheckAsked): Promise<CheckAnswer> {
  const { framePx, filmFrames, lengthSec } = fileBounds;
  const [seen, heard] = await Promise.all([probe(asked.path), probeSound(asked.path)]);
  const { widthPx, heightPx, frames, fps, durationSec, codec } = seen;
  if (widthPx * heightPx > framePx || frames > filmFrames || durationSec > lengthSec)
    return tooBig(
      `${widthPx} × ${heightPx} pixels, ${frames} frames, ${Math.round(durationSec)} s are too much`,
      `${widthPx} × ${heightPx} 像素、${frames} 帧、${Math.round(durationSec)} 秒，超出上限`,
    );
  if (frames === 0 || !(widthPx > 0)) return unreadable('it holds no picture', '其中没有画面');
  const isDecoded = await decodes(asked, 'v', durationSec);
  if (isDecoded === false) return unreadable('it is cut off or cannot be decoded', '文件被截断或无法解码');
  return {
    figures: { widthPx, heightPx, frames, fps, lengthSec: durationSec, codec, hasAudio: heard !== null, isDecoded: isDecoded === true },
  };
}

async function sound(asked: CheckAsked): Promise<CheckAnswer> {
  const heard = await probeSound(asked.path);
  if (heard === null || !(heard.durationSec > 0)) return unreadable('it holds no sound', '其中没有声音');
  const { durationSec, channels, sampleRateHz, codec } = heard;
  if (durationSec > fileBounds.lengthSec || channels > 64 || sampleRateHz > 768_000)
    return tooBig(
      `${Math.round(durationSec)} s with ${channels} channels are too much`,
      `${Math.round(durationSec)} 秒、${channels} 声道，超出上限`,
    );
  const isDecoded = await decodes(asked, 'a', durationSec);
  if (isDecoded === false) return unreadable('it is cut off or cannot be decoded', '文件被截断或无法解码');
  return { figures: { lengthSec: durationSec, channels, sampleRateHz, codec, isDecoded: isDecoded === true } };
}

async function lut({ path, name }: CheckAsked): Promise<CheckAnswer> {
  if ((await stat(path)).size > fileBounds.lutBytes) return tooBig('a table of colours is at most 64 MiB long', '颜色查找表最大 64 MiB');
  const { readCube } = await import('@fantascope/stage');
  const { size } = readCube(await readFile(path, 'utf8'), name);
  return { figures: { size, isDecoded: true } };
}

async function scene({ path }: CheckAsked): Promise<CheckAnswer> {
  if ((await stat(path)).size > fileBounds.sceneBytes) return tooBig('a scene is at most 512 MiB long', '场景文件最大 512 MiB');
  const { readSceneFile } = await import('@fantascope/lift');
  const { layers, canvas } = (await readSceneFile(path)).scene;
  return { figures: { ...canvas, layers: layers.length, isDecoded: true } };
}

async function takeFile({ path }: CheckAsked): Promise<CheckAnswer> {
  const { readTakeFile } = await import('../../takes/take-file.ts');
  const { manifest } = await readTakeFile(path);
  const { widthPx, heightPx, lengthSec, fps } = manifest.media.figures;
  return { figures: { widthPx, heightPx, lengthSec, fps, isDecoded: false } };
}

const byKind = { image: picture, video: film, audio: sound, lut, scene, 'take-file': takeFile } as const;

// One after another: what is bounded is the largest of them.
liveAsChild(async (asked: readonly CheckAsked[]): Promise<readonly CheckAnswer[]> => {
  const answers: CheckAnswer[] = [];
  for (const each of asked) answers.push(await answerOf(each));
  return answers;
});

async function answerOf(asked: CheckAsked): Promise<CheckAnswer> {
  try {
    return await byKind[asked.type.kind](asked);
  } catch (error) {
    if (error instanceof Fault) {
      const told = (language: 'en' | 'zh') => say(language, error).replaceAll(asked.path, asked.name);
      return unreadable(told('en'), told('zh'));
    }
    // A decoder's own words, without the path that only this machine knows.
    const own = (error instanceof Error ? error.message : String(error)).replaceAll(asked.path, asked.name).slice(0, 300);
    return unreadable(own, own);
  }
}
