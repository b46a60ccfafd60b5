import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Shot } from '@fantascope/film';
import { ControlManifest, ControlPoses } from '@fantascope/film/control';
import { encodersAlive, locateFfmpeg, probe } from '@fantascope/media';
import { firstWindow } from '@fantascope/stage';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sampleScene } from '../sample-film.ts';
import { type ControlJob, type ControlReport, writeControlPackage } from './control.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'control-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const scene = sampleScene(90);
/** The checked wall at 7.5 m with the disc before it at 3 m; the camera moves 0.3 m to the right in half a second. */
function job(changes: Partial<ControlJob> = {}): ControlJob {
  const shot = Shot.parse({ camera: { lengthSec: 0.5, moves: [{ kind: 'truck', distanceM: 0.3, easing: 'linear' }] } });
  const staging = { window: firstWindow(scene, { aspectRatio: 16 / 9 }), lensMm: 35, subjectDistanceM: 3 };
  return {
    ...{ shot, source: { scene, sceneKey: 'sample', staging, camera: shot.camera }, folder: join(root, 'package') },
    ...{ widthPx: 192, heightPx: 108, fps: 30, workers: 2 },
    ...{ picture: { name: 'sample.png', sha256: null }, depth: { method: 'heuristic', isEstimated: true } },
    ...changes,
  };
}
/** Without these ffmpeg's own way to RGB is off by one and a half steps. */
const exactly = 'scale=in_color_matrix=bt709:flags=bicubic+accurate_rnd+full_chroma_int+full_chroma_inp';
const at = (...path: string[]) => join(root, 'package', ...path);

const ffmpeg = locateFfmpeg({ env: process.env }).path;
function lumaOf(name: string, frame: number): Buffer {
  const picked = ['-vf', `select=eq(n\\,${frame})`, '-frames:v', '1', '-f', 'rawvideo', '-pix_fmt', 'gray', '-'];
  return execFileSync(ffmpeg, ['-v', 'error', '-i', at(name), ...picked], { maxBuffer: 1e8 });
}
function psnrDb(a: Uint8Array, b: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += ((a[i] as number) - (b[i] as number)) ** 2;
  return 10 * Math.log10((255 * 255 * a.length) / sum);
}
const files = (folder = '') => readdirSync(at(folder)).sort();

test('a package is whole: every file is there, is what the manifest says, and reads back', async () => {
  const report: ControlReport = await writeControlPackage(job({ frames: 9, hasExr: true }));
  expect(readdirSync(root)).toEqual(['package']);
  const manifest = ControlManifest.parse(JSON.parse(readFileSync(at('control.json'), 'utf8')));
  expect(manifest).toEqual(report.manifest);
  expect(manifest).toMatchObject({ frames: 9, fps: 18, widthPx: 192, heightPx: 108, lengthSec: 0.5 });
  const told: string[] = [];
  for (const { path, count, bytes, sha256 } of manifest.files) {
    const names = Array.from({ length: count }, (_, i) => path.replace('%05d', String(i + 1).padStart(5, '0')));
    expect(
      names.map((name) =>
        createHash('sha256')
          .update(readFileSync(at(name)))
          .digest('hex'),
      ),
      path,
    ).toEqual(sha256);
    expect(names.reduce((sum, name) => sum + readFileSync(at(name)).length, 0)).toBe(bytes);
    told.push(...names);
  }
  const found = files().flatMap((name) => (name.includes('.') ? [name] : files(name).map((each) => `${name}/${each}`)));
  expect(found.sort()).toEqual([...told, 'control.json'].sort());

  for (const [name, frames] of [
    ['colour.mp4', 9],
    ['mask.mp4', 9],
    ['depth.mp4', 9],
    ['flow.mp4', 8],
    ['reference.mp4', 9],
  ] as const) {
    const { frames: counted, fps, ...rest } = await probe(at(name));
    expect({ name, frames: counted, fps: Math.round(fps * 1000) / 1000 }).toEqual({ name, frames, fps: 18 });
    expect(rest).toMatchObject({ widthPx: 192, heightPx: 108, codec: 'avc', matrix: 'bt709', isFullRange: false });
  }
  expect(ControlPoses.parse(JSON.parse(readFileSync(at('poses.json'), 'utf8'))).frames).toHaveLength(9);
  expect(readFileSync(at('poses.txt'), 'utf8').trim().split('\n')).toHaveLength(10);
  expect(await sharp(at('last.png')).metadata()).toMatchObject({ width: 192, height: 108, channels: 3, depth: 'uchar' });
  expect(encodersAlive()).toEqual([]);
});

