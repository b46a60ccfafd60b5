import type { CatalogueEntryInput } from './entry.ts';

const gone = {
  wire: 'openai-videos',
  makes: 'video',
  takes: {},
  lengths: { choicesSec: [4, 8, 12] },
  prompt: { language: 'en' },
  endOfLife: { date: '2026-09-24', successor: 'google/veo-3.1' },
  sources: ['openai 7.57.0 resources/videos.d.ts'],
} as const;
const own = { wire: 'openai-videos', makes: 'video', baseUrl: 'http://127.0.0.1:8000/v1' } as const;
const free = { usd: 0, per: 'video', source: 'your own machine', asOf: '2026-11-22', sureness: 'experiment' } as const;

/** Sora, which is gone, the servers one runs oneself that speak its protocol, and the image models. */
export const openai: readonly CatalogueEntryInput[] = [
  { ...gone, id: 'openai/sora-2', name: { en: 'Sora 2', zh: 'Sora 2' }, providerModel: 'sora-2' },
  { ...gone, id: 'openai/sora-2-pro', name: { en: 'Sora 2 Pro', zh: 'Sora 2 Pro' }, providerModel: 'sora-2-pro' },
  {
    ...own,
    id: 'vllm-omni/wan2.2',
    name: { en: 'Wan 2.2 on vLLM-Omni', zh: 'Wan 2.2（vLLM-Omni）' },
    providerModel: 'Wan-AI/Wan2.2-T2V-A14B-Diffusers',
    takes: { seed: true, negativePrompt: true },
    lengths: { leastSec: 1, mostSec: 5 },
    pixels: { stepPx: 16, mostPx: 1280 * 720 },
    prices: [free],
    prompt: {},
    sources: ['docs.vllm.ai vllm-omni (not verified)'],
  },
  {
    ...own,
    id: 'sglang/wan2.1',
    name: { en: 'Wan 2.1 on SGLang-Diffusion', zh: 'Wan 2.1（SGLang-Diffusion）' },
    baseUrl: 'http://127.0.0.1:30000/v1',
    providerModel: 'Wan-AI/Wan2.1-T2V-1.3B-Diffusers',
    takes: { seed: true, negativePrompt: true },
    lengths: { leastSec: 1, mostSec: 5 },
    pixels: { stepPx: 16, mostPx: 1280 * 720 },
    prices: [free],
    dialect: { server: { value: 'sglang', sureness: 'repository', note: 'The size in one field, a picture by reference_url.' } },
    prompt: {},
    sources: ['docs.sglang.ai diffusion (not verified)'],
  },
  {
    id: 'openai/gpt-image-1.5',
    name: { en: 'GPT Image 1.5', zh: 'GPT Image 1.5' },
    wire: 'openai-images',
    makes: 'image',
    baseUrl: 'https://api.openai.com/v1',
    keyName: 'OPENAI_API_KEY',
    providerModel: 'gpt-image-1.5',
    takes: { references: 4 },
    // The provider names shapes by their pixels.
    aspects: ['1024:1024', '1536:1024', '1024:1536'],
    prompt: { isRequired: true, language: 'both' },
    sources: ['@ai-sdk/openai 4.0.118'],
  },
];
