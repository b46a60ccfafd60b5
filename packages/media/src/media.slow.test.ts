import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fault } from '@fantascope/film';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Encoder, type EncoderSettings, encodersAlive, findFfmpeg, frameBytes, joinPackets, locateFfmpeg, probe } from './index.ts';

const settings: EncoderSettings = { widthPx: 192, heightPx: 108, fps: 30, speed: 'best' };
const { path: ffmpegPath } = locateFfmpeg({ env: process.env });
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'media-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A frame whose luma says its own number: nothing else in the film looks like it. */
function frame(n: number, { widthPx, heightPx } = settings): Uint8Array {
  const bytes = new Uint8Array(frameBytes({ widthPx, heightPx })).fill(128);
  for (let y = 0; y < heightPx; y++) for (let x = 0; x < widthPx; x++) bytes[y * widthPx + x] = 40 + ((n * 3 + ((x * y) >> 6)) % 170);
  return bytes;
}

async function encode(file: string, first: number, frames: number, change: Partial<EncoderSettings> = {}): Promise<void> {
  const encoder = new Encoder({ ffmpegPath, file, settings: { ...settings, ...change } });
  for (let n = 0; n < frames; n++) await encoder.write(frame(first + n));
  await encoder.finish();
}

const decoded = (file: string) =>
  execFileSync(ffmpegPath, ['-v', 'error', '-i', file, '-f', 'framemd5', '-'], { encoding: 'utf8' }).split('\n');
const frameHashes = (file: string) =>
  decoded(file)
    .filter((line) => line.startsWith('0'))
    .map((line) => line.split(',').at(-1));

async function faultOf(promise: Promise<unknown>): Promise<Fault> {
  const reason = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(reason).toBeInstanceOf(Fault);
  return reason as Fault;
}