test('depth, mask and flow are those of the scene, in every form they are written in', async () => {
  const { manifest, notices } = await writeControlPackage(job({ frames: 9, hasExr: true }));
  const deep = await sharp(at('depth/00005.png')).toColourspace('grey16').raw({ depth: 'ushort' }).toBuffer();
  const codes = new Uint16Array(deep.buffer, deep.byteOffset, 192 * 108);
  const perCode = manifest.files.find(({ path }) => path === 'depth/%05d.png')?.scale?.perCode as number;
  const metres = (x: number, y: number) => 1 / ((codes[y * 192 + x] as number) * perCode);
  // Half way the disc at 3 m has gone 4/9 of 0.3 m × 35 / 36 × 192 px / 3 m to the left.
  expect(Math.abs(metres(88, 54) / 3 - 1)).toBeLessThan(0.001);
  expect(Math.abs(metres(10, 54) / 7.5 - 1)).toBeLessThan(0.001);

  // ffmpeg reads the EXR file; it knows no channel Z, so the file is told to it as Y, which it takes for grey.
  const exr = readFileSync(at('depth-exr/00005.exr'));
  exr.write('Y', exr.indexOf('chlist') + 11, 'latin1');
  writeFileSync(join(root, 'y.exr'), exr);
  const raw = execFileSync(ffmpeg, ['-v', 'error', '-i', join(root, 'y.exr'), '-f', 'rawvideo', '-pix_fmt', 'grayf32le', '-'], {
    maxBuffer: 1e8,
  });
  expect(Math.abs(raw.readFloatLE((54 * 192 + 88) * 4) - 3)).toBeLessThan(0.003);
  expect(Math.abs(raw.readFloatLE((54 * 192 + 10) * 4) - 7.5)).toBeLessThan(0.0075);

  const flo = readFileSync(at('flow/00005.flo'));
  expect([flo.toString('latin1', 0, 4), flo.readInt32LE(4), flo.readInt32LE(8)]).toEqual(['PIEH', 192, 108]);
  const u = (x: number, y: number) => flo.readFloatLE(12 + (y * 192 + x) * 8);
  const stepPx = ((0.3 / 9) * (35 / 36) * 192) / 3;
  expect(Math.abs(u(88, 54) + stepPx)).toBeLessThan(0.05);
  expect(Math.abs(u(10, 54) + stepPx / 2.5)).toBeLessThan(0.05);

  const mask = await sharp(at('mask/00009.png')).extractChannel(0).raw().toBuffer();
  const uncovered = await sharp(at('uncovered/00009.png')).extractChannel(0).raw().toBuffer();
  expect(new Set(mask)).toEqual(new Set([0, 255]));
  // The wall ends at the right, and nothing of this scene is filled.
  expect(mask).toEqual(uncovered);
  expect(mask[54 * 192 + 191]).toBe(255);
  expect(manifest.shares[0]).toEqual({ inventedRatio: 0, uncoveredRatio: 0 });
  expect(manifest.shares[8]?.uncoveredRatio).toBeCloseTo(mask.filter((value) => value === 255).length / mask.length, 9);
  expect(notices.map(({ code }) => code)).toEqual(['render.control-depth']);
});

test('without a number of frames it has those of the shot, and what a Wan model leaves out is said', async () => {
  const { manifest, notices } = await writeControlPackage(job());
  expect(manifest).toMatchObject({ frames: 15, fps: 30 });
  expect(files()).not.toContain('depth-exr');
  expect(files('flow')).toHaveLength(14);
  expect(notices).toContainEqual({ code: 'render.control-length', params: { length: 13, frames: 15 } });
  const first = readFileSync(at('first.png'));
  const colour = execFileSync(
    ffmpeg,
    ['-v', 'error', '-i', at('colour.mp4'), '-vf', exactly, '-frames:v', '1', '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'],
    { maxBuffer: 1e8 },
  );
  const still = await sharp(first).raw().toBuffer();
  expect(psnrDb(still, colour)).toBeGreaterThan(30);
});

