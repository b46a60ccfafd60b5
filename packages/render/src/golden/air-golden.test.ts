import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Air, type Pose, Shutter } from '@fantascope/film';
import { firstPose, kernelWasmUrl, type Look, openMoments, openStage, type Scene, type SceneLayer } from '@fantascope/stage';
import sharp from 'sharp';
import { beforeAll, describe, test } from 'vitest';
import { expectGolden } from './golden-frame.ts';

const frame = { widthPx: 256, heightPx: 144 };
const [widthPx, heightPx] = [288, 162];
const staging = { window: { xPx: 16, yPx: 9, ...frame }, lensMm: 35, subjectDistanceM: 3 };
const module = new WebAssembly.Module(readFileSync(fileURLToPath(kernelWasmUrl('plain'))));
let scene: Scene;

beforeAll(async () => {
  const photo = fileURLToPath(new URL('../../../../examples/photos/rocket.jpg', import.meta.url));
  const rgba = new Uint8Array(await sharp(photo).resize(widthPx, heightPx).ensureAlpha().raw().toBuffer());
  // The rocket stands before the evening: an upright oval with a soft edge, premultiplied.
  const card = Uint8Array.from(rgba, (value, i) => {
    const [x, y] = [((i >> 2) % widthPx) / widthPx - 0.5, Math.floor((i >> 2) / widthPx) / heightPx - 0.6];
    const alpha = Math.max(0, Math.min(1, (0.5 - Math.hypot(x * 4, y)) * 20));
    return Math.round((i % 4 === 3 ? 255 : value) * alpha);
  });
  const flat = (disparity: number) => new Float32Array(17 * 10).fill(disparity);
  const layer = { xPx: 0, yPx: 0, widthPx, heightPx, gridWidth: 16, gridHeight: 9 };
  const back: SceneLayer = { ...layer, name: 'evening', kind: 'back', rgba, disparity: flat(0.3) };
  scene = {
    canvas: { widthPx, heightPx },
    photo: { xPx: 0, yPx: 0, widthPx, heightPx },
    layers: [back, { ...layer, name: 'rocket', kind: 'card', rgba: card, disparity: flat(1) }],
    subjectDisparity: 1,
    subject: null,
  };
});

/** Seven times too large for their metres, so that 256 pixels show what they look like. */
const large = (kind: Air['kind'], sizeM: number, count: number): Air => ({ kind, sizeM, count });

describe('a golden frame of', () => {
  test.each<readonly [string, Air]>([
    ['petals', large('petals', 0.2, 60)],
    ['seeds', large('seeds', 0.4, 24)],
    ['rain', large('rain', 0.02, 300)],
    ['snow', large('snow', 0.08, 200)],
    ['dust', large('dust', 0.03, 200)],
    ['fog', { kind: 'fog' }],
    ['fireflies', large('fireflies', 0.08, 40)],
    ['embers', large('embers', 0.06, 60)],
  ])('%s', async (name, air) => {
    const stage = openStage({ module, scene, staging, frame, look: { air: [air], seed: 7, fps: 30 } });
    await expectGolden(`air-${name}`, { bytes: stage.draw({ ...firstPose(staging), position: [0.1, 0, -0.2] }, 0, 1.5), ...frame });
  });

  test('the shutter', async () => {
    const look: Look = {
      air: [{ ...large('petals', 0.2, 60), windMps: [5, 0, 0] }],
      shutter: Shutter.parse({ angleDeg: 360 }),
      seed: 7,
      fps: 24,
    };
    const stage = openStage({ module, scene, staging, frame, look });
    await expectGolden('air-shutter', { bytes: stage.draw(firstPose(staging), 0, 1.5), ...frame });
  });

  test('the shutter on the camera', async () => {
    const look: Look = { shutter: Shutter.parse({ angleDeg: 360, isOnCamera: true }), seed: 7, fps: 24 };
    const stage = openStage({ module, scene, staging, frame, look });
    const path = (tSec: number): Pose => ({ ...firstPose(staging), position: [2 * (tSec - 1), 0, 0] });
    for (const [part, moment] of (openMoments(look, 1, path) ?? []).entries()) stage.draw(moment.pose, 0, moment.tSec, { part, parts: 8 });
    await expectGolden('shutter-camera', { bytes: stage.rasteriser.frame(0), ...frame });
  });
});
