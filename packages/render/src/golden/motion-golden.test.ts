import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { MotionRegion } from '@fantascope/film';
import { splitMotions } from '@fantascope/lift';
import { firstPose, kernelWasmUrl, openStage, type Scene } from '@fantascope/stage';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { expectGolden, goldenDistance, rgbaOf } from './golden-frame.ts';

const frame = { widthPx: 192, heightPx: 108 };

/** A photograph on one surface; a painted oval of it stands before it where `card` says. */
async function sceneOf(photo: string, card?: (x: number, y: number) => number): Promise<Scene> {
  const canvas = { widthPx: 640, heightPx: 360 };
  const file = fileURLToPath(new URL(`../../../../examples/photos/${photo}`, import.meta.url));
  const rgba = new Uint8Array(await sharp(file).resize(canvas.widthPx, canvas.heightPx).ensureAlpha().raw().toBuffer());
  const layer = { xPx: 0, yPx: 0, ...canvas, gridWidth: 16, gridHeight: 9 };
  const flat = (disparity: number) => new Float32Array(17 * 10).fill(disparity);
  const cut = rgba.map((value, i) => {
    const alpha = card?.(((i >> 2) % 640) / 640, Math.floor((i >> 2) / 640) / 360) ?? 0;
    return Math.round((i % 4 === 3 ? 255 : value) * alpha);
  });
  return {
    canvas,
    photo: { xPx: 0, yPx: 0, ...canvas },
    layers: [
      { ...layer, name: 'back', kind: 'back', rgba, disparity: flat(0.5) },
      ...(card === undefined ? [] : [{ ...layer, name: 'subject', kind: 'card' as const, rgba: cut, disparity: flat(0.8) }]),
    ],
    subjectDisparity: 0.8,
    subject: null,
  };
}

/** A painted mask from a function of ratios. */
const painted = (isIn: (x: number, y: number) => boolean) => async () => ({
  widthPx: 320,
  heightPx: 180,
  values: Float32Array.from({ length: 320 * 180 }, (_, i) => (isIn((i % 320) / 320, Math.floor(i / 320) / 180) ? 1 : 0)),
});

const clouds = (x: number, y: number) => y < 0.16 + 0.9 * (0.32 - Math.abs(x - 0.32)) && y < 0.42;
const flower = (x: number, y: number) => Math.hypot((x - 0.815) / 0.08, (y - 0.77) / 0.115) < 1 || (Math.abs(x - 0.81) < 0.015 && y > 0.8);

describe('a golden frame of', () => {
  test.each<readonly [string, string, object, (x: number, y: number) => boolean, number, number]>([
    ['flow', 'picos.jpg', { kind: 'flow', place: { mask: 'm' }, amountRatio: 0.04 }, clouds, 20, 0],
    ['sway', 'dandelion.jpg', { kind: 'sway', place: { mask: 'm' }, amountRatio: 0.04 }, flower, 250, 155],
    ['drift', 'dandelion.jpg', { kind: 'drift', place: { mask: 'm' }, towardDeg: 120, amountRatio: 0.05 }, flower, 250, 155],
    [
      'flicker',
      'coffee.png',
      { kind: 'flicker', place: { region: { xRatio: 0.2, yRatio: 0, widthRatio: 0.6, heightRatio: 0.9 } }, amountRatio: 0.6 },
      clouds,
      130,
      60,
    ],
  ])('%s', async (name, photo, told, isIn, xPx, yPx) => {
    const window = { xPx, yPx, widthPx: 340, heightPx: 191.25 };
    const scene = await sceneOf(photo);
    const parted = await splitMotions(scene, [MotionRegion.parse(told)], { readMask: painted(isIn) });
    const staging = { window, lensMm: 35, subjectDistanceM: 3 };
    const module = new WebAssembly.Module(readFileSync(fileURLToPath(kernelWasmUrl('plain'))));
    const look = { motions: parted.motions, seed: 1, fps: 30 };
    const stage = openStage({ module, scene: parted.scene, staging, frame, look });
    const bytes = Buffer.from(stage.draw(firstPose(staging), 0, 1.3));
    expect(Buffer.from(stage.draw(firstPose(staging), 0, 5.3)).equals(bytes)).toBe(true);
    // What stands still is told from what moves.
    const still = Buffer.from(stage.draw(firstPose(staging), 0, 0));
    expect(goldenDistance(rgbaOf({ bytes: still, ...frame }), rgbaOf({ bytes, ...frame })).psnrDb).toBeLessThan(36);
    await expectGolden(`motion-${name}`, { bytes, ...frame });
  });
});
