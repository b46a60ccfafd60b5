import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Pose } from '@fantascope/film';
import { Aperture, Grade } from '@fantascope/film';
import { cacheDir, liftPicture } from '@fantascope/lift';
import {
  type ColourCube,
  firstWindow,
  kernelWasmUrl,
  type LayerMotion,
  type Look,
  openStage,
  relaxedSimdWorks,
  type Scene,
  type Staging,
} from '@fantascope/stage';
import type { BenchRow } from '../row.ts';

const frame = { widthPx: 1920, heightPx: 1080 };
const picture = 'dandelion.jpg';
const WARM_FRAMES = 20;
const TIMED_FRAMES = 120;
const FPS = 30;

const build = relaxedSimdWorks() ? 'relaxed' : 'plain';
const kernel = () => new WebAssembly.Module(readFileSync(fileURLToPath(kernelWasmUrl(build))));

/** What a look is measured on: three lifted layers, their window, and the poses of the frames, 30 a second. */
type LookGround = Readonly<{ scene: Scene; staging: Staging; poses: readonly Pose[] }>;

async function ground(): Promise<LookGround> {
  const path = fileURLToPath(new URL(`../../examples/photos/${picture}`, import.meta.url));
  const { scene } = await liftPicture(path, { cache: cacheDir(process.env) });
  const layers = scene.layers.slice(0, 3);
  // Lift gives as many layers as a picture needs; the nearest is laid again, a little nearer, until there are three.
  while (layers.length < 3) {
    const nearest = layers[layers.length - 1] as Scene['layers'][0];
    layers.push({ ...nearest, disparity: nearest.disparity.map((value) => value * 1.1) });
  }
  const poses = Array.from({ length: WARM_FRAMES + TIMED_FRAMES }, (_, i): Pose => {
    const ratio = i / (WARM_FRAMES + TIMED_FRAMES - 1);
    const half = (ratio * Math.PI) / 360;
    return { position: [0.06 * ratio, 0, -0.3 * ratio], orientation: [0, Math.sin(half), 0, Math.cos(half)], lensMm: 35, focusM: 3 };
  });
  const staging = { window: firstWindow(scene, { aspectRatio: 16 / 9 }), lensMm: 35, subjectDistanceM: 3 };
  return { scene: { ...scene, layers }, staging, poses };
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] as number;

/**
 * Extra milliseconds a frame with a look over the same frames without it: one thread, 1080p, three lifted layers, both drawn in turn in one process,
 * the median of the differences frame by frame. `pose` may change a frame's pose, for example pull its focus.
 */
function extraMs(
  name: string,
  options: Readonly<{ look: (ground: LookGround) => Look; note: string; pose?: (pose: Pose, ratio: number) => Pose }>,
): BenchRow {
  return {
    name,
    unit: 'ms',
    measure: async () => {
      const on = await ground();
      const { scene, staging } = on;
      const poses = on.poses.map((pose, i) => options.pose?.(pose, i / (on.poses.length - 1)) ?? pose);
      const open = (look: Look | undefined) => {
        const start = performance.now();
        const stage = openStage({ module: kernel(), scene, staging, frame, poses, ...(look === undefined ? {} : { look }) });
        return { stage, ms: performance.now() - start };
      };
      const look = options.look(on);
      // Once for the compiler: the first opening is the slowest, whatever the look.
      open(look);
      const [plain, dressed] = [open(undefined), open(look)];
      const timed = (stage: typeof plain.stage, i: number) => {
        const start = performance.now();
        stage.draw(poses[i] as Pose, 0, i / FPS);
        return performance.now() - start;
      };
      const pairs = poses.map((_, i) => {
        // Whoever draws second finds the caches warm, so they take turns.
        if (i % 2 === 0) {
          const before = timed(plain.stage, i);
          return { plain: before, dressed: timed(dressed.stage, i) };
        }
        const after = timed(dressed.stage, i);
        return { plain: timed(plain.stage, i), dressed: after };
      });
      const kept = pairs.slice(WARM_FRAMES);
      const extra = median(kept.map((pair) => pair.dressed - pair.plain));
      return {
        value: Number(extra.toFixed(2)),
        note: `${options.note}; one thread, ${build} build, three layers of ${picture}, median of ${TIMED_FRAMES} frames over ${median(kept.map((pair) => pair.plain)).toFixed(2)} ms without; opening took ${(dressed.ms - plain.ms).toFixed(0)} ms more, once a shot`,
      };
    },
  };
}

