import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kernelWasmUrl, relaxedSimdWorks } from '../../raster/kernel-wasm.ts';
import { firstPose, openStage } from '../../raster/open-stage.ts';
import { sampleScene, turnedPose } from '../../raster/sample-scene.ts';
import type { LayerMotion } from '../look.ts';

const module = (build: 'plain' | 'relaxed') => new WebAssembly.Module(readFileSync(fileURLToPath(kernelWasmUrl(build))));
const plain = module('plain');
const relaxed = relaxedSimdWorks() ? module('relaxed') : plain;
const frame = { widthPx: 160, heightPx: 90 };
const sample = sampleScene({ seed: 5, layers: 3, widthPx: 320, heightPx: 180 });
const size = { widthPx: 20, heightPx: 12 };

/** Full strength in the middle, nothing on the outer quarter, and linear between. */
const middle = Uint8Array.from({ length: size.widthPx * size.heightPx }, (_, i) => {
  const [x, y] = [((i % size.widthPx) + 0.5) / size.widthPx, (Math.floor(i / size.widthPx) + 0.5) / size.heightPx];
  return Math.round(255 * Math.max(0, Math.min(1, (Math.min(x, 1 - x, y, 1 - y) - 0.25) * 8)));
});
const motion = (kind: LayerMotion['kind'], parts: Partial<LayerMotion> = {}): LayerMotion => ({
  kind,
  layer: kind === 'flow' || kind === 'flicker' ? 0 : 2,
  strength: middle,
  strengthSize: size,
  towardDeg: 25,
  amount: kind === 'flicker' ? 0.4 : 9,
  loopSec: 2,
  seed: 3,
  ...parts,
});
const way = [
  { xPx: 40, yPx: 20 },
  { xPx: 160, yPx: 120 },
  { xPx: 300, yPx: 60 },
];
const open = (motions: readonly LayerMotion[], { kernel = relaxed, levels = 1 } = {}) =>
  openStage({
    module: kernel,
    ...sample,
    frame,
    ...(motions.length === 0 ? {} : { look: { motions, seed: 1, fps: 30 } }),
    // a pose far back asks for coarser levels too
    ...(levels === 1 ? {} : { poses: [firstPose(sample.staging), far] }),
  });
const far = turnedPose({ position: [0, 0, 7], axis: [0, 1, 0], angleDeg: 0, lensMm: 35 });
const pose = turnedPose({ position: [0.02, 0.01, -0.1], axis: [0, 1, 0.1], angleDeg: 1, lensMm: 36 });

const kinds: [string, LayerMotion[]][] = [
  ['flow', [motion('flow')]],
  ['flow in three short ways', [motion('flow', { cycles: 3 })]],
  ['flow along a drawn way', [motion('flow', { way })]],
  ['sway', [motion('sway')]],
  ['drift', [motion('drift')]],
  ['flicker', [motion('flicker')]],
  ['flicker of a card', [motion('flicker', { layer: 1 })]],
  ['flow and flicker of one layer, and sway', [motion('flow'), motion('flicker'), motion('sway')]],
];

describe.each(kinds)('%s', (_name, motions) => {
  const draw = (stage: ReturnType<typeof open>, tSec: number, at = pose) => Buffer.from(stage.draw(at, 0, tSec));

  it('shows the photograph at the start of its loop and something else between', () => {
    const [still, moving] = [open([]), open(motions)];
    expect(draw(moving, 0).equals(draw(still, 0))).toBe(true);
    expect(draw(moving, 0.7).equals(draw(still, 0.7))).toBe(false);
  });

  it('loops without a seam', () => {
    const stage = open(motions);
    for (const tSec of [0, 1 / 30, 0.5, 0.7, 1.9]) expect(draw(stage, tSec + 2).equals(draw(stage, tSec))).toBe(true);
  });

  it('draws the same in any order, with both builds, at any level', () => {
    const [one, two] = [open(motions, { levels: 2 }), open(motions, { levels: 2, kernel: plain })];
    const moments = [0, 0.3, 1.1, 1.7].flatMap((tSec) => [pose, far].map((at) => ({ tSec, at })));
    const inOrder = moments.map(({ tSec, at }) => draw(one, tSec, at));
    for (let i = moments.length - 1; i >= 0; i--) {
      const { tSec, at } = moments[(i * 3) % moments.length] as (typeof moments)[0];
      expect(draw(two, tSec, at).equals(inOrder[(i * 3) % moments.length] as Buffer)).toBe(true);
    }
  });
});

