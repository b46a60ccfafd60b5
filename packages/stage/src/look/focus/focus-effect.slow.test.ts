import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Aperture, cameraPath, MovesCamera, type Pose } from '@fantascope/film';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type KernelBuild, kernelWasmUrl, relaxedSimdWorks } from '../../raster/kernel-wasm.ts';
import { firstPose, openStage } from '../../raster/open-stage.ts';
import { Rasteriser } from '../../raster/rasteriser.ts';
import { type SampleScene, sampleScene, turnedPose } from '../../raster/sample-scene.ts';
import { planScene } from '../../raster/scene-plan.ts';
import { StageMemory } from '../../raster/stage-memory.ts';
import { levelsFor } from '../../raster/texel-density.ts';
import { planWorker } from '../../raster/worker-plan.ts';
import type { Scene, SceneLayer } from '../../scene.ts';
import type { Look } from '../look.ts';
import { slotWithLook } from '../look-plan.ts';
import { circleOfConfusionMm } from './thin-lens.ts';

const module = (build: KernelBuild) => new WebAssembly.Module(readFileSync(fileURLToPath(kernelWasmUrl(build))));
const plain = module('plain');
const relaxed = relaxedSimdWorks() ? module('relaxed') : plain;
const frame = { widthPx: 320, heightPx: 180 };

const lookOf = (aperture: Partial<Aperture> & { fStop: number }): Look => ({ aperture: Aperture.parse(aperture), seed: 1, fps: 24 });
const focusedAt = (focusM: number, lensMm = 50): Pose => ({ position: [0, 0, 0], orientation: [0, 0, 0, 1], lensMm, focusM });

type Paint = (x: number, y: number) => readonly [number, number, number, number];

function layerAt(distanceM: number, kind: SceneLayer['kind'], paint: Paint, size = { widthPx: 320, heightPx: 180 }): SceneLayer {
  const { widthPx, heightPx } = size;
  const rgba = new Uint8Array(widthPx * heightPx * 4);
  for (let y = 0; y < heightPx; y++) for (let x = 0; x < widthPx; x++) rgba.set(paint(x, y), (y * widthPx + x) * 4);
  const gridWidth = widthPx / 10;
  const gridHeight = heightPx / 10;
  const disparity = new Float32Array((gridWidth + 1) * (gridHeight + 1)).fill(1 / distanceM);
  return { name: kind, kind, xPx: 0, yPx: 0, widthPx, heightPx, rgba, gridWidth, gridHeight, disparity };
}

function sceneOf(layers: readonly SceneLayer[]): SampleScene {
  const { widthPx, heightPx } = layers[0] as SceneLayer;
  const canvas = { widthPx, heightPx };
  const whole = { xPx: 0, yPx: 0, ...canvas };
  // Disparity is 1 / metres: what has the subject's disparity, 1, stands at one metre.
  const scene: Scene = { canvas, photo: whole, layers, subjectDisparity: 1, subject: null };
  return { scene, staging: { window: whole, lensMm: 50, subjectDistanceM: 1 } };
}

const black: Paint = () => [0, 0, 0, 255];
const grey: Paint = () => [60, 60, 60, 255];
// 4 × 4 texels of full white, the middle of the picture between them.
const dotOn =
  (rest: readonly [number, number, number, number]): Paint =>
  (x, y) =>
    x >= 158 && x < 162 && y >= 88 && y < 92 ? [255, 255, 255, 255] : rest;

const lightAt = (bytes: Uint8Array, x: number, y: number) => {
  const code = Math.max(0, ((bytes[y * 320 + x] as number) - 16) / 219);
  return code <= 0.04045 ? code / 12.92 : ((code + 0.055) / 1.055) ** 2.4;
};

/** Second moment of the light in a frame about its middle, pixels squared, along one axis on the mean. */
function spreadOfDot(bytes: Uint8Array): number {
  let [sum, squares] = [0, 0];
  for (let y = 0; y < 180; y++) {
    for (let x = 0; x < 320; x++) {
      const light = lightAt(bytes, x, y);
      sum += light;
      squares += light * ((x - 159.5) ** 2 + (y - 89.5) ** 2);
    }
  }
  return squares / sum / 2;
}

/** Second moment of an upright edge: of how the light changes along a row. */
function spreadOfEdge(bytes: Uint8Array): number {
  let [sum, first, squares] = [0, 0, 0];
  for (let x = 60; x < 260; x++) {
    const step = lightAt(bytes, x + 1, 90) - lightAt(bytes, x, 90);
    sum += step;
    first += step * x;
    squares += step * x * x;
  }
  return squares / sum - (first / sum) ** 2;
}

