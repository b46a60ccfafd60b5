import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Grade } from '@fantascope/film';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type KernelBuild, kernelWasmUrl, relaxedSimdWorks } from '../../raster/kernel-wasm.ts';
import { firstPose, openStage } from '../../raster/open-stage.ts';
import { sampleScene } from '../../raster/sample-scene.ts';
import type { Scene } from '../../scene.ts';
import type { Look } from '../look.ts';
import { grainPlaces } from './grain-noise.ts';
import { vignetteLoss } from './vignette-loss.ts';
import { visibleBox } from './visible-box.ts';

const module = (build: KernelBuild) => new WebAssembly.Module(readFileSync(fileURLToPath(kernelWasmUrl(build))));
const plain = module('plain');
const relaxed = relaxedSimdWorks() ? module('relaxed') : plain;
const lookOf = (told: Partial<Grade>, seed = 1): Look => ({ grade: Grade.parse(told), seed, fps: 30 });
const frameSizes = fc
  .record({ widthPx: fc.integer({ min: 20, max: 150 }), heightPx: fc.integer({ min: 20, max: 90 }) })
  .map(({ widthPx, heightPx }) => ({ widthPx: widthPx * 2, heightPx: heightPx * 2 }));

/** Draws a flat picture of one colour with a look. */
function flat(
  rgb: readonly [number, number, number],
  {
    look,
    frame,
    tSec = 0,
    kernel = relaxed,
  }: Readonly<{ look: Look | undefined; frame: { widthPx: number; heightPx: number }; tSec?: number; kernel?: WebAssembly.Module }>,
): Uint8Array {
  const { widthPx, heightPx } = frame;
  const rgba = Uint8Array.from({ length: widthPx * heightPx * 4 }, (_, i) => (i % 4 === 3 ? 255 : (rgb[i % 4] as number)));
  const layer = {
    name: 'flat',
    kind: 'back',
    xPx: 0,
    yPx: 0,
    widthPx,
    heightPx,
    rgba,
    gridWidth: 2,
    gridHeight: 2,
    disparity: new Float32Array(9).fill(1),
  } as const;
  const scene: Scene = { canvas: frame, photo: { xPx: 0, yPx: 0, ...frame }, layers: [layer], subjectDisparity: 1, subject: null };
  const staging = { window: { xPx: 0, yPx: 0, ...frame }, lensMm: 35, subjectDistanceM: 3 };
  return openStage({ module: kernel, scene, staging, frame, ...(look === undefined ? {} : { look }) }).draw(firstPose(staging), 0, tSec);
}

