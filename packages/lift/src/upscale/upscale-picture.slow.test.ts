import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Picture } from '../picture.ts';
import { sha256Of } from '../weights.ts';
import { openEsrgan, type Rgb } from './esrgan.ts';
import { esrganWeights, findEsrganWeights } from './esrgan-weights.ts';
import { enlargeBytes } from './lanczos.ts';
import { layTiles } from './tiles.ts';
import { isSmallFor, upscalePicture } from './upscale-picture.ts';

const photo = fileURLToPath(new URL('../../../../examples/photos/chelsea.png', import.meta.url));

async function rgbOf(path: string): Promise<Rgb> {
  const { data, info } = await sharp(path).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { widthPx: info.width, heightPx: info.height, rgb: data };
}

/** A part of the cat's face: fur, an eye, an edge. */
async function piece(widthPx: number, heightPx: number, alpha: Uint8Array | null = null): Promise<Picture> {
  const rgb = await sharp(photo).removeAlpha().extract({ left: 140, top: 60, width: widthPx, height: heightPx }).raw().toBuffer();
  return { widthPx, heightPx, rgb, alpha, sha256: '', notices: [] };
}

const farthest = (a: Uint8Array, b: Uint8Array): number =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] as number))), 0);

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'upscale-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('the weights that enlarge', () => {
  test('are the converted bytes, with their licence beside them', async () => {
    expect(await sha256Of(esrganWeights.path)).toBe(esrganWeights.sha256);
    expect((await findEsrganWeights()).outcome).toBe('found');

    expect(await readFile(esrganWeights.path.replace('.onnx', '.LICENSE'), 'utf8')).toMatch(/MIT License[\s\S]*Kevin Scott/);
  });

  test('give what TensorFlow.js gave for the package’s own sample, within rounding', async () => {
    const file = (ending: string): string => esrganWeights.path.replace('.onnx', `.${ending}.png`);
    const sample = await rgbOf(file('in'));
    const expected = await rgbOf(file('out'));
    await using model = await openEsrgan(esrganWeights.path);
    const large = await model.enlarge(sample, { xPx: 0, yPx: 0, widthPx: 48, heightPx: 48 });
    expect([large.widthPx, large.heightPx]).toEqual([192, 192]);
    // the sample goes on to the right and below, of which the model sees 18 pixels
    for (let y = 0; y < 4 * 30; y++) {
      const row = (rgb: Uint8Array): Uint8Array => rgb.subarray(3 * y * 192, 3 * (y * 192 + 4 * 30));
      expect(farthest(row(large.rgb), row(expected.rgb))).toBeLessThanOrEqual(1);
    }
  });
});

describe('tiles', () => {
  test('keep every pixel once, read as much around it as asked, and are all of one size', () => {
    const side = fc.integer({ min: 1, max: 900 });
    fc.assert(
      fc.property(side, side, fc.integer({ min: 20, max: 300 }), fc.integer({ min: 0, max: 20 }), (widthPx, heightPx, corePx, marginPx) => {
        const tiles = layTiles({ widthPx, heightPx }, { corePx, marginPx });
        const kept = tiles.reduce((sum, { keep }) => sum + keep.widthPx * keep.heightPx, 0);
        expect(kept).toBe(widthPx * heightPx);
        for (const { read, keep } of tiles) {
          expect([read.widthPx, read.heightPx]).toEqual([tiles[0]?.read.widthPx, tiles[0]?.read.heightPx]);
          expect(keep.widthPx).toBeLessThanOrEqual(corePx);
          expect(keep.heightPx).toBeLessThanOrEqual(corePx);
          expect(keep.xPx - read.xPx).toBe(marginPx);
          expect(keep.yPx - read.yPx).toBe(marginPx);
          expect(read.xPx + read.widthPx).toBeGreaterThanOrEqual(keep.xPx + keep.widthPx + marginPx);
          expect(read.yPx + read.heightPx).toBeGreaterThanOrEqual(keep.yPx + keep.heightPx + marginPx);
        }
        const corners = new Set(tiles.map(({ keep }) => `${keep.xPx},${keep.yPx}`));
        expect(corners.size).toBe(tiles.length);
      }),
    );
  });
});

