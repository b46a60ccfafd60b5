import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Grade } from '@fantascope/film';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type KernelBuild, type KernelExports, kernelWasmUrl, relaxedSimdWorks } from '../../raster/kernel-wasm.ts';
import { firstPose, openStage } from '../../raster/open-stage.ts';
import { sampleScene } from '../../raster/sample-scene.ts';
import { StageMemory } from '../../raster/stage-memory.ts';
import type { ColourCube, Look } from '../look.ts';
import { slotWithLook } from '../look-plan.ts';
import { gradeColour, gradesColours } from './grade-colour.ts';
import { gradeEffect } from './grade-effect.ts';

const module = (build: KernelBuild) => new WebAssembly.Module(readFileSync(fileURLToPath(kernelWasmUrl(build))));
const builds: readonly KernelBuild[] = relaxedSimdWorks() ? ['relaxed', 'plain'] : ['plain'];

/** Grades one row of premultiplied pixels with a build of the kernel. */
function graded(pixels: Uint8Array, look: Look, build: KernelBuild): Uint8Array {
  const memory = new StageMemory();
  const kernel = new WebAssembly.Instance(module(build), { env: { memory: memory.memory } }).exports as unknown as KernelExports;
  const { sharedBytes } = gradeEffect.plan({ look } as Parameters<typeof gradeEffect.plan>[0]) ?? { sharedBytes: 0 };
  const [shared, band] = [memory.take(sharedBytes), memory.take(pixels.length + 64)];
  const bytes = () => new Uint8Array(memory.memory.buffer);
  const desk = { kernel, bytes, ints: () => new Int32Array(memory.memory.buffer), floats: () => new Float32Array(memory.memory.buffer) };
  bytes().set(pixels, band);
  const effect = gradeEffect.open({ desk, look, shared, own: 0 } as unknown as Parameters<typeof gradeEffect.open>[0]);
  effect.tint?.(band, { pitch: pixels.length, widthPx: pixels.length / 4, rows: 1 });
  return bytes().slice(band, band + pixels.length);
}

const ratio = fc.double({ min: -1, max: 1, noNaN: true });
const grades = fc.record({
  exposureStops: fc.double({ min: -3, max: 3, noNaN: true }),
  warmthRatio: ratio,
  tintRatio: ratio,
  contrastRatio: ratio,
  saturationRatio: ratio,
  lutRatio: fc.double({ min: 0, max: 1, noNaN: true }),
});
const cubes = fc
  .record({ dimensions: fc.constantFrom(1 as const, 3 as const), size: fc.integer({ min: 2, max: 7 }), seed: fc.nat(99) })
  .map(
    ({ dimensions, size, seed }): ColourCube => ({
      dimensions,
      size,
      values: Float32Array.from({ length: size ** dimensions * 3 }, (_, i) => ((i * 7919 + seed * 31) % 101) / 90 - 0.05),
      low: [-0.1, 0, 0.1],
      high: [1, 1.2, 0.9],
    }),
  );
const looks = fc
  .record({ grade: grades, cube: fc.option(cubes, { nil: undefined }) })
  .map(({ grade, cube }): Look => ({ grade: Grade.parse(grade), ...(cube === undefined ? {} : { cube }), seed: 1, fps: 30 }))
  .filter(gradesColours);
const pixels = fc.array(fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.oneof(fc.constant(255), fc.nat(255))), {
  minLength: 1,
  maxLength: 12,
});

describe('the grade of a layer', () => {
  it('does to every texel what gradeColour says, and keeps its alpha', () => {
    fc.assert(
      fc.property(looks, pixels, (look, straight) => {
        const row = straight.map(([r, g, b, a]) => [r, g, b].map((value) => Math.round((value * a) / 255)).concat(a));
        const out = graded(Uint8Array.from(row.flat()), look, builds[0] as KernelBuild);
        row.forEach((pixel, i) => {
          const alpha = pixel[3] as number;
          // What a premultiplied byte stands for is known only to the byte.
          const [r = 0, g = 0, b = 0] = pixel.map((value) =>
            alpha === 0 ? 0 : Math.min(255, Math.floor((value * 255 + (alpha >> 1)) / alpha)) / 255,
          );
          const wanted = gradeColour([r, g, b], look);
          for (const [k, value] of wanted.entries()) expect(Math.abs((out[i * 4 + k] as number) - value * alpha)).toBeLessThan(0.51);
          expect(out[i * 4 + 3]).toBe(alpha);
        });
      }),
    );
  });

  it('is the same in the relaxed and the plain build', () => {
    fc.assert(
      fc.property(looks, pixels, (look, straight) => {
        const row = Uint8Array.from(straight.flatMap(([r, g, b, a]) => [r, g, b].map((value) => Math.round((value * a) / 255)).concat(a)));
        const [one, ...others] = builds.map((build) => graded(row, look, build));
        for (const other of others) expect(other).toEqual(one);
      }),
    );
  });

  it('turns the drawn frame grey where all colour is taken out, and leaves its luma', () => {
    const { scene, staging } = sampleScene({ seed: 3, layers: 3, widthPx: 128, heightPx: 72 });
    const frame = { widthPx: 96, heightPx: 54 };
    const open = (look?: Look) => openStage({ module: module('plain'), scene, staging, frame, ...(look === undefined ? {} : { look }) });
    const [plain, grey] = [undefined, { grade: Grade.parse({ saturationRatio: -1 }), seed: 1, fps: 30 }].map((look) =>
      Uint8Array.from(open(look).draw(firstPose(staging))),
    ) as [Uint8Array, Uint8Array];
    const pixels = 96 * 54;
    expect(grey.subarray(pixels).every((value) => Math.abs(value - 128) <= 1)).toBe(true);
    expect(plain.subarray(pixels).some((value) => Math.abs(value - 128) > 20)).toBe(true);
    for (let i = 0; i < pixels; i++) expect(Math.abs((grey[i] as number) - (plain[i] as number))).toBeLessThanOrEqual(2);
  });

  it('takes no memory where nothing is graded, and gives all of it back', () => {
    const { scene, staging } = sampleScene({ seed: 3, layers: 1, widthPx: 64, heightPx: 36 });
    const ground = { scene, staging, frame: { widthPx: 64, heightPx: 36 }, plan: { bytes: 64, layers: [] } };
    const taken: number[] = [];
    const take = (bytes: number) => taken.push(bytes) * 64;
    expect(slotWithLook(64, { ...ground, look: { grade: Grade.parse({}), seed: 1, fps: 30 } }, { threads: 2, take }).look).toBeUndefined();
    expect(
      slotWithLook(64, { ...ground, look: { grade: Grade.parse({ tintRatio: 1 }), seed: 1, fps: 30 } }, { threads: 2, take }).look?.own,
    ).toEqual([0, 0]);
    expect(taken).toHaveLength(1);
  });
});
