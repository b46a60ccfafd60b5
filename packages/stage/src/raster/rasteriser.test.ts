import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FrameSize } from '../place.ts';
import { framePsnrDb, psnrDb, referenceFrame } from '../reference/reference-frame.ts';
import { type KernelBuild, kernelWasmUrl, relaxedSimdWorks } from './kernel-wasm.ts';
import { firstPose, openStage } from './open-stage.ts';
import { prepareOverlay } from './overlay-planes.ts';
import { Rasteriser } from './rasteriser.ts';
import { type SampleOptions, sampleScene, turnedPose } from './sample-scene.ts';
import { planScene } from './scene-plan.ts';
import { StageMemory } from './stage-memory.ts';
import { levelsFor, texelDensity } from './texel-density.ts';
import { planWorker } from './worker-plan.ts';

const module = (build: KernelBuild) => new WebAssembly.Module(readFileSync(fileURLToPath(kernelWasmUrl(build))));
const plain = module('plain');
const relaxed = relaxedSimdWorks() ? module('relaxed') : plain;
const open = (sample: SampleOptions, frame: FrameSize, kernel = relaxed) => openStage({ module: kernel, ...sampleScene(sample), frame });

const samples = fc.record({
  seed: fc.nat(1e6),
  layers: fc.integer({ min: 1, max: 5 }),
  widthPx: fc.integer({ min: 20, max: 120 }).map((n) => n * 2),
  heightPx: fc.integer({ min: 20, max: 90 }).map((n) => n * 2),
});
const frames = fc.record({
  widthPx: fc.integer({ min: 8, max: 80 }).map((n) => n * 2),
  heightPx: fc.integer({ min: 8, max: 80 }).map((n) => n * 2),
});
const metres = (most: number) => fc.double({ min: -most, max: most, noNaN: true });
const poses = (farM: number, mostDeg: number) =>
  fc
    .record({
      position: fc.tuple(metres(farM), metres(farM), metres(farM)),
      axis: fc.tuple(metres(1), metres(1), metres(1)),
      angleDeg: metres(mostDeg),
      lensMm: fc.double({ min: 8, max: 300, noNaN: true }),
    })
    .map(turnedPose);

