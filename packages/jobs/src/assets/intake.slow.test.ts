import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import { Fault } from '@fantascope/film';
import sharp from 'sharp';
import { afterAll, describe, expect, test } from 'vitest';
import { runBounded } from './check/bounded-child.ts';
import { checkFile } from './check/check-file.ts';
import { sniffFile } from './file-type.ts';
import { gifBomb, pngBomb, realFilm, realPicture, realSound } from './test-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'fantascope-intake-'));
afterAll(() => rmSync(folder, { recursive: true }));

const path = (ending = 'bin') => join(folder, `${randomUUID()}.${ending}`);
function written(bytes: Uint8Array | string): string {
  const file = path();
  writeFileSync(file, bytes);
  return file;
}
/** What becomes of a file at the door: its type and figures, or the code it is refused with. */
async function atTheDoor(file: string, bounds = {}) {
  const type = await sniffFile(file);
  if (type === undefined) return { refused: 'jobs.unknown-file' };
  try {
    return { mime: type.mime, figures: await checkFile({ path: file, name: 'a file', type }, bounds) };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { refused: error.code, said: error.message };
  }
}

test('what a picture says of itself is kept with it: that a model made it', async () => {
  const aigc = '<x:xmpmeta xmlns:x="adobe:ns:meta/"><TC260:AIGC>{"Label":"1","ContentProducer":"someone"}</TC260:AIGC></x:xmpmeta>';
  for (const format of ['png', 'jpeg', 'webp'] as const) {
    const bytes = await sharp(await realPicture())
      .withXmp(aigc)
      .toFormat(format)
      .toBuffer();
    expect(await atTheDoor(written(bytes)), format).toMatchObject({ figures: { saysGenerated: true, isDecoded: true } });
  }
  expect(await atTheDoor(written(await realPicture()))).not.toHaveProperty('figures.saysGenerated');
});

test('pictures, films and sound are measured, whatever they are called', async () => {
  expect(await atTheDoor(written(await realPicture()))).toMatchObject({
    mime: 'image/png',
    figures: { widthPx: 640, heightPx: 360, isDecoded: true },
  });
  const film = path('mp4');
  realFilm(film);
  expect(await atTheDoor(film)).toMatchObject({
    mime: 'video/mp4',
    figures: { widthPx: 320, heightPx: 180, frames: 50, fps: 25, hasAudio: true, isDecoded: true },
  });
  const sound = path('flac');
  realSound(sound);
  expect(await atTheDoor(sound)).toMatchObject({ mime: 'audio/flac', figures: { channels: 1, sampleRateHz: 44100, isDecoded: true } });
  const lut = 'TITLE "warm"\nLUT_3D_SIZE 2\n0 0 0\n1 0 0\n0 1 0\n1 1 0\n0 0 1\n1 0 1\n0 1 1\n1 1 1\n';
  expect(await atTheDoor(written(lut))).toMatchObject({ mime: 'application/x-cube-lut', figures: { size: 2 } });
});

