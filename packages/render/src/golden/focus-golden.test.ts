import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Aperture, type Pose } from '@fantascope/film';
import { firstPose, kernelWasmUrl, openStage, type Scene, type Staging } from '@fantascope/stage';
import sharp from 'sharp';
import { beforeAll, describe, test } from 'vitest';
import { expectGolden } from './golden-frame.ts';

const frame = { widthPx: 288, heightPx: 162 };
const canvas = { widthPx: 360, heightPx: 204 };
let scene: Scene;
let staging: Staging;

// A photograph as a slope from 2 m at its foot to 12 m at its top, small lights above it at 12 m, and an oval of another picture before it at 2 m.
beforeAll(async () => {
  const { widthPx, heightPx } = canvas;
  const open = async (name: string) => {
    const photo = fileURLToPath(new URL(`../../../../examples/photos/${name}`, import.meta.url));
    return new Uint8Array(await sharp(photo).resize(widthPx, heightPx).ensureAlpha().raw().toBuffer());
  };
  // The lights shine before a night.
  const ground = (await open('picos.jpg')).map((value, i) => (i % 4 === 3 ? 255 : value * 0.3));
  for (let k = 0; k < 14; k++) {
    const [x, y] = [20 + 25 * k, 28 + ((k * 37) % 50)];
    for (let i = 0; i < 36; i++) ground.set([255, 246, 230, 255], ((y + Math.floor(i / 6)) * widthPx + x + (i % 6)) * 4);
  }
  const card = Uint8Array.from(await open('coffee.png'), (value, i) => {
    const [x, y] = [((i >> 2) % widthPx) / widthPx - 0.35, Math.floor((i >> 2) / widthPx) / heightPx - 0.62];
    const alpha = Math.max(0, Math.min(1, (0.26 - Math.hypot(x, y * 0.8)) * 60));
    return Math.round((i % 4 === 3 ? 255 : value) * alpha);
  });
  const layer = { xPx: 0, yPx: 0, ...canvas, gridWidth: 24, gridHeight: 17 };
  const slope = Float32Array.from(
    { length: 25 * 18 },
    (_, k) => 1 / 12 + (1 / 2 - 1 / 12) * Math.max(0, Math.floor(k / 25) / 17 - 0.4) * (1 / 0.6),
  );
  scene = {
    canvas,
    photo: { xPx: 0, yPx: 0, ...canvas },
    layers: [
      { ...layer, name: 'ground', kind: 'back', rgba: ground, disparity: slope },
      { ...layer, name: 'cup', kind: 'card', rgba: card, disparity: new Float32Array(25 * 18).fill(1 / 2) },
    ],
    subjectDisparity: 1 / 2,
    subject: null,
  };
  staging = { window: { xPx: 36, yPx: 20, widthPx: 288, heightPx: 162 }, lensMm: 85, subjectDistanceM: 2 };
});

describe('a golden frame of', () => {
  test.each<readonly [string, number, Partial<Aperture>]>([
    ['focus-disc', 2, { shape: 'disc' }],
    ['focus-hexagon', 2, { shape: 'hexagon' }],
    ['focus-pulled-half-way', 3.4, {}],
    ['focus-far', 12, {}],
  ])('%s', async (name, focusM, aperture) => {
    const module = new WebAssembly.Module(readFileSync(fileURLToPath(kernelWasmUrl('plain'))));
    const pose: Pose = { ...firstPose(staging), focusM };
    const look = {
      aperture: Aperture.parse({ fStop: name.includes('half') ? 1.4 : 0.8, highlightRatio: 4, ...aperture }),
      seed: 1,
      fps: 30,
    };
    const stage = openStage({ module, scene, staging, frame, poses: [pose], look });
    await expectGolden(name, { bytes: stage.draw(pose), ...frame });
  });
});
