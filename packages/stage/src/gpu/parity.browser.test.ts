import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Pose } from '@fantascope/film';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OpenChromium, openChromium } from '../../../../test/browser/open-chromium.ts';
import { kernelWasmUrl } from '../raster/kernel-wasm.ts';
import { firstPose, openStage } from '../raster/open-stage.ts';
import { sampleScene, turnedPose } from '../raster/sample-scene.ts';
import { framePsnrDb, toYcc } from '../reference/reference-frame.ts';
import type { ParityJob } from './parity-job.ts';

const LEAST_DB = 45;

const kernel = new Uint8Array(readFileSync(fileURLToPath(kernelWasmUrl('plain'))));
const module = new WebAssembly.Module(kernel);
type Job = Omit<ParityJob, 'kernel'>;
let chromium: OpenChromium;

beforeAll(async () => {
  chromium = await openChromium({ module: 'packages/stage/src/gpu/parity-page.ts' });
});
afterAll(() => chromium.close());

/** What WebGPU draws of a job: RGB 0..255. */
async function onGpu(job: Job): Promise<Float64Array> {
  const whole: ParityJob = { ...job, kernel };
  const rgba = await chromium.page.evaluate(
    (told) => (globalThis as unknown as { drawParity: (job: ParityJob) => Promise<Uint8Array> }).drawParity(told),
    whole,
  );
  return Float64Array.from({ length: (rgba.length / 4) * 3 }, (_, i) => rgba[Math.floor(i / 3) * 4 + (i % 3)] as number);
}

/** How far the kernel's frame is from what WebGPU draws, the latter brought to planes of 4:2:0. */
async function distance(job: Job, drawn: Uint8Array) {
  return framePsnrDb(drawn, toYcc(await onGpu(job), job.frame.widthPx, job.frame.heightPx));
}

function onKernel({ scene, staging, frame, look, pose, tSec }: Job): Uint8Array {
  return openStage({ module, scene, staging, frame, poses: [pose], ...(look === undefined ? {} : { look }) }).draw(pose, 0, tSec);
}

async function expectParity(name: string, job: Job): Promise<void> {
  const { lumaDb, chromaDb } = await distance(job, onKernel(job));
  process.stdout.write(`  WebGPU against the kernel, ${name}: luma ${lumaDb.toFixed(1)} dB, chroma ${chromaDb.toFixed(1)} dB\n`);
  expect(lumaDb).toBeGreaterThan(LEAST_DB);
  expect(chromaDb).toBeGreaterThan(LEAST_DB);
}

const frame = { widthPx: 480, heightPx: 270 };

describe('WebGPU draws what the kernel draws', () => {
  const sample = sampleScene({ seed: 3, layers: 3, widthPx: 640, heightPx: 360 });
  const turned = turnedPose({ position: [0.15, 0.05, -0.35], axis: [0.1, 1, 0.2], angleDeg: 3, lensMm: 35 });

  test.each<readonly [string, Pose]>([
    ['first frame', firstPose(sample.staging)],
    ['moved and turned', turned],
  ])('layers: %s', (name, pose) => expectParity(name, { ...sample, frame, pose, tSec: 0 }));
});
