import type { CatalogueEntryInput } from './entry.ts';

const home = {
  wire: 'luma',
  makes: 'video',
  baseUrl: 'https://api.lumalabs.ai/dream-machine/v1',
  keyName: 'LUMAAI_API_KEY',
  takes: { lastFrame: true, extend: true },
  lengths: { choicesSec: [5, 9] },
  resolutions: ['540p', '720p', '1080p', '4k'],
  heightsPx: { '540p': 540, '720p': 720, '1080p': 1080, '4k': 2160 },
  aspects: ['1:1', '16:9', '9:16', '4:3', '3:4', '21:9', '9:21'],
  fps: [24],
  camera: 'luma-concepts',
  prompt: { language: 'en' },
  sources: ['lumaai 1.19.1', 'docs.lumalabs.ai/changelog/concepts'],
} as const;

/** Luma's Dream Machine API with its camera concepts. */
export const luma: readonly CatalogueEntryInput[] = [
  { ...home, id: 'luma/ray-2', name: { en: 'Luma Ray 2', zh: 'Luma Ray 2' }, providerModel: 'ray-2' },
  { ...home, id: 'luma/ray-flash-2', name: { en: 'Luma Ray Flash 2', zh: 'Luma Ray Flash 2' }, providerModel: 'ray-flash-2', pace: 'fast' },
  {
    id: 'luma/ray-3.2',
    name: { en: 'Luma Ray 3.2', zh: 'Luma Ray 3.2' },
    wire: 'luma-agents',
    makes: 'video',
    baseUrl: 'https://agents.lumalabs.ai/v1',
    keyName: 'LUMA_AGENTS_API_KEY',
    providerModel: 'ray-3.2',
    takes: { lastFrame: true, extend: true, baseVideo: true, keepsClip: true },
    lengths: { choicesSec: [5, 10] },
    framedLengthsSec: [5],
    resolutions: ['360p', '540p', '720p', '1080p'],
    heightsPx: { '360p': 360, '540p': 540, '720p': 720, '1080p': 1080 },
    aspects: ['9:16', '3:4', '1:1', '4:3', '16:9', '21:9'],
    // An edit takes its frames from the clip.
    exclusions: [
      ['baseVideo', 'firstFrame'],
      ['baseVideo', 'lastFrame'],
    ],
    prompt: { language: 'en' },
    dialect: { concepts: { value: 'words', sureness: 'unverified', note: 'Whether this API takes camera concepts is not documented.' } },
    sources: ['agents.lumalabs.ai'],
  },
];
