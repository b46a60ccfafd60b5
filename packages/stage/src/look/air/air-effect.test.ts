import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Air, type Pose, Shutter } from '@fantascope/film';
import { describe, expect, it } from 'vitest';
import { type KernelBuild, kernelWasmUrl, relaxedSimdWorks } from '../../raster/kernel-wasm.ts';
import { firstPose, openStage } from '../../raster/open-stage.ts';
import { sampleScene } from '../../raster/sample-scene.ts';
import type { Scene, SceneLayer } from '../../scene.ts';
import type { Look } from '../look.ts';
import { airKinds } from './air-kinds.ts';

const module = (build: KernelBuild) => new WebAssembly.Module(readFileSync(fileURLToPath(kernelWasmUrl(build))));
const plain = module('plain');
const relaxed = relaxedSimdWorks() ? module('relaxed') : plain;
const kinds = Object.keys(airKinds) as (keyof typeof airKinds)[];
const frame = { widthPx: 214, heightPx: 120 };
const air = (kind: Air['kind'], changes: Partial<Air> = {}) => Air.parse({ kind, sizeM: airKinds[kind].sizeM * 2, ...changes });
const lookOf = (airs: readonly Air[], changes: Partial<Look> = {}): Look => ({ air: airs, seed: 3, fps: 30, ...changes });
const lifted = sampleScene({ seed: 11, layers: 3, widthPx: 320, heightPx: 180 });
const open = (look: Look | undefined, kernel = relaxed) =>
  openStage({ module: kernel, ...lifted, frame, ...(look === undefined ? {} : { look }) });
const poseAt = (tSec: number): Pose => ({ ...firstPose(lifted.staging), position: [0.05 * tSec, 0.01 * tSec, -0.12 * tSec] });

/** A dark wall at 6 m and, on the left half, a grey card at 3 m. */
function wallAndCard(): { scene: Scene; staging: (typeof lifted)['staging'] } {
  const [widthPx, heightPx] = [240, 136];
  const flat = (disparity: number) => new Float32Array(9 * 5).fill(disparity);
  const filled = (width: number, rgba: readonly number[]) =>
    Uint8Array.from({ length: width * heightPx * 4 }, (_, i) => rgba[i % 4] as number);
  const layer = { xPx: 0, yPx: 0, heightPx, gridWidth: 8, gridHeight: 4 };
  const wall: SceneLayer = {
    ...layer,
    name: 'wall',
    kind: 'back',
    widthPx,
    rgba: filled(widthPx, [20, 20, 30, 255]),
    disparity: flat(0.5),
  };
  const card: SceneLayer = { ...layer, name: 'card', kind: 'card', widthPx: 120, rgba: filled(120, [90, 90, 90, 255]), disparity: flat(1) };
  return {
    scene: {
      canvas: { widthPx, heightPx },
      photo: { xPx: 0, yPx: 0, widthPx, heightPx },
      layers: [wall, card],
      subjectDisparity: 1,
      subject: null,
    },
    staging: { window: { xPx: 0, yPx: 0, widthPx, heightPx: 135 }, lensMm: 35, subjectDistanceM: 3 },
  };
}

/** How many luma pixels of the left and of the right half differ. */
function changed(a: Uint8Array, b: Uint8Array): { left: number; right: number } {
  const { widthPx, heightPx } = frame;
  const count = { left: 0, right: 0 };
  for (let i = 0; i < widthPx * heightPx; i++) if (a[i] !== b[i]) count[i % widthPx < widthPx / 2 - 3 ? 'left' : 'right']++;
  return count;
}

