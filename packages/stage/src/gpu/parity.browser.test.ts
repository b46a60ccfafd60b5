import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Air, Aperture, Grade, type Pose, Shutter } from '@fantascope/film';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OpenChromium, openChromium } from '../../../../test/browser/open-chromium.ts';
import { photoScene } from '../../../../test/browser/photo-scene.ts';
import type { Colour } from '../look/grade/colour.ts';
import type { ColourCube, LayerMotion, Look } from '../look/look.ts';
import { openMoments } from '../look/shutter/shutter-effect.ts';
import { kernelWasmUrl } from '../raster/kernel-wasm.ts';
import { firstPose, openStage } from '../raster/open-stage.ts';
import { prepareOverlay } from '../raster/overlay-planes.ts';
import { type SampleScene, sampleScene, turnedPose } from '../raster/sample-scene.ts';
import { framePsnrDb, psnrDb, toYcc } from '../reference/reference-frame.ts';
import type { ParityAnswer, ParityJob } from './parity-job.ts';

const LEAST_DB = 45;

const kernel = new Uint8Array(readFileSync(fileURLToPath(kernelWasmUrl('plain'))));
const module = new WebAssembly.Module(kernel);
type Job = Omit<ParityJob, 'kernel'>;
let chromium: OpenChromium;

beforeAll(async () => {
  chromium = await openChromium({ module: 'packages/stage/src/gpu/parity-page.ts' });
});
afterAll(() => chromium.close());

/** What WebGPU draws of a job. */
function onGpu(job: Job): Promise<ParityAnswer> {
  const whole: ParityJob = { ...job, kernel };
  return chromium.page.evaluate(
    (told) => (globalThis as unknown as { drawParity: (job: ParityJob) => Promise<ParityAnswer> }).drawParity(told),
    whole,
  );
}

/** How far the kernel's frame is from what WebGPU draws, the latter brought to planes of 4:2:0. */
async function distance(job: Job, drawn: Uint8Array) {
  const { rgba } = await onGpu(job);
  const rgb = Float64Array.from({ length: (rgba.length / 4) * 3 }, (_, i) => rgba[Math.floor(i / 3) * 4 + (i % 3)] as number);
  return framePsnrDb(drawn, toYcc(rgb, job.frame.widthPx, job.frame.heightPx));
}

/** What the kernel draws of a job. */
function onKernel({ scene, staging, frame, look, pose, tSec, open, veil, overlay }: Job): Uint8Array {
  const stage = openStage({ module, scene, staging, frame, poses: [pose], ...(look === undefined ? {} : { look }) });
  if (open === undefined) stage.draw(pose, 0, tSec);
  for (const [part, moment] of (open ?? []).entries()) stage.draw(moment.pose, 0, moment.tSec, { part, parts: (open ?? []).length });
  const { rasteriser } = stage;
  if (veil !== undefined) rasteriser.dip(0, veil.colour, veil.ratio);
  if (overlay !== undefined) rasteriser.overlay(0, prepareOverlay(straight(overlay.rgba), overlay), overlay);
  return Uint8Array.from(rasteriser.frame(0));
}

function straight(rgba: Uint8Array): Uint8Array {
  return rgba.map((value, i) => (i % 4 === 3 ? value : Math.min(255, Math.round((value * 255) / Math.max(1, rgba[i | 3] as number)))));
}

async function expectParity(name: string, job: Job): Promise<void> {
  const drawn = onKernel(job);
  const { lumaDb, chromaDb } = await distance(job, drawn);
  process.stdout.write(`  WebGPU against the kernel, ${name}: luma ${lumaDb.toFixed(1)} dB, chroma ${chromaDb.toFixed(1)} dB\n`);
  expect(lumaDb).toBeGreaterThan(LEAST_DB);
  expect(chromaDb).toBeGreaterThan(LEAST_DB);
  // Parity says nothing of what cannot be seen: without it the frame must be another.
  const { look: _look, open: _open, veil: _veil, overlay: _overlay, ...bare } = job;
  if (Object.keys(bare).length === Object.keys(job).length || name === 'nothing') return;
  const plain = onKernel(bare);
  const pixels = job.frame.widthPx * job.frame.heightPx;
  const missing = [psnrDb(plain.subarray(0, pixels), drawn.subarray(0, pixels)), psnrDb(plain.subarray(pixels), drawn.subarray(pixels))];
  expect(Math.min(...missing)).toBeLessThan(LEAST_DB - 5);
}

