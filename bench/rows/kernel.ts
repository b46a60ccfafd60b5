import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Pose } from '@fantascope/film';
import { cacheDir, liftPicture } from '@fantascope/lift';
import { firstWindow, kernelWasmUrl, openStage, relaxedSimdWorks, type Scene, type Staging } from '@fantascope/stage';
import { framePsnrDb, referenceFrame } from '../../packages/stage/src/reference/reference-frame.ts';
import type { BenchRow } from '../row.ts';

const frame = { widthPx: 1920, heightPx: 1080 };
const pictures = ['dandelion.jpg', 'coffee.png', 'astronaut.png'];
const WARM_FRAMES = 40;
const TIMED_FRAMES = 200;

const build = relaxedSimdWorks() ? 'relaxed' : 'plain';
const kernel = () => new WebAssembly.Module(readFileSync(fileURLToPath(kernelWasmUrl(build))));

async function lifted(name: string): Promise<{ scene: Scene; staging: Staging }> {
  const path = fileURLToPath(new URL(`../../examples/photos/${name}`, import.meta.url));
  const { scene } = await liftPicture(path, { cache: cacheDir(process.env) });
  return { scene, staging: { window: firstWindow(scene, { aspectRatio: 16 / 9 }), lensMm: 35, subjectDistanceM: 3 } };
}

// The same short move on every picture, inside the presets' caps: a dolly in with a little truck and turn.
function poses(count: number): Pose[] {
  return Array.from({ length: count }, (_, i) => {
    const ratio = count === 1 ? 0 : i / (count - 1);
    const half = (ratio * Math.PI) / 360;
    return { position: [0.06 * ratio, 0, -0.3 * ratio], orientation: [0, Math.sin(half), 0, Math.cos(half)], lensMm: 35, focusM: 3 };
  });
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] as number;

// Lift gives as many layers as a picture needs; a row wants a number, so nearer ones are left out, or the nearest is laid twice, a little nearer.
function withLayers(scene: Scene, count: number): { scene: Scene; note: string } {
  const layers = scene.layers.slice(0, count);
  const lifts = layers.length;
  while (layers.length < count) {
    const nearest = layers[layers.length - 1] as Scene['layers'][0];
    layers.push({ ...nearest, disparity: nearest.disparity.map((value) => value * 1.1) });
  }
  return { scene: { ...scene, layers }, note: lifts === count ? `${count} lifted layers` : `${lifts} lifted layers, the nearest repeated` };
}

const speed = (layers: 1 | 3): BenchRow => ({
  name: `stage.kernel.${layers}layer.1080p.msPerFrame`,
  unit: 'ms',
  measure: async () => {
    const figures: number[] = [];
    const notes: string[] = [];
    for (const name of pictures) {
      const { scene, staging } = await lifted(name);
      const chosen = withLayers(scene, layers);
      const path = poses(TIMED_FRAMES);
      const stage = openStage({ module: kernel(), scene: chosen.scene, staging, frame, poses: path });
      for (const pose of path.slice(0, WARM_FRAMES)) stage.draw(pose);
      const times = path.map((pose) => {
        const start = performance.now();
        stage.draw(pose);
        return performance.now() - start;
      });
      figures.push(median(times));
      notes.push(`${name} ${median(times).toFixed(2)} (${chosen.note})`);
    }
    return {
      value: Number(median(figures).toFixed(2)),
      note: `one thread, ${build} build, median of ${TIMED_FRAMES} frames each: ${notes.join(', ')}`,
    };
  },
});

const accuracy = (plane: 'luma' | 'chroma'): BenchRow => ({
  name: `stage.reference.${plane}PsnrDb`,
  unit: 'dB',
  measure: async () => {
    let worst = Number.POSITIVE_INFINITY;
    const notes: string[] = [];
    for (const name of pictures) {
      const { scene, staging } = await lifted(name);
      const path = poses(3);
      const stage = openStage({ module: kernel(), scene, staging, frame, poses: path });
      const found = path.map((pose) => {
        const { lumaDb, chromaDb } = framePsnrDb(stage.draw(pose), referenceFrame(scene, staging, { pose, ...frame }));
        return plane === 'luma' ? lumaDb : chromaDb;
      });
      worst = Math.min(worst, ...found);
      notes.push(`${name} ${found.map((db) => db.toFixed(1)).join(' / ')}`);
    }
    return {
      value: Number(worst.toFixed(2)),
      note: `worst of three lifted scenes × three poses against float64 rays: ${notes.join(', ')}`,
    };
  },
});

/** The kernel's speed on one thread and its distance from the float64 reference, on lifted photographs at 1080p. */
export const rows: readonly BenchRow[] = [speed(1), speed(3), accuracy('luma'), accuracy('chroma')];
