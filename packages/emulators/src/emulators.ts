import { Fault } from '@fantascope/film';
import type { Emulator, EmulatorOptions, FaultName } from './emulator.ts';
import { ark } from './protocols/ark.ts';
import { chatCompletions } from './protocols/chat-completions.ts';
import { openComfyui } from './protocols/comfyui.ts';
import { dashscope } from './protocols/dashscope.ts';
import { falQueue } from './protocols/fal-queue.ts';
import { geminiInteractions } from './protocols/gemini-interactions.ts';
import { jimeng } from './protocols/jimeng.ts';
import { klingV1 } from './protocols/kling-v1.ts';
import { klingV3 } from './protocols/kling-v3.ts';
import { luma } from './protocols/luma.ts';
import { lumaAgents } from './protocols/luma-agents.ts';
import { minimaxV1, minimaxV2 } from './protocols/minimax.ts';
import { openaiImages } from './protocols/openai-images.ts';
import { openOpenaiVideos } from './protocols/openai-videos.ts';
import { replicate } from './protocols/replicate.ts';
import { runway } from './protocols/runway.ts';
import { vertexVeo } from './protocols/vertex-veo.ts';
import { openServer } from './server/open-server.ts';
import type { Protocol } from './server/protocol.ts';

// A function each, so that what one server remembers is not known to the next.
const protocols: Readonly<Record<string, () => Protocol>> = {
  'kling-v1': () => klingV1,
  'fal-queue': () => falQueue,
  comfyui: openComfyui,
  ark: () => ark,
  replicate: () => replicate,
  runway: () => runway,
  'minimax-v1': () => minimaxV1,
  'minimax-v2': () => minimaxV2,
  'kling-v3': () => klingV3,
  dashscope: () => dashscope,
  luma: () => luma,
  'vertex-veo': () => vertexVeo,
  'gemini-interactions': () => geminiInteractions,
  jimeng: () => jimeng,
  'openai-videos': openOpenaiVideos,
  'openai-images': () => openaiImages,
  'luma-agents': () => lumaAgents,
};

/** The wires there are emulators of. */
export const emulatorNames: readonly string[] = Object.keys(protocols);

/** The emulated language model, which makes scripts and no takes: it is no wire. */
export const chatName = 'chat-completions';

/** Starts the server that behaves like one wire's provider, or, by `chatName`, like a language model's. Throws emulators.no-such-server and emulators.port-taken. */
export async function startEmulator(wire: string, options: EmulatorOptions = {}): Promise<Emulator> {
  const protocol = wire === chatName ? () => chatCompletions : protocols[wire];
  if (protocol === undefined) throw new Fault('emulators.no-such-server', { wire, wires: [...emulatorNames, chatName].join(', ') });
  return await openServer(protocol(), options);
}

/** The faults the emulator of a wire can show; none for a wire without one. */
export function faultsOf(wire: string): readonly FaultName[] {
  return protocols[wire]?.().faults ?? [];
}
