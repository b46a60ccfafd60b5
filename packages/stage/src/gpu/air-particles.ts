import type { Pose } from '@fantascope/film';
import type { Staging } from '../frame.ts';
import { airGatherer, FLOCK, flocksOfLook, PARTICLE_BYTES, planesOf } from '../look/air/air-gather.ts';
import { FLOCK_BYTES } from '../look/air/flock.ts';
import { sceneLight } from '../look/air/scene-light.ts';
import type { Look } from '../look/look.ts';
import type { FrameSize } from '../place.ts';
import type { KernelExports } from '../raster/kernel-wasm.ts';
import { StageMemory } from '../raster/stage-memory.ts';
import type { Scene } from '../scene.ts';

/** What is in the air at one moment: particles as the kernel lists them, farthest first, and puffs of fog. Views until the next moment. */
export type AirMoment = Readonly<{ particles: Float32Array; count: number; puffs: Float32Array; puffCount: number }>;

/** Where the particles of a look are, at any moment; `fog` is its colour, Y and chroma around 0, or null where there is none. */
export type AirParticles = Readonly<{ at: (pose: Pose, tSec: number) => AirMoment; fog: readonly [number, number, number] | null }>;

/** Lets the kernel gather particles in a small memory of its own, so that both stages have the same ones. */
export function openParticles(
  module: WebAssembly.Module,
  { look, scene, staging, frame }: Readonly<{ look: Look; scene: Scene; staging: Staging; frame: FrameSize }>,
): AirParticles {
  const { flocks, most } = flocksOfLook({ look, staging, frame });
  // Engines set aside as much address space as a shared memory may ever grow to.
  const memory = new StageMemory(most * (2 * PARTICLE_BYTES + 8) + 2 ** 21);
  const [address, scratch, list] = [memory.take(FLOCK + FLOCK_BYTES), memory.take(512), memory.take(most * PARTICLE_BYTES)];
  const [puffList, order, spare, counts] = [
    memory.take(most * PARTICLE_BYTES),
    memory.take(most * 4),
    memory.take(most * 4),
    memory.take(1024),
  ];
  const kernel = new WebAssembly.Instance(module, { env: { memory: memory.memory } }).exports as unknown as KernelExports;
  kernel.setFrame(Math.ceil(frame.widthPx / 16) * 16, Math.ceil(frame.heightPx / 8) * 8, scratch, 0, 0);
  const { buffer } = memory.memory;
  const [ints, floats] = [new Int32Array(buffer), new Float32Array(buffer)];
  const light = sceneLight(scene);
  const fogKind = flocks.find(({ name }) => name === 'fog')?.kind;
  const floatsEach = PARTICLE_BYTES / 4;
  return {
    fog: fogKind === undefined ? null : planesOf(fogKind.colours[0], fogKind, { light, look }),
    at: (pose, tSec) => {
      const gather = (to: number, isFog: boolean) => {
        const one = airGatherer({ kernel, ints, floats, address, list: to, most }, { look, frame, light, pose, tSec });
        return flocks.filter(({ name }) => (name === 'fog') === isFog).reduce((count, flock) => one(flock, count), 0);
      };
      const puffCount = gather(puffList, true);
      const count = gather(list, false);
      kernel.airSort(list, count, order, spare, counts);
      const particles = new Float32Array(count * floatsEach);
      for (let i = 0; i < count; i++) {
        const from = (ints[(order >> 2) + i] as number) >> 2;
        particles.set(floats.subarray(from, from + floatsEach), i * floatsEach);
      }
      return { particles, count, puffs: floats.slice(puffList >> 2, (puffList >> 2) + puffCount * floatsEach), puffCount };
    },
  };
}
