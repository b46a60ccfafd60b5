import type { SlotLook } from '../look/slot-look.ts';
import type { ScenePlan } from './scene-plan.ts';

/** A planned scene at an address of the shared memory, with its look where it has one. */
export type SceneSlot = Readonly<{ address: number; plan: ScenePlan; look?: SlotLook }>;
