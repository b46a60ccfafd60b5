import { Fault, Shot } from '@fantascope/film';
import { firstPose, type Look, levelsFor, planScene, planWorker, type Scene, type SceneLayer, slotWithLook } from '@fantascope/stage';
import { expect, test } from 'vitest';
import { mostWorkers, WorkerPool } from './worker-pool.ts';

const sizes = [
  { widthPx: 1920, heightPx: 1080 },
  { widthPx: 3840, heightPx: 2160 },
] as const;

test('as many threads as fit into the memory beside the scenes, and one at least', () => {
  const shots = [Shot.parse({ camera: { lengthSec: 1, moves: [] } })];
  expect(mostWorkers({ ...sizes[1], shots })).toBeLessThan(34);
  expect(mostWorkers({ ...sizes[0], shots })).toBeGreaterThanOrEqual(64);
  expect(mostWorkers({ widthPx: 4096, heightPx: 4096, shots })).toBeGreaterThanOrEqual(1);
});

test.each(sizes)('three scenes with all looks fit beside the threads of $widthPx × $heightPx', (frame) => {
  const scene = sixLayers(frame);
  const staging = { window: { xPx: 0, yPx: 0, ...scene.canvas }, lensMm: 35, subjectDistanceM: 3 };
  const motions = [0, 5].map((layer): NonNullable<Look['motions']>[number] => ({
    ...{ kind: layer === 0 ? 'flow' : 'sway', layer, strength: new Uint8Array(4).fill(255), strengthSize: { widthPx: 2, heightPx: 2 } },
    ...{ towardDeg: 0, amount: 20, loopSec: 4, seed: 1 },
  }));
  const { aperture, shutter } = Shot.parse({
    ...{ camera: { lengthSec: 1, moves: [] }, aperture: { fStop: 1.4 }, shutter: { isOnCamera: true } },
  });
  const shot = Shot.parse({
    ...{ camera: { lengthSec: 1, moves: [] }, aperture, shutter },
    motions: [{ kind: 'flow', place: { matte: 'subject' } }],
  });
  const threads = mostWorkers({ ...frame, shots: [shot] });
  expect(threads).toBeGreaterThanOrEqual(4);
  const poses = [0.5, 1, 3, 8].map((focusM) => ({ ...firstPose(staging), focusM }));
  const plan = planScene(scene.layers, levelsFor(scene, staging, { poses, frame }));
  const look = { aperture, shutter, motions, seed: 1, fps: 30 } as Look;
  const slot = slotWithLook(64, { look, scene, plan, staging, frame, poses }, { threads: 1, take: () => 64 });
  const { sharedBytes, ownBytes } = slot.look?.plan ?? { sharedBytes: Number.NaN, ownBytes: Number.NaN };
  const all = threads * planWorker(frame, 4).bytes + 3 * (plan.bytes + sharedBytes + threads * ownBytes);
  expect(all).toBeLessThan(2 ** 32);
});

test('a full memory is told in a sentence', async () => {
  const module = new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
  const pool = new WorkerPool({ count: 0, module, frame: sizes[0] });
  expect(pool.take(64)).toBeGreaterThan(0);
  expect(() => pool.take(2 ** 32)).toThrow(Fault);
  expect(() => pool.take(2 ** 32)).toThrow('4 GiB');
  await pool.close();
});

/** A third more texels than the frame has pixels, as a lift gives them; the nearer layers half as large. */
function sixLayers({ widthPx, heightPx }: Readonly<{ widthPx: number; heightPx: number }>): Scene {
  const canvas =
    widthPx > 2000 ? { widthPx: 4096, heightPx: 2304 } : { widthPx: Math.round(widthPx / 3) * 4, heightPx: Math.round(heightPx / 3) * 4 };
  const layers = Array.from({ length: 6 }, (_, k): SceneLayer => {
    const size = k === 0 ? canvas : { widthPx: canvas.widthPx / 2, heightPx: canvas.heightPx / 2 };
    const grid = { gridWidth: 64, gridHeight: 36 };
    return {
      ...{ name: `layer ${k}`, kind: k === 0 ? 'back' : k === 5 ? 'card' : 'middle', xPx: 0, yPx: 0, ...size, ...grid },
      rgba: new Uint8Array(size.widthPx * size.heightPx * 4).fill(255),
      disparity: new Float32Array(65 * 37).fill(0.3 + 0.1 * k),
    };
  });
  return { canvas, photo: { xPx: 0, yPx: 0, ...canvas }, layers, subjectDisparity: 0.8, subject: null };
}
