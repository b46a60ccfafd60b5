import type { Pose } from '@fantascope/film';
import type { Staging } from '../frame.ts';
import type { Share } from '../look/effect.ts';
import type { Look } from '../look/look.ts';
import { slotWithLook } from '../look/look-plan.ts';
import type { FrameSize } from '../place.ts';
import type { Scene } from '../scene.ts';
import { Rasteriser } from './rasteriser.ts';
import { planScene } from './scene-plan.ts';
import type { SceneSlot } from './scene-slot.ts';
import { StageMemory } from './stage-memory.ts';
import { levelsFor } from './texel-density.ts';
import { planWorker } from './worker-plan.ts';

/** One scene on one thread. */
export type OpenStage = Readonly<{
  /** The frame at a pose: planar 4:2:0, a view valid until the next draw into the same frame number (0..2, default 0). */
  draw: (pose: Pose, out?: number, tSec?: number, picture?: Share) => Uint8Array;
  rasteriser: Rasteriser;
  slot: SceneSlot;
}>;

/** The pose of the first frame: at the origin, straight ahead, the staging's lens, focused on the subject. */
export function firstPose(staging: Staging): Pose {
  return { position: [0, 0, 0], orientation: [0, 0, 0, 1], lensMm: staging.lensMm, focusM: staging.subjectDistanceM };
}

/** Prepares one scene for drawing on this thread; `poses` are those it will be seen from (default: the first frame's), for the levels it needs. */
export function openStage(
  options: Readonly<{ module: WebAssembly.Module; scene: Scene; staging: Staging; frame: FrameSize; poses?: readonly Pose[]; look?: Look }>,
): OpenStage {
  const { module, scene, staging, frame, look, poses = [firstPose(options.staging)] } = options;
  const memory = new StageMemory();
  const plan = planWorker(frame);
  const rasteriser = new Rasteriser({ module, memory: memory.memory, plan, address: memory.take(plan.bytes) });
  const scenePlan = planScene(scene.layers, levelsFor(scene, staging, { poses, frame }));
  const take = (bytes: number) => memory.take(bytes);
  const slot = slotWithLook(take(scenePlan.bytes), { look, scene, plan: scenePlan, staging, frame, poses }, { threads: 1, take });
  rasteriser.prepare(slot, scene, staging);
  return { draw: (pose, out = 0, tSec = 0, picture) => rasteriser.draw(slot, pose, out, tSec, picture), rasteriser, slot };
}
