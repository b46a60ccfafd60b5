import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Grade } from '@fantascope/film';
import { type ColourCube, firstPose, kernelWasmUrl, type Look, openStage, type Scene } from '@fantascope/stage';
import sharp from 'sharp';
import { beforeAll, describe, test } from 'vitest';
import { expectGolden } from './golden-frame.ts';

const frame = { widthPx: 192, heightPx: 108 };
const canvas = { widthPx: 216, heightPx: 122 };
let scene: Scene;

beforeAll(async () => {
  const photo = fileURLToPath(new URL('../../../../examples/photos/coffee.png', import.meta.url));
  const { widthPx, heightPx } = canvas;
  const rgba = new Uint8Array(await sharp(photo).resize(widthPx, heightPx).ensureAlpha().raw().toBuffer());
  // The cup stands before the table: an oval with a soft edge, premultiplied.
  const card = Uint8Array.from(rgba, (value, i) => {
    const [x, y] = [((i >> 2) % widthPx) / widthPx - 0.5, Math.floor((i >> 2) / widthPx) / heightPx - 0.5];
    const alpha = Math.max(0, Math.min(1, (0.4 - Math.hypot(x, y)) * 12));
    return Math.round((i % 4 === 3 ? 255 : value) * alpha);
  });
  const layer = { xPx: 0, yPx: 0, ...canvas, gridWidth: 8, gridHeight: 8 };
  const flat = (disparity: number) => new Float32Array(81).fill(disparity);
  scene = {
    canvas,
    photo: { xPx: 0, yPx: 0, ...canvas },
    layers: [
      { ...layer, name: 'table', kind: 'back', rgba, disparity: flat(0.5) },
      { ...layer, name: 'cup', kind: 'card', rgba: card, disparity: flat(1) },
    ],
    subjectDisparity: 1,
    subject: null,
  };
});

/** Shadows teal, lights orange. */
function tealAndOrange(): ColourCube {
  const size = 17;
  const values = Array.from({ length: size ** 3 }, (_, i) => {
    const [r, g, b] = [i % size, Math.floor(i / size) % size, Math.floor(i / size ** 2)].map((value) => value / (size - 1)) as [
      number,
      number,
      number,
    ];
    const light = 0.2126 * r + 0.7152 * g + 0.0722 * b;
    return [r + 0.35 * (light - 0.4), g + 0.04, b - 0.4 * (light - 0.45)];
  });
  return { dimensions: 3, size, values: Float32Array.from(values.flat()), low: [0, 0, 0], high: [1, 1, 1] };
}

describe('a golden frame of', () => {
  test.each<readonly [string, Partial<Grade>]>([
    ['nothing', {}],
    ['exposure', { exposureStops: 1 }],
    ['warmth', { warmthRatio: 0.8 }],
    ['tint', { tintRatio: -0.8 }],
    ['contrast', { contrastRatio: 0.6 }],
    ['saturation', { saturationRatio: -1 }],
    ['lut', { lutRatio: 0.8 }],
    ['vignette', { vignetteRatio: 0.8 }],
    ['grain', { grainRatio: 0.8 }],
    ['letterbox', { letterboxAspectRatio: 2.39 }],
  ])('%s', async (name, told) => {
    const look: Look = { grade: Grade.parse(told), ...(name === 'lut' ? { cube: tealAndOrange() } : {}), seed: 1, fps: 30 };
    const staging = { window: { xPx: 12, yPx: 7, ...frame }, lensMm: 35, subjectDistanceM: 3 };
    const module = new WebAssembly.Module(readFileSync(fileURLToPath(kernelWasmUrl('plain'))));
    const stage = openStage({ module, scene, staging, frame, look });
    await expectGolden(`grade-${name}`, { bytes: stage.draw({ ...firstPose(staging), position: [0.05, 0, -0.1] }, 0, 0.5), ...frame });
  });
});
