import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Scene } from '../scene.ts';
import { kernelWasmUrl } from './kernel-wasm.ts';
import { firstPose, openStage } from './open-stage.ts';

const [widthPx, heightPx] = [1920, 1080];
const radiusPx = 300;

/** A white disc of small mesh cells before a black wall. */
function disc(): Scene {
  const paint = (at: (x: number, y: number) => boolean, colour: readonly number[]) => {
    const rgba = new Uint8Array(widthPx * heightPx * 4);
    for (let y = 0; y < heightPx; y++) for (let x = 0; x < widthPx; x++) if (at(x, y)) rgba.set(colour, (y * widthPx + x) * 4);
    return rgba;
  };
  const grid = { gridWidth: 240, gridHeight: 135, disparity: new Float32Array(241 * 136).fill(1) };
  const size = { xPx: 0, yPx: 0, widthPx, heightPx };
  const isDisc = (x: number, y: number) => Math.hypot(x - widthPx / 2, y - heightPx / 2) < radiusPx;
  return {
    canvas: { widthPx, heightPx },
    photo: size,
    layers: [
      { ...size, name: 'wall', kind: 'back', rgba: paint(() => true, [0, 0, 0, 255]), ...grid, disparity: grid.disparity.map(() => 0.5) },
      { ...size, name: 'disc', kind: 'card', rgba: paint(isDisc, [255, 255, 255, 255]), ...grid },
    ],
    subjectDisparity: 1,
    subject: null,
  };
}

describe('a scene much larger than its frame', () => {
  const module = new WebAssembly.Module(readFileSync(fileURLToPath(kernelWasmUrl('plain'))));
  const scene = disc();
  const staging = { window: { xPx: 0, yPx: 0, widthPx, heightPx }, lensMm: 35, subjectDistanceM: 3 };

  it.each([2, 3, 4, 6, 12])('keeps all of a layer with alpha when it is drawn 1/%i as large', (times) => {
    const frame = { widthPx: widthPx / times, heightPx: Math.round(heightPx / times / 2) * 2 };
    const bytes = openStage({ module, scene, staging, frame }).draw(firstPose(staging));
    // Luma runs from 16 to 235; its sum is the disc's area, in pixels.
    const lit = bytes.subarray(0, frame.widthPx * frame.heightPx).reduce((sum, luma) => sum + (luma - 16) / 219, 0);
    expect(lit / (Math.PI * (radiusPx / times) ** 2)).toBeCloseTo(1, 2);
  });
});