describe('attack: a file that is not what it seems', () => {
  test.each([
    ['a page', '<!doctype html><script>alert(1)</script>'],
    ['a drawing with a script', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ['a document', '%PDF-1.7\n1 0 obj'],
    ['a playlist that names a file of the server', '#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n'],
    ['a program', '\x7fELF\x02\x01\x01'],
    ['nothing', ''],
  ])('%s is refused by its first bytes', async (_, bytes) => {
    expect(await atTheDoor(written(Buffer.from(bytes, 'latin1')))).toEqual({ refused: 'jobs.unknown-file' });
  });

  test.each([
    ['a GIF that is a script', 'GIF89a/*\0\0\0\0*/=1;alert(document.cookie)//'],
    ['a film that is a playlist', '\0\0\0\x18ftypisom#EXTM3U\n#EXTINF:1,\nhttp://169.254.169.254/latest\n'],
    ['a WebP that is a page', 'RIFF\xff\xff\0\0WEBP<html><script>alert(1)</script></html>'],
    ['a JPEG of three bytes', '\xff\xd8\xff'],
    ['sound that is text', 'ID3 what a song'],
    ['a table of colours without colours', 'LUT_3D_SIZE 33\n'],
  ])('%s is refused by its decoder', async (_, bytes) => {
    expect(await atTheDoor(written(Buffer.from(bytes, 'latin1')))).toMatchObject({ refused: 'jobs.file-unreadable' });
  });

  test('a table of colours as long as none can be is not even counted', async () => {
    expect(await atTheDoor(written('LUT_3D_SIZE 2\n'.padEnd(65 * 2 ** 20, '#')))).toMatchObject({ refused: 'jobs.file-too-big' });
  });
});

describe('attack: a file that was cut off', () => {
  test('a picture or a film without its end is refused', async () => {
    const picture = await realPicture(2, { widthPx: 900, heightPx: 900 });
    expect(await atTheDoor(written(picture.subarray(0, Math.floor(picture.length * 0.6))))).toMatchObject({
      refused: 'jobs.file-unreadable',
    });
    const film = path('mp4');
    realFilm(film, { lengthSec: 4 });
    const whole = readFileSync(film);
    expect(await atTheDoor(written(whole.subarray(0, Math.floor(whole.length * 0.6))))).toMatchObject({ refused: 'jobs.file-unreadable' });
  });
});

describe('attack: a small file that is huge inside', () => {
  test('400 million pixels in some kB are refused by the header alone', async () => {
    const bomb = pngBomb(20_000);
    expect(bomb.length).toBeLessThan(100_000);
    expect(await atTheDoor(written(bomb), { memoryMib: 200 })).toMatchObject({ refused: 'jobs.file-too-big' });
  });

  test('an animation of too many pictures is refused', async () => {
    expect(await atTheDoor(written(gifBomb(4000)))).toMatchObject({ refused: 'jobs.file-too-big' });
    expect(await atTheDoor(written(gifBomb(40)))).toMatchObject({ figures: { frames: 40 } });
  });

  test('an archive that would unpack is none of ours', async () => {
    const packed = deflateRawSync(Buffer.alloc(20 * 2 ** 20));
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(8, 8);
    head.writeUInt32LE(packed.length, 18);
    head.writeUInt32LE(20 * 2 ** 20, 22);
    head.writeUInt16LE(10, 26);
    expect(await atTheDoor(written(Buffer.concat([head, Buffer.from('scene.json'), packed])))).toMatchObject({
      refused: 'jobs.file-unreadable',
    });
  });

  test('whoever needs more memory or time than is given is stopped', async () => {
    const picture = written(await realPicture());
    expect(await atTheDoor(picture, { memoryMib: 40 })).toMatchObject({
      refused: 'jobs.file-too-big',
      said: expect.stringContaining('memory'),
    });
    expect(await atTheDoor(picture, { timeMs: 5 })).toMatchObject({ refused: 'jobs.file-too-big', said: expect.stringContaining('long') });
  });
});

describe('a child', () => {
  const child = (code: string) => {
    const file = path('mjs');
    writeFileSync(file, code);
    return pathToFileURL(file);
  };

  test('sees no key of ours', async () => {
    process.env['FAL_KEY'] = 'a key';
    try {
      const ended = await runBounded(child('process.stdout.write(JSON.stringify(Object.keys(process.env)))'), null);
      expect(ended).toMatchObject({ end: 'answered' });
      expect(JSON.stringify(ended)).not.toMatch(/FAL_KEY|HOME"/);
    } finally {
      delete process.env['FAL_KEY'];
    }
  });

  test('takes its own children with it, and cannot take more address space than it was given', async () => {
    const mark = path('txt');
    const code = `import { spawn } from 'node:child_process';
      spawn(process.execPath, ['-e', "setTimeout(() => require('fs').writeFileSync('${mark}', ''), 1500)"], { stdio: 'ignore' });
      setTimeout(() => undefined, 60_000);`;
    expect(await runBounded(child(code), null, { timeMs: 700 })).toMatchObject({ end: 'time' });
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(existsSync(mark)).toBe(false);
    if (process.platform !== 'linux') return;
    const greedy = 'const all = []; for (;;) all.push(new WebAssembly.Memory({ initial: 16384 }));';
    expect((await runBounded(child(greedy), null, { memoryMib: 64 })).end).not.toBe('answered');
  });

  test('that breaks down says so and harms nobody', async () => {
    expect(await runBounded(child("process.kill(process.pid, 'SIGSEGV')"), null)).toMatchObject({ end: 'crash' });
    expect(await runBounded(child("process.stdout.write('x'.repeat(9e6)); setTimeout(() => 0, 1e5)"), null)).toMatchObject({
      end: 'crash',
    });
  });
});
