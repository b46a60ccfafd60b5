import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Pose, Shutter } from '@fantascope/film';
import { describe, expect, it } from 'vitest';
import { kernelWasmUrl } from '../../raster/kernel-wasm.ts';
import { firstPose, openStage } from '../../raster/open-stage.ts';
import { sampleScene } from '../../raster/sample-scene.ts';
import type { Look } from '../look.ts';
import { OPEN_PICTURES, openMoments, openSecOf } from './shutter-effect.ts';

const module = new WebAssembly.Module(readFileSync(fileURLToPath(kernelWasmUrl('plain'))));
const sample = sampleScene({ seed: 4, layers: 2, widthPx: 240, heightPx: 136 });
const frame = { widthPx: 150, heightPx: 84 };
const shutter = (angleDeg: number, isOnCamera: boolean): Look => ({ shutter: Shutter.parse({ angleDeg, isOnCamera }), seed: 1, fps: 25 });
const path = (tSec: number): Pose => ({ ...firstPose(sample.staging), position: [tSec, 0, 0] });

describe('the shutter', () => {
  it('opens around the frame: moments lie evenly in the open time and their mean is the frame’s own', () => {
    const moments = openMoments(shutter(180, true), 2, path) ?? [];
    expect(moments).toHaveLength(OPEN_PICTURES);
    const times = moments.map(({ tSec }) => tSec);
    expect(times.reduce((sum, tSec) => sum + tSec, 0) / OPEN_PICTURES).toBeCloseTo(2, 12);
    expect((times[7] as number) - (times[0] as number)).toBeCloseTo((0.02 * 7) / 8, 12);
    expect(moments.every(({ pose, tSec }) => pose.position[0] === tSec)).toBe(true);
  });

  it('does nothing to a camera that it is not on, or that it shows for no time', () => {
    for (const look of [undefined, shutter(180, false), shutter(0, true)]) expect(openMoments(look, 2, path)).toBeUndefined();
  });

  it('is open for its angle’s share of a frame, shared out over the pictures', () => {
    expect(openSecOf(shutter(180, false), false)).toBeCloseTo(0.02, 12);
    expect(openSecOf(shutter(180, true), false)).toBeCloseTo(0.02 / OPEN_PICTURES, 12);
    expect(openSecOf({ fps: 25 }, false)).toBe(0);
    expect(openSecOf({ fps: 25 }, true)).toBeCloseTo(0.02, 12);
  });

  it('leaves the exact mean of its pictures, rounded once', () => {
    const look = shutter(360, true);
    const stage = openStage({ module, ...sample, frame, look });
    const bare = openStage({ module, ...sample, frame });
    const moments = openMoments(look, 1, (tSec) => path(tSec - 1)) ?? [];
    const sums = new Uint16Array(frame.widthPx * frame.heightPx * 1.5);
    for (const [part, { pose, tSec }] of moments.entries()) {
      bare.draw(pose, 0, tSec).forEach((value, i) => {
        sums[i] = (sums[i] as number) + value;
      });
      stage.draw(pose, 0, tSec, { part, parts: OPEN_PICTURES });
    }
    expect(Buffer.from(stage.rasteriser.frame(0)).equals(Buffer.from(sums.map((sum) => (sum + 4) >> 3)))).toBe(true);
  });

  it('shows a camera that stands still as without it', () => {
    const stage = openStage({ module, ...sample, frame, look: shutter(180, true) });
    const pose = firstPose(sample.staging);
    for (let part = 0; part < OPEN_PICTURES; part++) stage.draw(pose, 1, 0, { part, parts: OPEN_PICTURES });
    expect(Buffer.from(stage.rasteriser.frame(1)).equals(Buffer.from(openStage({ module, ...sample, frame }).draw(pose)))).toBe(true);
  });
});