/** How far from the radius it should have, as a share of it, something is blurred. */
function blurError(
  scene: SampleScene,
  {
    distanceM,
    pose,
    aperture,
    spreadOf,
  }: Readonly<{ distanceM: number; pose: Pose; aperture: Partial<Aperture> & { fStop: number }; spreadOf: typeof spreadOfDot }>,
): Readonly<{ radiusPx: number; error: number }> {
  const radiusPx = (circleOfConfusionMm({ lensMm: 50, fStop: aperture.fStop, focusM: pose.focusM }, distanceM) / 36) * 320 * 0.5;
  const stage = openStage({ module: relaxed, ...scene, frame, poses: [pose], look: lookOf({ ...aperture, highlightRatio: 0 }) });
  const sharp = openStage({ module: relaxed, ...scene, frame });
  const foundPx = 2 * Math.sqrt(spreadOf(stage.draw(pose)) - spreadOf(sharp.draw(pose)));
  return { radiusPx, error: Math.abs(foundPx / radiusPx - 1) };
}

/** The difference of neighbours in a part of the frame: high where it is sharp. */
function sharpness(bytes: Uint8Array, [x0, x1]: readonly [number, number]): number {
  let sum = 0;
  for (let y = 60; y < 120; y++)
    for (let x = x0; x < x1; x++) sum += ((bytes[y * 320 + x] as number) - (bytes[y * 320 + x + 1] as number)) ** 2;
  return sum;
}

