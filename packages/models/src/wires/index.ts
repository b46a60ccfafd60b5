import type { Wire } from '../wire.ts';
import { comfyUi } from './comfyui/comfyui.ts';
import { falQueue } from './fal-queue.ts';
import { klingV1 } from './kling-v1/kling-v1.ts';

/** Every provider protocol by its name, as catalogue entries give it. */
export const wires: Readonly<Record<string, Wire>> = Object.fromEntries([klingV1, falQueue, comfyUi].map((wire) => [wire.name, wire]));