/** A program that stands in for ffmpeg: it reads, then fails as told. */
function fakeFfmpeg(script: string): string {
  const path = join(folder, 'fake-ffmpeg');
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

describe('join', () => {
  test('a joined film shows every frame of its segments at its own time, index first, bt709', async () => {
    const segments = [];
    for (const [index, frames] of [20, 1, 33].entries()) {
      const file = join(folder, `${index}.mp4`);
      await encode(file, index * 100, frames);
      segments.push({ file, frames });
    }
    const out = join(folder, 'film.mp4');
    await joinPackets(segments, { out, fps: 30 });
    expect(await probe(out)).toMatchObject({
      frames: 54,
      widthPx: 192,
      heightPx: 108,
      startSec: 0,
      codec: 'avc',
      primaries: 'bt709',
      transfer: 'bt709',
      matrix: 'bt709',
      isFullRange: false,
    });
    expect((await probe(out)).durationSec).toBeCloseTo(54 / 30, 6);
    expect(frameHashes(out)).toEqual(segments.flatMap(({ file }) => frameHashes(file)));
    const lines = decoded(out);
    const [ticks, unit] = (lines.find((line) => line.startsWith('#tb')) ?? '').split(': ')[1]?.split('/').map(Number) ?? [];
    const times = lines.filter((line) => line.startsWith('0')).map((line) => (Number(line.split(',')[2]) * (ticks ?? 0)) / (unit ?? 1));
    times.forEach((time, n) => {
      expect(time).toBeCloseTo(n / 30, 5);
    });
    const boxes = execFileSync('head', ['-c', '64', out]).toString('latin1');
    expect(boxes).toContain('moov');
    expect(readdirSync(folder).sort()).toEqual(['0.mp4', '1.mp4', '2.mp4', 'film.mp4']);
  });

  test('a segment that lacks frames is refused and leaves no film behind', async () => {
    const file = join(folder, 'short.mp4');
    await encode(file, 0, 5);
    const fault = await faultOf(joinPackets([{ file, frames: 6 }], { out: join(folder, 'film.mp4'), fps: 30 }));
    expect(fault.code).toBe('media.segment-broken');
    expect(readdirSync(folder)).toEqual(['short.mp4']);
  });

  test('segments of different encoder settings are refused', async () => {
    const [a, b] = [join(folder, 'a.mp4'), join(folder, 'b.mp4')];
    await encode(a, 0, 3);
    await encode(b, 0, 3, { speed: 'fast' });
    await joinPackets([{ file: a, frames: 3 }], { out: join(folder, 'fine.mp4'), fps: 30 });
    const join2 = joinPackets(
      [
        { file: a, frames: 3 },
        { file: b, frames: 3 },
      ],
      { out: join(folder, 'film.mp4'), fps: 30 },
    );
    expect((await faultOf(join2)).code).toBe('media.segment-broken');
  });

  test('a folder that is not there is one sentence', async () => {
    const file = join(folder, 'a.mp4');
    await encode(file, 0, 2);
    const fault = await faultOf(joinPackets([{ file, frames: 2 }], { out: join(folder, 'nowhere', 'film.mp4'), fps: 30 }));
    expect(fault.code).toBe('media.write-failed');
  });
});

describe('encoder', () => {
  test('equal frames and settings give equal bytes', async () => {
    await encode(join(folder, 'a.mp4'), 0, 12);
    await encode(join(folder, 'b.mp4'), 0, 12);
    expect(execFileSync('cmp', [join(folder, 'a.mp4'), join(folder, 'b.mp4')]).toString()).toBe('');
  });

  test('ffmpeg killed in the middle is one sentence and no child is left', async () => {
    const encoder = new Encoder({ ffmpegPath, file: join(folder, 'a.mp4'), settings });
    await encoder.write(frame(0));
    process.kill(encoder.pid as number, 'SIGKILL');
    const fault = await faultOf(
      (async () => {
        for (let n = 1; n < 500; n++) await encoder.write(frame(n));
        await encoder.finish();
      })(),
    );
    expect(fault.code).toBe('media.encoder-died');
    expect(fault.message).toContain('SIGKILL');
    expect(encodersAlive()).toEqual([]);
  });

  test('an encoder that fails after some bytes is told with its own last words', async () => {
    const fake = fakeFfmpeg('head -c 100000 >/dev/null; echo "x264: the moon is wrong" >&2; exit 3');
    const encoder = new Encoder({ ffmpegPath: fake, file: join(folder, 'a.mp4'), settings });
    const fault = await faultOf(
      (async () => {
        for (let n = 0; n < 100; n++) await encoder.write(frame(n));
        await encoder.finish();
      })(),
    );
    expect(fault.code).toBe('media.encoder-died');
    expect(fault.message).toContain('the moon is wrong');
    expect(fault.message).toContain('exit 3');
  });

  test('a full disk is named as such', async () => {
    if (!existsSync('/dev/full')) return;
    // Every write to /dev/full fails with ENOSPC: the real encoder meets a real full disk.
    const wrapper = fakeFfmpeg(
      `exec ${ffmpegPath} -v error -xerror -y -f rawvideo -pix_fmt yuv420p -s 192x108 -i pipe:0 -f mpegts /dev/full`,
    );
    const encoder = new Encoder({ ffmpegPath: wrapper, file: join(folder, 'a.mp4'), settings });
    const fault = await faultOf(
      (async () => {
        for (let n = 0; n < 200; n++) await encoder.write(frame(n));
        await encoder.finish();
      })(),
    );
    expect(fault.code).toBe('media.disk-full');
  });

  test('kill ends the child at once', async () => {
    const encoder = new Encoder({ ffmpegPath, file: join(folder, 'a.mp4'), settings });
    await encoder.write(frame(0));
    expect(encodersAlive()).toEqual([encoder.pid]);
    await encoder.kill();
    expect(encodersAlive()).toEqual([]);
  });

  test('a program that cannot start is one sentence', async () => {
    const encoder = new Encoder({ ffmpegPath: join(folder, 'absent'), file: join(folder, 'a.mp4'), settings });
    expect((await faultOf(encoder.write(frame(0)))).code).toBe('media.ffmpeg-unusable');
  });
});

describe('finding ffmpeg', () => {
  test('FFMPEG_PATH wins, then PATH, then the npm build', () => {
    const fake = fakeFfmpeg('exit 0');
    expect(locateFfmpeg({ env: { FFMPEG_PATH: fake, PATH: '/usr/bin' } })).toEqual({ path: fake, source: 'FFMPEG_PATH' });
    renameSync(fake, join(folder, 'ffmpeg'));
    expect(locateFfmpeg({ env: { FFMPEG_PATH: '', PATH: `/nowhere:${folder}` } })).toEqual({
      path: join(folder, 'ffmpeg'),
      source: 'PATH',
    });
    const bundled = locateFfmpeg({ env: { PATH: '/nowhere' } });
    expect(bundled.source).toBe('npm');
  });

  test('a wrong FFMPEG_PATH is said, not passed over', () => {
    expect(() => locateFfmpeg({ env: { FFMPEG_PATH: join(folder, 'nothing'), PATH: '/usr/bin' } })).toThrow('FFMPEG_PATH points to');
  });

  test('it answers with its version and whether it has libx264', async () => {
    expect(await findFfmpeg({ env: process.env })).toMatchObject({ hasLibx264: true, version: expect.stringMatching(/\d/) });
    const poor = fakeFfmpeg('echo "ffmpeg version 9.9 built by hand"');
    expect(await findFfmpeg({ env: { FFMPEG_PATH: poor } })).toMatchObject({ hasLibx264: false, version: '9.9' });
  });

  test('the npm build of 2018 encodes our frames as well', async () => {
    const { path } = locateFfmpeg({ env: { PATH: folder } });
    const file = join(folder, 'a.mp4');
    const encoder = new Encoder({ ffmpegPath: path, file, settings });
    for (let n = 0; n < 20; n++) await encoder.write(frame(n));
    await encoder.finish();
    const out = join(folder, 'film.mp4');
    await joinPackets([{ file, frames: 20 }], { out, fps: 30 });
    expect(await probe(out)).toMatchObject({ frames: 20, primaries: 'bt709', isFullRange: false });
  });
});

test('a file that is no video is refused', async () => {
  const file = join(folder, 'x.mp4');
  writeFileSync(file, 'not a video');
  expect((await faultOf(probe(file))).code).toBe('media.unreadable');
});