/** 0..1, unlike for any two numbers. */
function hashed(i: number): number {
  let t = Math.imul(i + 1, 0x9e3779b1);
  t = Math.imul(t ^ (t >>> 15), 0x85ebca6b);
  t = Math.imul(t ^ (t >>> 13), 0xc2b2ae35);
  return ((t ^ (t >>> 16)) >>> 0) / 2 ** 32;
}

describe('the motion brush', () => {
  it('leaves everything alone where its strength is 0', () => {
    const [still, moving] = [open([]), open([motion('flow', { strength: middle.map((s, i) => (i % size.widthPx < 10 ? 0 : s)) })])];
    const at = firstPose(sample.staging);
    const [a, b] = [Buffer.from(still.draw(at, 0, 0.6)), Buffer.from(moving.draw(at, 0, 0.6))];
    const differs = (from: number, to: number) => {
      for (let y = 0; y < 90; y++) for (let x = from; x < to; x++) if (a[y * 160 + x] !== b[y * 160 + x]) return true;
      return false;
    };
    expect(differs(0, 72)).toBe(false);
    expect(differs(80, 160)).toBe(true);
  });

  it('carries a card a drift’s whole reach at half its loop, outline and all', () => {
    const all = new Uint8Array(size.widthPx * size.heightPx).fill(255);
    const layers = sample.scene.layers.slice(0, 2);
    const scene = { ...sample.scene, layers };
    const card = layers[1] as (typeof layers)[0];
    const near = { ...card, disparity: card.disparity.map(() => 1) };
    const look = { motions: [motion('drift', { layer: 1, strength: all, towardDeg: 0, amount: 10 })], seed: 1, fps: 30 };
    const moved = openStage({
      module: relaxed,
      scene: { ...scene, layers: [layers[0] as typeof card, near] },
      staging: sample.staging,
      frame,
      look,
    });
    const shifted = { ...near, xPx: near.xPx + 10 };
    const reference = openStage({
      module: relaxed,
      scene: { ...scene, layers: [layers[0] as typeof card, shifted] },
      staging: sample.staging,
      frame,
    });
    const at = firstPose(sample.staging);
    const [a, b] = [Buffer.from(moved.draw(at, 0, 1)), Buffer.from(reference.draw(at))];
    let worst = 0;
    for (let i = 0; i < a.length; i++) worst = Math.max(worst, Math.abs((a[i] as number) - (b[i] as number)));
    expect(worst).toBeLessThanOrEqual(2);
  });

  it('keeps the contrast of grain that two mixed copies would lose', () => {
    const layer = sample.scene.layers[0] as (typeof sample.scene.layers)[0];
    const grey = layer.rgba.map((_, i) => (i % 4 === 3 ? 255 : 90 + 80 * hashed(i >> 2)));
    const scene = { ...sample.scene, layers: [{ ...layer, rgba: grey }] };
    const all = new Uint8Array(size.widthPx * size.heightPx).fill(255);
    const look = { motions: [motion('flow', { strength: all, amount: 60, towardDeg: 0 })], seed: 1, fps: 30 };
    const stage = openStage({
      module: relaxed,
      scene,
      staging: { ...sample.staging, window: { xPx: 0, yPx: 0, widthPx: 320, heightPx: 180 } },
      frame: { widthPx: 320, heightPx: 180 },
      look,
    });
    const spread = (tSec: number) => {
      const bytes = stage.draw(firstPose(sample.staging), 0, tSec);
      let [sum, squares, count] = [0, 0, 0];
      for (let y = 40; y < 140; y++)
        for (let x = 80; x < 240; x++) {
          const value = bytes[y * 320 + x] as number;
          sum += value;
          squares += value * value;
          count++;
        }
      return Math.sqrt(squares / count - (sum / count) ** 2);
    };
    // A plain mixture of two copies keeps 0.71 of it. The ways at a quarter are whole texels, so that nothing is lost to interpolation.
    expect(spread(0.5) / spread(0)).toBeGreaterThan(0.93);
    expect(spread(0.5) / spread(0)).toBeLessThan(1.05);
  });

  it('writes only planes of its own, whatever strength, way and size of layers', () => {
    fc.assert(
      fc.property(
        fc.record({
          seed: fc.nat(1e5),
          layers: fc.integer({ min: 1, max: 3 }),
          widthPx: fc.integer({ min: 20, max: 90 }).map((n) => n * 2),
          heightPx: fc.integer({ min: 20, max: 90 }).map((n) => n * 2),
        }),
        fc.array(
          fc.record({
            kind: fc.constantFrom('flow', 'sway', 'drift', 'flicker'),
            layer: fc.nat(2),
            amount: fc.double({ min: 0, max: 300, noNaN: true }),
            towardDeg: fc.integer({ min: -360, max: 360 }),
          }),
          { minLength: 1, maxLength: 4 },
        ),
        fc.double({ min: 0, max: 9, noNaN: true }),
        (shape, parts, tSec) => {
          const made = sampleScene(shape);
          const motions = parts.map((part, i) =>
            motion(part.kind, {
              ...part,
              amount: part.kind === 'flicker' ? part.amount / 300 : part.amount,
              strength: middle.map((s) => (i % 2 === 0 ? s : 255)),
            }),
          );
          const look = { motions, seed: 1, fps: 30 };
          const stage = openStage({ module: relaxed, ...made, frame, look });
          const other = openStage({ module: plain, ...made, frame, look });
          const at = firstPose(made.staging);
          const before = Buffer.from(stage.draw(at, 1, 0));
          const drawn = Buffer.from(stage.draw(at, 0, tSec));
          expect(Buffer.from(other.draw(at, 0, tSec)).equals(drawn)).toBe(true);
          expect(Buffer.from(stage.rasteriser.frame(1)).equals(before)).toBe(true);
          expect(Buffer.from(stage.draw(at, 2, 0)).equals(before)).toBe(true);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('motion and focus together', () => {
  const aperture = { fStop: 1.2, shape: 'disc', highlightRatio: 1 } as const;
  const dressed = (motions: readonly LayerMotion[], kernel = relaxed) =>
    openStage({ module: kernel, ...sample, frame, look: { aperture, ...(motions.length === 0 ? {} : { motions }), seed: 1, fps: 30 } });

  it.each(kinds)('%s of what focus blurred: nothing but blur at the start, a loop without a seam, any order', (_name, motions) => {
    const [still, one, two] = [dressed([]), dressed(motions), dressed(motions, plain)];
    const draw = (stage: typeof one, tSec: number, focusM: number) => Buffer.from(stage.draw({ ...pose, focusM }, 0, tSec));
    const moments = [0, 0.3, 0.7].flatMap((tSec) => [1, 3, 30].map((focusM) => ({ tSec, focusM })));
    const inOrder = moments.map(({ tSec, focusM }) => draw(one, tSec, focusM));
    moments.forEach(({ tSec, focusM }, i) => {
      if (tSec === 0) expect(draw(still, 0, focusM).equals(inOrder[i] as Buffer)).toBe(true);
      expect(draw(one, tSec + 2, focusM).equals(inOrder[i] as Buffer)).toBe(true);
    });
    for (let i = moments.length - 1; i >= 0; i--) {
      const { tSec, focusM } = moments[(i * 4) % moments.length] as (typeof moments)[0];
      expect(draw(two, tSec, focusM).equals(inOrder[(i * 4) % moments.length] as Buffer)).toBe(true);
    }
    expect(draw(one, 0.7, 1).equals(draw(still, 0.7, 1))).toBe(false);
  });
});
