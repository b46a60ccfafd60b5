import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { Staging } from '../frame.ts';
import { kernelWasmUrl, relaxedSimdWorks } from '../raster/kernel-wasm.ts';
import { firstPose, openStage } from '../raster/open-stage.ts';
import { turnedPose } from '../raster/sample-scene.ts';
import type { Scene, SceneLayer } from '../scene.ts';
import { framePsnrDb, referenceFrame } from './reference-frame.ts';

const frame = { widthPx: 1920, heightPx: 1080 };
const even = (px: number) => Math.round(px / 2) * 2;

type Blob = Readonly<{ x: number; y: number; radius: number; soft: number }>;
const distance = (x: number, y: number, blob: Blob) => {
  const turn = Math.atan2(y - blob.y, x - blob.x);
  return Math.hypot(x - blob.x, y - blob.y) + blob.radius * (0.05 * Math.sin(turn * 9) + 0.02 * Math.sin(turn * 37));
};

// A photograph in three layers whose depths differ at every rim: a back whose middle is filled with blur, a soft-edged card, a hard-edged card.
async function layered(name: string): Promise<{ scene: Scene; staging: Staging }> {
  const path = fileURLToPath(new URL(`../../../../examples/photos/${name}`, import.meta.url));
  const picture = sharp(path).resize({ width: 2880 }).removeAlpha().ensureAlpha();
  const { data, info } = await picture.clone().raw().toBuffer({ resolveWithObject: true });
  const blurred = await sharp(data, { raw: { width: info.width, height: info.height, channels: 4 } })
    .blur(12)
    .raw()
    .toBuffer();
  const [widthPx, heightPx] = [info.width, Math.floor(info.height / 2) * 2];
  const subject = { x: widthPx * 0.62, y: heightPx * 0.6, radius: heightPx * 0.33, soft: 5 };
  const cut = (x0: number, y0: number, [width, height]: readonly [number, number], alphaAt: (x: number, y: number) => number) => {
    const out = new Uint8Array(width * height * 4);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const alpha = alphaAt(x + x0, y + y0);
        const from = ((y + y0) * widthPx + x + x0) * 4;
        for (let k = 0; k < 4; k++) out[(y * width + x) * 4 + k] = Math.round((data[from + k] as number) * alpha);
      }
    }
    return out;
  };
  const back = new Uint8Array(data.subarray(0, widthPx * heightPx * 4));
  for (let i = 0; i < widthPx * heightPx; i++) {
    if (distance(i % widthPx, Math.floor(i / widthPx), subject) < heightPx * 0.34) back.set(blurred.subarray(i * 4, i * 4 + 4), i * 4);
  }
  const layer = (
    name: string,
    box: readonly [number, number, number, number],
    blob: Blob | null,
    disparity: (x: number, y: number) => number,
  ): SceneLayer => {
    const [xPx, yPx, width, height] = box.map(even) as [number, number, number, number];
    const [gridWidth, gridHeight] = [Math.round(width / 12), Math.round(height / 12)];
    const rgba = blob
      ? cut(xPx, yPx, [width, height], (x, y) => Math.min(1, Math.max(0, (blob.radius - distance(x, y, blob)) / blob.soft + 0.5)))
      : back;
    const grid = Float32Array.from({ length: (gridWidth + 1) * (gridHeight + 1) }, (_, k) =>
      disparity((k % (gridWidth + 1)) / gridWidth, Math.floor(k / (gridWidth + 1)) / gridHeight),
    );
    return { name, kind: blob ? 'card' : 'back', xPx, yPx, widthPx: width, heightPx: height, rgba, gridWidth, gridHeight, disparity: grid };
  };
  const [w, h] = [widthPx, heightPx];
  const layers = [
    layer('back', [0, 0, w, h], null, (x, y) => 0.2 + 0.3 * y + 0.02 * Math.sin(x * 9) + 0.02 * Math.sin(y * 23 + x * 5)),
    layer(
      'soft',
      [w * 0.08, h * 0.2, w * 0.5, h * 0.7],
      { x: w * 0.3, y: h * 0.53, radius: h * 0.28, soft: 30 },
      (x, y) => 0.5 + 0.1 * y + 0.02 * Math.sin(x * 20),
    ),
    layer('card', [w * 0.42, h * 0.2, w * 0.42, h * 0.78], subject, (x, y) => 1 - 0.1 * (x - 0.5) ** 2 + 0.02 * Math.sin(y * 17)),
  ];
  const window = { widthPx: w * 0.9, heightPx: (w * 0.9 * 9) / 16, xPx: w * 0.05, yPx: (h - (w * 0.9 * 9) / 16) / 2 };
  const photo = { xPx: 0, yPx: 0, widthPx, heightPx };
  return {
    scene: { canvas: { widthPx, heightPx }, photo, layers, subjectDisparity: 1, subject: null },
    staging: { window, lensMm: 35, subjectDistanceM: 3 },
  };
}

describe('the kernel against the float64 reference at 1080p, three layers, rims included', () => {
  const module = new WebAssembly.Module(readFileSync(fileURLToPath(kernelWasmUrl(relaxedSimdWorks() ? 'relaxed' : 'plain'))));
  it.each(['dandelion.jpg', 'picos.jpg', 'astronaut.png'])('keeps 50 dB of luma and 45 dB of chroma on %s', async (name) => {
    const { scene, staging } = await layered(name);
    const stage = openStage({ module, scene, staging, frame });
    const poses = [
      firstPose(staging),
      turnedPose({ position: [0.08, 0.03, -0.4], axis: [0, 1, 0], angleDeg: 1, lensMm: 35 }),
      turnedPose({ position: [-0.12, 0.02, -0.3], axis: [0.1, 1, 0.3], angleDeg: -2, lensMm: 37 }),
    ];
    for (const pose of poses) {
      const { lumaDb, chromaDb } = framePsnrDb(stage.draw(pose), referenceFrame(scene, staging, { pose, ...frame }));
      expect(lumaDb).toBeGreaterThan(50);
      expect(chromaDb).toBeGreaterThan(45);
    }
  });
});
