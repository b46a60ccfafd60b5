import type { Pose } from '@fantascope/film';
import type { Staging } from '../frame.ts';
import type { Look } from '../look/look.ts';
import { slotWithLook } from '../look/look-plan.ts';
import type { FrameSize } from '../place.ts';
import { firstPose } from '../raster/open-stage.ts';
import { Rasteriser } from '../raster/rasteriser.ts';
import { planScene } from '../raster/scene-plan.ts';
import type { SceneSlot } from '../raster/scene-slot.ts';
import { StageMemory } from '../raster/stage-memory.ts';
import { levelsFor } from '../raster/texel-density.ts';
import { planWorker } from '../raster/worker-plan.ts';
import type { Scene } from '../scene.ts';

/** What a stage on WebGPU is opened with; scene, staging, frame, poses and look as `openStage` takes them. */
export type GpuStageOptions = Readonly<{
  device: GPUDevice;
  /** The kernel. It prepares the pictures, so that both stages show the same texels. */
  module: WebAssembly.Module;
  scene: Scene;
  staging: Staging;
  frame: FrameSize;
  /** Those the scene will be seen from (default: the first frame's), for the levels it needs. */
  poses?: readonly Pose[];
  look?: Look;
}>;

/** A scene as the kernel has prepared it: its planes, levels, meshes and what its look makes for the whole shot, at addresses of `bytes`. */
export type PreparedScene = Readonly<{ slot: SceneSlot; bytes: Uint8Array; ints: Int32Array; floats: Float32Array }>;

/** Lets the kernel prepare a scene. Its memory is only needed until the planes are textures. */
export function prepareScene(options: Omit<GpuStageOptions, 'device'>): PreparedScene {
  const { module, scene, staging, frame, look, poses = [firstPose(staging)] } = options;
  const memory = new StageMemory();
  const plan = planWorker(frame, 1);
  const rasteriser = new Rasteriser({ module, memory: memory.memory, plan, address: memory.take(plan.bytes) });
  const scenePlan = planScene(scene.layers, levelsFor(scene, staging, { poses, frame }));
  const take = (bytes: number) => memory.take(bytes);
  const slot = slotWithLook(take(scenePlan.bytes), { look, scene, plan: scenePlan, staging, frame, poses }, { threads: 1, take });
  rasteriser.prepare(slot, scene, staging);
  const { buffer } = memory.memory;
  return { slot, bytes: new Uint8Array(buffer), ints: new Int32Array(buffer), floats: new Float32Array(buffer) };
}
