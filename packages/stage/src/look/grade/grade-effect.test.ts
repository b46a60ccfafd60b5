import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Grade } from '@fantascope/film';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type KernelBuild, type KernelExports, kernelWasmUrl, relaxedSimdWorks } from '../../raster/kernel-wasm.ts';
import { firstPose, openStage } from '../../raster/open-stage.ts';
import { sampleScene } from '../../raster/sample-scene.ts';
import { StageMemory } from '../../raster/stage-memory.ts';
import type { Scene } from '../../scene.ts';
import type { ColourCube, Look } from '../look.ts';
import { blocksOf, slotWithLook } from '../look-plan.ts';
import { gradeColour, gradesColours } from './grade-colour.ts';
import { gradeEffect } from './grade-effect.ts';

const module = (build: KernelBuild) => new WebAssembly.Module(readFileSync(fileURLToPath(kernelWasmUrl(build))));
const builds: readonly KernelBuild[] = relaxedSimdWorks() ? ['relaxed', 'plain'] : ['plain'];

/** Grades one row of every layer with a build of the kernel; the first is the back, the others lie `xPx` further right. */
function graded(rows: readonly Readonly<{ pixels: Uint8Array; xPx?: number }>[], look: Look, build: KernelBuild): Uint8Array[] {
  const layers = rows.map(({ pixels, xPx = 0 }) => ({ xPx, yPx: 0, widthPx: pixels.length / 4, heightPx: 1, rgba: pixels }));
  const scene = { layers } as unknown as Scene;
  const memory = new StageMemory();
  const kernel = new WebAssembly.Instance(module(build), { env: { memory: memory.memory } }).exports as unknown as KernelExports;
  const wanted = gradeEffect.plan({ look, scene } as Parameters<typeof gradeEffect.plan>[0]) ?? { sharedBytes: 0, ownBytes: 0 };
  const [shared, own, band] = [memory.take(wanted.sharedBytes), memory.take(wanted.ownBytes), memory.take(4096)];
  const bytes = () => new Uint8Array(memory.memory.buffer);
  const desk = { kernel, bytes, ints: () => new Int32Array(memory.memory.buffer), floats: () => new Float32Array(memory.memory.buffer) };
  const effect = gradeEffect.open({ desk, look, shared, own } as unknown as Parameters<typeof gradeEffect.open>[0]);
  return rows.map(({ pixels }, layer) => {
    bytes().set(pixels, band);
    effect.tint?.(band, { pitch: pixels.length, widthPx: pixels.length / 4, rows: 1, scene, layer, first: 0 });
    return bytes().slice(band, band + pixels.length);
  });
}

/** Premultiplied bytes of straight colours. */
const premultiplied = (colours: readonly (readonly [number, number, number, number])[]) =>
  Uint8Array.from(colours.flatMap(([r, g, b, a]) => [r, g, b].map((value) => Math.round((value * a) / 255)).concat(a)));

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
        const row = premultiplied(straight);
        const out = graded([{ pixels: row }], look, builds[0] as KernelBuild)[0] as Uint8Array;
        straight.forEach(([, , , alpha], i) => {
          // What a premultiplied byte stands for is known only to the byte.
          const bytes = Array.from(
            row.subarray(i * 4, i * 4 + 3),
            (value) => Math.min(255, Math.floor((value * 255 + (alpha >> 1)) / alpha)) / 255,
          );
          const [r = 0, g = 0, b = 0] = alpha === 0 ? [] : bytes;
          const wanted = gradeColour([r, g, b], look);
          for (const [k, value] of wanted.entries()) expect(Math.abs((out[i * 4 + k] as number) - value * alpha)).toBeLessThan(0.51);
          expect(out[i * 4 + 3]).toBe(alpha);
        });
      }),
    );
  });

  it('makes of a half-transparent texel what shows the graded mixture over the graded layers behind, as far as its alpha reaches', () => {
    const fourPixels = fc.array(fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255)), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(looks, fourPixels, fourPixels, fourPixels, (look, one, two, three) => {
        const back = premultiplied([...one, ...one].map(([r, g, b]) => [r, g, b, 255]));
        const [middle, front] = [premultiplied(two), premultiplied(three)];
        const rows = [{ pixels: back }, { pixels: middle, xPx: 1 }, { pixels: front, xPx: 2 }];
        const out = graded(rows, look, builds[0] as KernelBuild)[2] as Uint8Array;
        const over = (above: number, below: number, alpha: number) =>
          Math.min(255, above + Math.floor((below * (255 - alpha) + 127) / 255));
        for (let x = 0; x < 4; x++) {
          const alpha = front[x * 4 + 3] as number;
          if (alpha === 0 || alpha === 255) continue;
          const at = (row: Uint8Array, x: number) => row.subarray(x * 4, x * 4 + 4);
          const behind = at(back, x + 2).slice(0, 3);
          if (x < 3) {
            const veil = at(middle, x + 1);
            for (let k = 0; k < 3; k++) behind[k] = over(veil[k] as number, behind[k] as number, veil[3] as number);
          }
          const mixture = Array.from(behind, (value, k) => over(front[x * 4 + k] as number, value, alpha));
          const shown = (colour: readonly number[]) =>
            gradeColour([(colour[0] as number) / 255, (colour[1] as number) / 255, (colour[2] as number) / 255], look);
          const [whole, rest] = [shown(mixture), shown([...behind])];
          for (let k = 0; k < 3; k++) {
            const wanted = Math.max(0, Math.min(alpha, 255 * (whole[k] as number) - (255 - alpha) * (rest[k] as number)));
            expect(Math.abs((out[x * 4 + k] as number) - wanted)).toBeLessThan(0.52);
          }
          expect(out[x * 4 + 3]).toBe(alpha);
        }
      }),
    );
  });

  it('is the same in the relaxed and the plain build', () => {
    fc.assert(
      fc.property(looks, pixels, pixels, (look, one, two) => {
        const rows = [{ pixels: premultiplied(one.map(([r, g, b]) => [r, g, b, 255])) }, { pixels: premultiplied(two) }];
        const [first, ...others] = builds.map((build) => graded(rows, look, build));
        for (const other of others) expect(other).toEqual(first);
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

  it('takes no memory where nothing is graded, and a look gives back all that it took and nothing else', () => {
    const { scene, staging } = sampleScene({ seed: 3, layers: 2, widthPx: 64, heightPx: 36 });
    const ground = { scene, staging, frame: { widthPx: 64, heightPx: 36 }, plan: { bytes: 64, layers: [] }, poses: [firstPose(staging)] };
    const memory = new StageMemory();
    const slotOf = (told: Partial<Grade>) =>
      slotWithLook(
        64,
        { ...ground, look: { grade: Grade.parse(told), seed: 1, fps: 30 } },
        { threads: 2, take: (bytes) => memory.take(bytes) },
      );
    expect(slotOf({}).look).toBeUndefined();
    expect(memory.heldBytes).toBe(0);
    // A vignette wants nothing for each thread: blocks of no bytes must not free those of others.
    const slots = [slotOf({ vignetteRatio: 0.5 }), slotOf({ tintRatio: 1 })];
    const other = memory.take(640);
    expect(slots[0]?.look?.own).toEqual([0, 0]);
    for (const slot of slots) for (const block of blocksOf(slot)) memory.free(block);
    expect(memory.heldBytes).toBe(640);
    memory.free(other);
  });
});