describe('doubling a picture', () => {
  test('shows no seam: in six tiles it is what it is in one, and Lanczos alone is something else', async () => {
    const picture = await piece(150, 100);
    const whole = await upscalePicture(picture, { corePx: 400 });
    const tiled = await upscalePicture(picture, { corePx: 50 });
    expect(tiled).toMatchObject({ method: 'esrgan-medium', notices: [], picture: { widthPx: 300, heightPx: 200, alpha: null } });
    expect(farthest(tiled.picture.rgb, whole.picture.rgb)).toBeLessThanOrEqual(1);
    const lanczos = enlargeBytes(picture.rgb, { ...picture, channels: 3 }, { widthPx: 300, heightPx: 200 });
    expect(farthest(tiled.picture.rgb, lanczos)).toBeGreaterThan(8);
  });

  test('comes closer to a photograph that was shrunk than Lanczos does', async () => {
    const truth = await piece(192, 160);
    const size = { widthPx: 96, heightPx: 80 };
    const rgb = await sharp(truth.rgb, { raw: { width: 192, height: 160, channels: 3 } })
      .resize(96, 80, { kernel: 'lanczos3' })
      .raw()
      .toBuffer();
    const error = (other: Uint8Array): number => other.reduce((sum, value, i) => sum + (value - (truth.rgb[i] as number)) ** 2, 0);
    const { picture } = await upscalePicture({ ...truth, ...size, rgb });
    expect(error(picture.rgb)).toBeLessThan(error(enlargeBytes(rgb, { ...size, channels: 3 }, truth)));
  });

  test('keeps a cut-out picture cut out', async () => {
    const alpha = new Uint8Array(60 * 40);
    for (let y = 10; y < 30; y++) alpha.fill(255, y * 60 + 20, y * 60 + 40);
    const { picture } = await upscalePicture(await piece(60, 40, alpha));
    expect(picture.alpha).toHaveLength(120 * 80);
    expect(picture.alpha?.[40 * 120 + 60]).toBe(255);
    expect(picture.alpha?.[4 * 120 + 4]).toBe(0);
  });

  test('is done by Lanczos, and said, where weights or engine are missing or broken', async () => {
    const picture = await piece(40, 30);
    const { name, path } = esrganWeights;
    const lanczos = enlargeBytes(picture.rgb, { ...picture, channels: 3 }, { widthPx: 80, heightPx: 60 });
    const broken = join(folder, 'broken.onnx');
    await writeFile(broken, 'no model');
    const cases = [
      [{ weights: { outcome: 'missing', name, path } }, 'lift.upscale-weights-missing'],
      [{ weights: { outcome: 'damaged', name, path } }, 'lift.upscale-weights-missing'],
      [{ weights: { outcome: 'found', name, path: broken } }, 'lift.upscale-failed'],
      [{ load: () => Promise.reject(new Error('no such library')) }, 'lift.upscale-failed'],
    ] as const;
    for (const [options, code] of cases) {
      const doubled = await upscalePicture(picture, options);
      expect(doubled).toMatchObject({ method: 'lanczos', notices: [{ code }] });
      expect(farthest(doubled.picture.rgb, lanczos)).toBe(0);
    }
  });
});

test('a picture is small when its canvas is more than a third longer', () => {
  const canvas = { widthPx: 1920, heightPx: 1280 };
  expect(isSmallFor(canvas, { widthPx: 1439, heightPx: 900 })).toBe(true);
  expect(isSmallFor(canvas, { widthPx: 1440, heightPx: 900 })).toBe(false);
  expect(isSmallFor({ widthPx: 1080, heightPx: 1920 }, { widthPx: 700, heightPx: 1500 })).toBe(false);
});

describe('Lanczos', () => {
  test('leaves what it enlarges where it was, and a flat picture flat', () => {
    const size = { widthPx: 32, heightPx: 32 };
    const square = new Uint8Array(32 * 32);
    for (let y = 10; y < 22; y++) square.fill(200, y * 32 + 10, y * 32 + 22);
    for (const long of [48, 64, 120]) {
      const large = enlargeBytes(square, { ...size, channels: 1 }, { widthPx: long, heightPx: long });
      let [sum, across, down] = [0, 0, 0];
      for (const [i, value] of large.entries()) {
        sum += value;
        across += value * ((i % long) + 0.5);
        down += value * (Math.floor(i / long) + 0.5);
      }
      expect(across / sum / long).toBeCloseTo(0.5, 4);
      expect(down / sum / long).toBeCloseTo(0.5, 4);
    }
    expect(enlargeBytes(square.fill(90), { ...size, channels: 1 }, { widthPx: 50, heightPx: 64 }).every((value) => value === 90)).toBe(
      true,
    );
  });
});