/** A 33³ table that turns shadows teal and lights orange: smooth, and no channel is left as it was. */
function tealAndOrange(): ColourCube {
  const size = 33;
  const values = new Float32Array(size ** 3 * 3);
  for (let i = 0; i < size ** 3; i++) {
    const [r, g, b] = [(i % size) / (size - 1), (Math.floor(i / size) % size) / (size - 1), Math.floor(i / size ** 2) / (size - 1)];
    const light = 0.2126 * r + 0.7152 * g + 0.0722 * b;
    values.set([r + 0.08 * (light - 0.4), g + 0.02 * (0.5 - light), b - 0.1 * (light - 0.45)], i * 3);
  }
  return { dimensions: 3, size, values, low: [0, 0, 0], high: [1, 1, 1] };
}

/** A flow of the back layer over the upper third of what the first frame shows, with the usual taper. */
function thirdOfTheFrame(scene: Scene): LayerMotion {
  const size = { widthPx: 320, heightPx: 180 };
  const window = firstWindow(scene, { aspectRatio: 16 / 9 });
  const [top, third] = [window.yPx / scene.canvas.heightPx, window.heightPx / 3 / scene.canvas.heightPx];
  const strength = Uint8Array.from({ length: size.widthPx * size.heightPx }, (_, i) => {
    const [x, y] = [((i % size.widthPx) + 0.5) / size.widthPx, (Math.floor(i / size.widthPx) + 0.5) / size.heightPx];
    return Math.round(255 * Math.max(0, Math.min(1, 40 * Math.min(x, 1 - x), 20 * (top + third - y))));
  });
  const amount = 0.03 * scene.photo.widthPx;
  return { kind: 'flow', layer: 0, strength, strengthSize: size, towardDeg: 0, amount, loopSec: 4, seed: 1 };
}

/** What each effect of a look adds to a frame. */
export const rows: readonly BenchRow[] = [
  extraMs('stage.grade.lut.extraMs', {
    look: () => ({ grade: Grade.parse({ exposureStops: 0.3, saturationRatio: 0.1 }), cube: tealAndOrange(), seed: 1, fps: FPS }),
    note: 'exposure, saturation and a 33³ LUT, put into the layers as they become planes',
  }),
  extraMs('stage.dof.moving.extraMs', {
    look: () => ({ aperture: Aperture.parse({ fStop: 2 }), seed: 1, fps: FPS }),
    pose: (pose, ratio) => ({ ...pose, focusM: 1 / (1 / 2.5 + (1 / 8 - 1 / 2.5) * ratio) }),
    note: 'f/2, focus pulled from 2.5 to 8 m while the camera moves',
  }),
  extraMs('stage.dof.standing.extraMs', {
    look: () => ({ aperture: Aperture.parse({ fStop: 2 }), seed: 1, fps: FPS }),
    pose: (pose) => ({ ...pose, position: [0, 0, 0], orientation: [0, 0, 0, 1] }),
    note: 'f/2, focus, lens and camera stand',
  }),
  extraMs('stage.dof.dolly.extraMs', {
    look: () => ({ aperture: Aperture.parse({ fStop: 2 }), seed: 1, fps: FPS }),
    note: 'f/2, focus and lens stand while the camera goes a tenth of its way toward the subject',
  }),
  extraMs('stage.motion.third.extraMs', {
    look: ({ scene }) => ({ motions: [thirdOfTheFrame(scene)], seed: 1, fps: FPS }),
    note: 'a flow over the upper third of the frame in the back layer, 3 % of the width in 4 s',
  }),
  extraMs('stage.air.2000.extraMs', {
    look: () => ({ air: [{ kind: 'petals', count: 2000 }], seed: 1, fps: FPS }),
    note: '2,000 petals of the usual size between 0.9 and 7.5 m, before and behind the layers',
  }),
];