describe('what is in the air', () => {
  it.each(kinds)('%s are drawn the same by the relaxed and the plain build', (kind) => {
    const [one, two] = [open(lookOf([air(kind)]), relaxed), open(lookOf([air(kind)]), plain)];
    for (const tSec of [0, 1.3, 57.77]) {
      expect(Buffer.from(one.draw(poseAt(tSec % 4), 0, tSec)).equals(Buffer.from(two.draw(poseAt(tSec % 4), 0, tSec)))).toBe(true);
    }
  });

  it('is the same whatever was drawn before, and the same again in another stage', () => {
    const look = lookOf(kinds.map((kind) => air(kind)).slice(0, 8), { shutter: Shutter.parse({}) });
    const times = [0, 0.4, 2, 3.9, 1.1];
    const stage = open(look);
    const inOrder = times.map((tSec) => Buffer.from(stage.draw(poseAt(tSec), 0, tSec)));
    for (const i of [3, 0, 4, 2, 1]) {
      const [tSec, expected] = [times[i] as number, inOrder[i] as Buffer];
      expect(Buffer.from(stage.draw(poseAt(tSec), 2, tSec)).equals(expected)).toBe(true);
      expect(Buffer.from(open(look).draw(poseAt(tSec), 1, tSec)).equals(expected)).toBe(true);
    }
  });

  it.each(kinds)('%s show, and another seed shows others', (kind) => {
    const bare = open(undefined).draw(poseAt(1), 0, 1);
    const [one, two] = [5, 6].map((seed) => open(lookOf([air(kind, { seed })])).draw(poseAt(1), 0, 1)) as [Uint8Array, Uint8Array];
    const seen = changed(bare, one);
    expect(seen.left + seen.right).toBeGreaterThan(20);
    expect(Buffer.from(one).equals(Buffer.from(two))).toBe(false);
  });

  it.each(['petals', 'snow', 'embers'] as const)('%s pass behind and before a card exactly at its depth', (kind) => {
    const ground = wallAndCard();
    const draw = (look?: Look) =>
      openStage({ module: relaxed, ...ground, frame, ...(look === undefined ? {} : { look }) }).draw(firstPose(ground.staging), 0, 2);
    // A sheet 4 cm thick of things of 1 cm, just behind and just before 3 m. Beside the card both are seen, over it only the nearer ones.
    const sheet = (nearM: number) => draw(lookOf([{ kind, count: 600, sizeM: 0.01, nearM, farM: nearM + 0.04, windMps: [0, 0, 0] }]));
    const bare = draw();
    const behind = changed(bare, sheet(3.01));
    const before = changed(bare, sheet(2.95));
    expect(behind.left).toBe(0);
    expect(behind.right).toBeGreaterThan(60);
    expect(before.left).toBeGreaterThan(60);
    expect(before.right).toBeGreaterThan(60);
  });

  it('fog veils what lies behind it and leaves what stands before it', () => {
    const ground = wallAndCard();
    const draw = (look?: Look) =>
      openStage({ module: relaxed, ...ground, frame, ...(look === undefined ? {} : { look }) }).draw(firstPose(ground.staging), 0, 2);
    const bare = draw();
    const fog = changed(bare, draw(lookOf([{ kind: 'fog', count: 60, sizeM: 0.8, nearM: 3.8, farM: 5.5 }])));
    expect(fog.left).toBe(0);
    expect(fog.right).toBeGreaterThan((frame.widthPx * frame.heightPx) / 3);
  });

  it.each(kinds)('%s never pop: from one millisecond to the next no pixel jumps, under a moving camera too', (kind) => {
    const stage = open(lookOf([air(kind)]));
    let worst = 0;
    for (let k = 0; k < 60; k++) {
      const tSec = k * 0.0617;
      const one = Buffer.from(stage.draw(poseAt(tSec), 0, tSec));
      const bare = stage.draw(poseAt(tSec), 1, tSec + 0.001);
      for (let i = 0; i < frame.widthPx * frame.heightPx; i++) worst = Math.max(worst, Math.abs((one[i] as number) - (bare[i] as number)));
    }
    // Rain falls 8 mm in a millisecond: its thin streaks pass over a pixel.
    expect(worst).toBeLessThan(kind === 'rain' ? 90 : 45);
  });

  it('keeps inside its frame, whatever its size', () => {
    for (const size of [
      { widthPx: 150, heightPx: 86 },
      { widthPx: 90, heightPx: 160 },
    ]) {
      const stage = openStage({ module: relaxed, ...lifted, frame: size, look: lookOf(kinds.map((kind) => air(kind, { nearM: 0.4 }))) });
      const kept = Buffer.from(stage.draw(poseAt(0), 1, 0));
      for (const [out, tSec] of [
        [0, 3],
        [2, 8],
      ] as const)
        stage.draw(poseAt(tSec), out, tSec);
      expect(Buffer.from(stage.rasteriser.frame(1)).equals(kept)).toBe(true);
      expect(Buffer.from(stage.draw(poseAt(0), 0, 0)).equals(kept)).toBe(true);
    }
  });

  it('draws longer streaks the longer the shutter is open', () => {
    const bare = open(undefined).draw(poseAt(1), 0, 1);
    const touched = [0, 60, 240].map((angleDeg) => {
      const seen = changed(
        bare,
        open(lookOf([air('petals', { windMps: [12, 0, 0] })], { shutter: Shutter.parse({ angleDeg }) })).draw(poseAt(1), 0, 1),
      );
      return seen.left + seen.right;
    });
    expect(touched[1]).toBeGreaterThan(1.3 * (touched[0] as number));
    expect(touched[2]).toBeGreaterThan(1.5 * (touched[1] as number));
  });

  it('turns grey with a grade without colours', () => {
    const grade = {
      exposureStops: 0,
      warmthRatio: 0,
      tintRatio: 0,
      contrastRatio: 0,
      saturationRatio: -1,
      lutRatio: 1,
      vignetteRatio: 0,
      grainRatio: 0,
    };
    const drawn = open(lookOf([air('petals', { count: 600 }), air('embers')], { grade })).draw(poseAt(1), 0, 1);
    const chroma = drawn.subarray(frame.widthPx * frame.heightPx);
    expect(Math.max(...chroma.map((value) => Math.abs(value - 128)))).toBeLessThanOrEqual(1);
  });
});