describe('depth of field', () => {
  it.each([
    ['disc', 'back'],
    ['hexagon', 'back'],
    ['disc', 'card'],
    ['hexagon', 'card'],
  ] as const)('blurs by a %s, to the circle of confusion of the thin lens within 5 percent, a %s', (shape, kind) => {
    const distanceM = 4;
    const placed = (paint: Paint, behind: Paint) =>
      sceneOf(kind === 'back' ? [layerAt(distanceM, 'back', paint)] : [layerAt(9, 'back', behind), layerAt(distanceM, 'card', paint)]);
    const edge = placed((x) => (x < 161 ? [20, 20, 20, 255] : [235, 235, 235, 255]), grey);
    const dot = placed(dotOn(kind === 'back' ? [0, 0, 0, 255] : [0, 0, 0, 0]), black);
    const seen: number[] = [];
    // Focus before and behind the layer, near and far from it.
    for (const focusM of [0.6, 0.7, 0.9, 1.2, 1.6, 2, 2.4, 7, 12, 1000]) {
      for (const fStop of [1, 1.3, 2]) {
        const pose = focusedAt(focusM);
        for (const [scene, spreadOf, leastPx] of [
          [edge, spreadOfEdge, 2.5],
          // A light on black: planes are mixed as they are drawn, not as light, which counts until some 8 pixels.
          [dot, spreadOfDot, 8],
        ] as const) {
          const { radiusPx, error } = blurError(scene, { distanceM, pose, aperture: { fStop, shape }, spreadOf });
          if (radiusPx < leastPx || radiusPx > 26) continue;
          seen.push(radiusPx);
          expect(error, `${spreadOf.name}, ${radiusPx} px, focus ${focusM} m, f/${fStop}`).toBeLessThan(0.05);
        }
      }
    }
    expect(seen.length).toBeGreaterThan(20);
    expect(Math.min(...seen)).toBeLessThan(3.2);
    expect(Math.max(...seen)).toBeGreaterThan(16);
  });

  it('leaves what is in focus byte for byte as it is without an aperture', () => {
    const scene = sceneOf([layerAt(4, 'back', (x, y) => [x % 256, (x * y) % 256, y, 255])]);
    const sharp = openStage({ module: relaxed, ...scene, frame });
    const poses = [focusedAt(4), focusedAt(1)];
    const stage = openStage({ module: relaxed, ...scene, frame, poses, look: lookOf({ fStop: 1.4 }) });
    const bare = Buffer.from(sharp.draw(focusedAt(4)));
    expect(Buffer.from(stage.draw(focusedAt(1))).equals(bare)).toBe(false);
    expect(Buffer.from(stage.draw(focusedAt(4))).equals(bare)).toBe(true);
  });

  it('keeps an even surface as bright as it was, bright or dark, however far out of focus', () => {
    for (const code of [3, 40, 128, 240, 255]) {
      const scene = sceneOf([layerAt(4, 'back', () => [code, code >> 1, 255 - code, 255])]);
      const poses = [3, 2, 1, 0.6].map((focusM) => focusedAt(focusM));
      const stage = openStage({ module: relaxed, ...scene, frame, poses, look: lookOf({ fStop: 1.4, highlightRatio: 2 }) });
      const sharp = Buffer.from(openStage({ module: relaxed, ...scene, frame }).draw(focusedAt(4)));
      for (const pose of poses) {
        const drawn = stage.draw(pose);
        for (let i = 0; i < sharp.length; i += 97) expect(Math.abs((drawn[i] as number) - (sharp[i] as number))).toBeLessThanOrEqual(1);
      }
    }
  });

  it('opens clipped lights up: the more, the brighter their discs', () => {
    const scene = sceneOf([layerAt(4, 'back', dotOn([10, 10, 10, 255]))]);
    const pose = focusedAt(0.8);
    const [none, usual, strong] = [0, 1, 4].map((highlightRatio) => {
      const bytes = openStage({ module: relaxed, ...scene, frame, poses: [pose], look: lookOf({ fStop: 1.4, highlightRatio }) }).draw(pose);
      return bytes[90 * 320 + 160] as number;
    }) as [number, number, number];
    expect(usual).toBeGreaterThan(none + 4);
    expect(strong).toBeGreaterThan(usual + 8);
  });

  it('leaves no rim around a blurred card of one colour with what is behind it', () => {
    const card: Paint = (x) => (x < 160 ? [60, 60, 60, 255] : [0, 0, 0, 0]);
    for (const distanceM of [0.7, 1, 2, 4, 6]) {
      const scene = sceneOf([layerAt(9, 'back', grey), layerAt(distanceM, 'card', card)]);
      const pose = focusedAt(9);
      const bytes = openStage({ module: relaxed, ...scene, frame, poses: [pose], look: lookOf({ fStop: 1.4 }) }).draw(pose);
      for (let i = 0; i < 320 * 180; i++) expect(Math.abs((bytes[i] as number) - 68)).toBeLessThanOrEqual(1);
    }
  });

  it('does not blur away the side of a card that the canvas cuts', () => {
    const scene = sceneOf([layerAt(9, 'back', black), layerAt(2, 'card', (_x, y) => (y > 90 ? [200, 200, 200, 255] : [0, 0, 0, 0]))]);
    const pose = focusedAt(9);
    const bytes = openStage({ module: relaxed, ...scene, frame, poses: [pose], look: lookOf({ fStop: 1.4, highlightRatio: 0 }) }).draw(
      pose,
    );
    expect(Math.abs((bytes[178 * 320 + 160] as number) - (bytes[150 * 320 + 160] as number))).toBeLessThanOrEqual(1);
  });

  it('blurs each part of the ground by its own distance: sharp where the focus is, less and less sharp before and behind', () => {
    const stripes: Paint = (x) => (x % 8 < 4 ? [220, 220, 220, 255] : [30, 30, 30, 255]);
    const ground = layerAt(1, 'back', stripes);
    // From 8 m at the top to 1 m at the bottom.
    const disparity = ground.disparity.map((_, k) => 0.125 + (0.875 * Math.floor(k / 33)) / 18);
    const scene = sceneOf([{ ...ground, disparity }]);
    const focusM = 1 / (0.125 + 0.875 * 0.5);
    const bytes = openStage({ module: relaxed, ...scene, frame, poses: [focusedAt(focusM)], look: lookOf({ fStop: 1 }) }).draw(
      focusedAt(focusM),
    );
    const contrast = (y: number) => {
      const row = bytes.subarray(y * 320 + 100, y * 320 + 220);
      return Math.max(...row) - Math.min(...row);
    };
    const rows = [20, 50, 90, 130, 160].map(contrast) as [number, number, number, number, number];
    expect(rows[2]).toBeGreaterThan(155);
    expect(rows[1]).toBeLessThan(rows[2] - 20);
    expect(rows[3]).toBeLessThan(rows[2] - 20);
    expect(rows[0]).toBeLessThan(rows[1]);
    expect(rows[4]).toBeLessThan(rows[3]);
  });

  it('pulls the focus from one card to the other and passes what lies between them when the camera says', () => {
    const noise = (x: number, y: number) => ((Math.imul(x * 374761393 + y * 668265263, 1274126177) >>> 16) & 127) + 64;
    const strip =
      (from: number, to: number): Paint =>
      (x, y) =>
        x >= from && x < to ? [noise(x, y), noise(x, y), noise(x, y), 255] : [0, 0, 0, 0];
    const scene = sceneOf([
      layerAt(30, 'back', grey),
      layerAt(8, 'card', strip(220, 300)),
      layerAt(3, 'card', strip(120, 200)),
      layerAt(1.5, 'card', strip(20, 100)),
    ]);
    const camera = MovesCamera.parse({
      lengthSec: 4,
      lensMm: 50,
      subjectDistanceM: 1,
      moves: [{ kind: 'rack-focus', fromM: 1.5, toM: 8, startRatio: 0.25, endRatio: 0.75 }],
    });
    const path = cameraPath(camera);
    const times = Array.from({ length: 97 }, (_, k) => k / 24);
    const stage = openStage({ module: relaxed, ...scene, frame, poses: times.map(path), look: lookOf({ fStop: 2 }) });
    const bare = openStage({ module: relaxed, ...scene, frame }).draw(focusedAt(1));
    const curves = [
      [30, 90],
      [130, 190],
      [230, 290],
    ].map((columns) => times.map((tSec) => sharpness(stage.draw(path(tSec)), columns as [number, number])));
    const [near, middle, far] = curves as [number[], number[], number[]];
    const whole = [30, 130, 230].map((x) => sharpness(bare, [x, x + 60]));
    expect(near[0]).toBe(whole[0]);
    expect(near[23]).toBe(whole[0]);
    expect(far[0]).toBeLessThan((whole[2] as number) / 4);
    expect(far[96]).toBe(whole[2]);
    expect(far[73]).toBe(whole[2]);
    expect(near[96]).toBeLessThan((whole[0] as number) / 4);
    // The frame in which the middle one is sharpest is the one whose focus is nearest to it in dioptres.
    const nearest = times.map((tSec) => Math.abs(1 / path(tSec).focusM - 1 / 3));
    // It stays sharp a few frames long, as long as the circle of confusion is smaller than a pixel.
    const sharpest = Math.max(...middle);
    const isSharpest = (middle.indexOf(sharpest) + middle.lastIndexOf(sharpest)) / 2;
    expect(sharpest).toBe(whole[1]);
    expect(Math.abs(isSharpest - nearest.indexOf(Math.min(...nearest)))).toBeLessThanOrEqual(1);
  });
});