describe('a vignette', () => {
  it('takes from every pixel what cos⁴ of its angle takes, luma above black and chroma from no colour, in any even size', () => {
    fc.assert(
      fc.property(frameSizes, fc.double({ min: 0.05, max: 1, noNaN: true }), (frame, vignetteRatio) => {
        const [before, after] = [undefined, lookOf({ vignetteRatio })].map((look) => flat([190, 120, 60], { look, frame })) as [
          Uint8Array,
          Uint8Array,
        ];
        const planes = [
          { start: 0, shift: 0, zero: 16 },
          { start: frame.widthPx * frame.heightPx, shift: 1, zero: 128 },
          { start: frame.widthPx * frame.heightPx * 1.25, shift: 1, zero: 128 },
        ];
        for (const { start, shift, zero } of planes) {
          const [width, height] = [frame.widthPx >> shift, frame.heightPx >> shift];
          let worst = 0;
          for (let i = 0; i < width * height; i++) {
            const [x, y] = [(i % width) + 0.5 - width / 2, Math.floor(i / width) + 0.5 - height / 2];
            const loss = vignetteLoss((x * x + y * y) / ((width * width + height * height) / 4), vignetteRatio);
            const wanted = zero + ((before[start + i] as number) - zero) * (1 - loss);
            worst = Math.max(worst, Math.abs((after[start + i] as number) - wanted));
          }
          // Half a level of the share in 256ths at its largest, half a level of the result.
          expect(worst).toBeLessThan(1.01);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('takes three stops from the corner where it is full, half as many where it is a half, and nothing from the centre', () => {
    expect(Math.log2((1 - vignetteLoss(1, 1)) ** 2.2)).toBeCloseTo(-3, 12);
    expect(Math.log2((1 - vignetteLoss(1, 0.5)) ** 2.2)).toBeCloseTo(-1.5, 12);
    expect(vignetteLoss(0, 1)).toBe(0);
  });
});

describe('grain', () => {
  const frame = { widthPx: 300, heightPx: 180 };
  const luma = (bytes: Uint8Array) => bytes.slice(0, 300 * 180);
  const grey = [125, 125, 125] as const;

  it('has the strength asked for halfway between black and white, and moves nothing on the mean', () => {
    for (const grainRatio of [0.2, 0.5, 1]) {
      const [before, after] = [undefined, lookOf({ grainRatio })].map((look) => luma(flat(grey, { look, frame }))) as [
        Uint8Array,
        Uint8Array,
      ];
      const moved = Array.from(after, (value, i) => value - (before[i] as number));
      const mean = moved.reduce((sum, value) => sum + value, 0) / moved.length;
      const deviation = Math.sqrt(moved.reduce((sum, value) => sum + (value - mean) ** 2, 0) / moved.length);
      expect(Math.abs(mean)).toBeLessThan(0.1);
      // Rounding to whole levels adds a twelfth of a level squared.
      expect(deviation / Math.sqrt((10 * grainRatio * (219 / 255)) ** 2 + 1 / 12)).toBeCloseTo(1, 1);
    }
  });

  it('lies on luma only, and leaves black and white alone', () => {
    const [before, after] = [undefined, lookOf({ grainRatio: 1 })].map((look) => flat([200, 90, 40], { look, frame })) as [
      Uint8Array,
      Uint8Array,
    ];
    expect(after.slice(300 * 180)).toEqual(before.slice(300 * 180));
    for (const value of [0, 255])
      expect(flat([value, value, value], { look: lookOf({ grainRatio: 1 }), frame })).toEqual(
        flat([value, value, value], { look: undefined, frame }),
      );
  });

  it('is new in every frame, the same in a frame drawn again in any order, and another for another seed', () => {
    const { scene, staging } = sampleScene({ seed: 2, layers: 2, widthPx: 128, heightPx: 72 });
    const open = (seed: number) =>
      openStage({
        module: relaxed,
        scene,
        staging,
        frame: { widthPx: 98, heightPx: 54 },
        look: lookOf({ grainRatio: 0.5, vignetteRatio: 0.4 }, seed),
      });
    const [one, two, other] = [open(1), open(1), open(2)];
    const draw = (stage: typeof one, frame: number) => Buffer.from(stage.draw(firstPose(staging), 0, frame / 30)).toString('base64');
    const inOrder = [0, 1, 2, 3].map((frame) => draw(one, frame));
    const shuffled = [3, 1, 0, 2].map((frame) => [frame, draw(two, frame)] as const);
    for (const [frame, drawn] of shuffled) expect(drawn).toBe(inOrder[frame]);
    expect(new Set([...inOrder, draw(other, 0)]).size).toBe(5);
  });

  it('begins every part of a frame at a place of its own', () => {
    const places = grainPlaces(40, { seed: 1, frame: 0 });
    expect(new Set(places).size).toBeGreaterThan(38);
    expect(grainPlaces(40, { seed: 1, frame: 1 })).not.toEqual(places);
  });
});

describe('a letterbox', () => {
  it('leaves the asked shape to the nearest four pixels, in even pixels, in the middle', () => {
    expect(visibleBox({ widthPx: 1920, heightPx: 1080 }, 2.39)).toEqual({ left: 0, top: 138, widthPx: 1920, heightPx: 804 });
    expect(visibleBox({ widthPx: 1920, heightPx: 1080 }, 4 / 3)).toEqual({ left: 240, top: 0, widthPx: 1440, heightPx: 1080 });
    expect(visibleBox({ widthPx: 1920, heightPx: 1080 }, 16 / 9)).toEqual({ left: 0, top: 0, widthPx: 1920, heightPx: 1080 });
    fc.assert(
      fc.property(frameSizes, fc.double({ min: 0.2, max: 5, noNaN: true }), (frame, aspectRatio) => {
        const box = visibleBox(frame, aspectRatio);
        for (const side of [box.left, box.top, box.widthPx, box.heightPx]) expect(side % 2).toBe(0);
        expect(Math.min(box.widthPx, box.heightPx)).toBeGreaterThanOrEqual(2);
      }),
    );
  });

  it.each([
    ['above and below', 2.39],
    ['left and right', 1],
  ])('is black %s, free of grain, and leaves the rest as it was', (_, letterboxAspectRatio) => {
    const frame = { widthPx: 178, heightPx: 100 };
    const bare = flat([90, 160, 220], { look: lookOf({ grainRatio: 0.5 }), frame });
    const boxed = flat([90, 160, 220], { look: lookOf({ grainRatio: 0.5, letterboxAspectRatio }), frame });
    const { left, top, widthPx, heightPx } = visibleBox(frame, letterboxAspectRatio);
    const planes = [
      { start: 0, shift: 0, black: 16 },
      { start: 178 * 100, shift: 1, black: 128 },
      { start: 178 * 125, shift: 1, black: 128 },
    ];
    for (const { start, shift, black } of planes)
      for (let y = 0; y < 100 >> shift; y++)
        for (let x = 0; x < 178 >> shift; x++) {
          const isInside = x >= left >> shift && x < (left + widthPx) >> shift && y >= top >> shift && y < (top + heightPx) >> shift;
          const at = start + y * (178 >> shift) + x;
          expect(boxed[at]).toBe(isInside ? bare[at] : black);
        }
  });
});

describe('what is done to a finished frame', () => {
  it('is the same in the relaxed and the plain build, in any even size', () => {
    const ratio = fc.double({ min: 0, max: 1, noNaN: true });
    const told = fc.record({ vignetteRatio: ratio, grainRatio: ratio, letterboxAspectRatio: fc.double({ min: 0.5, max: 4, noNaN: true }) });
    fc.assert(
      fc.property(frameSizes, told, (frame, grade) => {
        const [one, two] = [relaxed, plain].map((kernel) => flat([150, 100, 60], { look: lookOf(grade), frame, kernel, tSec: 1 })) as [
          Uint8Array,
          Uint8Array,
        ];
        expect(Buffer.from(one).equals(Buffer.from(two))).toBe(true);
      }),
      { numRuns: 20 },
    );
  });
});