const frame = { widthPx: 320, heightPx: 180 };
const turned = turnedPose({ position: [0.15, 0.05, -0.35], axis: [0.1, 1, 0.2], angleDeg: 3, lensMm: 35 });

/** Shadows teal, lights orange. */
function tealAndOrange(): ColourCube {
  const size = 17;
  const values = Array.from({ length: size ** 3 }, (_, i) => {
    const [r, g, b] = [i % size, Math.floor(i / size) % size, Math.floor(i / size ** 2)].map(
      (value) => value / (size - 1),
    ) as unknown as Colour;
    const light = 0.2126 * r + 0.7152 * g + 0.0722 * b;
    return [r + 0.35 * (light - 0.4), g + 0.04, b - 0.4 * (light - 0.45)];
  });
  return { dimensions: 3, size, values: Float32Array.from(values.flat()), low: [0, 0, 0], high: [1, 1, 1] };
}

describe('WebGPU draws what the kernel draws: layers', () => {
  const sample = sampleScene({ seed: 3, layers: 3, widthPx: 480, heightPx: 270 });
  const fine = sampleScene({ seed: 5, layers: 4, widthPx: 1280, heightPx: 720 });

  test.each<readonly [string, SampleScene, Pose]>([
    ['layers, first frame', sample, firstPose(sample.staging)],
    ['layers, moved and turned', sample, turned],
    [
      'layers, far away and drawn from coarser levels',
      fine,
      turnedPose({ position: [0, 0, 0.6], axis: [0, 0, 1], angleDeg: 8, lensMm: 24 }),
    ],
    ['layers, beyond the edge', sample, turnedPose({ position: [0.4, 0, 0.4], axis: [0, 1, 0], angleDeg: -14, lensMm: 30 })],
  ])('%s', (name, scene, pose) => expectParity(name, { ...scene, frame, pose, tSec: 0 }));

  test('a lens that is half a percent off is told from the right one', async () => {
    const pose = turned;
    const drawn = onKernel({ ...sample, frame, pose, tSec: 0 });
    const { lumaDb } = await distance({ ...sample, frame, pose: { ...pose, lensMm: pose.lensMm * 1.005 }, tSec: 0 }, drawn);
    expect(lumaDb).toBeLessThan(LEAST_DB);
  });
});

describe('WebGPU draws what the kernel draws: grade and finish', () => {
  test.each<readonly [string, Partial<Grade>]>([
    ['nothing', {}],
    ['exposure', { exposureStops: 1 }],
    ['warmth', { warmthRatio: 0.8 }],
    ['tint', { tintRatio: -0.8 }],
    ['contrast', { contrastRatio: 0.6 }],
    ['saturation', { saturationRatio: -1 }],
    ['lut', { lutRatio: 0.8 }],
    ['vignette', { vignetteRatio: 0.8 }],
    ['grain', { grainRatio: 0.8 }],
    ['letterbox', { letterboxAspectRatio: 2.39 }],
  ])('grade: %s', async (name, told) => {
    const cup = { x: 0.5, y: 0.5, radiusX: 0.4, radiusY: 0.4, softPx: 14 };
    const photo = await photoScene(frame, { back: 'coffee.png', card: 'coffee.png', oval: cup, far: [0.5, 0.5] });
    const look: Look = { grade: Grade.parse(told), ...(name === 'lut' ? { cube: tealAndOrange() } : {}), seed: 1, fps: 30 };
    await expectParity(name, { ...photo, frame, look, pose: { ...firstPose(photo.staging), position: [0.05, 0, -0.1] }, tSec: 0.5 });
  });
});