const metres = (most: number) => fc.double({ min: -most, max: most, noNaN: true });
const samples = fc.record({
  seed: fc.nat(1e6),
  layers: fc.integer({ min: 1, max: 4 }),
  widthPx: fc.integer({ min: 20, max: 160 }).map((n) => n * 2),
  heightPx: fc.integer({ min: 20, max: 110 }).map((n) => n * 2),
});
const frames = fc.record({
  widthPx: fc.integer({ min: 8, max: 80 }).map((n) => n * 2),
  heightPx: fc.integer({ min: 8, max: 60 }).map((n) => n * 2),
});
const poses = fc
  .record({
    position: fc.tuple(metres(0.5), metres(0.5), metres(1)),
    axis: fc.tuple(metres(1), metres(1), metres(1)),
    angleDeg: metres(20),
    lensMm: fc.double({ min: 20, max: 120, noNaN: true }),
    focusM: fc.double({ min: 0.3, max: 60, noNaN: true }),
  })
  .map(({ focusM, ...turn }) => ({ ...turnedPose(turn), focusM }));
const looks = fc
  .record({ fStop: fc.double({ min: 0.7, max: 11, noNaN: true }), shape: fc.constantFrom('disc', 'hexagon') })
  .map((aperture) => lookOf(Aperture.parse(aperture)));

