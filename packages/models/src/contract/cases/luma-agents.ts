import type { WireCase } from '../wire-case.ts';

const generation = (task: object) => ({
  id: 'g7',
  type: 'video',
  model: 'ray-3.2',
  output: [],
  failure_reason: null,
  failure_code: null,
  ...task,
});
const agents = {
  wire: 'luma-agents',
  model: 'ray-3.2',
  baseUrl: 'https://agents.lumalabs.ai/v1',
  accepted: generation({ state: 'queued' }),
  running: generation({ state: 'processing' }),
  succeeded: generation({ state: 'completed', output: [{ type: 'video', url: 'https://cdn.example.com/a.mp4' }] }),
  failed: generation({ state: 'failed', failure_code: 'content_moderated', failure_reason: 'no' }),
  strange: generation({ state: 'pondering' }),
};

/** Luma's Agents API as its documentation shows it. */
export const lumaAgentsCases: readonly WireCase[] = [
  { ...agents, name: 'by what is given' },
  { ...agents, name: 'reframe', dialect: { type: 'video_reframe' } },
  { ...agents, name: 'pictures', model: 'uni-1', dialect: { makes: 'image' } },
];