describe('the rasteriser', () => {
  it('draws the same bytes with the relaxed and the plain build, from any scene and pose', () => {
    fc.assert(
      fc.property(samples, frames, fc.array(poses(1, 60), { minLength: 1, maxLength: 3 }), (sample, frame, path) => {
        const [one, two] = [open(sample, frame, relaxed), open(sample, frame, plain)];
        for (const pose of path) expect(Buffer.from(one.draw(pose)).equals(Buffer.from(two.draw(pose)))).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  it('draws a frame the same whatever was drawn before it', () => {
    const frame = { widthPx: 160, heightPx: 90 };
    fc.assert(
      fc.property(samples, fc.array(poses(0.5, 30), { minLength: 2, maxLength: 6 }), (sample, path) => {
        const stage = open(sample, frame);
        const inOrder = path.map((pose) => Buffer.from(stage.draw(pose)));
        for (let i = path.length - 1; i >= 0; i--) {
          expect(Buffer.from(stage.draw(path[i] as (typeof path)[0], i % 3)).equals(inOrder[i] as Buffer)).toBe(true);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('writes only its frame, from anywhere: behind, inside and far beside the scene', () => {
    fc.assert(
      fc.property(samples, frames, poses(20, 360), (sample, frame, pose) => {
        const stage = open(sample, frame);
        const kept = Buffer.from(stage.draw(firstPose(sampleScene(sample).staging), 1));
        stage.draw(pose, 0);
        stage.draw(pose, 2);
        expect(Buffer.from(stage.rasteriser.frame(1)).equals(kept)).toBe(true);
        expect(Buffer.from(stage.rasteriser.frame(0)).equals(Buffer.from(stage.rasteriser.frame(2)))).toBe(true);
        // and the scene itself is unharmed
        expect(Buffer.from(stage.draw(firstPose(sampleScene(sample).staging), 0)).equals(kept)).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  it('shows black when it looks away from everything', () => {
    const stage = open({ seed: 3, layers: 3, widthPx: 240, heightPx: 136 }, { widthPx: 96, heightPx: 54 });
    const frame = stage.draw(turnedPose({ position: [0, 0, 0], axis: [0, 1, 0], angleDeg: 180, lensMm: 35 }));
    expect(new Set(frame.subarray(0, 96 * 54))).toEqual(new Set([16]));
    expect(new Set(frame.subarray(96 * 54))).toEqual(new Set([128]));
  });

  it.each([
    [214, 120],
    [120, 214],
    [134, 134],
    [182, 136],
    [98, 58],
  ])('comes within 48 dB of the reference at %i × %i, rolled and off-axis too', (widthPx, heightPx) => {
    const scene = sampleScene({ seed: 11, layers: 3, widthPx: Math.ceil(widthPx * 0.7) * 2, heightPx: Math.ceil(heightPx * 0.7) * 2 });
    const stage = openStage({ module: relaxed, ...scene, frame: { widthPx, heightPx } });
    for (const pose of [
      firstPose(scene.staging),
      turnedPose({ position: [0.05, -0.03, -0.2], axis: [0.2, 1, 0], angleDeg: 2, lensMm: 36 }),
      turnedPose({ position: [0, 0, -0.9], axis: [0, 0.01, 1], angleDeg: 33, lensMm: 75 }),
    ]) {
      const { lumaDb, chromaDb } = framePsnrDb(stage.draw(pose), referenceFrame(scene.scene, scene.staging, { pose, widthPx, heightPx }));
      expect(lumaDb).toBeGreaterThan(48);
      expect(chromaDb).toBeGreaterThan(44); // waves of 7 texels in chroma are harsher than photographs
    }
  });

  it('draws a cliff inside a layer as sharply as the reference, folded to one side and stretched to the other', () => {
    const { scene, staging } = sampleScene({ seed: 2, layers: 2, widthPx: 320, heightPx: 180 });
    const layers = scene.layers.map((layer) => {
      const middle = layer.gridWidth / 2;
      const disparity = layer.disparity.map((value, k) =>
        k % (layer.gridWidth + 1) < middle + 2 * Math.sin(k / 90) ? value : value * 1.8,
      );
      return { ...layer, disparity };
    });
    const cliffs = { ...scene, layers };
    const frame = { widthPx: 256, heightPx: 144 };
    const [one, two] = [relaxed, plain].map((kernel) => openStage({ module: kernel, scene: cliffs, staging, frame }));
    for (const x of [-0.12, 0.12]) {
      const pose = turnedPose({ position: [x, 0, -0.3], axis: [0, 1, 0], angleDeg: 0, lensMm: 38 });
      const drawn = Buffer.from(one?.draw(pose) ?? []);
      const { lumaDb, chromaDb } = framePsnrDb(drawn, referenceFrame(cliffs, staging, { pose, ...frame }));
      expect(lumaDb).toBeGreaterThan(48);
      expect(chromaDb).toBeGreaterThan(46);
      expect(drawn.equals(Buffer.from(two?.draw(pose) ?? []))).toBe(true);
    }
  });

  it('uses a coarser level where texels outnumber pixels, and comes nearer to the true average by it', () => {
    const sample = sampleScene({ seed: 5, layers: 2, widthPx: 1000, heightPx: 560 });
    const frame = { widthPx: 250, heightPx: 140 };
    const pose = firstPose(sample.staging);
    expect(levelsFor(sample.scene, sample.staging, { poses: [pose], frame })).toEqual([2, 2]);
    const truth = referenceFrame(sample.scene, sample.staging, { pose, widthPx: 1000, heightPx: 560 });
    const averaged = new Float64Array(250 * 140);
    for (let i = 0; i < 1000 * 560; i++) {
      const k = (Math.floor(i / 1000) >> 2) * 250 + ((i % 1000) >> 2);
      averaged[k] = (averaged[k] as number) + (truth.luma[i] as number) / 16;
    }
    const memory = new StageMemory();
    const plan = planWorker(frame);
    const rasteriser = new Rasteriser({ module: relaxed, memory: memory.memory, plan, address: memory.take(plan.bytes) });
    const drawn = [
      [1, 1],
      [2, 2],
    ].map((levels) => {
      const scenePlan = planScene(sample.scene.layers, levels);
      const slot = { address: memory.take(scenePlan.bytes), plan: scenePlan };
      rasteriser.prepare(slot, sample.scene, sample.staging);
      return psnrDb(rasteriser.draw(slot, pose), averaged);
    });
    expect(drawn[1]).toBeGreaterThan((drawn[0] as number) + 6);
    expect(drawn[1]).toBeGreaterThan(40);
  });

  it('prepares the same bytes in shares as alone', () => {
    const { scene, staging } = sampleScene({ seed: 8, layers: 4, widthPx: 202, heightPx: 118 });
    const memory = new StageMemory();
    const plan = planWorker({ widthPx: 64, heightPx: 32 });
    const workers = [0, 1, 2].map(() => new Rasteriser({ module: relaxed, memory: memory.memory, plan, address: memory.take(plan.bytes) }));
    const scenePlan = planScene(scene.layers, [2, 2, 1, 1]);
    const slots = [0, 1].map(() => ({ address: memory.take(scenePlan.bytes), plan: scenePlan }));
    const [alone, shared] = slots as [(typeof slots)[0], (typeof slots)[0]];
    workers[0]?.prepare(alone, scene, staging);
    for (const [part, worker] of workers.entries()) worker.prepareRows(shared, scene, { part, parts: 3 });
    for (const [part, worker] of workers.entries()) worker.finishLayers(shared, scene, staging, { part, parts: 3 });
    const bytes = (slot: typeof alone) => Buffer.from(memory.memory.buffer, slot.address, scenePlan.bytes);
    expect(bytes(shared).equals(bytes(alone))).toBe(true);
  });

  it('sees texels and pixels at the density of the first frame', () => {
    const { scene, staging } = sampleScene({ seed: 1, layers: 1, widthPx: 1000, heightPx: 500 });
    const layer = scene.layers[0] as (typeof scene.layers)[0];
    const flat = { ...layer, disparity: layer.disparity.map(() => 1) };
    const edges = (cells: number, side: number) => Float32Array.from({ length: cells + 1 }, (_, i) => (i / cells) * side);
    const [columns, rows] = [edges(layer.gridWidth, 1000), edges(layer.gridHeight, 500)];
    const perPx = (36 / 35 / 800) * 3;
    const mesh = {
      x: Float32Array.from({ length: columns.length * rows.length }, (_, k) => ((columns[k % columns.length] as number) - 500) * perPx),
      y: Float32Array.from(
        { length: columns.length * rows.length },
        (_, k) => (250 - (rows[Math.floor(k / columns.length)] as number)) * perPx,
      ),
      z: flat.disparity.map(() => -3),
      columns,
      rows,
    };
    expect(texelDensity(mesh, firstPose(staging), { widthPx: 400, heightPx: 200 })).toBeCloseTo(2, 3);
  });
});

describe('finished frames', () => {
  const frame = { widthPx: 70, heightPx: 38 };
  const stage = open({ seed: 21, layers: 2, widthPx: 140, heightPx: 80 }, frame);
  const { rasteriser } = stage;
  const draw = () => {
    const a = Buffer.from(stage.draw(turnedPose({ position: [0, 0, 0], axis: [0, 1, 0], angleDeg: 0, lensMm: 35 }), 0));
    const b = Buffer.from(stage.draw(turnedPose({ position: [0.2, 0, -0.5], axis: [0, 1, 0], angleDeg: 4, lensMm: 60 }), 1));
    return { a, b };
  };
  const luma = frame.widthPx * frame.heightPx;

  it('mix is a at 0, b at 1 and between within half a step', () => {
    let { a, b } = draw();
    expect(Buffer.from(rasteriser.mix(0, 1, 0)).equals(a)).toBe(true);
    expect(Buffer.from(rasteriser.mix(0, 1, 1)).equals(b)).toBe(true);
    ({ a, b } = draw());
    for (const [i, value] of rasteriser.mix(0, 1, 0.25).entries())
      expect(Math.abs(value - ((a[i] as number) * 0.75 + (b[i] as number) * 0.25))).toBeLessThanOrEqual(0.5);
  });

  it('dips to black and white of limited range and leaves the frame alone at 0', () => {
    const { a } = draw();
    expect(Buffer.from(rasteriser.dip(0, 'black', 0)).equals(a)).toBe(true);
    const black = rasteriser.dip(0, 'black', 1);
    expect([new Set(black.subarray(0, luma)), new Set(black.subarray(luma))]).toEqual([new Set([16]), new Set([128])]);
    const white = rasteriser.dip(0, 'white', 1);
    expect([new Set(white.subarray(0, luma)), new Set(white.subarray(luma))]).toEqual([new Set([235]), new Set([128])]);
  });

  it.each(['left', 'right', 'up', 'down'] as const)('wipes and pushes toward %s from a to b', (toward) => {
    for (const kind of ['wipe', 'push'] as const) {
      const { a } = draw();
      expect(Buffer.from(rasteriser[kind](0, 1, { toward, ratio: 0 })).equals(a)).toBe(true);
      const { b } = draw();
      expect(Buffer.from(rasteriser[kind](0, 1, { toward, ratio: 1 })).equals(b)).toBe(true);
    }
    const { a, b } = draw();
    const half = rasteriser.wipe(0, 1, { toward, ratio: 0.5 });
    // The new picture stands where the edge has been: it travels toward `toward`, so it entered on the other side.
    const [near, far] =
      toward === 'left'
        ? [
            [69, 19],
            [0, 19],
          ]
        : toward === 'right'
          ? [
              [0, 19],
              [69, 19],
            ]
          : toward === 'up'
            ? [
                [35, 37],
                [35, 0],
              ]
            : [
                [35, 0],
                [35, 37],
              ];
    const at = (p: number[]) => (p[1] as number) * frame.widthPx + (p[0] as number);
    expect(half[at(near as number[])]).toBe(b[at(near as number[])]);
    expect(half[at(far as number[])]).toBe(a[at(far as number[])]);
  });

  it('push carries both pictures along', () => {
    const { a, b } = draw();
    const pushed = rasteriser.push(0, 1, { toward: 'left', ratio: 20 / 70 });
    expect(pushed[10 * 70 + 5]).toBe(a[10 * 70 + 25]);
    expect(pushed[10 * 70 + 55]).toBe(b[10 * 70 + 5]);
    expect(pushed[luma + 4 * 35 + 30]).toBe(b[luma + 4 * 35 + 5]);
  });

  it('lays captions over the picture, half through at half opacity, cut at the frame', () => {
    const { a } = draw();
    const rgba = new Uint8Array(24 * 12 * 4);
    for (let i = 0; i < 24 * 12; i++) rgba.set(i % 24 < 12 ? [255, 255, 255, 255] : [0, 0, 0, 0], i * 4);
    const planes = prepareOverlay(rgba, { widthPx: 24, heightPx: 12 });
    const whole = Buffer.from(rasteriser.overlay(0, planes, { xPx: 10, yPx: 6 }));
    expect(whole[8 * 70 + 12]).toBe(235);
    expect(whole[luma + 4 * 35 + 6]).toBe(128);
    expect(whole[8 * 70 + 25]).toBe(a[8 * 70 + 25]);
    const changed = whole.reduce((n, value, i) => n + (i < luma && value !== a[i] ? 1 : 0), 0);
    expect(changed).toBeLessThanOrEqual(12 * 12);
    draw();
    const half = rasteriser.overlay(0, planes, { xPx: 10, yPx: 6, opacityRatio: 0.5 });
    expect(Math.abs((half[8 * 70 + 12] as number) - (235 + (a[8 * 70 + 12] as number)) / 2)).toBeLessThanOrEqual(1);
    draw();
    const before = Buffer.from(rasteriser.frame(1));
    rasteriser.overlay(0, planes, { xPx: -6, yPx: -4 });
    const cut = rasteriser.overlay(0, planes, { xPx: 64, yPx: 34 });
    expect(cut[0]).toBe(235);
    expect(cut[37 * 70 + 69]).toBe(235);
    expect(Buffer.from(rasteriser.frame(1)).equals(before)).toBe(true);
  });
});