describe('depth of field on any scene', () => {
  it('draws the same bytes in any order, with either build, prepared by one or by many, and stays in its memory', () => {
    fc.assert(
      fc.property(
        samples,
        frames,
        looks,
        fc.array(poses, { minLength: 2, maxLength: 5 }),
        fc.integer({ min: 2, max: 5 }),
        (sample, size, look, path, parts) => {
          const made = sampleScene({ ...sample, layers: sample.layers });
          const one = openStage({ module: relaxed, ...made, frame: size, poses: path, look });
          const two = openGuarded(made, { size, look, path, parts });
          const inOrder = path.map((pose) => Buffer.from(one.draw(pose)));
          for (let i = path.length - 1; i >= 0; i--) {
            expect(Buffer.from(two.draw(path[i] as Pose)).equals(inOrder[i] as Buffer)).toBe(true);
            expect(Buffer.from(one.draw(path[i] as Pose)).equals(inOrder[i] as Buffer)).toBe(true);
          }
          expect(two.areGuardsWhole()).toBe(true);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('draws from a new list of copies what it drew from another, though the places in both lists are equal', () => {
    const made = sampleScene({ seed: 5, layers: 2, widthPx: 384, heightPx: 256 });
    const flat = (layer: SceneLayer): SceneLayer => ({ ...layer, disparity: layer.disparity.map(() => (layer.kind === 'card' ? 1 : 0.3)) });
    const scene = { ...made.scene, layers: made.scene.layers.map(flat) };
    // From near a layer is mixed of blurred copies alone, from afar also of a coarser level of its sharp picture: one place further on the list.
    const at = (z: number, focusM: number): Pose => ({ position: [0, 0, z], orientation: [0, 0, 0, 1], lensMm: 35, focusM });
    const distances = Array.from({ length: 110 }, (_, k) => 0.4 + k * 0.02);
    const near = distances.map((focusM) => at(-1.6, focusM));
    const far = distances.map((focusM) => at(1.2, focusM));
    const open = () =>
      openStage({
        ...{ module: relaxed, scene, staging: made.staging, frame: { widthPx: 96, heightPx: 64 } },
        ...{ poses: [...near, ...far], look: lookOf({ fStop: 0.7 }) },
      });
    const used = open();
    // Places near and afar are seldom equal: many pairs are looked at, each near one right before each far one.
    const fresh = far.slice(50).map((pose) => Buffer.from(open().draw(pose)));
    for (const from of near.slice(2, 10)) {
      for (const [k, to] of far.slice(50).entries()) {
        used.draw(from);
        expect(Buffer.from(used.draw(to)).equals(fresh[k] as Buffer)).toBe(true);
      }
    }
  });

  it('is blurred where the scene is seen so small that a coarser level is drawn', () => {
    const made = sampleScene({ seed: 5, layers: 2, widthPx: 1000, heightPx: 560 });
    const size = { widthPx: 250, heightPx: 140 };
    const pose = { ...firstPose(made.staging), focusM: 0.8 };
    const far = { ...pose, position: [0, 0, 6] as const };
    const blurred = openStage({ module: relaxed, ...made, frame: size, poses: [pose, far], look: lookOf({ fStop: 1.4 }) });
    const sharp = openStage({ module: relaxed, ...made, frame: size, poses: [pose, far] });
    const energy = (bytes: Uint8Array) => {
      let sum = 0;
      for (let i = 1; i < 250 * 140; i++) sum += Math.abs((bytes[i] as number) - (bytes[i - 1] as number));
      return sum;
    };
    for (const one of [pose, far]) expect(energy(blurred.draw(one))).toBeLessThan(0.8 * energy(sharp.draw(one)));
  });
});

// The plain build, prepared in shares, every block of memory between guards that nobody may write.
function openGuarded(
  { scene, staging }: SampleScene,
  { size, look, path, parts }: Readonly<{ size: typeof frame; look: Look; path: readonly Pose[]; parts: number }>,
) {
  const memory = new StageMemory();
  const guards: number[] = [];
  const take = (bytes: number) => {
    guards.push(memory.take(256));
    return memory.take(bytes);
  };
  const plan = planWorker(size);
  const rasteriser = new Rasteriser({ module: plain, memory: memory.memory, plan, address: take(plan.bytes) });
  const scenePlan = planScene(scene.layers, levelsFor(scene, staging, { poses: path, frame: size }));
  const slot = slotWithLook(
    take(scenePlan.bytes),
    { look, scene, plan: scenePlan, staging, frame: size, poses: path },
    { threads: 1, take },
  );
  guards.push(memory.take(256));
  const bytes = () => new Uint8Array(memory.memory.buffer);
  for (const guard of guards) bytes().fill(0x5a, guard, guard + 256);
  if (slot.look !== undefined) {
    // Whatever lay in the memory before must not show.
    bytes().fill(0x77, slot.look.shared, slot.look.shared + slot.look.plan.sharedBytes);
    for (const own of slot.look.own) bytes().fill(0x99, own, own + slot.look.plan.ownBytes);
  }
  rasteriser.prepareRows(slot, scene);
  rasteriser.finishLayers(slot, scene, staging);
  for (let part = 0; part < parts; part++) rasteriser.prepareLook(slot, scene, { part, parts });
  return {
    draw: (pose: Pose) => rasteriser.draw(slot, pose),
    areGuardsWhole: () =>
      guards.every((guard) =>
        bytes()
          .subarray(guard, guard + 256)
          .every((byte) => byte === 0x5a),
      ),
  };
}
