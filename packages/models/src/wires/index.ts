import type { Wire } from '../wire.ts';
import { ark } from './ark/ark.ts';
import { comfyUi } from './comfyui/comfyui.ts';
import { dashscope } from './dashscope.ts';
import { falQueue } from './fal-queue.ts';
import { geminiInteractions } from './gemini-interactions.ts';
import { jimeng } from './jimeng.ts';
import { klingV1 } from './kling-v1/kling-v1.ts';
import { klingV3 } from './kling-v3.ts';
import { luma } from './luma.ts';
import { lumaAgents } from './luma-agents.ts';
import { minimaxV1 } from './minimax-v1.ts';
import { minimaxV2 } from './minimax-v2.ts';
import { openAiImages } from './openai-images.ts';
import { openAiVideos } from './openai-videos.ts';
import { replicate } from './replicate.ts';
import { runway } from './runway.ts';
import { stage } from './stage.ts';
import { vertexVeo } from './vertex-veo.ts';

const all: readonly Wire[] = [
  klingV1,
  falQueue,
  comfyUi,
  ark,
  replicate,
  runway,
  minimaxV1,
  minimaxV2,
  klingV3,
  dashscope,
  luma,
  lumaAgents,
  vertexVeo,
  geminiInteractions,
  openAiVideos,
  openAiImages,
  jimeng,
  stage,
];

/** Every provider protocol by its name, as catalogue entries give it. */
export const wires: Readonly<Record<string, Wire>> = Object.fromEntries(all.map((wire) => [wire.name, wire]));