describe('WebGPU draws what the kernel draws: air', () => {
  /** Seven times too large for their metres, so that small frames show what they look like. */
  const large = (kind: Air['kind'], sizeM: number, count: number): Air => ({ kind, sizeM, count });
  const rocket = { back: 'rocket.jpg', card: 'rocket.jpg', oval: { x: 0.5, y: 0.6, radiusX: 0.13, radiusY: 0.5, softPx: 5 } };
  test.each<readonly [string, Air]>([
    ['petals', large('petals', 0.2, 60)],
    ['seeds', large('seeds', 0.4, 24)],
    ['rain', large('rain', 0.02, 300)],
    ['snow', large('snow', 0.08, 200)],
    ['dust', large('dust', 0.03, 200)],
    ['fog', { kind: 'fog' }],
    ['fireflies', large('fireflies', 0.08, 40)],
    ['embers', large('embers', 0.06, 60)],
  ])('air: %s', async (name, air) => {
    const photo = await photoScene(frame, { ...rocket, far: [0.2, 0.5] });
    const look: Look = { air: [air], seed: 7, fps: 30 };
    await expectParity(name, { ...photo, frame, look, pose: { ...firstPose(photo.staging), position: [0.1, 0, -0.2] }, tSec: 1.5 });
  });
});

describe('WebGPU draws what the kernel draws: motions', () => {
  const size = { widthPx: 20, heightPx: 12 };
  /** Full strength in the middle, nothing on the outer quarter, and linear between. */
  const middle = Uint8Array.from({ length: size.widthPx * size.heightPx }, (_, i) => {
    const [x, y] = [((i % size.widthPx) + 0.5) / size.widthPx, (Math.floor(i / size.widthPx) + 0.5) / size.heightPx];
    return Math.round(255 * Math.max(0, Math.min(1, (Math.min(x, 1 - x, y, 1 - y) - 0.25) * 8)));
  });
  const motion = (kind: LayerMotion['kind'], amount: number): LayerMotion => ({
    kind,
    layer: kind === 'flow' || kind === 'flicker' ? 0 : 1,
    strength: middle,
    strengthSize: size,
    towardDeg: 25,
    amount,
    loopSec: 2,
    seed: 3,
  });
  test.each<readonly [string, readonly LayerMotion[]]>([
    ['flow', [motion('flow', 24)]],
    ['sway', [motion('sway', 16)]],
    ['drift', [motion('drift', 16)]],
    ['flicker', [motion('flicker', 0.5)]],
    ['flow and flicker of one layer, and sway', [motion('flow', 24), motion('flicker', 0.5), motion('sway', 16)]],
    ['flow and sway out of focus', [motion('flow', 24), motion('sway', 16)]],
  ])('motion: %s', async (name, motions) => {
    const oval = { x: 0.5, y: 0.5, radiusX: 0.16, radiusY: 0.22, softPx: 4 };
    const photo = await photoScene(frame, { back: 'dandelion.jpg', card: 'picos.jpg', oval, far: [0.4, 0.6] });
    const isBlurred = name.endsWith('out of focus');
    const staging = isBlurred ? { ...photo.staging, lensMm: 85 } : photo.staging;
    const aperture = isBlurred ? { aperture: Aperture.parse({ fStop: 1.4 }) } : {};
    const look: Look = { motions, ...aperture, seed: 1, fps: 30 };
    await expectParity(name, {
      ...photo,
      staging,
      frame,
      look,
      pose: { ...firstPose(staging), position: [0.05, 0, -0.1], focusM: isBlurred ? 4 : 3 },
      tSec: 0.7,
    });
  });
});

describe('WebGPU draws what the kernel draws: focus', () => {
  const oval = { x: 0.35, y: 0.62, radiusX: 0.26, radiusY: 0.32, softPx: 5 };
  // Small lights before a night.
  const repaint = (rgba: Uint8Array, widthPx: number) => {
    for (let i = 0; i < rgba.length; i++) if (i % 4 !== 3) rgba[i] = (rgba[i] as number) * 0.3;
    for (let k = 0; k < 14; k++) {
      const [x, y] = [33 + 40 * k, 46 + ((k * 37) % 80)];
      for (let i = 0; i < 81; i++) rgba.set([255, 246, 230, 255], ((y + Math.floor(i / 9)) * widthPx + x + (i % 9)) * 4);
    }
  };
  test.each<readonly [string, number, Partial<Aperture>]>([
    ['focus, disc', 3, { shape: 'disc' }],
    ['focus, hexagon', 3, { shape: 'hexagon' }],
    ['focus pulled half way', 5, { fStop: 1.4 }],
    ['focus far', 18, {}],
  ])('%s', async (name, focusM, told) => {
    const photo = await photoScene(frame, { back: 'picos.jpg', card: 'coffee.png', oval, far: [1 / 6, 1], repaint });
    const staging = { ...photo.staging, lensMm: 85 };
    const look: Look = { aperture: Aperture.parse({ fStop: 0.8, highlightRatio: 4, ...told }), seed: 1, fps: 30 };
    await expectParity(name, { ...photo, staging, frame, look, pose: { ...firstPose(staging), focusM }, tSec: 0 });
  });
});