test('the reference video is the beginning of a long shot, and of no more than 30 frames a second', async () => {
  const shot = Shot.parse({ camera: { lengthSec: 12, moves: [{ kind: 'truck', distanceM: 0.1 }] } });
  const long = { shot, source: { ...job().source, camera: shot.camera } };
  const { manifest, notices } = await writeControlPackage(job({ ...long, frames: 24 }));
  expect(manifest).toMatchObject({ frames: 24, fps: 2 });
  expect(await probe(at('reference.mp4'))).toMatchObject({ frames: 20, fps: 2 });
  expect(notices.map(({ code }) => code)).toContain('render.control-reference');
  // Encoded apart, so alike and not equal: its last frame is the 20th of the package, not the 24th.
  const last = lumaOf('reference.mp4', 19);
  expect(psnrDb(last, lumaOf('colour.mp4', 19))).toBeGreaterThan(psnrDb(last, lumaOf('colour.mp4', 23)) + 6);
  rmSync(at(), { recursive: true });
  await writeControlPackage(
    job({
      fps: 60,
      shot: { ...shot, camera: { ...shot.camera, lengthSec: 0.1 } },
      source: { ...long.source, camera: { ...shot.camera, lengthSec: 0.1 } },
    }),
  );
  expect(await probe(at('reference.mp4'))).toMatchObject({ frames: 3, fps: 30 });
});

test('a folder that is there and not empty is refused and left alone; an empty one is taken', async () => {
  mkdirSync(at());
  writeFileSync(at('mine.txt'), 'mine');
  await expect(writeControlPackage(job())).rejects.toMatchObject({ code: 'render.control-not-empty' });
  expect(files()).toEqual(['mine.txt']);
  rmSync(at('mine.txt'));
  await writeControlPackage(job({ frames: 1 }));
  expect(files()).toContain('control.json');
  expect(files()).not.toContain('flow');
});

test('Ctrl-C in the middle leaves nothing behind', async () => {
  const controller = new AbortController();
  const stopped = writeControlPackage(
    job({
      signal: controller.signal,
      onProgress: ({ stage, doneFrames }) => {
        if (stage === 'control' && doneFrames === 3) controller.abort(new Error('stopped'));
      },
    }),
  );
  await expect(stopped).rejects.toThrow('stopped');
  expect(readdirSync(root)).toEqual([]);
  expect(encodersAlive()).toEqual([]);
});

test('the last picture is blurred by the shutter as the last frame of the colour video is, at the rate of the package', async () => {
  const shot = Shot.parse({ camera: { lengthSec: 0.5, moves: [{ kind: 'truck', distanceM: 1, easing: 'linear' }] } });
  const plain = job({ shot, frames: 3 });
  const staged = { ...plain.source, camera: shot.camera };
  // BT.709 luma in video range, as the film has it.
  const lastLuma = async () => {
    const rgb = await sharp(readFileSync(at('last.png')))
      .raw()
      .toBuffer();
    const code = (i: number) => 0.2126 * (rgb[i] as number) + 0.7152 * (rgb[i + 1] as number) + 0.0722 * (rgb[i + 2] as number);
    return Uint8Array.from({ length: rgb.length / 3 }, (_, k) => Math.round(16 + (code(k * 3) * 219) / 255));
  };
  await writeControlPackage({ ...plain, source: staged });
  const sharpLast = await lastLuma();
  rmSync(at(), { recursive: true });
  const look = { shutter: { angleDeg: 360, isOnCamera: true }, seed: 1, fps: 30 };
  await writeControlPackage({ ...plain, source: { ...staged, look } });
  const film = lumaOf('colour.mp4', 2);
  expect(psnrDb(await lastLuma(), film)).toBeGreaterThan(psnrDb(sharpLast, film) + 6);
});