describe('WebGPU draws what the kernel draws: a whole look', () => {
  test('on a frame that is no multiple of a block', async () => {
    const odd = { widthPx: 310, heightPx: 174 };
    const oval = { x: 0.4, y: 0.55, radiusX: 0.2, radiusY: 0.3, softPx: 5 };
    const photo = await photoScene(odd, { back: 'dandelion.jpg', card: 'coffee.png', oval, far: [0.2, 0.6] });
    const strength = new Uint8Array(16).fill(255);
    const look: Look = {
      aperture: Aperture.parse({ fStop: 2 }),
      motions: [
        { kind: 'drift', layer: 1, strength, strengthSize: { widthPx: 4, heightPx: 4 }, towardDeg: 90, amount: 8, loopSec: 4, seed: 1 },
      ],
      air: [{ kind: 'fog' }, { kind: 'petals', sizeM: 0.15, count: 60 }],
      grade: Grade.parse({ exposureStops: -0.3, warmthRatio: 0.3, vignetteRatio: 0.5, grainRatio: 0.3, letterboxAspectRatio: 2 }),
      seed: 4,
      fps: 24,
    };
    const pose: Pose = { ...turnedPose({ position: [0.05, 0.02, -0.1], axis: [0, 1, 0.2], angleDeg: 1.5, lensMm: 38 }), focusM: 3.5 };
    await expectParity('a whole look', { ...photo, frame: odd, look, pose, tSec: 1.1 });
  });
});

describe('WebGPU draws what the kernel draws: shutter, veils and what is laid over', () => {
  const sample = sampleScene({ seed: 3, layers: 3, widthPx: 480, heightPx: 270 });
  const still = { ...sample, frame, pose: turned, tSec: 1 };

  test('a camera that moves under an open shutter', async () => {
    const look: Look = { shutter: Shutter.parse({ angleDeg: 360, isOnCamera: true }), seed: 7, fps: 24 };
    const path = (tSec: number): Pose => ({ ...firstPose(sample.staging), position: [2 * (tSec - 1), 0, 0] });
    const open = openMoments(look, 1, path);
    await expectParity('shutter', { ...still, pose: path(1), look, ...(open === undefined ? {} : { open }) });
  });

  test.each(['black', 'white'] as const)('a veil of %s', (colour) =>
    expectParity(`veil of ${colour}`, { ...still, veil: { colour, ratio: 0.4 } }),
  );

  test('a picture laid over', async () => {
    const [widthPx, heightPx] = [200, 60];
    const rgba = Uint8Array.from({ length: widthPx * heightPx * 4 }, (_, i) => {
      const [x, y] = [(i >> 2) % widthPx, Math.floor((i >> 2) / widthPx)];
      const alpha = Math.max(0, Math.min(1, Math.min(x, y, widthPx - x, heightPx - y) / 12));
      return Math.round(([240, 200, 60, 255][i % 4] as number) * alpha);
    });
    await expectParity('overlay', { ...still, overlay: { rgba, widthPx, heightPx, xPx: 80, yPx: 110, opacityRatio: 0.8 } });
  });
});

describe('WebGPU in software', () => {
  test('draws three layers at 960 × 540, a frame after the other', async () => {
    const size = { widthPx: 960, heightPx: 540 };
    const sample = sampleScene({ seed: 9, layers: 3, widthPx: 1280, heightPx: 720 });
    const { frameMs } = await onGpu({ ...sample, frame: size, pose: firstPose(sample.staging), tSec: 0, count: 5 });
    process.stdout.write(`  WebGPU in software, three layers at 960 × 540: ${(1000 / frameMs).toFixed(1)} frames a second\n`);
    expect(frameMs).toBeGreaterThan(0);
  });
});
